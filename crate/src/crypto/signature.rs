//! RSA signatures (RFC 8017), checked by recovering their encoding: it tells why a check fails.
//!
//! The arithmetic comes from outside: a [`Power`]. Nothing here is secret, so nothing needs constant time.

use super::{Algorithm, Hash, Scheme};
use crate::list::List;

/// The lengths of a modulus that are tried, in bits.
const MODULUS: std::ops::RangeInclusive<usize> = 512..=16_384;
/// The exponents that are tried. A full-size one takes seconds.
const EXPONENT: std::ops::RangeInclusive<u64> = 3..=1 << 33;

/// RSAVP1's arithmetic (RFC 8017, section 5.2.2): a number to the power of another, modulo a third. All are big-endian
/// bytes, in and out. The modulus is odd and of at most 16,384 bits, the number less than it.
pub type Power = fn(number: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8>;

/// An RSA public key that signatures can be checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RsaKey {
    /// Big-endian, without a zero in front.
    modulus: Vec<u8>,
    exponent: u64,
}

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

impl RsaKey {
    /// Big-endian numbers in. None unless the modulus is odd and of 512 to 16,384 bits, and the exponent odd and
    /// from 3 to 2^33.
    pub(crate) fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        // A DER integer with its first bit set is negative.
        if modulus.first()? & 0x80 != 0 || exponent.first()? & 0x80 != 0 {
            return None;
        }
        let exponent = match trimmed(exponent) {
            bytes if bytes.len() <= 8 => bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)),
            _ => return None,
        };
        let key = Self { modulus: trimmed(modulus).to_vec(), exponent };
        let odd = key.modulus.last()? & 1 == 1 && exponent & 1 == 1;
        (odd && MODULUS.contains(&key.bits()) && EXPONENT.contains(&exponent)).then_some(key)
    }

    /// How long the modulus is, in bits.
    fn bits(&self) -> usize {
        let unset = self.modulus.first().map_or(0, |first| first.leading_zeros());
        self.modulus.len() * 8 - unset as usize
    }

    /// The length of a signature in bytes.
    pub(crate) fn signature_length(&self) -> usize {
        self.modulus.len()
    }

    /// The exponent and the modulus, big-endian.
    pub(crate) fn numbers(&self) -> [Vec<u8>; 2] {
        [trimmed(&self.exponent.to_be_bytes()).to_vec(), self.modulus.clone()]
    }

    /// The encoded message under a signature (RSAVP1, section 5.2.2); both are as long as the modulus.
    fn recover(&self, power: Power, signature: &[u8]) -> Option<Vec<u8>> {
        if signature >= self.modulus.as_slice() {
            return None;
        }
        let message = power(signature, self.exponent, &self.modulus);
        let message = trimmed(&message);
        let mut encoded = vec![0; self.modulus.len().checked_sub(message.len())?];
        encoded.extend(message);
        Some(encoded)
    }
}

