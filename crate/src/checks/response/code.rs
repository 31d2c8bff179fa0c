//! What is not known here is said to be unknown.

use crate::check::{Check, Examine, Found};
use crate::decode::entra_error::{EntraError, name};
use crate::entra::{Unknown, classify};
use crate::report::{Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "response/code",
    title: "The error's code is known here, and its sentence goes with it",
    fails: "The code is unknown, or contradicts its sentence",
    severity: Severity::Notice,
    cause: None,
    reasons: &["unknown", "contradiction"],
    cites: "Microsoft Entra error codes",
    examine: Examine::Response(|_, error| Ok(examine(error))),
};

fn examine(error: &EntraError) -> Found {
    let found = match classify(error) {
        Ok(refusal) => Found::pass(say("{}: {}.", [words(name(refusal.code)), words(refusal.meaning)])),
        Err(Unknown::Code(code)) => Found::fail(say(
            "{} is not among the codes known here, so nothing is concluded from it.",
            [words(name(code))],
        ))
        .because("unknown"),
        Err(Unknown::Codeless) => {
            Found::fail("The error has no AADSTS code in it, so nothing is concluded from it.").because("unknown")
        }
        Err(Unknown::Contradiction { code, sentence_of }) => Found::fail(say(
            "{} does not go with its sentence, which is that of {}, so nothing is concluded from either.",
            [words(name(code)), words(name(sentence_of))],
        ))
        .because("contradiction"),
    };
    found.at(Place::response("code"))
}
