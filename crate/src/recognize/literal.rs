//! Objects as Python, JavaScript and Node print them: `{'alg': 'RS256'}`, `{ alg: 'RS256' }`. They become JSON.

/// How much of a text is read for it, in bytes: each brace may be the beginning of one that never ends.
pub(super) const ENOUGH: usize = 1 << 20;

/// The JSON of the object that a text begins with, and how long that object is; none where it is none. What is read for it is
/// taken off `left`.
pub(super) fn json(text: &str, left: &mut usize) -> Option<(String, usize)> {
    let first = text.strip_prefix('{')?.trim_start().chars().next()?;
    if !(first == '\'' || first.is_ascii_alphabetic()) {
        return None;
    }
    let mut written = String::new();
    let mut depth = 0_usize;
    let mut rest = text;
    while *left > 0 {
        let next = rest.chars().next()?;
        let length = match next {
            '\'' | '"' => string(rest, next, &mut written)?,
            'a'..='z' | 'A'..='Z' | '_' => word(rest, &mut written)?,
            _ => {
                match next {
                    '{' | '[' => depth += 1,
                    '}' | ']' => {
                        depth -= 1;
                        // A comma may stand behind the last member.
                        written.truncate(written.trim_end().trim_end_matches(',').len());
                    }
                    _ => {}
                }
                written.push(next);
                next.len_utf8()
            }
        };
        rest = rest.get(length..)?;
        *left = left.saturating_sub(length);
        if depth == 0 {
            return Some((written, text.len() - rest.len()));
        }
    }
    None
}

/// A string in either quotes.
fn string(text: &str, quote: char, written: &mut String) -> Option<usize> {
    written.push('"');
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\'' if is_escaped => written.push('\''),
            c if is_escaped => written.extend(['\\', c]),
            '\\' => {}
            c if c == quote => {
                written.push('"');
                return Some(at + 1);
            }
            '"' => written.push_str("\\\""),
            c => written.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    None
}

/// A name without quotes, or one of the few words that are values.
fn word(text: &str, written: &mut String) -> Option<usize> {
    let length = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '$'))).unwrap_or(text.len());
    let (word, behind) = text.split_at_checked(length)?;
    let value = match word {
        _ if behind.trim_start().starts_with(':') => {
            written.extend(['"', '"']);
            written.insert_str(written.len() - 1, word);
            return Some(length);
        }
        "True" | "true" => "true",
        "False" | "false" => "false",
        "None" | "null" | "undefined" => "null",
        _ => return None,
    };
    written.push_str(value);
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::{ENOUGH, json};

    #[test]
    fn literals_become_json() {
        for (text, wanted) in [
            ("{'a': 'b', 'c': None, 'd': [True, 1.5,]} x", r#"{"a": "b", "c": null, "d": [true, 1.5]}"#),
            ("{ a: 'it\\'s \"x\"',\n  b: { c: undefined } }", "{ \"a\": \"it's \\\"x\\\"\",\n  \"b\": { \"c\": null}}"),
            ("{'a\\n': \"b'c\"}", "{\"a\\n\": \"b'c\"}"),
        ] {
            let (found, length) = json(text, &mut ENOUGH.clone()).unwrap();
            assert_eq!(found, wanted);
            assert!(serde_json::from_str::<serde_json::Value>(&found).is_ok());
            assert!(text.get(..length).unwrap().ends_with('}'));
        }
        for text in ["{}", "{\"a\": 1}", "{a: b}", "{'a': 'b'", "{not JSON}"] {
            assert_eq!(json(text, &mut ENOUGH.clone()), None, "{text}");
        }
    }
}
