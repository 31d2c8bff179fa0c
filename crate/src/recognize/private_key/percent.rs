//! Keys in words that are percent-encoded (RFC 3986, section 2.1).

use percent_encoding::percent_decode_str;

use super::{Found, wrapped};

/// No key is shorter.
const SHORTEST: usize = 40;

/// Every key of a text that is written so.
pub(super) fn find(text: &str, depth: usize) -> Vec<Found> {
    let mut found = Vec::new();
    if !text.contains('%') {
        return found;
    }
    let mut at = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '&' | '<' | '>')) {
        let span = at..at + word.len();
        at = span.end;
        if word.len() < SHORTEST || !word.contains('%') {
            continue;
        }
        let plain = percent_decode_str(word).decode_utf8_lossy();
        if plain != word {
            found.extend(wrapped(&plain, span, depth).into_iter().flatten());
        }
    }
    found
}
