//! How much holds of what was found in one reading of a text: of several readings the one in which more holds is right.

use std::collections::BTreeSet;

use super::form::TokenRequest;
use super::jws::is_whole;
use super::{Content, Exchange};
use crate::character::is;
use crate::crypto::Hash;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::jws::Jws;
use crate::decode::registration::Registration;
use crate::entra::LoginUrl;

/// Compared by its parts, in their order.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    /// How much is as it should be.
    holds: usize,
    /// Whether anything was found.
    is_some: bool,
    /// How much is not, as a number that is larger where it is less.
    faults: std::cmp::Reverse<usize>,
}

impl Weight {
    pub(super) fn of(exchanges: &[Exchange]) -> Self {
        let mut weight = Self::default();
        // One token, or one request, may stand in many places.
        let mut seen = BTreeSet::new();
        let mut last = None;
        for content in exchanges.iter().flatten() {
            let (holds, is_whole) = match content {
                Content::Assertion(jws) if !seen.insert(jws.segments.last().map(String::as_bytes)) => continue,
                Content::Assertion(jws) => token(jws),
                Content::Request(request) if last.replace(&request.parameters) == Some(&request.parameters) => continue,
                Content::Request(request) => (self::request(request), true),
                Content::Response(error) => (self::error(error), true),
                Content::Certificate(_) | Content::Success => (100, true),
                Content::Thumbprint(_) => (20, true),
                Content::Registration(registration) => (self::registration(registration), true),
                Content::Federation(one) => {
                    (30 + 10 * usize::from(one.issuer.is_some()) + 10 * usize::from(one.subject.is_some()), true)
                }
                Content::Unwanted(_) | Content::Jwk(_) => (10, true),
                Content::Unrecognized(_) => continue,
            };
            weight.holds += holds;
            weight.is_some = true;
            weight.faults.0 += usize::from(!is_whole);
        }
        weight
    }
}

/// Of a token: its header, its claims, and a signature that is as long as its algorithm makes them.
fn token(jws: &Jws) -> (usize, bool) {
    if jws.is_decoded {
        return (15 * (usize::from(jws.header.is_some()) + usize::from(jws.claims.is_some())), true);
    }
    let is_whole = is_whole(jws);
    let holds = 30 * usize::from(jws.header.is_some() && jws.claims.is_some());
    (holds + 70 * usize::from(is_whole), is_whole)
}

/// Of a request: the parameters that are as they are meant to be.
fn request(request: &TokenRequest) -> usize {
    let holds = |(name, value): &(&str, String)| match *name {
        _ if request.unresolved.contains(name) => false,
        "client_id" => Guid::parse(value).is_some(),
        "grant_type" => ["client_credentials", "authorization_code", "refresh_token"].contains(&value.as_str()),
        "client_assertion_type" => value == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        // Nothing stands behind it.
        "scope" if value.contains("/.default") && !value.ends_with("/.default") => false,
        _ => !value.contains(is(|c| matches!(c, '%' | '"' | '\'' | '=' | '\\' | '[' | '('))) && !value.is_empty(),
    };
    let told = request.parameters.iter().filter(|parameter| holds(parameter)).count();
    let is_known = request.url.as_deref().and_then(LoginUrl::parse).is_some_and(|url| url.cloud.is_some());
    let address = 10 * usize::from(request.url.is_some()) + 10 * usize::from(is_known);
    // What is lost between two parameters makes two requests of one.
    (10 * told + 10 * request.parameters.len() + address).saturating_sub(10)
}

/// Of a registration: more than of the certificates in it by themselves.
fn registration(registration: &Registration) -> usize {
    let credentials = registration.credentials.iter().flatten();
    let read = credentials.map(|one| {
        let is_hash = one.thumbprint(Hash::Sha1).is_some() || one.thumbprint(Hash::Sha256).is_some();
        let is_usual = one.usage.as_deref() == Some("Verify") && one.kind.as_deref() == Some("AsymmetricX509Cert");
        let has_id = one.key_id.as_deref().is_some_and(|id| Guid::parse(id).is_some());
        let is_read = [
            is_hash,
            is_usual,
            has_id,
            one.start.is_some(),
            one.end.is_some(),
            one.certificate.is_some(),
            one.custom_key_identifier.is_some(),
        ];
        100 + 10 * is_read.into_iter().filter(|is_read| *is_read).count()
    });
    100 + 10 * usize::from(registration.app_id.is_some()) + read.sum::<usize>()
}

/// Of an error: the values that are read.
fn error(error: &EntraError) -> usize {
    let values = [
        error.thumbprint.is_some(),
        error.app_id.is_some(),
        error.reason.is_some(),
        error.found_key.is_some(),
        error.server_time.is_some(),
        error.assertion_times.is_some(),
        error.trace_id.is_some(),
        error.correlation_id.is_some(),
        error.host.is_some(),
    ];
    10 * (error.codes.len() + values.into_iter().filter(|is_some| *is_some).count())
}
