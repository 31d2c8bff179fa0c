//! The text that is signed, and what hand-made signers hash in its place.

use std::cell::OnceCell;

use super::{Hash, Slip};

/// The signing input of a JWS (RFC 7515, section 5.2). It may be long and the certificates many: each hash of it is made
/// when it is asked for, and once.
pub(crate) struct Message {
    text: Vec<u8>,
    digests: [[OnceCell<Vec<u8>>; INPUTS.len()]; Hash::ALL.len()],
}

/// What is hashed, and whether that is wrong.
type Input = (Option<Slip>, fn(&Message, Hash) -> Vec<u8>);

/// The text itself first.
const INPUTS: [Input; 13] = [
    (None, |message, _| message.text.clone()),
    // A receiver may take the padding off before it verifies.
    (None, |message, _| message.text.iter().copied().filter(|byte| *byte != b'=').collect()),
    (Some(Slip::Newline), |message, _| [&message.text[..], b"\n"].concat()),
    (Some(Slip::Newline), |message, _| [&message.text[..], b"\r\n"].concat()),
    (Some(Slip::DoubleHash), Message::digest),
    (Some(Slip::HexDigest), |message, hash| base16ct::lower::encode_string(&message.digest(hash)).into()),
    (Some(Slip::HexDigest), |message, hash| base16ct::upper::encode_string(&message.digest(hash)).into()),
    (Some(Slip::PaddedInput), |message, _| message.padded()),
    (Some(Slip::PaddedInput), |message, _| message.padded().into_iter().map(standard).collect()),
    (Some(Slip::Utf16), |message, _| message.utf16(&[], u16::to_le_bytes)),
    (Some(Slip::Utf16), |message, _| message.utf16(&[], u16::to_be_bytes)),
    (Some(Slip::Utf16), |message, _| message.utf16(&[0xFEFF], u16::to_le_bytes)),
    (Some(Slip::Utf16), |message, _| message.utf16(&[0xFEFF], u16::to_be_bytes)),
];

impl Message {
    pub(crate) fn new(text: Vec<u8>) -> Self {
        Self { text, digests: Default::default() }
    }

    /// The hashes of the text and of what is taken for it, the likeliest first.
    pub(super) fn digests(&self, hash: Hash) -> impl Iterator<Item = (Option<Slip>, &[u8])> {
        let made = self.digests.get(hash as usize).into_iter().flatten();
        INPUTS.iter().zip(made).map(move |((slip, input), digest)| {
            (*slip, digest.get_or_init(|| hash.digest(&[&input(self, hash)])).as_slice())
        })
    }

    fn digest(&self, hash: Hash) -> Vec<u8> {
        self.digests(hash).next().map(|(_, digest)| digest.to_vec()).unwrap_or_default()
    }

    /// Its segments with the padding of base64.
    fn padded(&self) -> Vec<u8> {
        let padded = |segment: &[u8]| {
            let mut segment = segment.to_vec();
            segment.resize(segment.len().next_multiple_of(4), b'=');
            segment
        };
        self.text.split(|byte| *byte == b'.').map(padded).collect::<Vec<_>>().join(&b'.')
    }

    fn utf16(&self, mark: &[u16], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(self.text.iter().copied().map(u16::from)).flat_map(bytes).collect()
    }
}

/// A digit of base64url in the alphabet of base64.
fn standard(digit: u8) -> u8 {
    match digit {
        b'-' => b'+',
        b'_' => b'/',
        _ => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Hash;
    use super::Message;

    /// An assertion of a megabyte may be tried with 64 keys.
    #[test]
    fn each_hash_is_made_once() {
        let message = Message::new(b"header.claims".to_vec());
        for hash in Hash::ALL {
            let places = || message.digests(hash).map(|(_, digest)| digest.as_ptr()).collect::<Vec<_>>();
            assert_eq!(places(), places());
        }
        assert_ne!(message.digest(Hash::Sha256), message.digest(Hash::Sha384));
    }
}
