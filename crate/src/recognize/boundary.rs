//! Where a value ends, and another parameter or a secret begins: people write them in one line, and programs encode a body
//! more often than they should.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::names::{DROPPED, known, names_secret};
use crate::character::is;

/// How many times a value may have been encoded beyond the once that it should be.
pub(super) const ENCODINGS: usize = 3;

/// As much of a value as is its own, and the parameters that stand behind it, such as those of a body that was encoded
/// twice. What is encoded is read only where there are some. In a token any letters may stand in front of `=`.
pub(super) fn own(value: Cow<'_, str>, is_token: bool) -> (String, String) {
    // Signs stand behind names.
    if !value.bytes().any(|byte| matches!(byte, b'=' | b':' | b'%')) {
        return (value.into_owned(), String::new());
    }
    let mut decoded = value.clone();
    for _ in 0..=ENCODINGS {
        if let Some((own, others)) = next_label(&decoded, is_token).and_then(|at| decoded.split_at_checked(at)) {
            return (trim_signs(own).to_owned(), others.to_owned());
        }
        match percent_decode_str(&decoded).decode_utf8_lossy() {
            next if next == decoded => break,
            next => decoded = next.into_owned().into(),
        }
    }
    (value.into_owned(), String::new())
}

/// The text without what joins it to the next parameter.
pub(super) fn trim_signs(text: &str) -> &str {
    text.trim_end_matches(is(|c: char| c.is_whitespace() || "|,;&?#\"'`\\({[<>*/".contains(c)))
}

/// Where the name of another parameter, or else of a secret, stands in a value with a sign behind it.
pub(super) fn next_label(value: &str, of_parameter: bool) -> Option<usize> {
    label(value, of_parameter).map(|label| label.start)
}

fn label(value: &str, of_parameter: bool) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let mut at = 0;
    loop {
        let rest = value.get(at..)?;
        let start = at + rest.find(is(is_part))?;
        let word = value.get(start..)?;
        let word = word.get(..word.find(|c| !is_part(c)).unwrap_or(word.len()))?;
        at = start + word.len();
        let behind =
            value.get(at..)?.trim_start_matches(is(|c| matches!(c, '"' | '\'' | '`' | '\\' | '*' | ' ' | '\t')));
        let has_sign = behind.starts_with(is(|c| matches!(c, '=' | ':'))) && !behind.starts_with("://");
        if has_sign && names_another(value.get(..start)?, word, of_parameter) {
            return Some(start..at);
        }
    }
}

/// Whether a word in front of a sign is a name of its own, by what stands before it.
fn names_another(before: &str, word: &str, of_parameter: bool) -> bool {
    let is_apart = || before.is_empty() || trim_signs(before).len() < before.len();
    let is_name = known(word).is_some() || (!of_parameter && names_secret(word) && is_apart());
    is_name && !is_in_urn(before)
}

/// Whether a URN goes on here: in it, words are joined by colons.
fn is_in_urn(before: &str) -> bool {
    const LONGEST: usize = 100;
    let start = before.len().saturating_sub(LONGEST);
    let near = (start..=before.len()).find_map(|at| before.get(at..)).unwrap_or_default();
    let word = near.rsplit(is(|c: char| !c.is_ascii_graphic() || c == '=')).next().unwrap_or_default();
    before.ends_with(':') && word.starts_with("urn:")
}

/// How far a list of words goes: to the next column, or the next name.
pub(super) fn list(line: &str) -> usize {
    let mut end = 0;
    for word in line.split(is(|c| matches!(c, ' ' | '\t'))) {
        let start = end;
        end += word.len() + 1;
        let name = word.trim_matches(is(|c: char| !c.is_ascii_alphanumeric()));
        let ends = word.is_empty()
            || name.is_empty()
            || word.contains('=')
            || word.ends_with(':')
            || line.get(end..).is_some_and(|rest| rest.starts_with(is(|c| matches!(c, ':' | '='))))
            || known(name.split(':').next().unwrap_or_default()).is_some()
            || (names_secret(name) && !name.contains(is(|c| matches!(c, '/' | '.' | ':'))));
        if ends && start > 0 {
            return start - 1;
        }
    }
    line.len()
}

/// A text up to the first secret that is named in it.
pub(super) fn before_secret(text: &str) -> &str {
    let mut at = 0;
    while let Some(label) = text.get(at..).and_then(|rest| label(rest, false)) {
        let start = at + label.start;
        at += label.end;
        let word = text.get(start..at).unwrap_or_default();
        if names_secret(word) || (DROPPED.contains(&word) && is_sent(text.get(at..).unwrap_or_default())) {
            return trim_signs(text.get(..start).unwrap_or_default());
        }
    }
    text
}

/// Whether a value that was sent stands behind a name: in `code=…` and `code: 1.AXkA…`, and not in `code: 400`.
fn is_sent(behind: &str) -> bool {
    const SHORTEST: usize = 20;
    let value = behind.trim_start_matches(is(|c: char| !c.is_ascii_alphanumeric()));
    let value = value.split(is(|c: char| c.is_whitespace() || "\"'`,;".contains(c))).next().unwrap_or_default();
    behind.starts_with('=') || (value.len() >= SHORTEST && value.contains(is(|c: char| c.is_ascii_digit())))
}

/// A URL without query and fragment, however they are encoded; none where it has a name and a password in it.
pub(super) fn address(url: &str) -> Option<String> {
    let (url, _) = own(Cow::Borrowed(url), false);
    let encoded = ["%3f", "%23", "%253f", "%2523"];
    let lower = url.to_ascii_lowercase();
    let ends = encoded.iter().filter_map(|sign| lower.find(sign)).chain(url.find(is(|c| matches!(c, '?' | '#' | ';'))));
    let url = url.get(..ends.min().unwrap_or(url.len()))?;
    let has_user = url.contains('@') || lower.contains("%40") || lower.contains("%2540");
    (!has_user && !url.is_empty()).then(|| url.to_owned())
}
