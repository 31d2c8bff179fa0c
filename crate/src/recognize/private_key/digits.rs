//! Keys in digits, without armour: base64, hexadecimal and decimal, of a key or of a text in which one is.

use super::run::{self, Run};
use super::{Found, Unwanted, bytes, wrapped};
use crate::character::is;
use crate::decode::text;

/// As many bytes as tell what begins here.
const HEAD: usize = 64;
/// The shortest word of digits that may begin a wrapped text, or a key.
const TEXT: usize = 24;
const KEY: usize = 8;
/// As many bytes are in eight digits of base64.
const BEGINNING: usize = 6;

/// Every key of a text that is written so.
pub(super) fn find(text: &str, depth: usize) -> Vec<Found> {
    let mut found = Vec::new();
    // Nothing is left to find before this place.
    let mut done = 0;
    let mut word = None;
    for (end, byte) in text.bytes().chain([b' ']).enumerate() {
        if is_digit(byte) {
            word = word.or(Some(end));
            continue;
        }
        let Some(start) = word.take().filter(|start| *start >= done && end - start > 1) else { continue };
        let dashes = text.get(start..end).map_or(0, |word| word.len() - word.trim_start_matches('-').len());
        let start = run::after_escape(text, start) + dashes;
        for read in readings(text, start, end).into_iter().flatten() {
            let (keys, passed) = match look(text, start, read, depth) {
                Looked::Key(keys, passed) => (keys, passed),
                Looked::Other(passed) => (Vec::new(), passed),
                Looked::Nothing => continue,
            };
            found.extend(keys);
            done = passed;
            break;
        }
    }
    found
}

/// A sign of equality ends a word, and what is behind it is another.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
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

/// How a word may be read, judged by its beginning: a cheap look before the others.
fn readings(text: &str, start: usize, end: usize) -> [Option<Read>; 2] {
    let word = text.get(start..end).unwrap_or_default();
    let digits = word.as_bytes();
    let base64 = digits.len() >= KEY && may_begin(first_of_base64(digits), digits.len());
    let hexadecimal = match digits {
        // Groups: the first of them stands behind something else.
        [_, _] | [_, _, _, _] if !text.get(..start).is_some_and(|before| before.ends_with('%')) => {
            let after = text.get(start + word.len()..).unwrap_or_default();
            let next = after.get(1..=word.len()).unwrap_or_default();
            let before = run::last_word(text.get(..start).unwrap_or_default());
            is_hexadecimal(word.strip_prefix("0x").unwrap_or(word))
                && (is_hexadecimal(next) || word.starts_with("0x"))
                && (before.len() != word.len() || !is_hexadecimal(before))
        }
        _ => {
            digits.len() >= 2 * KEY
                && first_of_hexadecimal(digits).is_some_and(|first| may_begin(Some(first), digits.len() / 2))
        }
    };
    let decimal = word == "48"
        && !run::last_word(text.get(..start).unwrap_or_default()).ends_with(is(|c: char| c.is_ascii_digit()));
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

fn may_begin(first: Option<[u8; BEGINNING]>, length: usize) -> bool {
    let is_text_begun = |first: [u8; BEGINNING]| match first {
        [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        _ => first.iter().all(|byte| is_written(*byte) || *byte == 0),
    };
    first.is_some_and(|first| bytes::may_begin(&first) || (length >= TEXT && is_text_begun(first)))
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
fn first_of_base64(digits: &[u8]) -> Option<[u8; BEGINNING]> {
    let mut bits = 0_u64;
    for digit in digits.get(..KEY)? {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        bits = bits << 6 | u64::from(value);
    }
    let [_, _, first @ ..] = bits.to_be_bytes();
    Some(first)
}

fn first_of_hexadecimal(digits: &[u8]) -> Option<[u8; BEGINNING]> {
    let mut first = [0; BEGINNING];
    base16ct::mixed::decode(digits.get(..2 * BEGINNING)?, &mut first).ok()?;
    Some(first)
}
