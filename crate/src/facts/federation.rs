//! The federated credentials, each with what it has of the token.

use super::{fact, section};
use crate::evidence::Evidence;
use crate::report::{Fact, Form, Place, Section};

/// One section for each credential, those behind the first few without facts unless they are wanted.
pub(super) fn sections(evidence: &Evidence<'_>, is_wanted: &dyn Fn(usize, &str) -> bool, first: usize) -> Vec<Section> {
    let all = evidence.federated.credentials.iter().enumerate();
    let one = |(n, one): (usize, &&crate::decode::federation::FederatedCredential)| {
        let id = format!("federation.{n}");
        let fits = evidence.federated.fits.get(n).copied().unwrap_or_default();
        let audiences = one.audiences.as_ref().map(|all| all.join(", "));
        let [issuer, subject, audience] = fits;
        let row = |name: &str, label: &str, value: &Option<String>, fit: Option<bool>| -> Option<Fact> {
            let note = match fit {
                Some(true) => "fits the token",
                Some(false) => "does not fit the token",
                None => "",
            };
            Some(fact(label, value.as_ref()?, Form::Code).at(Place::federation(n, name)).with_note(note))
        };
        let rows = [
            row("name", "Name", &one.name, None),
            row("issuer", "Issuer", &one.issuer, issuer),
            row("subject", "Subject", &one.subject, subject),
            row("expression", "Expression", &one.expression, subject),
            row("audience", "Audience", &audiences, audience),
        ];
        let facts = if is_wanted(first + n, &id) { rows.into_iter().flatten().collect() } else { Vec::new() };
        section(id, "Federated credential", facts)
    };
    all.map(one).collect()
}
