//! Texts that stand in a text as one word of base64 or hexadecimal digits.

use crate::decode::{self, base64, hex};

/// The shortest word that is looked at, and as much of it as tells whether a text is in it. A thumbprint that was encoded twice
/// is shorter: it is a mistake of who wrote it.
const SHORTEST: usize = 100;
const HEAD: usize = 64;

pub(super) fn texts(text: &str) -> Option<String> {
    let mut plain: Option<String> = None;
    let mut taken = 0;
    let mut start = 0;
    let is_digit = |byte: u8| base64::is_digit(char::from(byte));
    // No text begins with a plus sign: it is the mark of a comparison.
    while let Some(at) = text.get(start..)?.bytes().position(|byte| is_digit(byte) && byte != b'+') {
        start += at;
        let rest = text.get(start..)?;
        let length = rest.bytes().position(|byte| !is_digit(byte)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(length)?;
        // The parts of a token are its own.
        let is_part = after.starts_with('.') || text.get(..start)?.ends_with('.');
        if length >= SHORTEST
            && !is_part
            && let Some(inside) = inside(word)
        {
            let plain = plain.get_or_insert_default();
            plain.push_str(text.get(taken..start)?);
            plain.push_str(&inside);
            taken = start + length;
        }
        start += length;
    }
    let mut plain = plain?;
    plain.push_str(text.get(taken..)?);
    Some(plain)
}

/// The text that a word stands for.
fn inside(word: &str) -> Option<String> {
    // Hexadecimal digits are digits of base64, too, so they come first.
    [hex::decode as fn(&str) -> Option<Vec<u8>>, base64::decode].into_iter().find_map(|decode| {
        // The last character may be cut.
        let is_text = |bytes: &[u8]| {
            let text = decode::text::decode(bytes);
            let text = text.trim_start_matches('\u{FEFF}').trim_end_matches(char::REPLACEMENT_CHARACTER);
            text.chars().all(is_written)
        };
        decode(word.get(..HEAD.min(word.len() / 8 * 8))?).filter(|head| is_text(head))?;
        decode(word).filter(|bytes| is_text(bytes)).map(|bytes| decode::text::decode(&bytes))
    })
}

fn is_written(c: char) -> bool {
    !c.is_control() && c != char::REPLACEMENT_CHARACTER || matches!(c, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::texts;
    use crate::decode::base64::{encode, encode_url};

    #[test]
    fn words_that_are_texts_are_read() {
        let inside = "client_id=a&client_assertion=b, and more of it, so that it is not too short to be looked at\r\n";
        for word in [
            encode(inside.as_bytes()),
            encode_url(inside.as_bytes()),
            base16ct::lower::encode_string(inside.as_bytes()),
        ] {
            assert_eq!(texts(&format!("a: \"{word}\" b")), Some(format!("a: \"{inside}\" b")));
            assert_eq!(texts(&format!("{word}.{word}")), None);
        }
        let utf16: Vec<u8> = inside.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&encode(&utf16)).as_deref(), Some(inside));
        assert_eq!(texts(&encode(&[7; 99])), None);
    }
}
