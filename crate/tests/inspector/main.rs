//! The inspector, from the outside: requests in, reports out.

#![allow(
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::format_collect,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod accepted;
mod architecture;
mod bundles;
mod carriers;
mod cases;
mod catalogue;
mod certificates;
mod clients;
mod code;
mod coverage;
mod document;
mod garbage;
mod hostile;
mod innocent;
mod limits;
mod listings;
mod markup;
mod mint;
mod moments;
mod private_keys;
mod properties;
mod reading;
mod recognition;
mod registrations;
mod remedies;
mod requests;
mod responses;
mod secrets;
mod seeds;
mod signatures;
mod sources;
mod verdicts;

use std::fs;
use std::path::{Path, PathBuf};

use assertion_inspector::report::{Finding, Outcome, Report};
use assertion_inspector::request::Source;

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder of the repository's `tests/`.
fn folder(name: &str) -> PathBuf {
    root().join("tests").join(name)
}

/// A path as a person names it, from the repository's root.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// A word of the contract, as JSON spells it.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).unwrap().trim_matches('"').to_owned()
}

/// A file of `tests/certificates`, as a dropped source.
#[track_caller]
fn dropped(name: &str) -> Source {
    let path = folder("certificates").join(name);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source { name: Some(name.to_owned()), bytes }
}

/// A text, as a pasted source.
fn pasted(text: impl Into<String>) -> Source {
    Source { name: None, bytes: text.into().into_bytes() }
}

/// Everything that fails, as `id reason`.
fn failing(report: &Report) -> Vec<String> {
    let failing = report.findings.iter().filter(|finding| finding.verdict == Outcome::Fail);
    failing.map(|finding| format!("{} {}", finding.id, finding.reason.unwrap_or_default()).trim().to_owned()).collect()
}

/// The one finding of a check.
#[track_caller]
fn finding<'a>(report: &'a Report, id: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.id == id).unwrap_or_else(|| panic!("no finding {id}"))
}
