//! A client assertion made anew, of the values at hand.

use super::members::Members;
use super::{known, quote};
use crate::crypto::Hash;
use crate::evidence::Evidence;

/// In seconds. "5-10 minutes after `nbf` at most" is the documented advice.
pub(super) const LIFETIME: i64 = 600;

/// The place-holder of `jti`.
pub(super) const FRESH_ID: &str = "<a fresh GUID>";

/// The header, as JSON.
pub(super) fn header(evidence: &Evidence<'_>) -> String {
    let mut members = Members::default();
    members.set("alg", quote::json("PS256"));
    members.set("typ", quote::json("JWT"));
    members.set("x5t#S256", quote::json(&known::identifier(evidence, Hash::Sha256)));
    members.to_string()
}

/// The claims, as JSON.
pub(super) fn claims(evidence: &Evidence<'_>) -> String {
    let now = evidence.moment.now.whole_seconds();
    let client = quote::json(&known::application(evidence));
    let mut members = Members::default();
    members.set("aud", quote::json(&known::token_endpoint(evidence)));
    members.set("iss", client.clone());
    members.set("sub", client);
    members.set("jti", quote::json(FRESH_ID));
    members.set("nbf", now.to_string());
    members.set("exp", (now + LIFETIME).to_string());
    members.to_string()
}
