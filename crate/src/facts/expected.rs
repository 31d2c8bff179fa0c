//! What the person says, as rows that findings can point at.

use super::fact;
use crate::evidence::Evidence;
use crate::report::{Fact, Form, Section, words};
use crate::time::UnixTime;

pub(super) fn section(evidence: &Evidence<'_>) -> Option<Section> {
    let expected = &evidence.context.expected;
    let given = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
    let facts: Vec<Fact> = [
        given(&expected.tenant).map(|tenant| fact("expected.tenant", "Tenant", tenant, Form::Code)),
        given(&expected.client_id).map(|id| fact("expected.client_id", "Client ID", id, Form::Code)),
        evidence.context.at.map(UnixTime::from_seconds).map(|at| {
            fact("at", "Time of the request", at.to_string(), Form::Code)
                .with_note(words(at.relative_to(evidence.moment.now)))
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!facts.is_empty()).then(|| super::section("expected", "As you say", facts))
}
