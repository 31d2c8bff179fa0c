//! What backslashes stand for in a string (RFC 8259, section 7).
//!
//! `serde_json` reads strings as well. It is linked with all that reads numbers then: 20 KB of the page's 270.

use std::borrow::Cow;

/// The characters of a well-formed string, from between its quotes; none where they are no Unicode.
pub(super) fn read(mut rest: &str) -> Option<Cow<'_, str>> {
    if !rest.contains('\\') {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut characters = escape.chars();
        let (character, after) = match (characters.next()?, characters.as_str()) {
            ('b', after) => ('\u{8}', after),
            ('f', after) => ('\u{C}', after),
            ('n', after) => ('\n', after),
            ('r', after) => ('\r', after),
            ('t', after) => ('\t', after),
            ('u', after) => of_units(after)?,
            itself => itself,
        };
        text.push(character);
        rest = after;
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The character of one or two units of UTF-16, and what follows it.
fn of_units(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, rest));
    }
    let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
    Some((char::decode_utf16([first, second]).next()?.ok()?, rest))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn strings_are_those_that_serde_json_reads() {
        for string in [
            "plain ü",
            r#"\"\\\/\b\f\n\r\t"#,
            r"\u0041\u00fc\uD83D\uDE00x",
            r"\ud800",
            r"\ud800\u0041",
            r"\udc00",
            r"a\u000ab",
        ] {
            let wanted = serde_json::from_str::<String>(&format!("\"{string}\"")).ok();
            assert_eq!(read(string).map(Into::into), wanted, "{string}");
        }
    }
}
