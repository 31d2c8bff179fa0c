//! Encodings of a digest, as a key recovers them from a signature (RFC 8017, section 9).

use super::Hash;

/// Whether some message's digest is encoded here. A wrong key gives such bytes by chance once in 2^64 at the most.
pub(super) fn is_well_formed(hash: Hash, encoded: &[u8], bits: usize) -> bool {
    let digest = encoded.get(encoded.len().saturating_sub(hash.length())..).unwrap_or_default();
    encoded == pkcs1(hash, digest, encoded.len()) || pss(hash, encoded, bits).is_some_and(|pss| pss.zeros >= 8)
}

/// EMSA-PKCS1-v1_5 (section 9.2); empty if there is no room.
pub(super) fn pkcs1(hash: Hash, digest: &[u8], length: usize) -> Vec<u8> {
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
pub(super) struct Pss {
    /// The zero bytes in front of the salt.
    zeros: usize,
    pub(super) salt: Vec<u8>,
    digest: Vec<u8>,
}

impl Pss {
    /// Whether it signs the message with this digest (section 9.1.2, steps 12 to 14).
    pub(super) fn signs(&self, hash: Hash, digest: &[u8]) -> bool {
        self.digest == hash.digest(&[&[0; 8], digest, &self.salt])
    }
}

/// Reads EMSA-PSS (section 9.1.2, steps 4 to 11) with MGF1 over the same hash, whatever the length of the salt.
pub(super) fn pss(hash: Hash, encoded: &[u8], bits: usize) -> Option<Pss> {
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
    let mut block: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
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
    use super::super::Hash;
    use super::{is_well_formed, pkcs1, pss};

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
