//! The reason not to judge: evidence that is missing, or a rule that does not apply.

use crate::report::{Need, Text};

/// Why a check did not look.
#[derive(Debug)]
pub(crate) struct Skip {
    pub(crate) message: Text,
    pub(crate) needs: Vec<Need>,
}

impl Skip {
    /// Evidence is missing that would decide it.
    pub(crate) fn needs(need: Need, message: impl Into<Text>) -> Self {
        Self { message: message.into(), needs: vec![need] }
    }

    /// It does not apply here, or another check owns what is wrong.
    pub(crate) fn not_applicable(message: impl Into<Text>) -> Self {
        Self { message: message.into(), needs: Vec::new() }
    }
}
