//! What federation needs is there: issuer, subject, audience and end.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "federated/claims",
    title: "The token has `iss`, `sub`, `aud` and `exp`",
    fails: "A claim that federation needs is missing",
    severity: Severity::Error,
    cause: Some(Cause::NoCredentialMatches),
    reasons: &["missing", "type"],
    cites: "Microsoft Entra workload identity federation considerations",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    super::token(evidence)?;
    let claims = evidence.assertion.any_claims()?;
    let fail = |reason, name: &'static str, message| Found::fail(say(message, [words(name)])).because(reason);
    let mut is_known = true;
    for name in ["iss", "sub", "aud", "exp"] {
        let Some(member) = claims.get(name) else {
            // Of a token of a resource, and of what a log prints, not all is there to be seen.
            if evidence.assertion.is_of_resource || evidence.assertion.jws.is_some_and(|jws| jws.header.is_none()) {
                is_known = false;
                continue;
            }
            return Ok(fail("missing", name, "The token has no `{}`, which is compared."));
        };
        let is_well = match name {
            "exp" => member.number().is_some(),
            "aud" => member.string().is_some() || member.strings().is_some(),
            _ => member.string().is_some(),
        };
        if !is_well {
            return Ok(fail("type", name, "`{}` of the token is of the wrong type.").at(Place::claim(name)));
        }
    }
    let found = Found::pass("All four are there.");
    Ok(if is_known { found } else { Found::pass("What is there is well.").needing(Need::Assertion) })
}
