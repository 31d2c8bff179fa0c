//! What a script sets above a request, and its values with that filled in.

use std::borrow::Cow;

use super::names::{known, names_secret};
use super::parameters::{value, word};
use crate::character::is;

/// What a script sets above: `$name = "value"`, `NAME='value'`.
#[derive(Debug, Default)]
pub(super) struct Variables(Vec<(String, String)>);

/// How many assignments are read.
const VARIABLES: usize = 200;

impl Variables {
    /// Every assignment in a text.
    pub(super) fn read(text: &str) -> Self {
        let mut variables = Self::default();
        let mut at = 0;
        while let Some((start, word)) = word(text, at) {
            at = start + word.len();
            let rest = text.get(at..).unwrap_or_default();
            let sign = rest.trim_start_matches(is(|c| matches!(c, ' ' | '\t')));
            // The name of a parameter is one of a variable, too, but not in a form.
            let is_of_form = known(word).is_some()
                && sign.len() == rest.len()
                && !(rest.starts_with("=\"") || rest.starts_with("='"));
            if !sign.starts_with('=') || is_of_form {
                continue;
            }
            let Some(written) = value(text, at, word, "") else { continue };
            let is_quoted = written.end > 0
                && text.get(..written.end).is_some_and(|text| text.ends_with(is(|c| matches!(c, '"' | '\'' | '`'))));
            if !is_quoted {
                at = written.end.max(at);
            }
            // A secret is no value of what is shown.
            if names_secret(word) && !["ey", "ew"].iter().any(|start| written.value.starts_with(start)) {
                continue;
            }
            variables.0.push((word.to_owned(), written.value.into_owned()));
            if variables.0.len() == VARIABLES {
                break;
            }
        }
        variables
    }

    /// What was set last. Names are the same in any case.
    fn get(&self, name: &str) -> Option<&String> {
        self.0.iter().rev().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The value with the variables in it filled in, as far as they are known.
    pub(super) fn resolve<'a>(&self, value: &'a str, bare: bool) -> Cow<'a, str> {
        if bare && let Some(known) = self.get(value) {
            return Cow::Owned(known.clone());
        }
        if self.0.is_empty() {
            return Cow::Borrowed(value);
        }
        let mut filled = String::new();
        let mut rest = value;
        // `$name`, `${name}`, `$($name)`, `{name}`, `%name%`.
        while let Some((before, sign)) =
            rest.find(is(|c| matches!(c, '$' | '{' | '%'))).and_then(|at| rest.split_at_checked(at))
        {
            filled.push_str(before);
            let opened = sign.trim_start_matches(is(|c| matches!(c, '$' | '{' | '(' | '%')));
            let name = opened.strip_prefix("env:").unwrap_or(opened);
            let length = name.find(is(|c: char| !c.is_ascii_alphanumeric() && c != '_')).unwrap_or(name.len());
            let (name, tail) = name.split_at_checked(length).unwrap_or((name, ""));
            let signs = sign.get(..sign.len() - opened.len()).unwrap_or_default();
            if let Some(known) = self.get(name) {
                filled.push_str(known);
                rest = tail;
                for _ in signs.matches(['{', '(', '%']) {
                    rest = rest.strip_prefix(is(|c| matches!(c, '}' | ')' | '%'))).unwrap_or(rest);
                }
            } else {
                filled.push_str(signs);
                rest = opened;
            }
        }
        filled.push_str(rest);
        Cow::Owned(filled)
    }
}
