//! base64 and base64url (RFC 4648, sections 4 and 5), with or without padding, and which of them it was.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Trailing bits are allowed: they change no byte, and clients have been seen to leave them.
const TOLERANT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, TOLERANT);
const PADDED: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, GeneralPurposeConfig::new());
const URL: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, GeneralPurposeConfig::new().with_encode_padding(false));

/// How bytes were spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// With `=` at the end.
    pub(crate) padded: bool,
    /// With `+` or `/` instead of `-` or `_`.
    pub(crate) standard: bool,
}

impl Spelling {
    /// How `text` is spelled.
    pub(crate) fn of(text: &str) -> Self {
        Self { padded: text.ends_with('='), standard: text.contains('+') || text.contains('/') }
    }

    /// `bytes` in this spelling.
    pub(crate) fn encode(self, bytes: &[u8]) -> String {
        let mut text = if self.standard { encode(bytes) } else { encode(bytes).replace('+', "-").replace('/', "_") };
        if !self.padded {
            text.truncate(text.trim_end_matches('=').len());
        }
        text
    }
}

/// Decodes any of the spellings.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.replace('-', "+").replace('_', "/")).ok()
}

/// The same, with white space anywhere.
pub(crate) fn decode_lines(text: &str) -> Option<Vec<u8>> {
    // What is long is seldom digits.
    let is_one = text.chars().all(|c| is_digit(c) || c.is_whitespace());
    is_one.then(|| decode(&text.split_whitespace().collect::<String>()))?
}

/// Whether this character may stand in one of the spellings.
pub(crate) fn is_digit(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '-' | '_' | '=')
}

/// base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    written(&PADDED, bytes)
}

/// base64url without padding.
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    written(&URL, bytes)
}

/// By hand, because the crate's own way brings the words of an error that never comes: a kilobyte of the page.
fn written(engine: &GeneralPurpose, bytes: &[u8]) -> String {
    let mut digits = vec![0; bytes.len().div_ceil(3) * 4];
    let length = engine.encode_slice(bytes, &mut digits).unwrap_or_default();
    digits.truncate(length);
    String::from_utf8(digits).unwrap_or_default()
}
