//! `sub` is the client too.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/sub",
    title: "The assertion says which application it is about",
    fails: "`sub` is missing or unusable",
    severity: Severity::Error,
    cause: Some(Cause::BadClaims),
    reasons: &["missing", "type"],
    cites: "RFC 7523, section 3, item 2; Microsoft Entra certificate credentials, claims",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    if evidence.assertion.is_federated() {
        return super::of_federated(evidence, "sub");
    }
    Ok(match evidence.assertion.string("sub")? {
        Claim::Present(seen) => Found::pass(say("`sub` is {}.", [value(seen)])).at(Place::claim("sub")),
        Claim::Absent => {
            Found::fail("The assertion has no `sub`; it is the application (client) ID.").because("missing")
        }
        Claim::Malformed(seen) => {
            Found::fail(say("`sub` is {}, where the application (client) ID is wanted, as a string.", [value(seen)]))
                .because("type")
                .at(Place::claim("sub"))
        }
    })
}
