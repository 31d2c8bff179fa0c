//! Characters that are drawn and not meant: colours of a terminal, what cannot be seen, typographic signs, other line ends.

use crate::character::is;

pub(super) fn plain(text: &str) -> Option<String> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) && !text.contains('[') {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        if let Some(behind) = control(rest) {
            rest = behind;
            continue;
        }
        rest = after;
        let in_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        match character {
            '\r' if after.starts_with('\n') => plain.push('\r'),
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            '\u{1B}'
            | '\u{AD}'
            | '\u{180E}'
            | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' => {}
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => plain.push(' '),
            '\u{2018}'..='\u{201B}' | '\u{2032}' => plain.push('\''),
            '\u{201C}'..='\u{201F}' | '\u{2033}' => plain.push('"'),
            '\u{2010}'..='\u{2013}' | '\u{2212}' if plain.ends_with(in_word) && after.starts_with(in_word) => {
                plain.push('-');
            }
            // Full-width forms of ASCII.
            '\u{FF01}'..='\u{FF5E}' => plain.extend(char::from_u32(u32::from(character) - 0xFEE0)),
            _ => plain.push(character),
        }
    }
    (plain != text).then_some(plain)
}

/// The text behind a control sequence (ECMA-48) or a hyperlink of a terminal; none if there is none.
fn control(text: &str) -> Option<&str> {
    if let Some(link) = text.strip_prefix("\u{1B}]") {
        let end = link.find(is(|c| matches!(c, '\u{7}' | '\u{1B}' | '\n'))).unwrap_or(link.len());
        let after = link.get(end..)?;
        return Some(after.strip_prefix('\u{7}').or_else(|| after.strip_prefix("\u{1B}\\")).unwrap_or(after));
    }
    let sequence = text.strip_prefix("\u{1B}[").or_else(|| text.strip_prefix('\u{9B}'));
    // What is copied from a page has lost the escape itself: only colours are known without it.
    let lost = || text.strip_prefix("^[[").or_else(|| text.strip_prefix('['));
    let parameters = sequence.or_else(lost)?;
    let end = parameters.find(is(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | '?')))?;
    let (_, after) = parameters.split_at_checked(end)?;
    match sequence {
        Some(_) => after.strip_prefix(is(|c: char| c.is_ascii_graphic())),
        None => after.strip_prefix('m').filter(|_| end > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_is_drawn_is_taken_off() {
        for (text, wanted) in [
            ("\u{1B}[36;1ma\u{1B}[0m\u{1B}]8;;https://b\u{7}c\u{1B}]8;;\u{1B}\\[0m", "ac"),
            ("a\rb\r\nc\u{B}d\u{2028}e", "a\nb\r\nc\nd\ne"),
            ("a\u{200B}\u{AD}b\u{A0}c\u{FEFF}", "ab c"),
            ("\u{201C}a\u{201D} \u{2018}b\u{2019} c\u{2013}d \u{2013} e\u{FF1D}", "\"a\" 'b' c-d \u{2013} e="),
            ("\u{1B}", ""),
        ] {
            assert_eq!(plain(text).as_deref(), Some(wanted));
        }
        assert_eq!(plain("a [0] [m]\n\t~"), None);
    }
}
