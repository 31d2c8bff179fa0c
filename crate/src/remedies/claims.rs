//! The claims as they should be, beside those that were sent.

use super::header::set;
use super::{ALWAYS, Failed, Writer, known, quote, remedy};
use crate::decode::json::{Member, Object};
use crate::evidence::Evidence;
use crate::index::Index;
use crate::list::List;
use crate::report::Remedy;
use crate::time::UnixTime;

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("claims/iss", &[]),
        ("claims/sub", &[]),
        ("claims/aud", &[]),
        ("claims/iss_is_sub", &[]),
        ("claims/iss_is_client", &[]),
        ("claims/iss_is_guid", &[]),
        ("claims/jti", &[]),
        ("claims/exp", &[]),
        ("claims/nbf", &[]),
        ("claims/iat", &[]),
        ("claims/order", &[]),
        ("registration/app", &["object-id"]),
        ("response/says_bad_claims", &[]),
    ],
    helps: ALWAYS,
    write,
};

/// In seconds. "5-10 minutes after `nbf` at most" is the documented advice.
pub(super) const LIFETIME: i64 = 600;

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
        failed.has("claims/aud", &["multi-tenant"]),
        "In `aud` put the tenant's own ID or domain, and post to the endpoint of that tenant.",
    )
    .step_if(
        failed.has("registration/app", &["object-id"]),
        "Use the application (client) ID. The object ID, which the portal shows below it, names the registration itself and no client.",
    )
    .step_if(
        failed.has("claims/exp", &["milliseconds"]) || failed.has("claims/nbf", &["milliseconds"]),
        "Count seconds: `Date.now()` and its like count milliseconds and must be divided by 1000.",
    )
    .step_if(
        are_times_made_anew(failed),
        "Compute the times when the assertion is made; those below are of now and will be over soon.",
    )
    .step("Sign again after each change of header or claims: the signature covers both.");
    match evidence.assertion.claims().ok() {
        Some(claims) => written.snippet("As sent", "json", object(&entries(claims))).snippet(
            "Corrected",
            "json",
            object(&corrected(evidence, failed, claims)),
        ),
        None => written.snippet("The claims", "json", super::not_an_assertion::claims(evidence)),
    }
}

/// The same members in the same order; only what is wrong is another.
fn corrected(evidence: &Evidence<'_>, failed: &Failed<'_>, claims: &Object) -> Vec<(String, String)> {
    let mut members = entries(claims);
    let client = quote::json(&known::application(evidence));
    let says = |code: &str| failed.has("response/says_bad_claims", &[code]);
    let wrong_client = failed.has("claims/iss_is_client", &[]) || failed.has("registration/app", &["object-id"]);
    let guid = evidence.assertion.issuer().is_some();
    if wrong_client || failed.has("claims/iss", &[]) || (!guid && evidence.assertion.claims().is_ok()) {
        set(&mut members, "iss", client.clone());
    }
    if wrong_client || failed.has("claims/sub", &[]) || failed.has("claims/iss_is_sub", &[]) || !guid {
        set(&mut members, "sub", client);
    }
    if failed.has("claims/aud", &[]) || says("aadsts700023") || says("aadsts5002741") {
        set(&mut members, "aud", quote::json(&known::token_endpoint(evidence)));
    }
    if failed.has("claims/jti", &[]) {
        set(&mut members, "jti", quote::json("<a fresh GUID>"));
    }
    times(evidence, failed, claims, &mut members);
    members
}

/// Milliseconds become seconds. Everything else that is wrong with a time makes all of them anew.
fn times(evidence: &Evidence<'_>, failed: &Failed<'_>, claims: &Object, members: &mut Vec<(String, String)>) {
    let now = evidence.moment.now.whole_seconds();
    let anew = are_times_made_anew(failed);
    for name in TIMES {
        let value = claims.get(name).and_then(Member::number).map(|number| UnixTime::from_seconds(number.value));
        let fresh = if name == "exp" { now + LIFETIME } else { now };
        match value {
            Some(value) if value.is_in_milliseconds() => {
                let seconds = UnixTime::from_seconds(value.seconds() / 1000.0);
                set(members, name, seconds.whole_seconds().to_string());
            }
            _ if anew && (name == "exp" || claims.get(name).is_some()) => set(members, name, fresh.to_string()),
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

/// Names and JSON values in their order; of twins the last value, as most parsers take it.
pub(super) fn entries(object: &Object) -> Vec<(String, String)> {
    let mut seen = Index::default();
    let mut entries: Vec<(String, String)> = object
        .members
        .iter()
        .rev()
        .filter(|member| seen.insert(member.name.as_bytes(), 0))
        .map(|member| (member.name.clone(), member.string().map_or_else(|| member.shown(), |text| quote::json(&text))))
        .list();
    entries.reverse();
    entries
}

/// A JSON object, one member a line.
pub(super) fn object(members: &[(String, String)]) -> String {
    let lines: Vec<String> = members.iter().map(|(name, value)| format!("  {}: {value}", quote::json(name))).list();
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n}}", lines.join(",\n")) }
}
