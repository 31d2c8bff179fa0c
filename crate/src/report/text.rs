//! Sentences of the core's with values of the evidence in them. Words and values stay apart up to the face that draws them:
//! no value can be taken for markup.

use std::mem;

use serde::Serialize;

/// One sentence or more, in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Text(Vec<Piece>);

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// The core's own. What stands between two grave accents is code: the name of a claim, a command.
    Words(String),
    /// Anything at all, exactly as it stands in the evidence.
    Value(String),
}

impl Piece {
    /// Its characters, whatever they are.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Value(text) => text,
        }
    }
}

/// A text by itself, for [`say`]: words of the core's.
#[expect(clippy::needless_pass_by_value, reason = "sentences read better without `&`")]
pub(crate) fn words(words: impl ToString) -> Text {
    Text::of(Piece::Words(words.to_string()))
}

/// A text by itself, for [`say`]: a value of the evidence.
#[expect(clippy::needless_pass_by_value, reason = "sentences read better without `&`")]
pub(crate) fn value(value: impl ToString) -> Text {
    Text::of(Piece::Value(value.to_string()))
}

/// The template with a text in the place of each `{}`, in order: `say("`iss` is {}.", [value(iss)])`.
pub(crate) fn say<const N: usize>(template: &'static str, mut texts: [Text; N]) -> Text {
    fill(template, &mut texts)
}

/// The same for any number of texts: one function, however many numbers there are.
fn fill(template: &str, texts: &mut [Text]) -> Text {
    debug_assert_eq!(template.matches("{}").count(), texts.len(), "{template}");
    let mut said = Text::default();
    let mut texts = texts.iter_mut().map(mem::take);
    for part in template.split("{}") {
        said = said.and(words(part)).and(texts.next().unwrap_or_default());
    }
    said
}

impl Text {
    fn of(piece: Piece) -> Self {
        Self(vec![piece])
    }

    /// Its pieces, in order: no two of words in a row, and none of words that is empty.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// In one line: nothing tells words from values in it. Not `Display`, so that no text becomes the words of another.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(Piece::text).collect()
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The strings of its pieces.
    pub(crate) fn strings(&mut self) -> impl Iterator<Item = &mut String> {
        self.0.iter_mut().map(|piece| match piece {
            Piece::Words(text) | Piece::Value(text) => text,
        })
    }

    /// This and what follows it, without a space between.
    #[must_use]
    pub(crate) fn and(mut self, next: impl Into<Self>) -> Self {
        for piece in next.into().0 {
            match (self.0.last_mut(), piece) {
                (_, Piece::Words(words)) if words.is_empty() => {}
                (Some(Piece::Words(before)), Piece::Words(words)) => before.push_str(&words),
                (_, piece) => self.0.push(piece),
            }
        }
        self
    }

    /// These texts with words between them.
    pub(crate) fn join(texts: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut joined = Self::default();
        for text in texts {
            let next = if joined.is_empty() { text } else { words(between).and(text) };
            joined = joined.and(next);
        }
        joined
    }

    /// The text with its values cut to what people read. They stand whole among the facts.
    pub(crate) fn readable(mut self) -> Self {
        const LONGEST: usize = 300;
        for piece in &mut self.0 {
            if let Piece::Value(value) = piece
                && let Some((end, _)) = value.char_indices().nth(LONGEST)
            {
                value.truncate(end);
                value.push('\u{2026}');
            }
        }
        self
    }
}

/// Words alone.
impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::default().and(words(text))
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Text, say, value, words};

    #[test]
    fn words_and_values_stay_apart() {
        let said = say("`iss` is {}, {}.", [value("a `b` {}"), words("5 minutes ago")]);
        let wanted = [
            Piece::Words("`iss` is ".to_owned()),
            Piece::Value("a `b` {}".to_owned()),
            Piece::Words(", 5 minutes ago.".to_owned()),
        ];
        assert_eq!(said.pieces(), wanted);
        assert_eq!(said.plain(), "`iss` is a `b` {}, 5 minutes ago.");
        let json = r#"[{"words":"`iss` is "},{"value":"a `b` {}"},{"words":", 5 minutes ago."}]"#;
        assert_eq!(serde_json::to_string(&said).unwrap(), json);
    }

    #[test]
    fn an_empty_value_is_a_value() {
        assert_eq!(say("{}", [value("")]).pieces(), [Piece::Value(String::new())]);
        assert!(Text::from("").is_empty() && words("").and("").is_empty() == words("").is_empty());
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        let cut = say("It is {}.", [value("ü".repeat(400))]).readable().plain();
        assert_eq!(cut.chars().count(), "It is .".len() + 301);
        assert!(cut.ends_with("ü\u{2026}."));
    }
}
