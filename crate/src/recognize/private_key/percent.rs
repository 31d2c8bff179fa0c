//! Keys in words that are percent-encoded (RFC 3986, section 2.1).

use percent_encoding::percent_decode_str;

use super::{Found, wrapped};
use crate::character::is;

/// No key is shorter.
const SHORTEST: usize = 40;

/// Every key of a text that is written so.
pub(super) fn find(text: &str, depth: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| rest.find('%')).map(|sign| at + sign) {
        let start = text.get(at..sign).and_then(|before| before.rfind(is(ends))).map_or(at, |end| at + end);
        let length = text.get(sign..).and_then(|rest| rest.find(is(ends)));
        at = length.map_or(text.len(), |length| sign + length);
        let word = text.get(start..at).unwrap_or_default();
        if word.len() >= SHORTEST {
            let plain = percent_decode_str(word).decode_utf8_lossy();
            if plain != word {
                found.extend(wrapped(&plain, start..at, depth).into_iter().flatten());
            }
        }
    }
    found
}

/// What stands round a word.
fn ends(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '`' | '&' | '<' | '>')
}
