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
    let digits = text.split(is(|c: char| matches!(c, ':' | '-') || c.is_whitespace())).collect::<String>();
    base16ct::mixed::decode_vec(digits).ok().filter(|bytes| !bytes.is_empty())
}
