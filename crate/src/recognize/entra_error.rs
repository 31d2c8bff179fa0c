//! Entra's errors in any text: as JSON, bare, in a client's log or a stack trace.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::{Content, Exchange, Unrecognized, boundary};
use crate::character::is;
use crate::decode::entra_error::{EntraError, MARK, code};
use crate::decode::json::{Json, Object};

/// The largest number of errors that are kept of one source, and that are read to find those that differ.
const ERRORS: usize = 1_000;
const READ: usize = 5_000;
/// How far an error reaches, in bytes: those on record end within 2,000.
const REACH: usize = 8 << 10;
/// How far apart the codes of one error may stand, in bytes.
const APART: usize = 300;
/// How far in front of the code a client may have written the time.
const PREFIX: usize = 80;
/// No word of an error is as long, and every assertion is.
const WORD: usize = 300;

/// What an error's text never holds: the beginning of a frame of a stack trace, a paragraph's end, a token.
const STOPS: [&str; 8] = ["\n   at ", "\n\tat ", "\r\n\r\n", "\n\n", "\nTraceback", "eyJ", "\\r\\n\\r\\n", "\\n   at "];

/// Takes every error out of a text, and gives the text without them.
pub(super) fn responses(text: &str) -> (Vec<Content>, String) {
    let mut found = Vec::new();
    let mut remainder = String::new();
    let mut taken = 0;
    let mut mentioned = Vec::new();
    let mut heads = text.match_indices(MARK).map(|(at, _)| at).filter(|at| code(from(text, *at)).is_some()).peekable();
    while let Some(start) = heads.next() {
        let mut last = start;
        while let Some(next) = heads.next_if(|next| next - start < REACH && is_continued(between(text, last, *next))) {
            last = next;
        }
        let limit = heads.peek().copied().unwrap_or(text.len()).min(start + REACH);
        let reach = between(text, start, floor(text, limit));
        let reach = between(reach, 0, stop(reach));
        let before = between(text, floor(text, start.saturating_sub(PREFIX)).max(taken), start);
        let description = description(reach, before);
        if is_mention(description) {
            let code = code(description);
            if mentioned.contains(&code) {
                continue;
            }
            mentioned.push(code);
        }
        if found.len() == READ {
            found.push(Content::Unrecognized(Unrecognized::TooLarge("more than 5,000 errors")));
            break;
        }
        found.push(content(EntraError::read(description, reach).with_prefix(before)));
        remainder.push_str(between(text, taken, start));
        remainder.push('\n');
        taken = start + description.len();
    }
    remainder.push_str(from(text, taken));
    (found, remainder)
}

/// The JSON body of an answer.
pub(super) fn body(value: Json<'_>) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    if !["\"error_description\"", "\"error_codes\"", "\"errorCode\""].iter().any(|name| value.text().contains(name)) {
        return None;
    }
    let error = EntraError::from_object(&Object::read(value)?)?;
    Some(vec![vec![content(error)]])
}

/// An error, of which no more than its own words is kept: a log may go on with what was sent.
fn content(mut error: EntraError) -> Content {
    error.text.truncate(boundary::before_secret(&error.text).len());
    error.reason = error.reason.map(|reason| boundary::before_secret(&reason).to_owned());
    Content::Response(Box::new(error))
}

/// Leaves one of each error: clients print what they received as JSON, as a message and once more in a stack trace.
pub(super) fn distinct(exchanges: &mut Vec<Exchange>) {
    join_parts(exchanges);
    let mut ids = BTreeSet::new();
    let mut dropped = Vec::new();
    let mut texts = BinaryHeap::new();
    for (n, error) in errors(exchanges).enumerate() {
        let id = error.trace_id.as_ref().map(|id| id.to_ascii_lowercase());
        let is_known = id.is_some();
        let is_twin = id.is_some_and(|id| !ids.insert(id));
        dropped.push(is_twin);
        if !is_twin {
            let text = EntraError::squeeze(&error.text);
            // A logger cuts with full stops.
            let cut = text.trim_end_matches(is(|c| matches!(c, '.' | '\u{2026}')));
            let text = if cut.len() + 1 < text.len() { cut.to_owned() } else { text };
            texts.push((text, is_known, Reverse(n)));
        }
    }
    // One without an ID that is the beginning of another says nothing more. In this order, that other comes next.
    let texts = texts.into_sorted_vec();
    for ((text, is_known, Reverse(n)), (next, ..)) in texts.iter().zip(texts.iter().skip(1)) {
        if let Some(dropped) = dropped.get_mut(*n) {
            *dropped |= !is_known && next.starts_with(text);
        }
    }
    let (mut n, mut kept) = (0, 0);
    for contents in exchanges.iter_mut() {
        contents.retain(|content| {
            if !matches!(content, Content::Response(_)) {
                return true;
            }
            let keep = dropped.get(n) == Some(&false);
            n += 1;
            kept += usize::from(keep);
            keep && kept <= ERRORS
        });
    }
    exchanges.retain(|contents| !contents.is_empty());
    if kept > ERRORS {
        exchanges.push(vec![Content::Unrecognized(Unrecognized::TooLarge("more than 1,000 errors"))]);
    }
}

