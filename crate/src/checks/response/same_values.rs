//! What the error prints of a federated token is this token's: its issuer, its subject, its audience.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::{Contradiction, Evidence};
use crate::report::{Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "response/same_values",
    title: "The error prints the values of this token",
    fails: "The error prints the values of another token",
    severity: Severity::Warning,
    cause: None,
    reasons: &["issuer", "subject", "audience"],
    cites: "Refusals on record: AADSTS70021, AADSTS700211, AADSTS700212, AADSTS700213",
    examine: Examine::Response(|evidence, _| examine(evidence)),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    if !evidence.assertion.is_federated() {
        return Err(Skip::inapplicable("There is no federated token to compare with."));
    }
    Ok(match &evidence.answer.contradiction {
        Some(Contradiction::Value { name, claim, printed, own }) => Found::fail(say(
            "The error speaks of another token: the {} in it is {}, and `{}` of this one is {}.",
            [words(name), value(printed), words(claim), value(own)],
        ))
        .because(name)
        .compare(own, printed)
        .at(Place::response(name))
        .at(Place::claim(claim)),
        _ => Found::pass("It prints nothing that is not so of this token."),
    })
}
