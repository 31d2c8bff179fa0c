//! Some errors are not about the client assertion, and the assertion's neighbours in the request are easily taken for it.

use crate::check::{Check, Examine, Examined, Found};
use crate::decode::entra_error::{EntraError, name};
use crate::entra::Subject;
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "response/about_assertion",
    title: "The error is about the client assertion",
    fails: "The error is about something else",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(examine),
};

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    let refusal = super::known(evidence, error)?;
    let (code, meaning) = (refusal.code, refusal.meaning);
    let found = match refusal.subject {
        Subject::Cause(_) | Subject::Assertion => {
            Found::pass(say("{} is about the client assertion.", [words(name(code))]))
        }
        Subject::Federated => Found::fail(say(
            "{} is about a federated identity credential, where no certificate plays a part: {}.",
            [words(name(code)), words(meaning)],
        )),
        Subject::Other => Found::fail(say(
            "{} is not about the certificate or the client assertion: {}.",
            [words(name(code)), words(meaning)],
        )),
    };
    Ok(found.at(Place::response("code")))
}
