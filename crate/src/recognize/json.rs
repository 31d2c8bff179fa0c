//! JSON, alone or as a word of a longer text: archives of requests, registrations, errors, keys with certificates.

use serde::de::IgnoredAny;

use super::{Exchange, entra_error};

/// Takes every JSON value that is of a known kind out of a text, and gives the text without them.
pub(super) fn exchanges(text: &str) -> (Vec<Exchange>, String) {
    let mut found = Vec::new();
    let mut remainder = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '[']) {
        let (before, candidate) = rest.split_at(start);
        let mut values = serde_json::Deserializer::from_str(candidate).into_iter::<IgnoredAny>();
        let taken = match values.next() {
            Some(Ok(_)) => {
                let (value, _) = candidate.split_at(values.byte_offset());
                kind(value).map(|exchanges| (exchanges, value.len()))
            }
            // Nothing in a text that ends too early is whole, and to try each of its braces would take for ever.
            Some(Err(error)) if error.is_eof() => break,
            _ => None,
        };
        remainder.push_str(before);
        rest = match taken {
            Some((exchanges, length)) => {
                found.extend(exchanges);
                candidate.get(length..).unwrap_or_default()
            }
            None => {
                remainder.extend(candidate.chars().next());
                candidate.get(1..).unwrap_or_default()
            }
        };
    }
    remainder.push_str(rest);
    (found, remainder)
}

/// What a whole value is, if it is of a known kind.
fn kind(value: &str) -> Option<Vec<Exchange>> {
    entra_error::body(value)
}
