//! The error speaks of the assertion that was given, as far as it prints something of it.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::entra_error::{EntraError, name};
use crate::evidence::{Contradiction, Evidence, Tie};
use crate::report::{Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "response/same_assertion",
    title: "The error speaks of this assertion",
    fails: "The error belongs to another assertion",
    severity: Severity::Warning,
    cause: None,
    reasons: &["thumbprint", "times", "application", "claim", "age"],
    cites: "RFC 7515, section 4.1.7; refusals on record: AADSTS700027, AADSTS700024",
    examine: Examine::Response(examine),
};

fn examine(evidence: &Evidence<'_>, _error: &EntraError) -> Examined {
    evidence.assertion.header().map_err(|_| Skip::inapplicable("There is no client assertion to compare with."))?;
    let (reason, found) = match &evidence.answer.contradiction {
        None => {
            return match evidence.answer.tie {
                Tie::Assertion => Ok(Found::pass("It does.")),
                Tie::Certificate => Ok(Found::pass("It names the same certificate, or the same application.")),
                Tie::Nothing => Err(Skip::inapplicable("Nothing in the error tells of which assertion it speaks.")),
            };
        }
        Some(Contradiction::Thumbprint { printed, own }) => {
            let found = Found::fail(say(
                "The error speaks of another assertion: the thumbprint in it is {}, and this assertion's is {}.",
                [value(printed), value(own)],
            ))
            .at(Place::response("thumbprint"));
            // Where the header has none, the certificate told what it would be.
            ("thumbprint", if evidence.assertion.x5t.is_some() { found.at(Place::header("x5t")) } else { found })
        }
        Some(Contradiction::Times { printed, own }) => (
            "times",
            Found::fail(say(
                "The error speaks of another assertion: the one in it expires at {}, and this one at {}.",
                [value(printed), value(own)],
            ))
            .at(Place::claim("exp")),
        ),
        Some(Contradiction::Application { printed, own }) => (
            "application",
            Found::fail(say(
                "The error speaks of another assertion: it names the application {}, and `iss` is {}.",
                [value(printed), value(own)],
            ))
            .at(Place::response("app_id"))
            .at(Place::claim("iss")),
        ),
        Some(Contradiction::Claim { code, instead }) => (
            "claim",
            Found::fail(say(
                "The error speaks of another assertion: {} does not fit this one, of which {}.",
                [words(name(*code)), words(instead)],
            ))
            .at(Place::response("code")),
        ),
        Some(Contradiction::Value { .. }) => return Err(Skip::owned("response/same_values", "It is a federated token.")),
        Some(Contradiction::Age { written }) => (
            "age",
            Found::fail(say(
                "The error was written at {}, more than a day before or after the life of this assertion: it speaks of another.",
                [value(written)],
            ))
            .at(Place::response("server_time")),
        ),
    };
    Ok(found.because(reason))
}
