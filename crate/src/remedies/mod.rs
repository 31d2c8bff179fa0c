//! What to do about it, ready to paste: one remedy a file. Each is called for by failed checks, and by nothing else.

mod claims;
mod clock;
mod export;
mod federated;
mod federated_credential;
mod header;
mod known;
mod library;
mod look;
mod members;
mod not_an_assertion;
mod query;
mod quote;
mod register;
mod replace;
mod request_body;
mod rotation;
mod same_application;
mod still_refused;
mod template;
#[cfg(test)]
mod tests;

pub(crate) use known::key_query;
pub(crate) use still_refused::still_refused;

use crate::evidence::Evidence;
use crate::report::{Cause, CauseEntry, Choice, Finding, Outcome, Remedy, Severity, Snippet, Text};

/// A remedy: what calls for it, and how it is written.
struct Writer {
    /// Checks that failed, with the reason words that count; with none, all count.
    called_by: &'static [(&'static str, &'static [&'static str])],
    /// Whether the evidence shows that it would help.
    helps: fn(&Evidence<'_>, &Failed<'_>) -> bool,
    write: fn(&Evidence<'_>, &Failed<'_>) -> Remedy,
}

/// Of a remedy that helps whatever the evidence is.
const ALWAYS: fn(&Evidence<'_>, &Failed<'_>) -> bool = |_, _| true;

/// Of two that are as likely, the first here comes first.
const WRITERS: [Writer; 13] = [
    not_an_assertion::WRITER,
    header::WRITER,
    replace::WRITER,
    rotation::WRITER,
    look::WRITER,
    register::WRITER,
    export::WRITER,
    query::WRITER,
    same_application::WRITER,
    clock::WRITER,
    claims::WRITER,
    request_body::WRITER,
    library::WRITER,
];

/// The findings that failed.
struct Failed<'a> {
    /// Those that call for this remedy.
    calling: Vec<&'a Finding>,
    all: Vec<&'a Finding>,
}

impl Failed<'_> {
    /// Whether this check failed, with one of these reasons if there are any.
    fn has(&self, id: &str, reasons: &[&str]) -> bool {
        self.all.iter().any(|finding| is(finding, id, reasons))
    }

    /// Whether one of these checks failed.
    fn has_any(&self, checks: &[(&str, &[&str])]) -> bool {
        checks.iter().any(|(id, reasons)| self.has(id, reasons))
    }

    /// Whether one of these checks calls for this remedy.
    fn is_called_by(&self, ids: &[&str]) -> bool {
        self.calling.iter().any(|finding| ids.contains(&finding.id))
    }
}

/// Those that the findings call for, the most likely first.
pub(crate) fn remedies(evidence: &Evidence<'_>, findings: &[Finding], causes: &[CauseEntry]) -> Vec<Remedy> {
    let all: Vec<&Finding> = findings.iter().filter(|finding| finding.verdict == Outcome::Fail).collect();
    let mut ranks = Vec::new();
    let mut remedies = Vec::new();
    // What is for certificates helps no federated token.
    let writers = if evidence.federated.is_federated { &federated::WRITERS[..] } else { &WRITERS };
    for writer in writers {
        let called = |finding: &&&Finding| writer.called_by.iter().any(|(id, reasons)| is(finding, id, reasons));
        let calling: Vec<&Finding> = all.iter().filter(called).copied().collect();
        let Some(rank) = calling.iter().map(|finding| rank(finding, causes)).min() else { continue };
        let because = calling.iter().map(|finding| finding.id).collect();
        let failed = Failed { calling, all: all.clone() };
        if (writer.helps)(evidence, &failed) {
            let at = ranks.partition_point(|other| *other <= rank);
            ranks.insert(at, rank);
            remedies.insert(at, Remedy { because, ..(writer.write)(evidence, &failed) });
        }
    }
    remedies
}

fn is(finding: &Finding, id: &str, reasons: &[&str]) -> bool {
    finding.id == id && (reasons.is_empty() || finding.reason.is_some_and(|one| reasons.contains(&one)))
}

/// How likely a finding is the cause; the smaller, the likelier: what Entra's own words name, then the order of the headline.
fn rank(finding: &Finding, causes: &[CauseEntry]) -> usize {
    const FAMILIES: [&str; 5] = ["token/", "header/", "signature/", "registration/", "claims/"];
    let cause = causes.iter().find(|cause| cause.because.contains(&finding.id)).map(|cause| cause.id);
    let family = match cause {
        _ if finding.id.starts_with("response/says_") => 0,
        // A wrong identifier is one way to "The key was not found", and is seen without the registration.
        Some(Cause::WrongIdentifier) => 0,
        Some(Cause::BadTime) => FAMILIES.len() + 2,
        _ => FAMILIES.iter().position(|family| finding.id.starts_with(family)).unwrap_or(FAMILIES.len()) + 1,
    };
    if finding.severity == Severity::Error { family } else { family + 10 }
}

fn remedy(title: &str, why: impl Into<Text>) -> Remedy {
    Remedy {
        title: title.to_owned(),
        because: Vec::new(),
        why: why.into(),
        steps: Vec::new(),
        choices: Vec::new(),
        snippets: Vec::new(),
    }
}

impl Remedy {
    fn step(mut self, step: impl Into<Text>) -> Self {
        self.steps.push(step.into());
        self
    }

    fn step_if(self, condition: bool, step: &'static str) -> Self {
        if condition { self.step(step) } else { self }
    }

    /// An answer to the last step's question, and what to do then.
    fn choice(mut self, seen: &'static str, then: &'static str) -> Self {
        self.choices.push(Choice { seen, then });
        self
    }

    fn snippet(mut self, label: &str, language: &str, text: impl Into<String>) -> Self {
        self.snippets.push(Snippet { label: label.to_owned(), language: language.to_owned(), text: text.into() });
        self
    }
}
