//! The error speaks of the assertion that was given, as far as it prints something of it.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::base64;
use crate::decode::entra_error::EntraError;
use crate::decode::hex;
use crate::evidence::{Claim, Evidence};
use crate::report::{Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "response/same_assertion",
    title: "The error speaks of this assertion",
    fails: "The error belongs to another assertion",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "RFC 7515, section 4.1.7; refusals on record: AADSTS700027, AADSTS700024",
    examine: Examine::Response(examine),
};

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    super::about_assertion(error)?;
    evidence.assertion.header().map_err(|_| Skip::inapplicable("There is no client assertion to compare with."))?;
    let mut found = None;
    let x5t = evidence.assertion.x5t.as_ref().and_then(|x5t| base64::decode(&x5t.text));
    if let (Some(printed), Some(x5t)) = (&error.thumbprint, x5t) {
        let own = hex::encode(&x5t);
        found = Some(if own == *printed {
            Found::pass("The thumbprint in it is this assertion's `x5t`.")
        } else {
            Found::fail(say(
                "The error speaks of another assertion: the thumbprint in it is {}, and this assertion's `x5t` is {}.",
                [value(printed), value(own)],
            ))
        });
        found = found.map(|found| found.at("response.thumbprint").at("header.x5t"));
    }
    if let (Some((_, printed)), Ok(Claim::Present(exp))) = (error.assertion_times, evidence.assertion.instant("exp"))
        && printed.seconds() > 0.0
        && exp.is_in_seconds()
    {
        // Entra prints the claim in whole seconds.
        let differs = printed.since(exp).abs() >= 1.0;
        found = Some(if differs {
            Found::fail(say(
                "The error speaks of another assertion: the one in it expires at {}, and this one at {}.",
                [value(printed), value(exp)],
            ))
            .at("claims.exp")
        } else {
            Found::pass("The expiry in it is this assertion's `exp`.").at("claims.exp")
        });
    }
    found.ok_or_else(|| Skip::inapplicable("The error prints nothing to tell it by."))
}
