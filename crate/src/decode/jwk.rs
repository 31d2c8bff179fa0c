//! A key that an issuer publishes (RFC 7517), without a certificate.

use super::base64;
use super::json::Json;
use crate::crypto::RsaKey;

/// One key of a set of keys.
#[derive(Clone, Debug)]
pub(crate) struct Jwk {
    pub(crate) kid: Option<String>,
    pub(crate) kty: String,
    /// `use`: what it is for.
    pub(crate) purpose: Option<String>,
    /// None where it is no RSA key that signatures are checked with.
    pub(crate) key: Option<RsaKey>,
}

impl Jwk {
    /// Reads a key; none where it does not say of which kind it is.
    pub(crate) fn read(json: Json<'_>) -> Option<Self> {
        let string = |name: &str| json.get(name).and_then(Json::string).map(String::from);
        let number = |name: &str| base64::decode(&string(name)?).map(|bytes| [&[0], bytes.as_slice()].concat());
        Some(Self {
            kid: string("kid"),
            kty: string("kty")?,
            purpose: string("use"),
            key: number("n").zip(number("e")).and_then(|(modulus, exponent)| RsaKey::new(&modulus, &exponent)),
        })
    }
}
