//! RSA signatures (RFC 8017), judged by what the key recovers: it tells why a check fails.
//!
//! Nothing here is secret, so nothing needs constant time.

use super::encoding::{content, read};
use super::{Algorithm, Hash, Message, ModularExponentiation, RsaKey, Scheme, Slip};

/// What a signature turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verification {
    /// Made by this key over these bytes. For PSS, with a salt of this many bytes.
    Verified { salt: Option<usize> },
    /// Made by this key, and something else is wrong.
    Slip(Slip),
    /// Not as long as the modulus: that would be this many bytes.
    Length(usize),
    /// Not made by this key.
    WrongKey,
}

impl Verification {
    /// Whether this key made the signature, over these bytes or others.
    pub(crate) fn is_by_this_key(self) -> bool {
        matches!(self, Self::Verified { .. } | Self::Slip(_))
    }
}

/// Checks a signature of a message.
pub(crate) fn verify(
    mod_pow: ModularExponentiation,
    key: &RsaKey,
    algorithm: Algorithm,
    message: &Message,
    signature: &[u8],
) -> Verification {
    if signature.len() != key.signature_length() {
        return Verification::Length(key.signature_length());
    }
    let judged = |signature: &[u8]| judge(&key.recover(mod_pow, signature)?, key.bits(), algorithm, message);
    judged(signature).unwrap_or_else(|| {
        let reversed: Vec<u8> = signature.iter().rev().copied().collect();
        match judged(&reversed) {
            Some(_) => Verification::Slip(Slip::Reversed),
            None => Verification::WrongKey,
        }
    })
}

/// What these bytes say that a key recovered; none where they are noise.
fn judge(encoded: &[u8], bits: usize, algorithm: Algorithm, message: &Message) -> Option<Verification> {
    let encodings = read(encoded, bits);
    for encoding in &encodings {
        let Some((slip, _)) = message.digests(encoding.hash).find(|(_, digest)| encoding.is_of(digest)) else {
            continue;
        };
        let slip = if encoding.scheme != algorithm.scheme {
            Some(Slip::Padding)
        } else if encoding.hash != algorithm.hash {
            Some(Slip::Hash(encoding.hash))
        } else if encoding.mgf != encoding.hash {
            Some(Slip::OtherMgf(encoding.mgf))
        } else {
            slip
        };
        let salt = encoding.salt.as_ref().map(Vec::len);
        return Some(slip.map_or(Verification::Verified { salt }, Verification::Slip));
    }
    let is_as_wanted = |hash| hash == algorithm.hash && algorithm.scheme == Scheme::Pss;
    let altered = encodings.iter().any(|one| one.is_certain || (is_as_wanted(one.hash) && one.mgf == one.hash));
    let slip = if altered {
        Slip::Altered
    } else if let Some(content) = content(encoded) {
        Slip::NoDigestInfo(content.len())
    } else {
        // The digest alone, without any padding, is none either.
        let bare = |hash: Hash| {
            let (front, digest) = encoded.split_at_checked(encoded.len().checked_sub(hash.length())?)?;
            let is_bare = front.iter().all(|byte| *byte == 0) && message.digests(hash).any(|(_, one)| one == digest);
            is_bare.then_some(Slip::NoDigestInfo(hash.length()))
        };
        Hash::ALL.into_iter().find_map(bare)?
    };
    Some(Verification::Slip(slip))
}

#[cfg(test)]
mod tests {
    use super::super::{Algorithm, Hash, Message, RsaKey, Scheme, mod_pow};
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
        let message = Message::new(b"header.claims".to_vec());
        let says = |signature: &[u8]| verify(mod_pow, &key, ps256, &message, signature);
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
