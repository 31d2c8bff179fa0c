//! Percent- and form-encoding of a whole text, or of a body inside of a value.

use percent_encoding::percent_decode_str;

pub(super) fn decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    // `printf` and batch files write one sign as two.
    let single = text.contains("%%").then(|| text.replace("%%", "%"));
    let text = single.as_deref().unwrap_or(text);
    let mut plain = String::with_capacity(text.len());
    let mut changed = single.is_some();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let start = rest.get(..at)?.bytes().rposition(ends).map_or(0, |before| before + 1);
        let (before, word) = rest.split_at_checked(start)?;
        let (word, after) = word.split_at_checked(word.bytes().position(ends).unwrap_or(word.len()))?;
        let (name, value) = word.split_once('=').unwrap_or(("", word));
        let value_is_text = is_text(value, word.len() == value.len());
        changed |= value_is_text;
        plain.push_str(before);
        if value_is_text {
            if word.len() > value.len() {
                plain.extend([name, "="]);
            }
            plain.push_str(&percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy());
        } else {
            plain.push_str(word);
        }
        rest = after;
    }
    plain.push_str(rest);
    changed.then_some(plain)
}

/// What stands round an encoded text.
fn ends(byte: u8) -> bool {
    byte.is_ascii_whitespace() || b"\"'`&<>|(),".contains(&byte)
}

/// Whether more is encoded than is in a value of a form: signs that join values, or what needs no encoding. Quotes and line
/// ends round a value are no other text, but a mistake of who sent it.
fn is_text(value: &str, is_whole: bool) -> bool {
    value.split('%').skip(1).any(|escape| {
        let digits = escape.get(..2).unwrap_or_default();
        let is_last = escape.len() == 2;
        match u8::from_str_radix(digits, 16) {
            // Padding of base64 stands at the end.
            Ok(b'=') => !is_last,
            // A word without a name: encoded twice, or more than one word.
            Ok(b'%') if is_whole && escape.len() > 3 => true,
            Ok(b' ' | b'\n') if is_whole => true,
            Ok(byte) => byte.is_ascii_alphanumeric() || b"&{[<.-_\\".contains(&byte),
            Err(_) => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_value_of_a_form_stays_as_it_is() {
        for (text, wanted) in [
            ("url=https%3A%2F%2Fa&body=b%3Durn%253Ac%26d%3De+f g", "url=https%3A%2F%2Fa&body=b=urn%3Ac&d=e f g"),
            ("%65%79", "ey"),
            ("a=urn%%3Ab", "a=urn%3Ab"),
            ("\"GET /?a=AADSTS1%3a%20[x%5B%27 HTTP\"", "\"GET /?a=AADSTS1: [x[' HTTP\""),
        ] {
            assert_eq!(decoded(text).as_deref(), Some(wanted));
        }
        for text in ["a=urn%3Ab&c=https%3A%2F%2Fd%20e%2B&f=g%3D%3D&h=%22i%22%0A", "100%", "%", "%%%zz"] {
            assert_eq!(decoded(text).filter(|_| !text.contains("%%")), None, "{text}");
        }
    }
}
