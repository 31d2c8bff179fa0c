//! Text as logs, terminals and people mangle it: read through what they did to it.

use super::guid::Guid;
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

    /// The GUID that stands here. Where it was cut, what the next line begins with may stand behind it.
    pub(super) fn guid(&self, at: usize) -> Option<Guid> {
        let (start, last) = (self.places.get(at)?, self.places.get(at + Guid::LENGTH - 1)?);
        let is_cut = last - start >= Guid::LENGTH;
        let goes_on = self.original.get(last + 1..)?.starts_with(is(|c| c.is_ascii_alphanumeric() || c == '-'));
        Guid::at_start(self.from(at)).filter(|_| !(is_cut && goes_on))
    }

    /// What stands between two places, as it was.
    pub(super) fn between(&self, start: usize, end: usize) -> Option<&'a str> {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(self.original.len());
        self.original.get(place(start)..place(end)).map(str::trim)
    }
}

/// The text with a blank in the place of each run of white space.
pub(super) fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
