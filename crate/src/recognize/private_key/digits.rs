//! Keys in digits, without armour: base64, hexadecimal and decimal, of a key or of a text in which one is.

use super::run::{self, Run};
use super::{Found, Unwanted, bytes, wrapped};
use crate::decode::{base64, text};

/// As many bytes as tell what begins here.
const HEAD: usize = 64;
/// The shortest word of digits that may begin a wrapped text, or a key.
const TEXT: usize = 24;
const KEY: usize = 8;

/// Every key of a text that is written so.
pub(super) fn find(text: &str, depth: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = word(text, at) {
        at = end;
        let word = text.get(start..end).unwrap_or_default();
        for read in readings(text, start, word).into_iter().flatten() {
            match look(text, start, read, depth) {
                Looked::Key(keys, passed) => {
                    found.extend(keys);
                    at = at.max(passed);
                    break;
                }
                Looked::Other(passed) => {
                    at = at.max(passed);
                    break;
                }
                Looked::Nothing => {}
            }
        }
    }
    found
}

type Read = fn(&str, usize, usize) -> Run;

enum Looked {
    /// Keys, and where the digits end.
    Key(Vec<Found>, usize),
    /// A text without a key, and where the digits end.
    Other(usize),
    Nothing,
}

fn look(text: &str, start: usize, read: Read, depth: usize) -> Looked {
    let head = read(text, start, HEAD).bytes;
    if is_key(&head).is_some() {
        let whole = read(text, start, crate::decode::der::length(&head).unwrap_or(usize::MAX));
        // More than its beginning may tell that it is none.
        if let Some(what) = is_key(&whole.bytes) {
            return Looked::Key(vec![Found::new(start..whole.end, what)], whole.end);
        }
    }
    if depth == 0 || !is_text(&head) {
        return Looked::Nothing;
    }
    let whole = read(text, start, usize::MAX);
    // The parts of a token are its own.
    let is_between = text.get(..start).is_some_and(|before| before.ends_with('.'))
        || text.get(whole.end..).is_some_and(|after| after.starts_with('.'));
    if is_between && head.starts_with(b"{") {
        return Looked::Other(whole.end);
    }
    match wrapped(&text::decode(&whole.bytes), start..whole.end, depth) {
        Some(keys) => Looked::Key(keys, whole.end),
        None => Looked::Other(whole.end),
    }
}

fn is_key(bytes: &[u8]) -> Option<Unwanted> {
    bytes::kind(bytes).filter(|what| *what != Unwanted::PublicKey)
}

/// The next word of digits: where it begins and ends. A sign of equality ends one, and so does a hyphen before a word.
fn word(text: &str, at: usize) -> Option<(usize, usize)> {
    let is_digit = |byte: u8| byte != b'=' && base64::is_digit(char::from(byte));
    let bytes = text.as_bytes().get(at..)?;
    let start = bytes.iter().position(|byte| is_digit(*byte) && *byte != b'-')?;
    // The letter of an escaped line end is no digit.
    let is_escape = text.get(..at + start).is_some_and(|before| before.ends_with('\\'))
        && matches!(bytes.get(start), Some(b'n' | b'r' | b't'));
    let start = start + usize::from(is_escape);
    let length = bytes.get(start..)?.iter().position(|byte| !is_digit(*byte)).unwrap_or(bytes.len() - start);
    Some((at + start, at + start + length))
}

/// How a word may be read, judged by its beginning: a cheap look before the others.
fn readings(text: &str, start: usize, word: &str) -> [Option<Read>; 2] {
    let digits = word.as_bytes();
    let base64 = digits.len() >= KEY && may_begin(first_of_base64(digits), digits.len());
    let hexadecimal = match digits {
        // Groups: the first of them stands behind something else.
        [_, _] | [_, _, _, _] => {
            let after = text.get(start + word.len()..).unwrap_or_default();
            let next = after.get(1..=word.len()).unwrap_or_default();
            let before = run::last_word(text.get(..start).unwrap_or_default());
            is_hexadecimal(word.trim_start_matches("0x"))
                && (is_hexadecimal(next) || word.starts_with("0x"))
                && (before.len() != word.len() || !is_hexadecimal(before))
        }
        _ => {
            digits.len() >= 2 * KEY
                && first_of_hexadecimal(digits).is_some_and(|first| may_begin(Some(first), digits.len() / 2))
        }
    };
    let decimal = word == "48";
    // Hexadecimal digits are digits of base64, too, so they come first.
    let first: Option<Read> = if hexadecimal {
        Some(run::hexadecimal)
    } else if decimal {
        Some(run::decimal)
    } else {
        None
    };
    [first, base64.then_some(run::base64 as Read)]
}

fn is_hexadecimal(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_hexdigit())
}

fn may_begin(first: Option<[u8; 3]>, length: usize) -> bool {
    let Some(first) = first else { return false };
    bytes::may_begin(first) || (length >= TEXT && is_text_begun(first))
}

fn is_text_begun(first: [u8; 3]) -> bool {
    let is_mark = first == [0xEF, 0xBB, 0xBF] || matches!(first, [0xFF, 0xFE, _] | [0xFE, 0xFF, _]);
    is_mark || first.iter().all(|byte| is_written(*byte) || *byte == 0)
}

fn is_written(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')
}

/// Whether bytes are the beginning of a text.
fn is_text(head: &[u8]) -> bool {
    let plain = text::decode(head);
    head.len() >= TEXT / 2
        && plain.trim_start_matches('\u{FEFF}').chars().take(TEXT).all(|c| u8::try_from(c).is_ok_and(is_written))
}

/// The first bytes of base64.
fn first_of_base64(digits: &[u8]) -> Option<[u8; 3]> {
    let mut bits = 0_u32;
    for digit in digits.get(..4)? {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        bits = bits << 6 | u32::from(value);
    }
    let [_, first @ ..] = bits.to_be_bytes();
    Some(first)
}

fn first_of_hexadecimal(digits: &[u8]) -> Option<[u8; 3]> {
    let mut first = [0; 3];
    base16ct::mixed::decode(digits.get(..6)?, &mut first).ok()?;
    Some(first)
}
