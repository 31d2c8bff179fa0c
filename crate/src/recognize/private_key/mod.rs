//! Private keys in any text. They are found, named and taken out before anything else is looked for, so that nothing of
//! them is left for others to find.

mod armour;
mod asn1parse;
mod bytes;
mod digits;
mod expression;
mod numbers;
mod openpgp;
mod percent;
mod putty;
mod run;
mod tail;

use std::borrow::Cow;
use std::ops::Range;

use super::Unwanted;

pub(super) use bytes::{kind, may_begin};

/// How many texts may be wrapped in each other: base64 of a file in which a value is base64 of armour.
const DEPTH: usize = 4;

/// A stretch of a text that holds a key, or is a part of one.
struct Found {
    span: Range<usize>,
    /// What it is; none if it is a part of something that is named by another.
    what: Option<Unwanted>,
    /// What stands there instead: certificates that were wrapped with it.
    instead: String,
}

/// By where they begin. They nearly are: each is put in its place, where a sort would be kilobytes of code.
fn in_order(found: Vec<Found>) -> Vec<Found> {
    let mut ordered: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        let place = ordered.partition_point(|other| other.span.start <= one.span.start);
        ordered.insert(place, one);
    }
    ordered
}

impl Found {
    fn new(span: Range<usize>, what: Unwanted) -> Self {
        Self { span, what: Some(what), instead: String::new() }
    }
}

/// Every private key of a text, and the text without them.
pub(super) fn take(text: &str) -> (Vec<Unwanted>, Cow<'_, str>) {
    take_from(text, DEPTH)
}

fn take_from(text: &str, depth: usize) -> (Vec<Unwanted>, Cow<'_, str>) {
    let mut kinds = Vec::new();
    let mut rest = Cow::Borrowed(text);
    // From the outer to the inner: what one has taken is no longer there for the next.
    let forms: [fn(&str, usize) -> Vec<Found>; 8] = [
        percent::find,
        |text, _| putty::find(text),
        |text, _| armour::find(text),
        |text, _| expression::find(text),
        |text, _| asn1parse::find(text),
        |text, _| numbers::find(text),
        digits::find,
        |text, _| tail::find(text),
    ];
    for find in forms {
        let found = find(&rest, depth);
        if !found.is_empty() {
            kinds.extend(found.iter().filter_map(|one| one.what));
            rest = Cow::Owned(without(&rest, found));
        }
    }
    (kinds, rest)
}

/// What a wrapped text holds; none if there is no key in it.
fn wrapped(text: &str, span: Range<usize>, depth: usize) -> Option<Vec<Found>> {
    let (kinds, rest) = take_from(text, depth.checked_sub(1)?);
    // In a string of JSON no line may end; armour is read with escapes for line ends, too.
    let has_certificate = rest.contains("-----BEGIN") && rest.contains("CERTIFICATE");
    let instead = if has_certificate { rest.replace('\r', "").replace('\n', "\\n") } else { String::new() };
    let parts = kinds.into_iter().map(|what| Found::new(span.start..span.start, what));
    let mut parts: Vec<Found> = parts.collect();
    if let Some(last) = parts.last_mut() {
        last.span = span;
        last.instead = instead;
    }
    (!parts.is_empty()).then_some(parts)
}

/// The text without these stretches, which stand in their order.
fn without(text: &str, found: Vec<Found>) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for Found { span, instead, .. } in found {
        rest.push_str(text.get(at..span.start).unwrap_or_default());
        // Words on both sides stay two.
        rest.push(' ');
        rest.push_str(&instead);
        at = at.max(span.end);
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}
