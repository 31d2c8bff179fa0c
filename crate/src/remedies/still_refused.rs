//! Where nothing was found and Entra refuses all the same: what to look at, in this order.

use super::remedy;
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Remedy, say, value};
use crate::time::UnixTime;

pub(crate) fn still_refused(evidence: &Evidence<'_>) -> Remedy {
    let claims = evidence.assertion.jws.and_then(|jws| jws.claims.as_ref());
    let time = |name| claims?.get(name).and_then(Member::number).map(|number| UnixTime::from_seconds(number.value));
    let made = ["iat", "nbf"].into_iter().find_map(time).filter(|time| time.is_in_seconds());
    let made = made.map(|made| say(" It was made at {}.", [value(made)])).unwrap_or_default();
    remedy("Still refused? Then look at this", "What was given agrees. What was not given may not.")
        .step("Paste Entra's error: it says which application it looked at, and when.")
        .step(say("Is this the assertion that was refused?{}", [made]))
        .step(
            "Was the certificate registered after that? It takes some minutes until it is known everywhere: try again.",
        )
        .step("Say which tenant and client ID are meant, on the left: they are compared only then.")
}
