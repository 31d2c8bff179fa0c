//! What is concluded of each case stands in the case, read by a person: `verdict`, `headline` and `causes`.

use std::{env, fs};

use assertion_inspector::inspect;
use assertion_inspector::report::{CauseStatus, Report};

use super::cases::{self, Case};
use super::document::{self, CONCLUDED};
use super::word;

const ACCEPT: &str = "`ACCEPT=1 cargo test -p assertion-inspector --test inspector verdicts`";

#[test]
fn what_is_concluded_is_what_a_person_has_read() {
    let accepts = env::var_os("ACCEPT").is_some();
    let mut wrong = Vec::new();
    for case in cases::all() {
        let seen = concluded(&inspect(&case.request));
        if accepts {
            accept(case, seen);
            continue;
        }
        let file = case.at.split(':').next().unwrap_or_default();
        let Some(wanted) = &case.concluded else {
            wrong.push(format!("{file} does not say what is concluded of it: run {ACCEPT}, and read the diff."));
            continue;
        };
        for ((key, wanted), seen) in
            CONCLUDED.iter().zip(wanted).zip(&seen).filter(|((_, wanted), seen)| wanted != seen)
        {
            wrong.push(format!("{file}\n  wanted {key}: {wanted}\n  seen   {key}: {seen}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Writes it, for a person to read the diff.
fn accept(case: &Case, seen: [String; 3]) {
    let lines: Vec<(&str, String)> = CONCLUDED.into_iter().zip(seen).collect();
    let text = fs::read_to_string(&case.path).unwrap();
    let written = document::concluded(&text, &lines);
    if written != text {
        fs::write(&case.path, written).unwrap();
    }
}

fn concluded(report: &Report) -> [String; 3] {
    let headline = report.verdict.headline.plain().replace('\r', "\\r").replace('\n', "\\n");
    [word(report.verdict.status), headline.trim().to_owned(), causes(report)]
}

/// `confirmed bad_claims; unknown not_registered`: what was found comes first.
fn causes(report: &Report) -> String {
    let order = [CauseStatus::Confirmed, CauseStatus::Suspected, CauseStatus::Unknown, CauseStatus::RuledOut];
    let of = |status| {
        let ids =
            report.causes.iter().filter(|cause| cause.status == status).map(|cause| format!(" {}", word(cause.id)));
        let ids: String = ids.collect();
        (!ids.is_empty()).then(|| word(status) + &ids)
    };
    order.into_iter().filter_map(of).collect::<Vec<_>>().join("; ")
}
