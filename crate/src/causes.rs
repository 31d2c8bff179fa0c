//! What the findings say of each cause.

use crate::report::{Cause, CauseEntry, CauseStatus, Finding, Need, Outcome, Severity};

/// All causes, in the order in which they are shown.
const CAUSES: [Cause; 6] = [
    Cause::NotRegistered,
    Cause::WrongIdentifier,
    Cause::WrongKey,
    Cause::BadClaims,
    Cause::BadTime,
    Cause::BadRequest,
];

impl Cause {
    fn title(self) -> &'static str {
        match self {
            Self::NotRegistered => "The certificate is not, or no longer, registered on this application",
            Self::WrongIdentifier => "The header names another certificate, or names it wrongly",
            Self::WrongKey => "It was signed with another key, or with an algorithm that Entra refuses",
            Self::BadClaims => "Issuer, subject or audience is missing or wrong",
            Self::BadTime => "The assertion, the certificate or a clock is outside its time",
            Self::BadRequest => "What was sent is no client assertion, or the request around it is wrong",
        }
    }
}

/// What the findings say of each cause.
pub(crate) fn diagnose(findings: &[Finding]) -> Vec<CauseEntry> {
    CAUSES.into_iter().map(|cause| entry(cause, findings)).collect()
}

fn entry(cause: Cause, findings: &[Finding]) -> CauseEntry {
    let of: Vec<&Finding> = findings.iter().filter(|finding| finding.cause == Some(cause)).collect();
    let failing = |severity| {
        let ids = of.iter().filter(|finding| finding.verdict == Outcome::Fail && finding.severity == severity);
        ids.map(|finding| finding.id).collect::<Vec<_>>()
    };
    let mut needs = distinct(of.iter().flat_map(|finding| finding.needs.iter().copied()));
    let (errors, warnings) = (failing(Severity::Error), failing(Severity::Warning));
    let passes = of.iter().any(|finding| finding.verdict == Outcome::Pass);
    let (status, because) = if !errors.is_empty() {
        (CauseStatus::Confirmed, errors)
    } else if !warnings.is_empty() {
        (CauseStatus::Suspected, warnings)
    } else if passes && needs.is_empty() {
        (CauseStatus::RuledOut, Vec::new())
    } else {
        (CauseStatus::Unknown, Vec::new())
    };
    if status != CauseStatus::Unknown {
        needs.clear();
    }
    CauseEntry { id: cause, title: cause.title(), status, because, needs }
}

/// Each once, in their order.
pub(crate) fn distinct(needs: impl Iterator<Item = Need>) -> Vec<Need> {
    let mut distinct = Vec::new();
    for need in needs {
        if let Err(at) = distinct.binary_search(&need) {
            distinct.insert(at, need);
        }
    }
    distinct
}
