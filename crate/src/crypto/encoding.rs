//! Encodings of a digest, as a key recovers them from a signature (RFC 8017, section 9).

use super::{Hash, Scheme};

/// A digest, and how it is encoded.
pub(super) struct Encoding {
    pub(super) scheme: Scheme,
    pub(super) hash: Hash,
    /// The hash in the mask of PSS.
    pub(super) mgf: Hash,
    /// The salt of PSS.
    pub(super) salt: Option<Vec<u8>>,
    /// Whether chance cannot have made it: noise reads as PSS with a salt about as long as fits once in some 2^16 times.
    pub(super) is_certain: bool,
    digest: Vec<u8>,
}

impl Encoding {
    /// Whether it encodes this digest of a message: for PSS, section 9.1.2, steps 12 to 14.
    pub(super) fn is_of(&self, digest: &[u8]) -> bool {
        match &self.salt {
            None => self.digest == digest,
            Some(salt) => self.digest == self.hash.digest(&[&[0; 8], digest, salt]),
        }
    }
}

/// All that these bytes may be, for a modulus of so many bits. Of EMSA-PSS, the hash in the mask may be another.
pub(super) fn read(encoded: &[u8], bits: usize) -> Vec<Encoding> {
    let mut encodings = Vec::from_iter(content(encoded).and_then(pkcs1));
    for hash in Hash::ALL {
        for mgf in Hash::ALL {
            encodings.extend(pss(hash, mgf, encoded, bits));
        }
    }
    encodings
}

/// What stands behind the padding of EMSA-PKCS1-v1_5 (section 9.2): a `DigestInfo`, or what was put in its place.
pub(super) fn content(encoded: &[u8]) -> Option<&[u8]> {
    let rest = encoded.strip_prefix(&[0, 1])?;
    let padding = rest.iter().take_while(|byte| **byte == 0xFF).count();
    rest.get(padding..)?.strip_prefix(&[0]).filter(|_| padding >= 8)
}

fn pkcs1(content: &[u8]) -> Option<Encoding> {
    Hash::ALL.into_iter().find_map(|hash| {
        // The DER of DigestInfo in front of the digest (section 9.2, note 1).
        let prefix: &[u8] = match hash {
            Hash::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Hash::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            Hash::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            Hash::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        };
        let digest = content.strip_prefix(prefix).filter(|digest| digest.len() == hash.length())?.to_vec();
        Some(Encoding { scheme: Scheme::Pkcs1, hash, mgf: hash, salt: None, is_certain: true, digest })
    })
}

/// EMSA-PSS (section 9.1.2, steps 4 to 11), whatever the length of the salt.
fn pss(hash: Hash, mgf: Hash, encoded: &[u8], bits: usize) -> Option<Encoding> {
    let unused = (8 - (bits - 1) % 8) % 8;
    // The encoded message is one byte shorter than the modulus when the modulus has 8n + 1 bits.
    let encoded = if unused == 0 { encoded.strip_prefix(&[0])? } else { encoded };
    let (rest, trailer) = encoded.split_last().map(|(last, rest)| (rest, *last))?;
    let (masked, digest) = rest.split_at_checked(rest.len().checked_sub(hash.length())?)?;
    let mask_of_first = 0xFF_u8 >> unused;
    if trailer != 0xBC || masked.first()? & !mask_of_first != 0 {
        return None;
    }
    let mask = (0_u32..).flat_map(|counter| mgf.digest(&[digest, &counter.to_be_bytes()]));
    let mut block: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    if let Some(first) = block.first_mut() {
        *first &= mask_of_first;
    }
    let zeros = block.iter().take_while(|byte| **byte == 0).count();
    let salt = Some(block.get(zeros..)?.strip_prefix(&[1])?.to_vec());
    Some(Encoding { scheme: Scheme::Pss, hash, mgf, salt, is_certain: zeros >= 8, digest: digest.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::super::Hash;
    use super::{content, read};

    #[test]
    fn at_least_eight_bytes_of_padding_are_wanted() {
        let encoded = |padding: usize| [&[0, 1], vec![0xFF; padding].as_slice(), &[0, 7]].concat();
        assert_eq!((content(&encoded(8)), content(&encoded(7))), (Some(&[7][..]), None));
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
    fn eight_zeros_make_a_certain_encoding() {
        let hash = Hash::Sha256;
        for bits in [1_017, 1_020, 1_023, 1_024] {
            let encoded = |zeros: usize| {
                let front = if bits == 1_017 { vec![0] } else { Vec::new() };
                // 127 or 128 bytes, but for the digest, the trailer and the separator.
                let salt = vec![9; (if bits == 1_017 { 127 } else { 128 }) - 34 - zeros];
                [front, encode(hash, zeros, &salt, bits)].concat()
            };
            let seen = |zeros: usize| {
                let read = read(&encoded(zeros), bits);
                // Under another mask it may seem to have a salt as long as fits.
                let [found] = read.iter().filter(|one| one.is_of(&[1; 32])).collect::<Vec<_>>()[..] else { panic!() };
                assert!(!found.is_of(&[2; 32]) && read.iter().filter(|one| one.is_certain).count() < 2, "{bits}");
                (found.hash, found.mgf, found.salt.as_ref().map(Vec::len) > Some(80), found.is_certain)
            };
            assert_eq!(seen(8), (hash, hash, true, true));
            assert_eq!(seen(7), (hash, hash, true, false));
        }
    }
}
