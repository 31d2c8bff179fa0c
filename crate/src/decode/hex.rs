//! Hexadecimal, as thumbprints are shown.

use crate::list::List;
use std::fmt::Write;

/// Upper-case digits without separators.
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// Upper-case digits in pairs, with colons between.
pub(crate) fn encode_colons(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).list().join(":")
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
