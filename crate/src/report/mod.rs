//! What is answered. Every name in here is public: people quote them in tickets and scripts.

mod place;
mod text;

use serde::Serialize;

pub use place::Place;
pub use text::{Piece, Text};
pub(crate) use text::{say, value, words};

/// The version of these shapes. What is added does not change it.
pub(crate) const SCHEMA: u32 = 1;

/// The whole answer. The same request gives the same report, byte for byte.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Report {
    /// The version of these shapes: 1.
    pub schema: u32,
    /// The one sentence at the top.
    pub verdict: Verdict,
    /// One entry for each thing found, in order.
    pub sources: Vec<SourceEntry>,
    /// What cannot be read of what the person says.
    pub expected: Vec<ExpectedEntry>,
    /// What can be given, and what it would settle, always all six rows.
    pub checklist: Vec<ChecklistEntry>,
    /// All assertions that were found, in order.
    pub assertions: Vec<AssertionEntry>,
    /// The differential diagnosis, always all six.
    pub causes: Vec<CauseEntry>,
    /// What each check found, in the order of the families.
    pub findings: Vec<Finding>,
    /// What to do about it, the most likely first.
    pub remedies: Vec<Remedy>,
    /// What the evidence says, without judgement.
    pub sections: Vec<Section>,
}

impl Report {
    /// The findings that failed, the worst first.
    pub fn failed(&self) -> impl Iterator<Item = &Finding> {
        let of = |severity| {
            self.findings.iter().filter(move |finding| finding.verdict == Outcome::Fail && finding.severity == severity)
        };
        [Severity::Error, Severity::Warning, Severity::Notice].into_iter().flat_map(of)
    }
}

/// The state of the whole and its leading sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Verdict {
    /// Where things stand.
    pub status: Status,
    /// One sentence that a person can act on.
    pub headline: Text,
}

/// Where things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing of use was given.
    Nothing,
    /// No error was found, and at least one cause is still open.
    Incomplete,
    /// At least one error was found.
    Mismatch,
    /// Every cause is ruled out.
    Consistent,
}

/// One thing found in the sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SourceEntry {
    /// The handle for `remove` and `text`.
    pub id: u32,
    /// The file's name, or what the thing calls itself.
    pub name: String,
    /// What it was recognized as.
    pub kind: Kind,
    /// One line about it.
    pub note: Text,
}

/// A value that the person typed and that cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExpectedEntry {
    /// `tenant` or `client_id`.
    pub field: &'static str,
    /// What is wrong with it.
    pub note: Text,
}

/// What a source was recognized as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the contract")]
pub enum Kind {
    Assertion,
    Request,
    Certificate,
    Registration,
    Response,
    PrivateKey,
    Pkcs12,
    Csr,
    Crl,
    PublicKey,
    SshKey,
    Unknown,
}

/// One kind of evidence that can be given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChecklistEntry {
    /// Which one: `assertion` has the token request with it, `client_id` the tenant.
    pub id: Need,
    /// Whether it was given.
    pub given: bool,
    /// Whether more of it would settle a cause that is open.
    pub wanted: bool,
    /// The ids of the sources that were recognized as it.
    pub sources: Vec<u32>,
    /// What it would settle and where to find it; empty where nothing more need be said.
    pub hint: String,
}

/// One assertion found in the sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AssertionEntry {
    /// Which one it is, in words.
    pub label: String,
    /// Whether it is the one inspected.
    pub focused: bool,
    /// Header and claims as encoded, each empty where it is no JSON object, holds a secret or tells of a person. Never the
    /// signature.
    pub segments: [String; 2],
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
    Tenant,
    ClientId,
    Time,
}

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

/// Something to do, ready to paste.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Remedy {
    /// What to do.
    pub title: String,
    /// The ids of the findings that call for it.
    pub because: Vec<&'static str>,
    /// Why it mends the matter.
    pub why: Text,
    /// The way, step by step.
    pub steps: Vec<Text>,
    /// What to paste.
    pub snippets: Vec<Snippet>,
}

/// A text to paste.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Snippet {
    /// Where it goes.
    pub label: String,
    /// `json`, `shell`, `powershell`, `http`, `csharp`, `python`, `javascript`, `java`, `go`, `text`.
    pub language: String,
    /// The text.
    pub text: String,
}

/// A group of facts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Section {
    /// `header`, `claims`, `signature`, `x5c.0`, `certificate.0`, …
    pub id: String,
    /// What it is about.
    pub title: String,
    /// The headings of a table of label, value and note; empty where it is a list.
    pub columns: Vec<String>,
    /// Its rows.
    pub facts: Vec<Fact>,
}

/// One value of the evidence. Facts and findings meet by equal places.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fact {
    /// The name of the value, as the contract lists them; empty where it lists none.
    #[cfg_attr(test, ts(as = "String"))]
    pub place: Place,
    /// What a person calls it.
    pub label: String,
    /// The value, exactly.
    pub value: String,
    /// How to show it.
    pub form: Form,
    /// What it means, in words; may be empty.
    pub note: Text,
}

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Words, in the page's type.
    Text,
    /// A value to compare or copy, in monospace, on one line.
    Code,
    /// JSON, in monospace, with its line breaks.
    Json,
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use ts_rs::{Config, TS};

    use super::*;
    use crate::request::{Context, Expected};

    /// The page's types are these types: `ACCEPT=1 cargo test` writes them anew.
    #[test]
    fn the_types_of_the_page_are_up_to_date() {
        let config = Config::default();
        macro_rules! declarations {
            ($($name:ident)*) => { [$(format!("export {}\n", <$name as TS>::decl(&config))),*].concat() };
        }
        let types = declarations!(
            Report Text Piece Verdict Status SourceEntry ExpectedEntry Kind ChecklistEntry AssertionEntry CauseEntry Cause CauseStatus Need Finding Severity Outcome SkipKind
            Remedy Snippet Section Fact Form Context Expected
        );
        let wanted =
            format!("// Made from crate/src/report/ and request.rs by a test of theirs; see there.\n\n{types}");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/contract.ts");
        if env::var_os("ACCEPT").is_some() {
            fs::write(path, &wanted).unwrap();
        }
        assert_eq!(fs::read_to_string(path).unwrap(), wanted);
    }
}
