//! What the checks find, and what that says of the causes.

use serde::Serialize;

use super::{Place, Text};

/// What one check found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Finding {
    /// The check: `family/name`.
    pub id: &'static str,
    /// The cause that a fail speaks for.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub(crate) cause: Option<Cause>,
    /// A sentence that is true of the verdict; of a skip, what would be true if the check passed.
    pub title: &'static str,
    /// How much a fail matters. One check has one severity.
    pub severity: Severity,
    /// Passed, failed or skipped.
    pub verdict: Outcome,
    /// A fail's machine word.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<&'static str>,
    /// One sentence with the values seen.
    pub message: Text,
    /// What should stand there, in the spelling of `actual`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub expected: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub actual: Option<String>,
    /// Whose `expected` is: `registered (new.cer)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub expected_label: Option<String>,
    /// Whose `actual` is: `the client used`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub actual_label: Option<String>,
    /// The values of the evidence that it is about.
    #[cfg_attr(test, ts(as = "Vec<String>"))]
    pub places: Vec<Place>,
    /// Why a skip was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub skip: Option<SkipKind>,
    /// The check that tells of what a skip leaves to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub owner: Option<&'static str>,
    /// The evidence that would decide a skip, or how far a pass holds.
    pub needs: Vec<Need>,
    /// A document and its section, or a refusal on record.
    pub cites: &'static str,
}

/// How much a failed check matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A refusal is on record for it, no standard allows it, or it contradicts what was given.
    Error,
    /// No evidence says that it works.
    Warning,
    /// Unusual, but widely sent and accepted.
    Notice,
}

/// Passed, failed or skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the contract")]
pub enum Outcome {
    Pass,
    Fail,
    Skip,
}

/// Why a check did not look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum SkipKind {
    /// It does not concern this evidence, and leaves nothing open.
    Inapplicable,
    /// Another check tells of it.
    Owned,
    /// Evidence is missing, or a value cannot be read: its cause stays open.
    Undecided,
}

/// Evidence that would decide a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the contract")]
pub enum Need {
    Assertion,
    Certificate,
    Registration,
    Response,
    Request,
    Federation,
    Tenant,
    ClientId,
    Time,
}

/// One possible cause of the refusal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CauseEntry {
    /// Which one.
    pub id: Cause,
    /// A sentence.
    pub title: &'static str,
    /// What the findings say of it.
    pub status: CauseStatus,
    /// The ids of the findings that speak for it.
    pub because: Vec<&'static str>,
    /// The evidence that would settle it.
    pub needs: Vec<Need>,
}

/// The causes of AADSTS700027 and its relatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The certificate is not, or no longer, registered on this application.
    NotRegistered,
    /// The header's `x5t`, `x5t#S256` or `kid` names another certificate, or is mis-encoded.
    WrongIdentifier,
    /// Signed with an algorithm that Entra refuses, or with a private key that is not this certificate's.
    WrongKey,
    /// `iss`, `sub`, `aud`, `jti` are missing or wrong.
    BadClaims,
    /// The assertion, the certificate or a clock is outside its window.
    BadTime,
    /// What was sent is not a client assertion, or the request around it is wrong.
    BadRequest,
    /// No federated identity credential of the application or identity fits issuer, subject and audience.
    NoCredentialMatches,
    /// Entra cannot verify the token with the keys that its issuer publishes.
    IssuerKey,
    /// A rule of Entra or of the tenant refuses this kind of token.
    FederationRefused,
}

impl Cause {
    /// Whether it is one of a federated token's.
    pub(crate) fn is_federated(self) -> bool {
        matches!(self, Self::NoCredentialMatches | Self::IssuerKey | Self::FederationRefused)
    }
}

/// What the findings say of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum CauseStatus {
    /// One of its error checks fails.
    Confirmed,
    /// One of its warning checks fails.
    Suspected,
    /// None of its checks fails, none is undecided, none passes only so far, and at least one passes.
    RuledOut,
    /// Evidence is missing.
    Unknown,
}
