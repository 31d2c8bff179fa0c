//! RSA signatures (RFC 8017), judged by what the key recovers: it tells why a check fails.
//!
//! Nothing here is secret, so nothing needs constant time.

use super::encoding::{is_well_formed, pkcs1, pss};
use super::{Algorithm, Hash, ModularExponentiation, RsaKey, Scheme};

/// What a signature turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verification {
    /// Made by this key over these bytes. For PSS, with a salt of this many bytes.
    Verified { salt: Option<usize> },
    /// Made by this key over these bytes, but under the other scheme.
    Padding,
    /// Made by this key over these bytes, but with this hash.
    Hash(Hash),
    /// Made by this key, over other bytes.
    Altered,
    /// Not as long as the modulus: that would be this many bytes.
    Length(usize),
    /// Not made by this key.
    WrongKey,
}

impl Verification {
    /// Whether this key made the signature, over these bytes or others.
    pub(crate) fn is_by_this_key(self) -> bool {
        !matches!(self, Self::WrongKey | Self::Length(_))
    }
}

/// Checks a signature over `signed`.
pub(crate) fn verify(
    mod_pow: ModularExponentiation,
    key: &RsaKey,
    algorithm: Algorithm,
    signed: &[u8],
    signature: &[u8],
) -> Verification {
    if signature.len() != key.signature_length() {
        return Verification::Length(key.signature_length());
    }
    let Some(encoded) = key.recover(mod_pow, signature) else {
        return Verification::WrongKey;
    };
    let found = |scheme, hash: Hash| {
        let digest = hash.digest(&[signed]);
        match scheme {
            Scheme::Pkcs1 => (encoded == pkcs1(hash, &digest, encoded.len())).then_some(None),
            Scheme::Pss => {
                pss(hash, &encoded, key.bits()).filter(|pss| pss.signs(hash, &digest)).map(|pss| Some(pss.salt.len()))
            }
        }
    };
    if let Some(salt) = found(algorithm.scheme, algorithm.hash) {
        return Verification::Verified { salt };
    }
    if found(algorithm.scheme.other(), algorithm.hash).is_some() {
        return Verification::Padding;
    }
    for hash in Hash::ALL {
        if found(algorithm.scheme, hash).is_some() {
            return Verification::Hash(hash);
        }
        if found(algorithm.scheme.other(), hash).is_some() {
            return Verification::Padding;
        }
    }
    if Hash::ALL.into_iter().any(|hash| is_well_formed(hash, &encoded, key.bits())) {
        Verification::Altered
    } else {
        Verification::WrongKey
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Algorithm, Hash, RsaKey, Scheme, mod_pow};
    use super::{Verification, verify};
    use crate::decode::hex;

    /// A modulus of 8n + 1 bits, by openssl: the encoding is one byte shorter than it, which Wycheproof has no vector of.
    #[test]
    fn a_modulus_of_one_bit_more_is_read() {
        let bytes = |text: &str| hex::decode(text).unwrap();
        let modulus = bytes(
            "0180743651A34C24D795FE845F205160D816E6D0A5038908556038998CDA9B32C9\
             42C2CDA3D33E1B5881DFC7ED8C134B5EDC811FF867EFDABD1B93C82E88D73543",
        );
        let key = RsaKey::new(&modulus, &[1, 0, 1]).unwrap();
        assert_eq!((key.signature_length(), key.numbers()), (65, [vec![1, 0, 1], modulus.clone()]));
        let ps256 = Algorithm { scheme: Scheme::Pss, hash: Hash::Sha256 };
        let says = |signature: &[u8]| verify(mod_pow, &key, ps256, b"header.claims", signature);
        let signature = bytes(
            "010A05F6310597389DE842285BC18787B98A54EAFDE54F91216452D7B2ED26A255\
             614891C6198284B1F7FCEFC6FD4FE6970B34B9CD8208DCF65931399D5A6EC975",
        );
        assert_eq!(says(&signature), Verification::Verified { salt: Some(20) });
        // The same, but that the first byte of its encoding is no zero.
        let signature = bytes(
            "0069E2A4B84B6BCC0C1D473FEB987B59171BAC19411F31CC6C62ED8E85571B93A6\
             6405C56AD917F782BC518B01F1BC9D2C579E92D1AC37897FF4203AE1D9ABEEDB",
        );
        assert_eq!(says(&signature), Verification::WrongKey);
        // No number under the modulus, though as long.
        assert_eq!((key.recover(mod_pow, &modulus), says(&modulus)), (None, Verification::WrongKey));
        assert_eq!(says(&[1; 64]), Verification::Length(65));
    }
}
