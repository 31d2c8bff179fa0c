//! `crit` names extensions without which the token must be refused; Entra is known to understand none.

use crate::check::{Check, Examine, Examined, Found};
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, Text, say, value};

pub(super) const CHECK: Check = Check {
    id: "header/critical",
    title: "Nothing in the header asks for an extension",
    fails: "`crit` asks for what is not supported",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["unknown-extension", "malformed", "unencoded-payload"],
    cites: "RFC 7515, section 4.1.11; RFC 7797, sections 3 and 6",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let is_unencoded = evidence.assertion.in_header("b64")?.is_some_and(|b64| b64.shown() == "false");
    let crit = evidence.assertion.in_header("crit")?;
    let names = crit.map(|crit| crit.strings().unwrap_or_default());
    let asks = |name: &str| names.iter().flatten().any(|one| one == name);
    let fail = |reason, message: Text| Ok(Found::fail(message).because(reason).at(Place::header("crit")));
    let shown = crit.map(Member::shown).unwrap_or_default();
    if is_unencoded || asks("b64") {
        let message = "The header asks for claims that are not encoded (`b64`), where a JWT has them as base64url.";
        return Ok(Found::fail(message).because("unencoded-payload").at(Place::header("b64")));
    }
    let Some(names) = &names else { return Ok(Found::pass("It has no `crit`.")) };
    if names.is_empty() {
        return fail("malformed", say("`crit` is {}, where a list of names is wanted.", [value(shown)]));
    }
    for name in names {
        if evidence.assertion.in_header(name)?.is_none() {
            return fail("malformed", say("`crit` names {}, which is not in the header.", [value(name)]));
        }
    }
    let message = "`crit` is {}: whoever does not understand what it names must refuse the token, and no extension is known to be understood by Entra.";
    fail("unknown-extension", say(message, [value(shown)]))
}