/// Joins the words of one answer with its other members, which a person gave without the words.
fn join_parts(exchanges: &mut [Exchange]) {
    let all = errors(exchanges).collect::<Vec<_>>();
    let [words, members] = all.as_slice() else { return };
    let (words, members) = if words.text.is_empty() { (members, words) } else { (words, members) };
    if words.text.is_empty() || !members.text.is_empty() || words.codes != members.codes || words.trace_id.is_some() {
        return;
    }
    let members = (*members).clone();
    for contents in exchanges {
        contents.retain_mut(|content| match content {
            Content::Response(error) if error.text.is_empty() => false,
            Content::Response(error) => {
                error.merge(&members);
                true
            }
            _ => true,
        });
    }
}

fn errors(exchanges: &[Exchange]) -> impl Iterator<Item = &EntraError> {
    exchanges.iter().flatten().filter_map(|content| match content {
        Content::Response(error) => Some(&**error),
        _ => None,
    })
}

/// Whether the next code belongs to the same error (`AADSTS70002: Error validating credentials. AADSTS50012: …`).
fn is_continued(between: &str) -> bool {
    let sentence = between.trim_start_matches(is(|c: char| c.is_ascii_alphanumeric() || c == '*')).starts_with(':');
    let wrapper = between.starts_with("AADSTS70002:");
    sentence && between.len() < APART && (wrapper || !between.contains('\n')) && !between.contains("Trace")
}

/// Where what cannot belong to an error begins.
fn stop(reach: &str) -> usize {
    let stops = STOPS.into_iter().filter_map(|words| reach.find(words));
    let long = reach.split(is(char::is_whitespace)).scan(0, |start, word| {
        let at = *start;
        *start += word.len() + 1;
        Some((at, word.len()))
    });
    let long = long.filter(|(_, length)| *length > WORD).map(|(at, _)| at);
    stops.chain(long).filter(|at| *at > 0).min().unwrap_or(reach.len())
}

/// Whether it is nothing but a code.
fn is_mention(description: &str) -> bool {
    description.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The text itself: to the quote that closes it, else to the end of the trailer, else to where it must end.
fn description<'a>(reach: &'a str, before: &str) -> &'a str {
    // A code that is only mentioned has no sentence.
    let digits = reach.find(is(|c: char| !c.is_ascii_alphanumeric())).unwrap_or(reach.len());
    if !reach.contains("[Reason")
        && !from(reach, digits)
            .trim_start_matches(is(|c| matches!(c, '*' | '`' | ' ')))
            .starts_with(is(|c| matches!(c, ':' | '-' | '\u{2013}')))
    {
        return between(reach, 0, digits);
    }
    let opening = before.trim_end_matches(is(|c| matches!(c, '*' | ' ')));
    let closing = ["\\\"", "\""].into_iter().find(|quote| opening.ends_with(quote)).and_then(|quote| reach.find(quote));
    let trailer = ["Timestamp: ", "Correlation ID: ", "Trace ID: "].into_iter().find_map(|words| {
        let (at, length) = (reach.find(words)? + words.len(), if words.starts_with("Time") { 20 } else { 36 });
        Some(floor(reach, at + length))
    });
    let end = closing.into_iter().chain(trailer).min().unwrap_or(reach.len());
    between(reach, 0, end)
}

fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn between(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// The last boundary of characters up to here.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
