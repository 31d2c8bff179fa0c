//! Escapes of strings, one level of them: of JSON, Go, Python, C#, Ruby, Java and PHP, which differ in little, of Markdown
//! and LaTeX, of the Windows command line, of CSV and of CLIXML.

use crate::character::is;

pub(super) fn read(text: &str) -> Option<String> {
    let carets = carets(text);
    let text = carets.as_deref().unwrap_or(text);
    let fields = fields(text);
    let text = fields.as_deref().unwrap_or(text);
    backslashes(text).or(fields).or(carets)
}

fn backslashes(text: &str) -> Option<String> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'\\' | b'_')) {
        let (before, sign) = rest.split_at_checked(at)?;
        plain.extend(before.bytes());
        let read = if sign.starts_with('_') { clixml(sign) } else { escape(sign) };
        rest = sign.get(1..)?;
        match read {
            Some((character, after)) => {
                match character {
                    Read::Byte(byte) => plain.push(byte),
                    Read::Char(character) => plain.extend(character.encode_utf8(&mut [0; 4]).bytes()),
                }
                rest = after;
                changed = true;
            }
            None => plain.extend(sign.bytes().next()),
        }
    }
    plain.extend(rest.bytes());
    changed.then(|| String::from_utf8_lossy(&plain).into_owned())
}

enum Read {
    /// Of a character in UTF-8.
    Byte(u8),
    Char(char),
}

/// What an escape stands for, and the text behind it.
fn escape(text: &str) -> Option<(Read, &str)> {
    let rest = text.strip_prefix('\\')?;
    let sign = rest.chars().next()?;
    let after = rest.get(sign.len_utf8()..)?;
    let plain = match sign {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'e' => '\u{1B}',
        'x' if !after.starts_with('{') => {
            let (byte, after) = number(after, 2, 16)?;
            return Some((Read::Byte(u8::try_from(byte).ok()?), after));
        }
        '0'..='3' => {
            let (byte, after) = number(rest, 3, 8)?;
            return Some((Read::Byte(u8::try_from(byte).ok()?), after));
        }
        'u' | 'U' | 'x' => {
            let (number, after) = match after.strip_prefix('{') {
                Some(braced) => {
                    let (digits, after) = braced.split_once('}')?;
                    (u32::from_str_radix(digits, 16).ok()?, after)
                }
                None => number(after, if sign == 'u' { 4 } else { 8 }, 16)?,
            };
            return Some((Read::Char(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)), after));
        }
        _ if sign.is_ascii_punctuation() => sign,
        _ => return None,
    };
    Some((Read::Char(plain), after))
}

/// A number of so many digits, and the text behind it.
fn number(text: &str, digits: usize, radix: u32) -> Option<(u32, &str)> {
    let (digits, after) = text.split_at_checked(digits)?;
    Some((u32::from_str_radix(digits, radix).ok()?, after))
}

/// `_x000D_`: a character in what PowerShell writes for another PowerShell.
fn clixml(text: &str) -> Option<(Read, &str)> {
    let (character, after) = number(text.strip_prefix("_x")?, 4, 16)?;
    Some((Read::Char(char::from_u32(character)?), after.strip_prefix('_')?))
}

/// The Windows command line: a caret escapes any character, a line end too.
fn carets(text: &str) -> Option<String> {
    if !text.contains('^') || !["^\"", "^%", "^&", "^\n", "^\r\n"].iter().any(|escape| text.contains(escape)) {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('^', Some('\r' | '\n')) => plain.push('\\'),
            ('^', Some(_)) => plain.extend(characters.next()),
            _ => plain.push(character),
        }
    }
    Some(plain)
}

/// CSV, SQL and YAML: in a string in quotes, two of them are one.
fn fields(text: &str) -> Option<String> {
    let is_doubled = |quotes: &str| {
        let is_word = |c: char| c.is_ascii_alphanumeric();
        text.match_indices(quotes).any(|(at, _)| {
            let (before, after) = text.split_at_checked(at).unwrap_or_default();
            let after = after.get(2..).unwrap_or_default();
            !before.ends_with('"')
                && !after.starts_with('"')
                && (before.ends_with(is(is_word)) || after.starts_with(is(is_word)))
        })
    };
    ["\"\"", "''"]
        .into_iter()
        .find(|quotes| is_doubled(quotes))
        .map(|quotes| text.replace(quotes, quotes.get(1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn one_level_is_read() {
        for (text, wanted) in [
            (r#"{\"a\": \"b\\\"\", c\/d\r\n}"#, "{\"a\": \"b\\\"\", c/d\r\n}"),
            (r"\u0022\x22\42\u{2019}\U00000027\xe2\x80\x99\e[0m", "\"\"\\42\u{2019}'\u{2019}\u{1B}[0m"),
            (r"a\_b\-c \texttt{d}", "a_b-c \texttt{d}"),
            ("a_x000D__x000A_b_c", "a\r\nb_c"),
            ("curl ^\n ^\"a^%^3A^^^\"", "curl \\\n \"a%3A^\""),
            ("\"{\"\"a\"\":\"\"b\"\"}\"", "\"{\"a\":\"b\"}\""),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted));
        }
        for text in ["", "\\", "C:\\Users", "a \\\n b", "\"\"", "{\"a\":\"\",\"b\":''}", "a^b"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
