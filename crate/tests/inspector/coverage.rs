//! A check is a file, a line in its family's table, and its cases: each is held against the others, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use assertion_inspector::report::{Outcome, Severity};
use assertion_inspector::{Check, checks};

use super::code::Code;
use super::{cases, folder, root};

/// Each file with a check in it, as the id that it must have.
fn files(code: &Code) -> BTreeMap<String, &str> {
    let family = |module: &[String]| match module {
        [checks, family, name] if checks == "checks" => Some(format!("{family}/{name}")),
        _ => None,
    };
    let holding = code.0.iter().filter(|file| file.text.contains("const CHECK: Check"));
    holding.filter_map(|file| Some((family(&file.module)?, file.text.as_str()))).collect()
}

#[test]
fn each_check_has_its_file_and_its_line() {
    let code = Code::read();
    let files = files(&code);
    let mut wrong = Vec::new();
    let mut listed = BTreeSet::new();
    for check in checks() {
        if !listed.insert(check.id) {
            wrong.push(format!("{} is in the tables twice: by two lines, or by two checks of this id", check.id));
        } else if !files.contains_key(check.id) {
            wrong.push(format!("{}: there is no crate/src/checks/{0}.rs; the id of a check is its path", check.id));
        }
    }
    for id in files.keys().filter(|id| !listed.contains(id.as_str())) {
        let (family, name) = id.split_once('/').unwrap();
        let file = format!("crate/src/checks/{id}.rs");
        let own = files[id].lines().find_map(|line| line.trim().strip_prefix("id: \"")?.strip_suffix("\","));
        wrong.push(match own {
            Some(own) if own != id => format!("{file} has the id `{own}`: it must be `{id}`"),
            _ => format!(
                "{file} is in no table: add `mod {name};` and `&{name}::CHECK` to crate/src/checks/{family}/mod.rs"
            ),
        });
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a check can say: `pass`, and `fail` with each of its reasons.
fn outcomes(check: &Check) -> BTreeSet<String> {
    let mut outcomes: BTreeSet<String> = check.reasons.iter().map(|reason| format!("fail {reason}")).collect();
    if outcomes.is_empty() {
        outcomes.insert("fail".to_owned());
    }
    outcomes.insert("pass".to_owned());
    outcomes
}

#[test]
fn each_check_has_a_case_for_each_reason() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for case in cases::all() {
        let outcome = match (case.expect.verdict, case.expect.reason.as_deref()) {
            (Outcome::Skip, _) => continue,
            (Outcome::Pass, _) => "pass".to_owned(),
            (Outcome::Fail, None) => "fail".to_owned(),
            (Outcome::Fail, Some(reason)) => format!("fail {reason}"),
        };
        // Of cases without a check tells the test of folders.
        if let Some(check) = checks().find(|check| check.id == case.check)
            && !outcomes(check).contains(&outcome)
        {
            let reasons = outcomes(check).into_iter().collect::<Vec<_>>().join(", ");
            wrong.push(format!("{}: {} has no `{outcome}`; it has: {reasons}", case.at, case.check));
        }
        seen.entry(&case.check).or_default().insert(outcome);
    }
    for check in checks().filter(|check| !cases::has_unreadable(check.id)) {
        let seen = seen.remove(check.id).unwrap_or_default();
        for outcome in outcomes(check).difference(&seen) {
            wrong.push(format!("{}: no case for \"{outcome}\" in tests/cases/{0}/", check.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_folder_of_cases_has_its_check() {
    let ids: BTreeSet<&str> = checks().map(|check| check.id).collect();
    let mut wrong = Vec::new();
    for family in fs::read_dir(folder("cases")).unwrap().map(|entry| entry.unwrap()) {
        for check in fs::read_dir(family.path()).into_iter().flatten().map(|entry| entry.unwrap()) {
            let id = format!("{}/{}", family.file_name().display(), check.file_name().display());
            if check.path().is_dir() && !ids.contains(id.as_str()) {
                wrong.push(format!("tests/cases/{id}/: there is no check {id}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// An error decides the verdict: without a cause it would be one that nothing explains.
#[test]
fn each_check_says_what_it_must() {
    let mut wrong = Vec::new();
    for check in checks() {
        let Check { id, severity, cause, title, fails, cites, reasons, .. } = check;
        let mut complain = |what: &str| wrong.push(format!("crate/src/checks/{id}.rs: {what}"));
        if *severity == Severity::Error && cause.is_none() {
            complain("an error wants a `cause`");
        }
        if *severity == Severity::Notice && cause.is_some() {
            complain("a notice speaks for no `cause`");
        }
        let texts = [("title", title), ("fails", fails), ("cites", cites)];
        let unwritten = texts.iter().filter(|(_, text)| text.is_empty() || text.contains("TODO"));
        let mut unwritten: Vec<String> = unwritten.map(|(member, _)| (*member).to_owned()).collect();
        // What stands in no member: the rule at the head, and what is said.
        let whole = fs::read_to_string(root().join(format!("crate/src/checks/{id}.rs"))).unwrap_or_default();
        let is_open = |line: &str| line.contains("TODO") && !line.contains(": \"TODO");
        let open = (1..).zip(whole.lines()).filter(|(_, line)| is_open(line));
        unwritten.extend(open.map(|(number, _): (usize, _)| format!("line {number}")));
        if !unwritten.is_empty() {
            complain(&format!("not written yet: {}", unwritten.join(", ")));
        }
        let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        for reason in reasons.iter().filter(|reason| !reason.chars().all(is_kebab)) {
            complain(&format!("the reason `{reason}` is no machine word: a-z, 0-9 and `-`"));
        }
        if reasons.iter().collect::<BTreeSet<_>>().len() != reasons.len() {
            complain("a reason stands twice");
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the code says of checks by their names: an id that is none is never met, and nobody notices.
#[test]
fn each_check_that_is_named_exists() {
    let mut wrong = Vec::new();
    let families: BTreeSet<&str> = checks().filter_map(|check| check.id.split('/').next()).collect();
    for file in Code::read().0 {
        for (number, line) in (1..).zip(file.text.lines()) {
            // Every second part stands in quotes.
            let quoted: Vec<&str> = line.split('"').collect();
            let ids = quoted.iter().enumerate().skip(1).step_by(2);
            for (n, id) in ids.filter(|(_, text)| is_id(text, &families)) {
                let at = format!("{}:{number}", file.shown);
                let Some(check) = checks().find(|check| check.id == *id) else {
                    wrong.push(format!("{at} names {id}, and there is no such check"));
                    continue;
                };
                // `("claims/aud", &["multiple"])`, where the reasons stand on the same line.
                let Some(true) = quoted.get(n + 1).map(|text| text.trim() == ", &[") else { continue };
                let rest = quoted[n + 2..].chunks(2).map_while(|pair| match pair {
                    [reason, after] => Some((*reason, *after)),
                    _ => None,
                });
                let mut open = true;
                for (reason, after) in rest {
                    if open && !check.reasons.contains(&reason) {
                        wrong.push(format!("{at} names {id} `{reason}`, which is no reason of that check"));
                    }
                    open &= !after.starts_with(']');
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is shown to strangers and stands nowhere in the code would not compile.
#[test]
fn each_accessor_that_is_shown_exists() {
    let code: String = Code::read().0.iter().map(|file| file.text.split_whitespace().collect::<String>()).collect();
    let is_of_accessor = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut wrong = Vec::new();
    for file in ["CONTRIBUTING.md", "tests/new-check.mjs"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            for (start, _) in line.match_indices("evidence.") {
                let shown = line[start..].split_inclusive(|c| !is_of_accessor(c)).next().unwrap_or_default();
                // With its parenthesis, where it is called.
                let shown = shown.trim_end_matches(|c| c != '(' && !is_of_accessor(c)).trim_end_matches('.');
                if !code.contains(shown) {
                    wrong.push(format!("{file}:{number} shows `{shown}`, which stands nowhere in crate/src"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn is_id(text: &str, families: &BTreeSet<&str>) -> bool {
    let is_of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    // What ends in `_` is the beginning of several.
    let is_name = |name: &str| name.chars().all(is_of_name) && !name.is_empty() && !name.ends_with('_');
    text.split_once('/').is_some_and(|(family, name)| families.contains(family) && is_name(name))
}
