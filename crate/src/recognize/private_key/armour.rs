//! Keys in armour, of PEM, `OpenPGP` and ssh.com, of which the beginning or the end may be missing.

use std::ops::Range;

use super::{Found, Unwanted, run};
use crate::character::is;
use crate::decode::base64;

/// The fewest digits that are a line of a key.
const LINE: usize = 16;

/// The most characters that stand before the word `PRIVATE` in a mark.
const LABEL: usize = 48;

/// One end of armour.
struct Mark {
    span: Range<usize>,
    begins: bool,
}

/// The dashes of a mark, as typed and as programs for letters write them.
const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{2212}'];
/// What stands between the words of a label, in a form as well.
const BLANKS: [&str; 4] = [" ", "+", "%20", "\u{A0}"];

/// Every key of a text that is written so.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut marks = text.match_indices("PRIVATE").filter_map(|(at, _)| mark(text, at)).peekable();
    while let Some(one) = marks.next() {
        if !one.begins {
            // The line above it is missing.
            if let Some(start) = lines_before(text, done, one.span.start) {
                found.push(Found::new(start..one.span.end, Unwanted::PrivateKey));
            }
            done = one.span.end;
            continue;
        }
        let end = marks.peek().filter(|next| !next.begins).map(|next| next.span.clone());
        let is_between =
            |end: &Range<usize>| !text.get(one.span.end..end.start).is_some_and(|body| body.contains("-BEGIN"));
        if let Some(end) = end.filter(is_between) {
            done = end.end;
            marks.next();
            found.push(Found::new(one.span.start..end.end, Unwanted::PrivateKey));
            continue;
        }
        // Only its beginning is spoken of where no line follows.
        let body = body(text, one.span.end);
        done = body.unwrap_or(one.span.end);
        let what = body.map(|_| Unwanted::PrivateKey);
        found.push(Found { span: one.span.start..done, what, instead: String::new() });
    }
    found
}

/// The mark round a word at this place.
fn mark(text: &str, at: usize) -> Option<Mark> {
    let blank = |text: &str| BLANKS.iter().find(|blank| text.starts_with(**blank)).map(|blank| blank.len());
    let behind = text.get(at..)?.strip_prefix("PRIVATE")?;
    let behind = behind.get(blank(behind)?..)?.strip_prefix("KEY")?;
    let block = blank(behind).and_then(|length| behind.get(length..)?.strip_prefix("BLOCK"));
    let behind = block.unwrap_or(behind).trim_start_matches(' ').trim_start_matches(DASHES);
    // No label is longer than this, with its dashes.
    let before = text.get(..at)?;
    let before = before.get(before.char_indices().rev().nth(LABEL).map_or(0, |(n, _)| n)..)?;
    let before = before.rsplit(is(|c| matches!(c, '\n' | '"'))).next()?;
    let last = |word| before.match_indices(word).last().map(|(at, _)| at);
    let (word, begins) = match (last("BEGIN"), last("END")) {
        (Some(begin), end) if end.is_none_or(|end| end < begin) => (begin, true),
        (_, Some(end)) => (end, false),
        _ => return None,
    };
    let label = before.get(word..)?;
    let dashes = before.get(..word)?.trim_end_matches(' ');
    let start = dashes.trim_end_matches(DASHES);
    let is_label = label.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || " +%\u{A0}".contains(c));
    (is_label && start.len() < dashes.len())
        .then(|| Mark { span: at - before.len() + start.len()..text.len() - behind.len(), begins })
}

/// Where the lines behind a beginning end, if there are any. Headers may stand before them.
fn body(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let rest = text.get(at..)?;
        at += run::between(rest);
        let rest = text.get(at..)?;
        let line = rest.split(is(|c| matches!(c, '\n' | '\\'))).next()?;
        let is_header =
            line.split_once(": ").is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        if is_header && !line.is_empty() {
            at += line.len();
            continue;
        }
        let (digits, end) = run::base64_digits(text, at, usize::MAX);
        return (digits.len() >= LINE).then_some(end);
    }
}

/// Where the lines before an end begin, if there are any: words of digits as long as each other, but for the last.
fn lines_before(text: &str, from: usize, end: usize) -> Option<usize> {
    let mut rest = text.get(from..end)?;
    let mut start = None;
    let mut widths: (usize, usize) = (0, 0);
    loop {
        let line = rest.trim_end_matches(is(|c: char| c.is_whitespace() || "\\\"'`,>|".contains(c)));
        let before = line.trim_end_matches(is(base64::is_digit));
        let width = line.len() - before.len();
        let is_like_the_others = match widths {
            (0, 0) => width > 0,
            (0, last) => width >= LINE.max(last),
            // A letter of an escape may stand before a line.
            (_, others) => width.abs_diff(others) <= 1,
        };
        if !is_like_the_others {
            return start.filter(|_| widths.1 >= LINE);
        }
        widths = (widths.1, width.max(widths.1));
        start = Some(from + before.len());
        rest = before;
    }
}
