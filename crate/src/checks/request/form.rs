//! The parameters are sent as a form.

use super::given;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "request/form",
    title: "The request is sent as a form",
    fails: "The request is not sent as a form",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["method", "content-type", "escaped"],
    cites: "RFC 6749, section 3.2 and appendix B; refusals on record: AADSTS7000216, AADSTS900144",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    if let Some((reason, seen)) = request.sent_as {
        let message = say("The request was sent as {}, where a form in a POST is wanted.", [value(seen)]);
        return Ok(Found::fail(message).because(reason));
    }
    if !request.has_escaped_ampersands {
        return Ok(Found::pass("Its parameters are those of a form."));
    }
    if !request.is_whole() && !super::nothing_arrived(evidence) {
        return Err(Skip::unreadable("`&amp;` stands between the parameters; whether it was sent so is not known."));
    }
    Ok(Found::fail(
        "`&amp;` stands between the parameters, where `&` is wanted: the names behind it begin with `amp;`.",
    )
    .because("escaped"))
}
