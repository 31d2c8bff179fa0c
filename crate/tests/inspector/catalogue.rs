//! `docs/checks.md`: every check, so that an id quoted in a ticket can be looked up.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use assertion_inspector::Check;
use assertion_inspector::checks;
use assertion_inspector::report::Severity;

use super::word;

const HEAD: &str = "\
# Checks

Made from the table of checks; `ACCEPT=1 cargo test` writes it anew.

The id of a check is its path: `claims/aud` is `crate/src/checks/claims/aud.rs` and `tests/cases/claims/aud/`.
It has two titles, one that is true when it passes and one that is true when it fails; a report carries the one that is true.

- An **error** is on record as refused, valid by no standard, or against what else was given.
- A **warning** has no evidence that it works, or invites trouble.
- A **notice** is unusual, and a widely used client sends it and is accepted.
";

/// The families, and what each looks at.
const FAMILIES: [(&str, &str); 10] = [
    ("source", "Each thing that was given."),
    ("token", "Whether what was sent is a client assertion at all."),
    ("header", "The algorithm, and which certificate the assertion names."),
    ("signature", "Whether the certificate's private key made the signature."),
    ("claims", "Who speaks, to whom, and when."),
    ("certificate", "The certificate itself."),
    ("registration", "The app registration against assertion and certificate."),
    ("federated", "A federated token against the federated credentials and the keys of its issuer."),
    ("request", "What travelled round the assertion."),
    ("response", "What Entra's own words say."),
];

fn entry(check: &Check) -> String {
    let mut text = format!("### `{}`\n\n- passes: {}.\n- fails: {}.\n", check.id, check.title, check.fails);
    let severity = match check.severity {
        Severity::Error => "**error**".to_owned(),
        other => word(other),
    };
    let cause = check.cause.map(|cause| format!(" · speaks for `{}`", word(cause))).unwrap_or_default();
    writeln!(text, "- {severity}{cause}").unwrap();
    if !check.reasons.is_empty() {
        let reasons: Vec<String> = check.reasons.iter().map(|reason| format!("`{reason}`")).collect();
        writeln!(text, "- reasons: {}", reasons.join(", ")).unwrap();
    }
    writeln!(text, "- {}\n", check.cites).unwrap();
    text
}

#[test]
fn the_catalogue_is_up_to_date() {
    let mut wanted = HEAD.to_owned();
    let mut listed = 0;
    for (family, sentence) in FAMILIES {
        let entries: Vec<String> =
            checks().filter(|check| check.id.split('/').next() == Some(family)).map(entry).collect();
        listed += entries.len();
        if !entries.is_empty() {
            write!(wanted, "\n## {family}\n\n{sentence}\n\n{}", entries.concat().trim_end()).unwrap();
            wanted.push('\n');
        }
    }
    assert_eq!(listed, checks().count(), "a family is missing here");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/checks.md");
    if env::var_os("ACCEPT").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &wanted).unwrap();
    }
    assert!(
        fs::read_to_string(&path).is_ok_and(|text| text == wanted),
        "docs/checks.md is old: run `ACCEPT=1 cargo test -p assertion-inspector --test inspector catalogue`, and read the diff."
    );
}

/// A failing title stands beside a red sign: it must not say what is true of a pass, nor deny it twice.
#[test]
fn failing_titles_are_short_and_their_own() {
    let passing: Vec<&str> = checks().map(|check| check.title).collect();
    let mut wrong = Vec::new();
    for Check { id, title, fails, .. } in checks() {
        let words: Vec<&str> = fails.split(|c: char| !c.is_alphanumeric()).collect();
        let mut complain = |what: &str| wrong.push(format!("{id}: the failing title {what}: {fails}"));
        if fails.is_empty() || fails.chars().count() > 60 {
            complain("has no character, or more than 60");
        }
        if fails == title {
            complain("is the passing one");
        } else if passing.contains(fails) {
            complain("is the passing one of another check");
        }
        if words.contains(&"not") && words.contains(&"no") {
            complain("says both not and no");
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
