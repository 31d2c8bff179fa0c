//! Hexadecimal, as thumbprints are shown.

use crate::character::is;

/// Upper-case digits without separators.
pub(crate) fn encode(bytes: &[u8]) -> String {
    base16ct::upper::encode_string(bytes)
}

/// Upper-case digits in pairs, with colons between.
pub(crate) fn encode_colons(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| encode(&[*byte])).collect::<Vec<_>>().join(":")
}

/// Decodes digits of any case; colons, hyphens and white space between them are passed over.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    // What is long is seldom digits.
    if !text.chars().all(|c| c.is_ascii_hexdigit() || is_between(c)) {
        return None;
    }
    let digits = text.split(is(is_between)).collect::<String>();
    base16ct::mixed::decode_vec(digits).ok().filter(|bytes| !bytes.is_empty())
}

fn is_between(c: char) -> bool {
    matches!(c, ':' | '-') || c.is_whitespace()
}
