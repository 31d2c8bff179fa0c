//! GUIDs, as Entra writes its identifiers: 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4).

use std::fmt::{Display, Formatter, Result};

use uuid::{Builder, Uuid};

/// A GUID in the spelling in which it was found. Two are equal whatever their case.
#[derive(Clone, Debug)]
pub(crate) struct Guid {
    text: String,
    value: Uuid,
}

impl Guid {
    /// How many characters one has. The other forms that the library reads are shorter or longer.
    pub(crate) const LENGTH: usize = 36;

    /// Reads a text that is one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let value = Uuid::try_parse(text).ok().filter(|_| text.len() == Self::LENGTH)?;
        Some(Self { text: text.to_owned(), value })
    }

    /// Reads the one that a text begins with.
    pub(crate) fn at_start(text: &str) -> Option<Self> {
        text.get(..Self::LENGTH).and_then(Self::parse)
    }

    /// A fresh one (version 4) of random bytes.
    pub(crate) fn fresh(random: [u8; 16]) -> Self {
        let value = Builder::from_random_bytes(random).into_uuid();
        Self { text: value.to_string(), value }
    }

    /// Whether it is all zeros, which stands for none.
    pub(crate) fn is_nil(&self) -> bool {
        self.value.is_nil()
    }

    /// As it was spelled.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Guid {}

impl Display for Guid {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn only_the_form_with_hyphens_is_one() {
        let lower = Guid::parse("6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8").unwrap();
        let upper = Guid::parse("6B1F2A3C-4D5E-4F60-8172-93A4B5C6D7E8").unwrap();
        assert_eq!(lower, upper);
        assert_eq!(upper.to_string(), "6B1F2A3C-4D5E-4F60-8172-93A4B5C6D7E8");
        for text in [
            "",
            "6b1f2a3c4d5e4f60817293a4b5c6d7e8",
            "{6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8}",
            "urn:uuid:6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8",
            "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e",
            "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8 ",
            "6b1f2a3-c4d5e-4f60-8172-93a4b5c6d7e8",
            "6b1f2a3g-4d5e-4f60-8172-93a4b5c6d7e8",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
        assert_eq!(Guid::at_start("6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8'"), Some(lower));
        assert_eq!(Guid::at_start("6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7\u{e9}"), None);
        assert_eq!(Guid::fresh([0xFF; 16]).to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
