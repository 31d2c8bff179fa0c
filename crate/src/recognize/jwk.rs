//! Keys as JSON (RFC 7517): a key with `x5c` brings its certificates, a private one is dropped.

use super::{Content, Exchange, Unrecognized, Unwanted, binary};
use crate::decode::base64;
use crate::decode::json::Json;
use crate::list::List;

/// What a key or a set of keys holds; none if it is neither.
pub(super) fn exchanges(value: Json<'_>) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    if !value.text().contains("\"kty\"") {
        return None;
    }
    let keys: Vec<Vec<Content>> = match value.get("keys").and_then(Json::elements) {
        Some(keys) => keys.map(contents).whole()?,
        None => vec![contents(value)?],
    };
    (!keys.is_empty()).then(|| vec![keys.into_iter().flatten().list()])
}

/// Only whether the numbers of a private key are there is read.
fn contents(key: Json<'_>) -> Option<Vec<Content>> {
    let kty = key.get("kty")?.string()?;
    let has = |name| key.get(name).is_some_and(|value| value.text() != "null");
    let is_private = has("d") || (kty == "oct" && has("k"));
    let private = is_private.then_some(Content::Unwanted(Unwanted::PrivateKey));
    let chain: Vec<_> = key.get("x5c").and_then(Json::elements).into_iter().flatten().list();
    if chain.is_empty() {
        return Some(vec![private.unwrap_or(Content::Unwanted(Unwanted::PublicKey))]);
    }
    let certificates = chain.into_iter().flat_map(|one| certificate(&one.string().unwrap_or_default()));
    Some(private.into_iter().chain(certificates).list())
}

fn certificate(value: &str) -> Vec<Content> {
    let contents = base64::decode_lines(value).and_then(|der| binary::from_der(&der, None));
    contents.unwrap_or_else(|| {
        vec![Content::Unrecognized(Unrecognized::Unknown(
            "a JSON Web Key whose `x5c` holds something else than certificates",
        ))]
    })
}
