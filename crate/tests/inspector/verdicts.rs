//! `tests/cases.expected`: what is concluded of every case, read by a person. `ACCEPT=1 cargo test` writes it anew.

use std::fmt::Write;
use std::{env, fs};

use assertion_inspector::inspect;
use assertion_inspector::report::{CauseStatus, Report};

use super::{cases, folder};

#[test]
fn what_is_concluded_of_each_case_is_what_a_person_has_read() {
    let mut said = String::new();
    for case in cases::all() {
        let report = inspect(&case.request);
        if said.is_empty() {
            said += "What is concluded of each case: the verdict, the state of each cause, and the headline. The causes:\n\n";
            for (n, cause) in report.causes.iter().enumerate() {
                writeln!(said, "{}. {}", n + 1, cause.title).unwrap();
            }
            said += "\nC is confirmed, S suspected, R ruled out, and u unknown.\n";
        }
        writeln!(said, "\n{}/{}: {:?} {}", case.check, case.name, report.verdict.status, causes(&report)).unwrap();
        writeln!(said, "  {}", report.verdict.headline).unwrap();
    }
    let expected = folder("cases.expected");
    if env::var_os("ACCEPT").is_some() {
        fs::write(&expected, &said).unwrap();
    }
    let read = fs::read_to_string(&expected).unwrap_or_default();
    let differs = read.lines().zip(said.lines()).find(|(read, said)| read != said);
    assert!(read == said, "run ACCEPT=1 cargo test, and read: {differs:?}");
}

fn causes(report: &Report) -> String {
    let letter = |status| match status {
        CauseStatus::Confirmed => 'C',
        CauseStatus::Suspected => 'S',
        CauseStatus::RuledOut => 'R',
        CauseStatus::Unknown => 'u',
    };
    report.causes.iter().map(|cause| letter(cause.status)).collect()
}
