//! A credential has exactly one audience.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "federated/one_audience",
    title: "Each credential lists one audience",
    fails: "The credential lists none or several audiences",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "Microsoft Entra workload identity federation considerations: exactly one audience",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let all = evidence.federated.credentials.iter().enumerate();
    let mut told = all.filter_map(|(n, one)| Some((n, one, one.audiences.as_ref()?))).peekable();
    if told.peek().is_none() {
        return Err(Skip::inapplicable("No federated credential was given."));
    }
    Ok(match told.find(|(.., audiences)| audiences.len() != 1) {
        Some((n, one, audiences)) => Found::fail(say(
            "The credential {} has {} audiences, where Entra wants exactly one.",
            [value(one.label()), words(audiences.len())],
        ))
        .at(Place::federation(n, "audience")),
        None => Found::pass("Each has one."),
    })
}
