//! `customKeyIdentifier`, in each of the encodings that portals, tools and people give it.

use crate::character::is;
use crate::decode::{base64, hex, text};

/// `customKeyIdentifier`, read. Only the first two are ever taken as a thumbprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CustomKeyIdentifier {
    /// 40 hexadecimal digits, as the portal writes it.
    Hex { text: String, bytes: Vec<u8> },
    /// 20 bytes, as base64 or as a list of numbers.
    Bytes { text: String, bytes: Vec<u8> },
    /// base64 of base64 of 20 bytes.
    DoubleBase64 { text: String, bytes: Vec<u8> },
    /// base64 of 32 bytes.
    Sha256 { text: String, bytes: Vec<u8> },
    /// The first bytes alone, as PowerShell prints a list: `{189, 149, 230, 225…}`. They tell what it is not.
    Cut { text: String, bytes: Vec<u8> },
    /// A text that somebody chose, or other bytes, as hexadecimal digits.
    Label { text: String, label: String },
}

impl CustomKeyIdentifier {
    /// As it stands in the registration; a list of numbers as base64.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Hex { text, .. }
            | Self::Bytes { text, .. }
            | Self::DoubleBase64 { text, .. }
            | Self::Sha256 { text, .. }
            | Self::Cut { text, .. }
            | Self::Label { text, .. } => text,
        }
    }

    /// Reads the text on the wire, which is base64. 40 hexadecimal digits are that, too, so they come first.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.len() == 40 && text.chars().all(|c| c.is_ascii_hexdigit());
        if let Some(bytes) = hex::decode(text).filter(|_| digits) {
            return Some(Self::Hex { text: text.to_owned(), bytes });
        }
        if let Some(list) = text.strip_prefix('{') {
            let numbers = list.split(is(|c: char| !c.is_ascii_digit())).filter_map(|number| number.parse().ok());
            return Some(Self::Cut { text: text.to_owned(), bytes: numbers.collect() });
        }
        base64::decode(text).map(|bytes| Self::of_base64(text, bytes))
    }

    /// Reads the bytes of an SDK, which has decoded the wire's text as base64, be it hexadecimal digits.
    pub(super) fn of_bytes(bytes: Vec<u8>) -> Option<Self> {
        let text = base64::encode(&bytes);
        if bytes.len() == 30 { Self::of_text(&text) } else { Some(Self::of_base64(&text, bytes)) }
    }

    fn of_base64(text: &str, bytes: Vec<u8>) -> Self {
        let text = text.to_owned();
        // A hash is hardly ever all printable; a label of as many characters is.
        let readable = bytes.iter().all(|byte| matches!(byte, b' '..=b'~')).then(|| String::from_utf8(bytes.clone()));
        if let Some(Ok(label)) = readable {
            return match base64::decode(&label).filter(|inner| inner.len() == 20) {
                Some(bytes) => Self::DoubleBase64 { text, bytes },
                None => Self::Label { text, label },
            };
        }
        match bytes.len() {
            20 => Self::Bytes { text, bytes },
            32 => Self::Sha256 { text, bytes },
            _ => {
                let decoded = text::decode(&bytes);
                let shows = decoded.chars().all(|c| !c.is_control() && c != char::REPLACEMENT_CHARACTER);
                Self::Label { text, label: if shows { decoded } else { hex::encode(&bytes) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CustomKeyIdentifier as Identifier;
    use crate::decode::{base64, hex};

    /// The five encodings of facts 4.3.
    #[test]
    fn custom_key_identifiers_are_told_apart() {
        let hex = "3BC87980310C490A62AA5F6343D4C55DF8EBBA85";
        let bytes = hex::decode(hex).unwrap();
        let owned = str::to_owned;
        assert_eq!(Identifier::of_text(hex), Some(Identifier::Hex { text: owned(hex), bytes: bytes.clone() }));
        // An SDK takes the 40 digits for base64 of 30 bytes.
        let decoded = base64::decode(hex).unwrap();
        assert_eq!(Identifier::of_bytes(decoded), Some(Identifier::Hex { text: owned(hex), bytes: bytes.clone() }));
        let text = base64::encode(&bytes);
        let read = Identifier::Bytes { text: text.clone(), bytes: bytes.clone() };
        assert_eq!(Identifier::of_text(&text), Some(read.clone()));
        assert_eq!(Identifier::of_bytes(bytes), Some(read));
        let double = "SFZzR2JqcWJUVVZvdkxmUHRxdDdZajRnZVdZPQ==";
        let bytes = base64::decode("HVsGbjqbTUVovLfPtqt7Yj4geWY=").unwrap();
        assert_eq!(Identifier::of_text(double), Some(Identifier::DoubleBase64 { text: owned(double), bytes }));
        let sha256 = "uQWFfYdoqJr6eMlOCdNk2rIyyj5JssB5bTMhGKg1Nl8=";
        let bytes = base64::decode(sha256).unwrap();
        assert_eq!(Identifier::of_text(sha256), Some(Identifier::Sha256 { text: owned(sha256), bytes }));
        for label in ["cert", "CN=DaemonConsoleCert", "CN=twenty characters", "CN=a label of thirty-two letters"] {
            let text = base64::encode(label.as_bytes());
            assert_eq!(Identifier::of_text(&text), Some(Identifier::Label { text, label: owned(label) }));
        }
        assert_eq!(
            Identifier::of_text("AQID"),
            Some(Identifier::Label { text: owned("AQID"), label: owned("010203") })
        );
    }
}
