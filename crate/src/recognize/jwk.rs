//! Public keys as JSON (RFC 7517): a key with `x5c` brings its certificates. What was private of one is no longer there.

use super::{Content, Exchange, Unrecognized, Unwanted, binary};
use crate::decode::base64;
use crate::decode::json::Json;
use crate::decode::jwk::Jwk;

/// The largest number of keys of one set that are read.
const KEYS: usize = 1_000;

/// What a key or a set of keys holds; none if it is neither.
pub(super) fn exchanges(value: Json<'_>) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    if !value.text().contains("\"kty\"") {
        return None;
    }
    let keys: Vec<Vec<Content>> = match value.get("keys").and_then(Json::elements) {
        Some(keys) => keys.take(KEYS).map(published).collect::<Option<Vec<_>>>()?,
        None => vec![contents(value)?],
    };
    (!keys.is_empty()).then(|| vec![keys.into_iter().flatten().collect()])
}

/// A key of a set: an issuer's, where it has no certificate.
fn published(key: Json<'_>) -> Option<Vec<Content>> {
    let mut found = contents(key)?;
    if matches!(found.as_slice(), [Content::Unwanted(Unwanted::PublicKey)]) && key.get("kid").is_some() {
        found = vec![Content::Jwk(Box::new(Jwk::read(key)?))];
    }
    Some(found)
}

fn contents(key: Json<'_>) -> Option<Vec<Content>> {
    key.get("kty")?.string()?;
    let chain: Vec<_> = key.get("x5c").and_then(Json::elements).into_iter().flatten().collect();
    if !chain.is_empty() {
        return Some(chain.into_iter().flat_map(|one| certificate(&one.string().unwrap_or_default())).collect());
    }
    // Where a private number was taken from, a blank is left.
    let was_private = |name| key.get(name).and_then(Json::string).is_some_and(|value| value == " ");
    let is_public = !["d", "k", "priv"].into_iter().any(was_private);
    Some(is_public.then_some(Content::Unwanted(Unwanted::PublicKey)).into_iter().collect())
}

fn certificate(value: &str) -> Vec<Content> {
    let contents = base64::decode_lines(value).and_then(|der| binary::from_der(&der, None));
    contents.unwrap_or_else(|| {
        vec![Content::Unrecognized(Unrecognized::Unknown(
            "a JSON Web Key whose `x5c` holds something else than certificates",
        ))]
    })
}
