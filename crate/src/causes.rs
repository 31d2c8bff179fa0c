//! What the findings say of each cause.

use crate::report::{Cause, CauseEntry, CauseStatus, Finding, Need, Outcome, Severity, SkipKind};

/// The checks that repeat what Entra says.
pub(crate) const SAYS: &str = "response/says_";

/// The causes of a federated token, in the same order.
const OF_FEDERATED: [Cause; 6] = [
    Cause::NoCredentialMatches,
    Cause::IssuerKey,
    Cause::FederationRefused,
    Cause::BadClaims,
    Cause::BadTime,
    Cause::BadRequest,
];

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
            Self::NoCredentialMatches => "No federated credential fits the token's issuer, subject and audience",
            Self::IssuerKey => "Entra cannot verify the token with the keys that its issuer publishes",
            Self::FederationRefused => "A rule of Entra or of the tenant refuses this kind of token",
            Self::BadRequest => "What was sent is no client assertion, or the request around it is wrong",
        }
    }
}

/// What the findings say of each cause.
pub(crate) fn diagnose(findings: &[Finding], is_success: bool, is_federated: bool) -> Vec<CauseEntry> {
    if is_federated { OF_FEDERATED } else { CAUSES }
        .into_iter()
        .map(|cause| entry(cause, findings, is_success))
        .collect()
}

/// A success rules out what nothing speaks for.
fn entry(cause: Cause, findings: &[Finding], is_success: bool) -> CauseEntry {
    let of: Vec<&Finding> = findings.iter().filter(|finding| finding.cause == Some(cause)).collect();
    let failing = |severity| {
        let ids = of.iter().filter(|finding| finding.verdict == Outcome::Fail && finding.severity == severity);
        ids.map(|finding| finding.id).collect::<Vec<_>>()
    };
    let open: Vec<&Finding> = of.iter().filter_map(|finding| keeps_open(finding, findings)).collect();
    let (errors, warnings) = (failing(Severity::Error), failing(Severity::Warning));
    // That Entra names another cause is no evidence on this one.
    let passes = of.iter().any(|finding| finding.verdict == Outcome::Pass && !finding.id.starts_with(SAYS));
    let (status, because) = if !errors.is_empty() {
        (CauseStatus::Confirmed, errors)
    } else if !warnings.is_empty() {
        (CauseStatus::Suspected, warnings)
    } else if is_success || (passes && open.is_empty()) {
        (CauseStatus::RuledOut, Vec::new())
    } else {
        (CauseStatus::Unknown, Vec::new())
    };
    let needs = match status {
        CauseStatus::Unknown => distinct(open.iter().flat_map(|finding| finding.needs.iter().copied())),
        _ => Vec::new(),
    };
    CauseEntry { id: cause, title: cause.title(), status, because, needs }
}

/// The finding that keeps a cause open: one that is undecided or passes only so far, or the one that tells of it instead.
fn keeps_open<'a>(finding: &'a Finding, findings: &'a [Finding]) -> Option<&'a Finding> {
    // The check that explains Entra's error leaves nothing of it open.
    if finding.owner.is_some() && finding.id.starts_with(SAYS) {
        return None;
    }
    let mut told = finding;
    // As many steps as there are findings: no circle of owners is endless.
    for _ in findings {
        let Some(owner) = told.owner else { break };
        told = findings.iter().find(|other| other.id == owner)?;
    }
    let is_open = match told.skip {
        Some(SkipKind::Undecided) => true,
        Some(SkipKind::Inapplicable | SkipKind::Owned) => false,
        None if told.verdict == Outcome::Pass => !told.needs.is_empty(),
        None => finding.owner.is_some(),
    };
    is_open.then_some(told)
}

/// Each need once, in the order of [`Need`].
pub(crate) fn distinct(needs: impl Iterator<Item = Need>) -> Vec<Need> {
    let mut distinct = Vec::new();
    for need in needs {
        if let Err(at) = distinct.binary_search(&need) {
            distinct.insert(at, need);
        }
    }
    distinct
}
