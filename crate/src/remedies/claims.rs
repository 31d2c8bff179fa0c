//! The claims as they should be, beside those that were sent.

use super::members::Members;
use super::template::{FRESH_ID, LIFETIME};
use super::{ALWAYS, Failed, Writer, known, quote, remedy, template};
use crate::decode::json::{Member, Object};
use crate::evidence::Evidence;
use crate::report::Remedy;
use crate::time::UnixTime;

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("claims/iss", &[]),
        ("claims/sub", &[]),
        ("claims/aud", &[]),
        ("claims/aud_tenant", &[]),
        ("claims/iss_is_sub", &[]),
        ("claims/iss_is_client", &[]),
        ("claims/iss_is_guid", &[]),
        ("claims/jti", &[]),
        ("claims/exp", &[]),
        ("claims/exp_unit", &[]),
        ("claims/nbf", &[]),
        ("claims/iat", &[]),
        ("claims/order", &[]),
        ("registration/app", &["object-id"]),
        ("response/says_bad_claims", &[]),
    ],
    helps: ALWAYS,
    write,
};

/// The times, of which `exp` alone must be there.
const TIMES: [&str; 3] = ["nbf", "iat", "exp"];

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let written = remedy(
        "Correct the claims",
        "`iss` and `sub` are both the application (client) ID, `aud` is the token endpoint of the tenant, and the times are seconds since 1970 in UTC.",
    )
    .step_if(
        failed.has("claims/aud", &["multiple"]),
        "Send one audience: as a string, or as an array with one value.",
    )
    .step_if(
        failed.has("claims/aud_tenant", &[]),
        "In `aud` put the tenant's own ID or domain, and post to the endpoint of that tenant.",
    )
    .step_if(
        failed.has("registration/app", &["object-id"]),
        "Use the application (client) ID. The object ID, which the portal shows below it, names the registration itself and no client.",
    )
    .step_if(
        failed.has("claims/exp_unit", &[]) || failed.has("claims/nbf", &["milliseconds", "microseconds", "nanoseconds"]),
        "Count seconds: `Date.now()` and its like count milliseconds and must be divided by 1000; others count microseconds or nanoseconds.",
    )
    .step_if(
        are_times_made_anew(failed),
        "Compute the times when the assertion is made; those below are of now and will be over soon.",
    )
    .step("Sign again after each change of header or claims: the signature covers both.");
    match evidence.assertion.claims().ok() {
        Some(claims) => written.snippet("As sent", "json", Members::of(claims).to_string()).snippet(
            "Corrected",
            "json",
            corrected(evidence, failed, claims).to_string(),
        ),
        None => written.snippet("The claims", "json", template::claims(evidence)),
    }
}

/// The same members in the same order; only what is wrong is changed.
fn corrected(evidence: &Evidence<'_>, failed: &Failed<'_>, claims: &Object) -> Members {
    let mut members = Members::of(claims);
    let client = quote::json(&known::application(evidence));
    let says = |code: &str| failed.has("response/says_bad_claims", &[code]);
    let wrong_client = failed.has("claims/iss_is_client", &[]) || failed.has("registration/app", &["object-id"]);
    let guid = evidence.assertion.issuer().is_some();
    if wrong_client || failed.has("claims/iss", &[]) || (!guid && evidence.assertion.claims().is_ok()) {
        members.set("iss", client.clone());
    }
    if wrong_client || failed.has("claims/sub", &[]) || failed.has("claims/iss_is_sub", &[]) || !guid {
        members.set("sub", client);
    }
    if failed.has("claims/aud", &[])
        || failed.has("claims/aud_tenant", &[])
        || says("aadsts700023")
        || says("aadsts5002741")
    {
        members.set("aud", quote::json(&known::token_endpoint(evidence)));
    }
    if failed.has("claims/jti", &[]) {
        members.set("jti", quote::json(FRESH_ID));
    }
    times(evidence, failed, claims, &mut members);
    members
}

/// What counts something smaller becomes seconds. Everything else that is wrong with a time makes all of them anew.
fn times(evidence: &Evidence<'_>, failed: &Failed<'_>, claims: &Object, members: &mut Members) {
    let now = evidence.moment.now.whole_seconds();
    let anew = are_times_made_anew(failed);
    for name in TIMES {
        let value = claims.get(name).and_then(Member::number).map(|number| UnixTime::from_seconds(number.value));
        let fresh = if name == "exp" { now + LIFETIME } else { now };
        match value.and_then(|value| Some((value, value.unit()?.1))) {
            Some((value, count)) => {
                let seconds = UnixTime::from_seconds(value.seconds() / count);
                members.set(name, seconds.whole_seconds().to_string());
            }
            _ if anew && (name == "exp" || claims.get(name).is_some()) => members.set(name, fresh.to_string()),
            _ => {}
        }
    }
}

fn are_times_made_anew(failed: &Failed<'_>) -> bool {
    failed.has("claims/exp", &["missing", "type", "expired"])
        || failed.has("claims/nbf", &["type", "future"])
        || failed.has("claims/iat", &[])
        || failed.has("claims/order", &[])
}
