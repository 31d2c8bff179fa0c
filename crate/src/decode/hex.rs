//! Hexadecimal, as thumbprints are shown.

use crate::list::List;

/// Upper-case digits without separators.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default().to_ascii_uppercase();
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]).map(digit).collect()
}

/// Upper-case digits in pairs, with colons between.
pub(crate) fn encode_colons(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| encode(&[*byte])).list().join(":")
}

/// Decodes digits of any case; colons, hyphens and white space between them are passed over.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text
        .chars()
        .filter(|c| !matches!(c, ':' | '-') && !c.is_whitespace())
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .whole()?;
    let pairs = digits.chunks_exact(2);
    if digits.is_empty() || !pairs.remainder().is_empty() {
        return None;
    }
    Some(pairs.map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).list())
}
