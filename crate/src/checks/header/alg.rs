//! The algorithm is one of RSA's, which are all that Entra takes.

use crate::check::{Check, Examine, Examined, Found};
use crate::crypto::Algorithm;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "header/alg",
    title: "The signature algorithm is one that Entra takes",
    fails: "Entra does not take this `alg`",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: &["missing", "none", "hmac", "ecdsa", "unsupported"],
    cites: "RFC 7515, section 4.1.1; refusal on record: AADSTS5002738",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let Some(alg) = evidence.assertion.in_header("alg")? else {
        return Ok(Found::fail("The header has no `alg`; `PS256` is the documented one.").because("missing"));
    };
    let shown = alg.shown();
    let (reason, why) = match alg.string().as_deref() {
        Some(alg) if Algorithm::parse(alg).is_some() => {
            return Ok(Found::pass(say("`alg` is {}.", [value(alg)])).at(Place::header("alg")));
        }
        Some(alg) if alg.eq_ignore_ascii_case("none") => ("none", "which leaves the assertion unsigned"),
        Some("HS256" | "HS384" | "HS512") => ("hmac", "a shared secret, where a certificate's private key is wanted"),
        Some("ES256" | "ES384" | "ES512" | "ES256K") => ("ecdsa", "elliptic curves, and Entra takes RSA only"),
        _ => ("unsupported", "which Entra does not take"),
    };
    Ok(Found::fail(say("`alg` is {}, {}; `PS256` is the documented one.", [value(&shown), words(why)]))
        .because(reason)
        .at(Place::header("alg"))
        .compare("PS256", shown))
}
