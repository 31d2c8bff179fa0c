//! Keys as JSON (RFC 7517): a key with `x5c` brings its certificates, a private one is dropped.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Content, Exchange, Unrecognized, Unwanted, binary};
use crate::decode::base64;

#[derive(Deserialize)]
struct Set<'a> {
    #[serde(borrow)]
    keys: Vec<Key<'a>>,
}

/// The members that tell what is in it. The numbers of a private key are not even read.
#[derive(Deserialize)]
struct Key<'a> {
    #[serde(borrow)]
    kty: Cow<'a, str>,
    #[serde(borrow, default)]
    x5c: Option<Vec<Cow<'a, str>>>,
    #[serde(default)]
    d: Option<IgnoredAny>,
    #[serde(default)]
    k: Option<IgnoredAny>,
}

/// What a key or a set of keys holds; none if it is neither.
pub(super) fn exchanges(value: &str) -> Option<Vec<Exchange>> {
    if !value.contains("\"kty\"") {
        return None;
    }
    let keys = match serde_json::from_str::<Set<'_>>(value) {
        Ok(set) if !set.keys.is_empty() => set.keys,
        _ => vec![serde_json::from_str::<Key<'_>>(value).ok()?],
    };
    Some(vec![keys.iter().flat_map(contents).collect()])
}

fn contents(key: &Key<'_>) -> Vec<Content> {
    let is_private = key.d.is_some() || (key.kty == "oct" && key.k.is_some());
    let private = is_private.then_some(Content::Unwanted(Unwanted::PrivateKey));
    match &key.x5c {
        Some(chain) if !chain.is_empty() => {
            private.into_iter().chain(chain.iter().flat_map(|one| certificate(one))).collect()
        }
        _ => vec![private.unwrap_or(Content::Unwanted(Unwanted::PublicKey))],
    }
}

fn certificate(value: &str) -> Vec<Content> {
    let digits: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let contents = base64::decode(&digits).and_then(|der| binary::from_der(&der, None));
    contents.unwrap_or_else(|| {
        vec![Content::Unrecognized(Unrecognized::Unknown(
            "a JSON Web Key whose `x5c` holds something else than certificates",
        ))]
    })
}
