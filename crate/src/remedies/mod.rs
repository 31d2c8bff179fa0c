//! What to do about it, made from the evidence at hand: one remedy a file.

use crate::evidence::Evidence;
use crate::report::{CauseEntry, Finding, Remedy};

/// Those that the findings call for, the most likely first.
pub(crate) fn remedies(_evidence: &Evidence<'_>, _findings: &[Finding], _causes: &[CauseEntry]) -> Vec<Remedy> {
    Vec::new()
}
