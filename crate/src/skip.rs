//! The reason not to judge: evidence that is missing, or a rule that does not apply.

use crate::report::Need;

/// Why a check did not look. It is boxed because every `?` copies it: one word is a third of the code.
#[derive(Debug)]
pub(crate) struct Skip(Box<Reason>);

/// What a [`Skip`] says.
#[derive(Debug)]
pub(crate) struct Reason {
    pub(crate) message: String,
    pub(crate) needs: Vec<Need>,
}

impl Skip {
    /// Evidence is missing that would decide it.
    pub(crate) fn needs(need: Need, message: impl Into<String>) -> Self {
        Self::new(message.into(), vec![need])
    }

    /// It does not apply here, or another check owns what is wrong.
    pub(crate) fn not_applicable(message: impl Into<String>) -> Self {
        Self::new(message.into(), Vec::new())
    }

    fn new(message: String, needs: Vec<Need>) -> Self {
        Self(Box::new(Reason { message, needs }))
    }

    pub(crate) fn into_reason(self) -> Reason {
        *self.0
    }
}
