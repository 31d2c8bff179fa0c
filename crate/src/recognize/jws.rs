//! Compact JWS in any text: behind `Bearer `, in quotes, in a form or in JSON, wrapped, percent-encoded, cut.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::Content;
use crate::character::is;
use crate::decode::base64;
use crate::decode::json::{Json, Malformed};
use crate::decode::jws::Jws;

/// A header begins with `{"`, or with `{` and white space, so its base64 begins with one of these.
const STARTS: [&str; 2] = ["ey", "ew"];
/// The lengths of a signature by the usual keys, in characters of base64url.
const SIGNATURES: [usize; 6] = [43, 86, 342, 512, 683, 1366];

/// Every assertion in a text.
pub(super) fn assertions(text: &str) -> Vec<Content> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = start(rest) {
        let candidate = rest.get(start..).unwrap_or_default();
        let (token, length) = token(candidate);
        // A full stop behind the third segment ends a sentence.
        let token = token.strip_suffix('.').filter(|rest| rest.matches('.').count() == 2).unwrap_or(&token);
        if is_token(token) {
            found.push(parse(token));
        }
        rest = candidate.get(length.max(2)..).unwrap_or_default();
    }
    found
}

/// One assertion, percent-encoded or not. White space inside it is no longer a matter of wrapping.
pub(super) fn parse(token: &str) -> Content {
    let token: Cow<'_, str> =
        if token.contains('%') { percent_decode_str(token).decode_utf8_lossy() } else { token.into() };
    Content::Assertion(Box::new(Jws::parse(&token)))
}

/// Where the next word that may be a token begins.
fn start(text: &str) -> Option<usize> {
    let begins = |n: usize| text.get(n..).is_some_and(|rest| STARTS.iter().any(|start| rest.starts_with(start)));
    let inside_word = |c: char| c == '.' || (base64::is_digit(c) && c != '=');
    let boundary = |n: usize| !text.get(..n).is_some_and(|before| before.ends_with(inside_word));
    text.match_indices('e').map(|(n, _)| n).find(|n| begins(*n) && boundary(*n))
}

/// Takes the characters of a token, line ends between them left out. Gives it and the length that it had. No further than
/// the token is read, so that many in one long line take no longer than one.
pub(super) fn token(text: &str) -> (String, usize) {
    let mut token = String::new();
    let mut length = 0;
    let mut width = 0;
    let mut rest = text;
    loop {
        let line = rest.trim_start_matches(BLANK);
        let end = line.find(is(|c: char| !is_part(c))).unwrap_or(line.len());
        let (part, tail) = line.split_at_checked(end).unwrap_or((line, ""));
        // A wrapped line holds nothing else, but for what closes the whole.
        let behind = tail.trim_start_matches(is(|c| BLANK.contains(&c) || CLOSING.contains(&c)));
        let is_last = behind.is_empty() || behind.starts_with(is(|c| matches!(c, '\r' | '\n')));
        if part.is_empty() || (!token.is_empty() && (!is_last || is_whole(&token, end == width))) {
            break;
        }
        token.push_str(part);
        length = text.len() - tail.len();
        width = end;
        let tail = tail.strip_prefix('\\').unwrap_or(tail).trim_start_matches(BLANK);
        match tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix('\n')) {
            Some(next) => rest = next,
            None => break,
        }
    }
    (token, length)
}

const BLANK: [char; 2] = [' ', '\t'];
const CLOSING: [char; 6] = ['"', '\'', ',', ';', '`', '\\'];

/// Whether a token needs no further line: it has its three parts, and a signature of a usual length. A next line as long
/// as the one before it is taken all the same: so wraps a program that counts columns.
fn is_whole(token: &str, same_width: bool) -> bool {
    let signature = || token.split('.').nth(2).map(|signature| signature.trim_end_matches('=').len());
    !same_width && signature().is_some_and(|length| SIGNATURES.contains(&length))
}

/// Anything but what ends a word in logs, JSON, forms and shells: a character that does not belong is for the decoder to
/// name.
fn is_part(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(
            character,
            '"' | '\'' | '`' | ',' | ';' | ':' | '&' | '|' | '\\' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>'
        )
}

/// Whether it is meant as a token: parts, the first of which begins an object, or one long part that is the beginning of one.
fn is_token(token: &str) -> bool {
    let header = token.split(is(|c| matches!(c, '.' | '%' | '\u{2026}'))).next().unwrap_or_default();
    if token.len() > header.len() { object(header).is_some() } else { header.len() > 40 && begins(header) }
}

/// Whether a word is the base64 of an object of JSON, as far as it goes.
pub(super) fn begins(word: &str) -> bool {
    // Few words are worth reading for it.
    STARTS.iter().any(|start| word.starts_with(start))
        && object(word).is_some_and(|bytes| {
            // A character may have been cut.
            let valid = std::str::from_utf8(&bytes)
                .map_or_else(|error| if error.error_len().is_none() { error.valid_up_to() } else { 0 }, str::len);
            let text = bytes.get(..valid).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
            matches!(Json::parse(text), Ok(_) | Err(Malformed::Cut)) && !text.is_empty()
        })
}

/// The bytes of a word that begins an object: a brace, and a name or the end behind it.
fn object(word: &str) -> Option<Vec<u8>> {
    let whole = word.get(..word.len() / 4 * 4)?;
    let bytes = base64::decode(whole)?;
    let inside = bytes.strip_prefix(b"{")?.trim_ascii_start();
    (inside.is_empty() || inside.starts_with(b"\"") || inside.starts_with(b"}")).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn wrapped_lines_are_joined_and_other_lines_are_not() {
        assert_eq!(token("eyJ.eyJ\r\n  abc\r\nnext line").0, "eyJ.eyJabc");
        assert_eq!(token("eyJ.a.b\", \"x\": 1").0, "eyJ.a.b");
        assert_eq!(token("eyJ.a.b&client_id=c").0, "eyJ.a.b");
        let signed = format!("eyJ.a.{}", "b".repeat(342));
        assert_eq!(token(&format!("{signed}\nEOF")).0, signed);
    }
}
