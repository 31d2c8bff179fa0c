//! The three reasons not to judge.

use crate::report::{Need, Text};

/// Why a check did not look.
#[derive(Debug)]
pub(crate) struct Skip {
    pub(crate) reason: Reason,
    pub(crate) message: Text,
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
    /// It does not concern this evidence.
    pub(crate) fn inapplicable(message: impl Into<Text>) -> Self {
        Self { reason: Reason::Inapplicable, message: message.into() }
    }

    /// Another check tells of what is missing or wrong.
    pub(crate) fn owned(check: &'static str, message: impl Into<Text>) -> Self {
        Self { reason: Reason::Owned(check), message: message.into() }
    }

    /// What it is about cannot be read.
    pub(crate) fn unreadable(message: impl Into<Text>) -> Self {
        Self { reason: Reason::Undecided(Vec::new()), message: message.into() }
    }

    /// Evidence is missing that would decide it.
    pub(crate) fn needs(need: Need, message: impl Into<Text>) -> Self {
        Self { reason: Reason::Undecided(vec![need]), message: message.into() }
    }
}
