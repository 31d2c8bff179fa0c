//! JSON, alone or as a word of a longer text: archives of requests, registrations, errors, keys with certificates.

use super::{Content, Exchange, entra_error, federation, har, jwk, jws, literal, registration};
use crate::decode::json::{Json, Malformed};

/// How many values of no known kind may stand round one that is known: what is inside each of them is read again.
const AROUND: usize = 32;

/// Takes every JSON value that is of a known kind out of a text, and gives the text without them.
pub(super) fn exchanges(text: &str) -> (Vec<Exchange>, String) {
    let mut found = Vec::new();
    let mut remainder = String::new();
    let mut rest = text;
    // A token is the answer to a request that stands before it, and to one alone.
    let mut is_asked = false;
    let mut of_literals = literal::ENOUGH;
    // Where the values round this place end, as what is left of the text there.
    let mut around: Vec<usize> = Vec::new();
    while let Some(start) = rest.bytes().position(|byte| matches!(byte, b'{' | b'[')) {
        let (before, candidate) = rest.split_at(start);
        remainder.push_str(before);
        is_asked |= before.contains("client_assertion");
        around.retain(|left| *left < candidate.len());
        let (length, known) = match Json::at_start(candidate) {
            Ok(value) if is_asked && har::is_success(value) => {
                is_asked = false;
                (value.text().len(), Some(vec![vec![Content::Success]]))
            }
            Ok(value) => (value.text().len(), kind(value)),
            // Nothing in a text that ends too early is whole, and to try each of its braces would take for ever.
            Err(Malformed::Cut) => break,
            Err(Malformed::At(length)) => match literal::json(candidate, &mut of_literals) {
                Some((json, length)) => (length, Json::parse(&json).ok().and_then(kind)),
                None => (length, None),
            },
        };
        let passed = if known.is_some() || around.len() == AROUND {
            length
        } else {
            around.push(candidate.len().saturating_sub(length));
            1
        };
        let (value, after) = candidate.split_at_checked(passed).unwrap_or_else(|| candidate.split_at(1));
        match known {
            Some(exchanges) => found.extend(exchanges),
            None => remainder.push_str(value),
        }
        rest = after;
    }
    remainder.push_str(rest);
    (found, remainder)
}

/// What a whole value is, if it is of a known kind.
fn kind(value: Json<'_>) -> Option<Vec<Exchange>> {
    har::exchanges(value)
        .or_else(|| jwk::exchanges(value))
        .or_else(|| registration::recognize(value))
        .or_else(|| entra_error::body(value))
        .or_else(|| jws::exchanges(value))
        .or_else(|| federation::recognize(value))
}

#[cfg(test)]
mod tests {
    use super::exchanges;

    #[test]
    fn values_are_found_inside_of_others_and_next_to_broken_ones() {
        let known = r#"{"keyCredentials":[]}"#;
        for text in [
            format!("[INFO] {{not JSON}}\n{{\n\"body\": [1, {known}]}} [1]"),
            format!("{{\"a\": 1,\n\"b\": [{known},]}}"),
            format!("{}{known}{}", "[1,".repeat(32), "]".repeat(32)),
        ] {
            let (found, rest) = exchanges(&text);
            assert_eq!((found.len(), rest), (1, text.replace(known, "")));
        }
    }

    /// Each brace is tried, but not against the whole of the rest.
    #[test]
    fn nesting_takes_no_longer_than_length() {
        let deep = 200_000;
        for end in ["]", "", "x"] {
            let text = "[".repeat(deep) + &end.repeat(deep);
            let (found, rest) = exchanges(&text);
            assert!(found.is_empty() && rest == text);
        }
    }
}
