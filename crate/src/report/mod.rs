//! What is answered. Every name in here is public: people quote them in tickets and scripts.

mod finding;
mod place;
mod text;

use serde::Serialize;

pub use finding::{Cause, CauseEntry, CauseStatus, Finding, Need, Outcome, Severity, SkipKind};
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
    /// What passes, in one sentence; empty where nothing does.
    pub passed: Text,
    /// One entry for each paste or file, in order.
    pub files: Vec<FileEntry>,
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
    /// All certificates, credentials and thumbprints of which the evidence tells; without rows where it is one alone.
    pub thumbprints: Table,
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
    /// What stands over it: the state in words.
    pub word: &'static str,
    /// One sentence that a person can act on.
    pub headline: Text,
    /// The finding that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub leads: Option<&'static str>,
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
    /// Assertion, certificate and the application's own list agree, and nothing that was given contradicts them.
    Consistent,
    /// Entra gave a token for the assertion.
    Accepted,
}

/// What came in one paste or file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileEntry {
    /// Which one, and the handle for `set_aside`.
    pub id: u32,
    /// The file's name, or what is in it.
    pub name: String,
    /// One line about it.
    pub note: Text,
    /// What became of it, in one sentence: whether it was taken.
    pub status: Text,
}

/// One thing found in the sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SourceEntry {
    /// The handle for `remove` and `text`.
    pub id: u32,
    /// The paste or file that it came in.
    pub file: u32,
    /// The file's name, or what the thing calls itself.
    pub name: String,
    /// What it was recognized as.
    pub kind: Kind,
    /// The same in words.
    pub what: &'static str,
    /// One line about it.
    pub note: Text,
    /// What only the person knows of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub question: Option<Question>,
}

/// What the evidence does not say, and the answers to choose from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Question {
    /// Where in `Context` the answer belongs: `thumbprints` or `lists` of `expected`, or `expected` itself, of which the answer is
    /// the member that takes the name.
    pub field: &'static str,
    /// Under which name: the thumbprint, or the id of the source; or the identifier.
    pub name: String,
    /// The question itself.
    pub text: Text,
    /// What can be said to it.
    pub answers: Vec<Answer>,
}

/// One answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    /// What a person reads.
    pub label: &'static str,
    /// What `Context.expected` holds then.
    #[cfg_attr(test, ts(type = "Role | Share | 'tenant' | 'client_id'"))]
    pub word: &'static str,
    /// Whether the person gave it.
    pub chosen: bool,
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
    Thumbprint,
    Registration,
    Response,
    PrivateKey,
    Pkcs12,
    Csr,
    Crl,
    PublicKey,
    SshKey,
    Change,
    Federation,
    Unknown,
}

/// One kind of evidence that can be given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChecklistEntry {
    /// Which one: `assertion` has the token request with it, `client_id` the tenant.
    pub id: Need,
    /// What a person calls it.
    pub title: &'static str,
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
    /// The id of its source.
    pub source: u32,
    /// Which one it is, in words: its number, its time, what Entra made of it, and the certificate that it names.
    pub label: String,
    /// Whether it is the one inspected.
    pub focused: bool,
    /// What Entra made of it.
    pub outcome: AssertionOutcome,
    /// Header and claims as encoded, each empty where it is no JSON object, holds a secret or tells of a person. Never the
    /// signature.
    pub segments: [String; 2],
}

/// What Entra made of an assertion, as far as an answer in its own exchange tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the contract")]
pub enum AssertionOutcome {
    Refused,
    Accepted,
    Unknown,
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
    /// The answers to the question that the steps end in; empty where they end in none.
    pub choices: Vec<Choice>,
    /// What to paste.
    pub snippets: Vec<Snippet>,
}

/// An answer that a person finds, and what to do then.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Choice {
    /// What they see.
    pub seen: &'static str,
    /// What to do then.
    pub then: &'static str,
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
    /// The title of what it is part of; empty where it stands alone.
    pub group: &'static str,
    /// What tells most of it, in one line; may be empty.
    pub summary: Text,
    /// The headings of a table of label, value and note; empty where it is a list.
    pub columns: Vec<String>,
    /// Its rows.
    pub facts: Vec<Fact>,
}

/// Rows of cells under headings.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Table {
    /// The headings.
    pub columns: Vec<&'static str>,
    /// The rows, each with a cell for each heading.
    pub rows: Vec<Vec<Text>>,
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
    use crate::request::{Context, Expected, Role, Share};

    /// The page's types are these types: `ACCEPT=1 cargo test` writes them anew.
    #[test]
    fn the_types_of_the_page_are_up_to_date() {
        let config = Config::default();
        macro_rules! declarations {
            ($($name:ident)*) => { [$(format!("export {}\n", <$name as TS>::decl(&config))),*].concat() };
        }
        let types = declarations!(
            Report Text Piece Verdict Status FileEntry SourceEntry Question Answer ExpectedEntry Kind ChecklistEntry AssertionEntry AssertionOutcome CauseEntry Cause CauseStatus Need Finding Severity Outcome SkipKind
            Remedy Choice Snippet Table Section Fact Form Context Expected Role Share
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
