//! A short life, as the documentation advises. Entra states no limit.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::{Claim, Evidence};
use crate::report::{Place, Severity, say, words};
use crate::time::duration;

pub(super) const CHECK: Check = Check {
    id: "claims/lifetime",
    title: "The assertion lives no longer than the documentation advises",
    fails: "It lives longer than Microsoft advises",
    severity: Severity::Notice,
    cause: None,
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, claims: \"5-10 minutes after `nbf` at most\"",
    examine: Examine::Evidence(examine),
};

/// In seconds.
const ADVISED: f64 = 600.0;

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.is_not_another_token()?;
    let exp = evidence.assertion.present_instant("exp")?;
    let start = match evidence.assertion.instant("nbf")? {
        Claim::Present(nbf) => nbf,
        _ => evidence.assertion.present_instant("iat")?,
    };
    let lifetime = exp.since(start).floor();
    if exp.unit().is_some() || lifetime <= 0.0 {
        return Err(Skip::inapplicable("Its times do not tell."));
    }
    let found = if lifetime > ADVISED {
        Found::fail(say(
            "It lives {}, where 10 minutes at most are advised. Entra places no limit on it at present, and some clients send such.",
            [words(duration(lifetime))],
        ))
    } else {
        Found::pass(say("It lives {}.", [words(duration(lifetime))]))
    };
    Ok(found.at(Place::claim("exp")))
}
