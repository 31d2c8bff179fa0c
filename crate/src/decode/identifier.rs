//! What stands in `x5t`, `x5t#S256` or `kid`: a thumbprint (RFC 7515, sections 4.1.7 and 4.1.8) or what people put there.

use super::base64::{self, Spelling};
use super::guid::Guid;
use super::hex;
use crate::character::is;
use crate::crypto::Hash;
use crate::visible::is_invisible;

/// Values that Microsoft's documentation prints or has printed as examples: they belong to nobody's certificate.
const DOCUMENTATION: [&str; 4] = [
    "A1bC2dE3fH4iJ5kL6mN7oP8qR9s",
    "A1bC2dE3fH4iJ5kL6mN7oP8qR9sT0u",
    "gx8tGysyjcRqKjFPnd7RFwvwZI0",
    "hOBcHZi846VCHSJbFAs26Go9VTQ",
];

/// An identifier, read.
#[derive(Clone, Debug)]
pub(crate) struct Identifier {
    /// As sent.
    pub(crate) text: String,
    pub(crate) reading: Reading,
}

/// What an identifier turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// base64 of as many bytes as a hash has.
    Thumbprint(Hash, Vec<u8>),
    /// Hexadecimal digits of as many bytes as a hash has.
    Hex(Hash, Vec<u8>),
    /// base64 of the hexadecimal digits as text.
    HexText { hash: Hash, bytes: Vec<u8>, newline: bool },
    /// A GUID, bare or as base64 of its text.
    KeyId(Guid),
    /// A place-holder, such as `<thumbprint>`.
    Placeholder,
    /// Characters that do not show.
    HiddenCharacters(Vec<char>),
    /// base64 of this many bytes, which no hash has.
    Length(usize),
    /// No base64.
    Undecodable,
}

impl Identifier {
    /// Reads the member's text.
    pub(crate) fn read(text: &str) -> Self {
        Self { text: text.to_owned(), reading: reading(text) }
    }

    /// The hash that it names, whatever its spelling.
    pub(crate) fn thumbprint(&self) -> Option<(Hash, &[u8])> {
        match &self.reading {
            Reading::Thumbprint(hash, bytes) | Reading::Hex(hash, bytes) | Reading::HexText { hash, bytes, .. } => {
                Some((*hash, bytes))
            }
            _ => None,
        }
    }

    /// Whether a person copied it from the documentation.
    pub(crate) fn is_documentation(&self) -> bool {
        DOCUMENTATION.contains(&self.text.trim_end_matches('='))
    }

    /// Whether it is certainly no certificate's thumbprint by this hash, written as base64.
    pub(crate) fn is_miswritten(&self, hash: Hash) -> bool {
        self.is_documentation() || !matches!(&self.reading, Reading::Thumbprint(found, _) if *found == hash)
    }

    /// A thumbprint as it should stand here: in the spelling that was used where that is base64 of a thumbprint.
    pub(crate) fn respell(&self, thumbprint: &[u8]) -> String {
        match self.reading {
            Reading::Thumbprint(..) => self.spelling().encode(thumbprint),
            _ => Spelling::default().encode(thumbprint),
        }
    }

    pub(crate) fn spelling(&self) -> Spelling {
        Spelling::of(&self.text)
    }
}

fn reading(text: &str) -> Reading {
    let hidden: Vec<char> = text.chars().filter(|c| is_invisible(*c)).collect();
    if !hidden.is_empty() {
        return Reading::HiddenCharacters(hidden);
    }
    if let Some(id) = Guid::parse(text) {
        return Reading::KeyId(id);
    }
    if text.contains(is(|c| matches!(c, '<' | '>' | '{' | '}'))) {
        return Reading::Placeholder;
    }
    if let Some((hash, bytes)) = hex_thumbprint(text) {
        return Reading::Hex(hash, bytes);
    }
    let Some(bytes) = base64::decode(text).filter(|bytes| !bytes.is_empty()) else {
        return Reading::Undecodable;
    };
    if let Some(hash) = Hash::of_length(bytes.len()) {
        return Reading::Thumbprint(hash, bytes);
    }
    let decoded = super::text::decode(&bytes);
    let inner = decoded.trim_end_matches(is(|c| matches!(c, '\r' | '\n')));
    if let Some(id) = Guid::parse(inner) {
        return Reading::KeyId(id);
    }
    match hex_thumbprint(inner) {
        Some((hash, bytes)) => Reading::HexText { hash, bytes, newline: inner.len() < decoded.len() },
        None => Reading::Length(bytes.len()),
    }
}

/// 40 or 64 digits, in any case, with colons or spaces.
fn hex_thumbprint(text: &str) -> Option<(Hash, Vec<u8>)> {
    let bytes = hex::decode(text)?;
    Some((Hash::of_length(bytes.len())?, bytes))
}

#[cfg(test)]
mod tests {
    use super::{Identifier, Reading};
    use crate::crypto::Hash;
    use crate::decode::guid::Guid;
    use crate::decode::hex;

    /// The vector of Microsoft's documentation, and what facts 3.2 derive from it.
    #[test]
    fn reads_the_documented_vector_in_each_of_its_shapes() {
        let sha1 = hex::decode("84E05C1D98BCE3A5421D225B140B36E86A3D5534").unwrap();
        let right = Reading::Thumbprint(Hash::Sha1, sha1.clone());
        for text in ["hOBcHZi846VCHSJbFAs26Go9VTQ", "hOBcHZi846VCHSJbFAs26Go9VTQ="] {
            assert_eq!(Identifier::read(text).reading, right);
            assert!(Identifier::read(text).is_documentation());
        }
        let hex = Reading::Hex(Hash::Sha1, sha1.clone());
        for text in [
            "84E05C1D98BCE3A5421D225B140B36E86A3D5534",
            "84e05c1d98bce3a5421d225b140b36e86a3d5534",
            "84:E0:5C:1D:98:BC:E3:A5:42:1D:22:5B:14:0B:36:E8:6A:3D:55:34",
            "84 e0 5c 1d 98 bc e3 a5 42 1d 22 5b 14 0b 36 e8 6a 3d 55 34",
        ] {
            assert_eq!(Identifier::read(text).reading, hex);
        }
        let text = |newline| Reading::HexText { hash: Hash::Sha1, bytes: sha1.clone(), newline };
        let ascii = "ODRFMDVDMUQ5OEJDRTNBNTQyMUQyMjVCMTQwQjM2RTg2QTNENTUzNA";
        assert_eq!(Identifier::read(ascii).reading, text(false));
        assert_eq!(Identifier::read(&format!("{ascii}o=")).reading, text(true));
        assert_eq!(Identifier::read("b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7").reading.clone(), {
            Reading::KeyId(Guid::parse("b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7").unwrap())
        });
        assert_eq!(Identifier::read("\u{200E}84E0").reading, Reading::HiddenCharacters(vec!['\u{200E}']));
        assert_eq!(Identifier::read("AQID").reading, Reading::Length(3));
        assert_eq!(Identifier::read("").reading, Reading::Undecodable);
    }
}
