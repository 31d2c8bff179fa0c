//! The last door: every text that is shown passes here, and what is secret by its shape goes no further.
//!
//! Each part of the report is named, so that one that is added does not compile until it passes here as well.

use std::borrow::Cow;

use crate::decode::secret;
use crate::report::{
    AssertionEntry, CauseEntry, ChecklistEntry, ExpectedEntry, Fact, FileEntry, Finding, Place, Question, Remedy,
    Report, Section, Snippet, SourceEntry, Table, Text, Verdict,
};

/// A text without what is secret.
pub(crate) fn text(mut text: String) -> String {
    redact(&mut text);
    text
}

/// A whole report.
pub(crate) fn report(report: &mut Report) {
    let Report {
        schema: _,
        verdict: first,
        passed,
        files,
        sources,
        expected,
        checklist,
        assertions,
        causes,
        findings,
        remedies,
        thumbprints,
        sections,
    } = report;
    verdict(first);
    said(passed);
    for FileEntry { id: _, name, note, status } in files {
        redact(name);
        said(note);
        said(status);
    }
    for SourceEntry { id: _, file: _, name, kind: _, what: _, note, question } in sources {
        redact(name);
        said(note);
        // The answers are words of our own.
        if let Some(Question { field: _, name, text, answers: _ }) = question {
            redact(name);
            said(text);
        }
    }
    for ExpectedEntry { field: _, note } in expected {
        said(note);
    }
    for ChecklistEntry { id: _, title: _, given: _, wanted: _, sources: _, hint } in checklist {
        redact(hint);
    }
    for AssertionEntry { source: _, label, focused: _, outcome: _, segments } in assertions {
        redact(label);
        all(segments);
    }
    // These are words of our own alone.
    for CauseEntry { id: _, title: _, status: _, because: _, needs: _ } in causes {}
    for finding in findings {
        let Finding {
            id: _,
            cause: _,
            title: _,
            severity: _,
            verdict: _,
            reason: _,
            message,
            expected,
            actual,
            expected_label,
            actual_label,
            places,
            skip: _,
            owner: _,
            needs: _,
            cites: _,
        } = finding;
        said(message);
        all(expected
            .iter_mut()
            .chain(actual)
            .chain(expected_label)
            .chain(actual_label)
            .chain(places.iter_mut().map(Place::string)));
    }
    for Remedy { title, because: _, why, steps, choices: _, snippets } in remedies {
        redact(title);
        said(why);
        steps.iter_mut().for_each(said);
        for Snippet { label, language, text } in snippets {
            all([label, language, text]);
        }
    }
    let Table { columns: _, rows } = thumbprints;
    rows.iter_mut().flatten().for_each(said);
    for Section { id, title, group: _, summary, columns, facts } in sections {
        all([id, title]);
        said(summary);
        all(columns);
        for Fact { place, label, value, form: _, note } in facts {
            all([place.string(), label, value]);
            said(note);
        }
    }
}

/// The verdict of a report.
pub(crate) fn verdict(Verdict { status: _, word: _, headline, leads: _ }: &mut Verdict) {
    said(headline);
}

fn all<'a>(texts: impl IntoIterator<Item = &'a mut String>) {
    for text in texts {
        redact(text);
    }
}

fn said(text: &mut Text) {
    all(text.strings());
}

fn redact(text: &mut String) {
    if let Cow::Owned(without) = secret::without(text) {
        *text = without;
    }
}
