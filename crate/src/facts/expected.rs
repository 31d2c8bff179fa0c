//! What the person says, as rows that findings can point at.

use super::fact;
use crate::decode::guid::Guid;
use crate::entra::Tenant;
use crate::evidence::Evidence;
use crate::report::{ExpectedEntry, Fact, Form, Place, Section, words};
use crate::request::Expected;
use crate::time::UnixTime;

pub(super) fn section(evidence: &Evidence<'_>) -> Option<Section> {
    let expected = &evidence.context.expected;
    let given = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
    let facts: Vec<Fact> = [
        given(&expected.tenant).map(|tenant| fact("Tenant", tenant, Form::Code).at(Place::expected("tenant"))),
        given(&expected.client_id).map(|id| fact("Client ID", id, Form::Code).at(Place::expected("client_id"))),
        evidence.context.at.map(UnixTime::from_seconds).map(|at| {
            fact("Time of the request", at.to_string(), Form::Code)
                .at(Place::at())
                .with_note(words(at.relative_to(evidence.moment.now)))
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!facts.is_empty()).then(|| super::section("expected", "As you say", facts))
}

/// What cannot be read of it: it is compared with nothing.
pub(crate) fn unreadable(expected: &Expected) -> Vec<ExpectedEntry> {
    let typed =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let tenant = typed(&expected.tenant).filter(|tenant| !Tenant::read(tenant).is_one());
    let client_id = typed(&expected.client_id).filter(|id| Guid::parse(id).is_none());
    let entry = |field, note: &'static str| ExpectedEntry { field, note: note.into() };
    [
        tenant.map(|_| entry("tenant", "This is neither a GUID nor a domain, so it is compared with nothing.")),
        client_id.map(|_| entry("client_id", "This is no GUID, so it is compared with nothing.")),
    ]
    .into_iter()
    .flatten()
    .collect()
}
