//! RSA public keys (RFC 8017, section 3.1), and what they recover of a signature.

use super::modular_exponentiation::ModularExponentiation;

/// The lengths of a modulus that are tried, in bits.
const MODULUS: std::ops::RangeInclusive<usize> = 512..=16_384;
/// The exponents that are tried. A full-size one takes seconds.
const EXPONENT: std::ops::RangeInclusive<u64> = 3..=1 << 33;

/// An RSA public key that signatures can be checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RsaKey {
    /// Big-endian, without a zero in front.
    modulus: Vec<u8>,
    exponent: u64,
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
    pub(super) fn bits(&self) -> usize {
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
    pub(super) fn recover(&self, mod_pow: ModularExponentiation, signature: &[u8]) -> Option<Vec<u8>> {
        if signature >= self.modulus.as_slice() {
            return None;
        }
        let message = mod_pow(signature, self.exponent, &self.modulus);
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

#[cfg(test)]
mod tests {
    use super::RsaKey;

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
}
