//! The three reasons not to judge.

use crate::report::{Need, Text};

/// Why a check did not look. In a box, as errors of `serde_json` are: what every `?` hands on is one word.
#[derive(Debug)]
pub(crate) struct Skip(Box<Why>);

/// What the skip means, and the sentence that says so.
#[derive(Debug)]
struct Why {
    reason: Reason,
    message: Text,
}

/// What a skip means for the cause that the check speaks for.
#[derive(Debug)]
pub(crate) enum Reason {
    /// It does not concern this evidence, and leaves nothing open.
    Inapplicable,
    /// The check with this id tells of it.
    Owned(&'static str),
    /// It concerns this evidence and could not be decided: what would decide it is missing, or, where nothing is, cannot
    /// be read. The cause stays open.
    Undecided(Vec<Need>),
}

impl Skip {
    fn new(reason: Reason, message: Text) -> Self {
        Self(Box::new(Why { reason, message }))
    }

    /// What the skip means and its sentence, apart.
    pub(crate) fn into_parts(self) -> (Reason, Text) {
        let Why { reason, message } = *self.0;
        (reason, message)
    }

    /// It does not concern this evidence.
    pub(crate) fn inapplicable(message: impl Into<Text>) -> Self {
        Self::new(Reason::Inapplicable, message.into())
    }

    /// Another check tells of what is missing or wrong.
    pub(crate) fn owned(check: &'static str, message: impl Into<Text>) -> Self {
        Self::new(Reason::Owned(check), message.into())
    }

    /// What it is about cannot be read.
    pub(crate) fn unreadable(message: impl Into<Text>) -> Self {
        Self::new(Reason::Undecided(Vec::new()), message.into())
    }

    /// Evidence is missing that would decide it.
    pub(crate) fn needs(need: Need, message: impl Into<Text>) -> Self {
        Self::new(Reason::Undecided(vec![need]), message.into())
    }
}
