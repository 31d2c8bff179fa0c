//! `iss` is the client that made the assertion.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/iss",
    title: "The assertion says which application issued it",
    fails: "`iss` is missing or unusable",
    severity: Severity::Error,
    cause: Some(Cause::BadClaims),
    reasons: &["missing", "type"],
    cites: "RFC 7523, section 3, item 1; refusal on record: AADSTS90014",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    if evidence.assertion.is_federated() {
        return super::of_federated(evidence, "iss");
    }
    Ok(match evidence.assertion.string("iss")? {
        Claim::Present(seen) => Found::pass(say("`iss` is {}.", [value(seen)])).at(Place::claim("iss")),
        Claim::Absent => {
            Found::fail("The assertion has no `iss`; it is the application (client) ID.").because("missing")
        }
        Claim::Malformed(seen) => {
            Found::fail(say("`iss` is {}, where the application (client) ID is wanted, as a string.", [value(seen)]))
                .because("type")
                .at(Place::claim("iss"))
        }
    })
}