/// Big-endian bytes without the zeros in front.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// Checks a signature over `signed`.
pub(crate) fn verify(
    power: Power,
    key: &RsaKey,
    algorithm: Algorithm,
    signed: &[u8],
    signature: &[u8],
) -> Verification {
    if signature.len() != key.signature_length() {
        return Verification::Length(key.signature_length());
    }
    let Some(encoded) = key.recover(power, signature) else {
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

/// Whether some message's digest is encoded here. A wrong key gives such bytes by chance once in 2^64 at the most.
fn is_well_formed(hash: Hash, encoded: &[u8], bits: usize) -> bool {
    let digest = encoded.get(encoded.len().saturating_sub(hash.length())..).unwrap_or_default();
    encoded == pkcs1(hash, digest, encoded.len()) || pss(hash, encoded, bits).is_some_and(|pss| pss.zeros >= 8)
}

/// EMSA-PKCS1-v1_5 (section 9.2); empty if there is no room.
fn pkcs1(hash: Hash, digest: &[u8], length: usize) -> Vec<u8> {
    // The DER of DigestInfo in front of the digest (section 9.2, note 1).
    let prefix: &[u8] = match hash {
        Hash::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        Hash::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
        Hash::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
        Hash::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
    };
    match length.checked_sub(prefix.len() + digest.len() + 3) {
        Some(padding) if padding >= 8 => [&[0, 1], vec![0xFF; padding].as_slice(), &[0], prefix, digest].concat(),
        _ => Vec::new(),
    }
}

/// What EMSA-PSS encodes (section 9.1).
struct Pss {
    /// The zero bytes in front of the salt.
    zeros: usize,
    salt: Vec<u8>,
    digest: Vec<u8>,
}

impl Pss {
    /// Whether it signs the message with this digest (section 9.1.2, steps 12 to 14).
    fn signs(&self, hash: Hash, digest: &[u8]) -> bool {
        self.digest == hash.digest(&[&[0; 8], digest, &self.salt])
    }
}

/// Reads EMSA-PSS (section 9.1.2, steps 4 to 11) with MGF1 over the same hash, whatever the length of the salt.
fn pss(hash: Hash, encoded: &[u8], bits: usize) -> Option<Pss> {
    let unused = (8 - (bits - 1) % 8) % 8;
    // The encoded message is one byte shorter than the modulus when the modulus has 8n + 1 bits.
    let encoded = if unused == 0 { encoded.strip_prefix(&[0])? } else { encoded };
    let (rest, trailer) = encoded.split_last().map(|(last, rest)| (rest, *last))?;
    let (masked, digest) = rest.split_at_checked(rest.len().checked_sub(hash.length())?)?;
    let mask_of_first = 0xFF_u8 >> unused;
    if trailer != 0xBC || masked.first()? & !mask_of_first != 0 {
        return None;
    }
    let mask = (0_u32..).flat_map(|counter| hash.digest(&[digest, &counter.to_be_bytes()]));
    let mut block: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).list();
    if let Some(first) = block.first_mut() {
        *first &= mask_of_first;
    }
    let zeros = block.iter().take_while(|byte| **byte == 0).count();
    match block.get(zeros..)? {
        [1, salt @ ..] => Some(Pss { zeros, salt: salt.to_vec(), digest: digest.to_vec() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Algorithm, Hash, Scheme, power};
    use super::{RsaKey, Verification, is_well_formed, pkcs1, pss, verify};
    use crate::decode::hex;

    /// A number of this many bits, all of them set but for those that are named; in front the zero byte that DER puts there.
    fn number(bits: usize, unset: &[usize]) -> Vec<u8> {
        let mut bytes = vec![0; bits / 8 + 1];
        for bit in (0..bits).filter(|bit| !unset.contains(bit)) {
            *bytes.iter_mut().rev().nth(bit / 8).unwrap() |= 1 << (bit % 8);
        }
        bytes
    }

    #[test]
    fn numbers_that_no_signature_is_checked_with_are_refused() {
        let takes = |modulus: &[u8], exponent: &[u8]| RsaKey::new(modulus, exponent).is_some();
        for (bits, wanted) in [(511, false), (512, true), (513, true), (16_384, true), (16_385, false)] {
            assert_eq!(takes(&number(bits, &[]), &[1, 0, 1]), wanted, "{bits}");
        }
        assert!(!takes(&number(2_048, &[0]), &[1, 0, 1]), "even");
        let modulus = number(2_048, &[]);
        for (exponent, wanted) in [
            (&[][..], false),
            (&[0], false),
            (&[1], false),
            (&[2], false),
            (&[3], true),
            (&[4], false),
            (&[0, 3], true),
            // 2^33 - 1, 2^33, 2^33 + 1, 2^64 + 1
            (&[1, 0xFF, 0xFF, 0xFF, 0xFF], true),
            (&[2, 0, 0, 0, 0], false),
            (&[2, 0, 0, 0, 1], false),
            (&[1, 0, 0, 0, 0, 0, 0, 0, 1], false),
            // Negative, as DER has it.
            (&[0x81, 0, 1], false),
        ] {
            assert_eq!(takes(&modulus, exponent), wanted, "{exponent:?}");
        }
        assert!(!takes(&[], &[3]) && !takes(&modulus[1..], &[3]), "none, and a negative one");
    }

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
        let says = |signature: &[u8]| verify(power, &key, ps256, b"header.claims", signature);
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
        assert_eq!((key.recover(power, &modulus), says(&modulus)), (None, Verification::WrongKey));
        assert_eq!(says(&[1; 64]), Verification::Length(65));
    }

    #[test]
    fn at_least_eight_bytes_of_padding_are_wanted() {
        let digest = [7; 32];
        let encoded = pkcs1(Hash::Sha256, &digest, 62);
        assert_eq!((encoded.len(), encoded[..10].to_vec()), (62, [&[0, 1][..], &[0xFF; 8]].concat()));
        assert!(pkcs1(Hash::Sha256, &digest, 61).is_empty());
        assert!(is_well_formed(Hash::Sha256, &encoded, 496));
    }

    /// EMSA-PSS (section 9.1.1) of a digest of ones, for a modulus of this many bits.
    fn encode(hash: Hash, zeros: usize, salt: &[u8], bits: usize) -> Vec<u8> {
        let digest = hash.digest(&[&[0; 8], &vec![1; hash.length()], salt]);
        let mut block = [vec![0; zeros].as_slice(), &[1], salt].concat();
        for (n, part) in block.chunks_mut(hash.length()).enumerate() {
            let mask = hash.digest(&[&digest, &[0, 0, 0, u8::try_from(n).unwrap()]]);
            part.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
        }
        block[0] &= 0xFF >> ((8 - (bits - 1) % 8) % 8);
        [block.as_slice(), &digest, &[0xBC]].concat()
    }

    /// With few zeros in front of the salt it may be chance.
    #[test]
    fn eight_zeros_make_an_encoding() {
        let hash = Hash::Sha256;
        for bits in [1_017, 1_020, 1_023, 1_024] {
            let encoded = |zeros: usize| {
                let front = if bits == 1_017 { vec![0] } else { Vec::new() };
                // 127 or 128 bytes, but for the digest, the trailer and the separator.
                let salt = vec![9; (if bits == 1_017 { 127 } else { 128 }) - 34 - zeros];
                [front, encode(hash, zeros, &salt, bits)].concat()
            };
            assert_eq!(pss(hash, &encoded(8), bits).map(|pss| (pss.zeros, pss.salt.len() > 80)), Some((8, true)));
            assert!(is_well_formed(hash, &encoded(8), bits), "{bits}");
            assert!(!is_well_formed(hash, &encoded(7), bits), "{bits}");
            assert!(pss(hash, &encoded(8), bits).unwrap().signs(hash, &[1; 32]));
        }
    }
}
