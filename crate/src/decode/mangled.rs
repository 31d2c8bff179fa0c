//! Text as logs, terminals and people mangle it: read through what they did to it.

use crate::character::is;

/// A text without white space, emphasis and underscores, in lower case, and where each character stood.
pub(super) struct Squeezed<'a> {
    original: &'a str,
    pub(super) text: String,
    /// For each byte of `text`, the byte of `original`.
    places: Vec<usize>,
}

impl<'a> Squeezed<'a> {
    pub(super) fn of(original: &'a str) -> Self {
        let mut squeezed = Self { original, text: String::new(), places: Vec::new() };
        for (place, character) in original.char_indices() {
            if !character.is_whitespace() && !matches!(character, '*' | '`' | '_') {
                let character = if character == '"' { '\'' } else { character.to_ascii_lowercase() };
                squeezed.text.push(character);
                squeezed.places.extend(std::iter::repeat_n(place, character.len_utf8()));
            }
        }
        squeezed
    }

    /// Where the values behind these words begin: past colons, quotes and brackets.
    pub(super) fn after(&self, words: &'a str) -> impl Iterator<Item = usize> {
        self.text.match_indices(words).map(move |(at, _)| {
            let rest = self.from(at + words.len());
            at + words.len() + rest.len() - rest.trim_start_matches(is(|c| matches!(c, ':' | '\'' | '=' | '['))).len()
        })
    }

    pub(super) fn from(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// What stands between two places, as it was.
    pub(super) fn between(&self, start: usize, end: usize) -> Option<&'a str> {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(self.original.len());
        self.original.get(place(start)..place(end)).map(str::trim)
    }
}

/// The text with escapes, entities and typographic quotes undone, and each run of white space a blank.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let (character, length) = match character {
            '\\' => escape(rest),
            '&' => entity(rest),
            '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{2032}' => ('\'', character.len_utf8()),
            '\u{201C}' | '\u{201D}' | '\u{201E}' => ('"', character.len_utf8()),
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' => (' ', character.len_utf8()),
            other => (other, other.len_utf8()),
        };
        if !character.is_whitespace() {
            cleaned.push(character);
        } else if !cleaned.ends_with(' ') {
            cleaned.push(' ');
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    cleaned
}

/// The character of an escape (`\r\n`, `\"`, `\u0027`) and its length, however many backslashes logs made of one.
fn escape(text: &str) -> (char, usize) {
    let backslashes = text.len() - text.trim_start_matches('\\').len();
    let rest = text.get(backslashes..).unwrap_or_default();
    match rest.chars().next() {
        Some('r' | 'n' | 't') => (' ', backslashes + 1),
        Some('u') => {
            let digits = rest.get(1..5).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            digits.and_then(char::from_u32).map_or((' ', backslashes), |character| {
                (if matches!(character, '\u{2018}' | '\u{2019}') { '\'' } else { character }, backslashes + 5)
            })
        }
        Some(other) => (other, backslashes + other.len_utf8()),
        None => (' ', backslashes),
    }
}

fn entity(text: &str) -> (char, usize) {
    const ENTITIES: [(&str, char); 6] =
        [("&#39;", '\''), ("&#x27;", '\''), ("&apos;", '\''), ("&quot;", '"'), ("&#34;", '"'), ("&amp;", '&')];
    let known = ENTITIES.into_iter().find(|(name, _)| text.starts_with(name));
    known.map_or(('&', 1), |(name, character)| (character, name.len()))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_backslash_at_the_end_escapes_nothing() {
        assert_eq!(clean("a\\"), "a ");
    }
}
