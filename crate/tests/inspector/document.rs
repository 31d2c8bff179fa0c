//! A `.case` file: lines of a key and a value. `CONTRIBUTING.md` tells of every key.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::de::IgnoredAny;
use time::format_description::well_known::Rfc3339;

use super::mint::fill;
use super::{root, shown};

/// Keys that stand once at most.
const ONCE: &[&str] = &[
    "expect",
    "expected",
    "actual",
    "now",
    "at",
    "tenant",
    "client_id",
    "signer",
    "key",
    "sign",
    "assertion",
    "encode",
];

/// Keys that may stand several times.
const OFTEN: &[&str] = &["needs", "also", "says", "place", "certificate", "source", "text", "registration", "response"];

/// What a member's name follows; each member once.
const PARTS: &[&str] = &["header.", "claims.", "after.", "request."];

/// What `ACCEPT=1` writes, in this order, at the end of the file.
pub(crate) const CONCLUDED: [&str; 3] = ["verdict", "headline", "causes"];

#[derive(Default)]
pub(crate) struct Document {
    /// Where it stands, from the repository's root.
    pub(crate) file: String,
    /// The comment in its first line: what it is about.
    pub(crate) about: Option<String>,
    lines: Vec<Line>,
}

struct Line {
    number: usize,
    key: String,
    value: String,
}

impl Document {
    /// Reads a file. What is wrong with it is told with its line.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let file = shown(path);
        let text = fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
        let about = text.strip_prefix('#').and_then(|text| text.lines().next()).map(|text| text.trim().to_owned());
        let mut document = Self { file, about, lines: Vec::new() };
        let mut seen = BTreeSet::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let at = format!("{}:{number}", document.file);
            let pair = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")));
            let Some((key, value)) = pair else {
                return Err(format!("{at}: `KEY: VALUE` is wanted, and this is: {line}"));
            };
            let is_once =
                ONCE.contains(&key) || CONCLUDED.contains(&key) || PARTS.iter().any(|one| key.starts_with(one));
            if !is_once && !OFTEN.contains(&key) {
                return Err(format!("{at}: `{key}` is no key of a case; CONTRIBUTING.md lists them"));
            }
            if is_once && !seen.insert(key.to_owned()) {
                return Err(format!("{at}: `{key}` stands here a second time"));
            }
            document.lines.push(Line { number, key: key.to_owned(), value: value.trim().to_owned() });
        }
        Ok(document)
    }

    pub(crate) fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines.iter().filter(move |line| line.key == key).map(|line| line.value.as_str())
    }

    pub(crate) fn one(&self, key: &str) -> Option<&str> {
        self.lines.iter().find(|line| line.key == key).map(|line| line.value.as_str())
    }

    /// `tests/cases/…:12`, the line of a key; the first line if it is not there.
    pub(crate) fn at(&self, key: &str) -> String {
        let line = self.lines.iter().find(|line| line.key == key);
        format!("{}:{}", self.file, line.map_or(1, |line| line.number))
    }

    /// The members that stand under `part.`.
    pub(crate) fn members<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let name = move |line: &'a Line| line.key.strip_prefix(part)?.strip_prefix('.');
        self.lines.iter().filter_map(move |line| Some((name(line)?, line.value.as_str())))
    }

    /// An instant, in seconds since the Unix epoch.
    pub(crate) fn seconds(&self, key: &str) -> Result<Option<f64>, String> {
        let read = |value| seconds(value).map_err(|error| format!("{}: {error}", self.at(key)));
        self.one(key).map(read).transpose()
    }

    /// An object: the defaults, changed by the lines that begin with `part.`.
    pub(crate) fn object(&self, part: &str, defaults: &[(&str, &str)]) -> Result<String, String> {
        let mut members: Vec<(&str, String)> = Vec::new();
        for (name, value) in defaults {
            members.push((name, json(value)?));
        }
        for (key, value) in self.members(part) {
            let twin = key.strip_suffix(" again");
            let name = twin.unwrap_or(key);
            let value = if value == "absent" {
                None
            } else {
                Some(json(value).map_err(|error| format!("{}: {error}", self.at(&format!("{part}.{key}"))))?)
            };
            let place = members.iter().position(|(member, _)| *member == name).filter(|_| twin.is_none());
            match (place, value) {
                (Some(n), None) => drop(members.remove(n)),
                (Some(n), Some(value)) => members[n].1 = value,
                (None, None) => {
                    return Err(format!("{}: there is no `{name}` to leave out", self.at(&format!("{part}.{key}"))));
                }
                (None, Some(value)) => members.push((name, value)),
            }
        }
        let members: Vec<String> = members.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
        Ok(format!("{{{}}}", members.join(",")))
    }
}

/// Seconds since the Unix epoch.
pub(crate) fn seconds(instant: &str) -> Result<f64, String> {
    let parsed = time::OffsetDateTime::parse(instant, &Rfc3339);
    let parsed = parsed.map_err(|_| format!("{instant} is no instant; 2026-01-01T00:05:00Z is one"))?;
    #[expect(clippy::cast_precision_loss, reason = "instants of this age are exact")]
    Ok(parsed.unix_timestamp() as f64)
}

/// A member's value: JSON, or an instant for its seconds.
fn json(value: &str) -> Result<String, String> {
    if value.ends_with('Z') && value.starts_with("20") {
        return Ok(format!("{}", seconds(value)?));
    }
    let value = fill(value);
    match serde_json::from_str::<IgnoredAny>(&value) {
        Ok(_) => Ok(value),
        Err(_) => Err(format!("{value} is no JSON; a string wants quotes")),
    }
}

/// The text of a case with these lines at its end, in the place of what stood there.
pub(crate) fn concluded(text: &str, lines: &[(&str, String)]) -> String {
    let is_written = |line: &&str| line.split_once(": ").is_some_and(|(key, _)| CONCLUDED.contains(&key));
    let own: Vec<&str> = text.lines().filter(|line| !is_written(line)).collect();
    let lines: Vec<String> = lines.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    format!("{}\n\n{}", own.join("\n").trim_end(), lines.concat())
}

/// A stranger has no other place to look for it.
#[test]
fn contributing_tells_of_each_key_of_a_case() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let keys = ONCE.iter().chain(OFTEN).chain(&CONCLUDED).map(|key| format!("`{key}: "));
    let keys = keys.chain(PARTS.iter().map(|part| format!("`{part}")));
    let missing: Vec<String> = keys.filter(|key| !text.contains(key)).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md does not tell of these keys of a case: {}", missing.join(", "));
}
