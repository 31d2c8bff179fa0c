//! The inspector in a terminal: `inspect [--now N] [--at N] [--tenant T] [--client-id C] [--json] FILE...`
//!
//! `N` is in seconds since the Unix epoch. `-` reads the standard input. The exit code is 0 where no error was found, 1
//! where one was, 2 where the command line or a file cannot be read.

use std::error::Error;
use std::io::{Read, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs, io};

use assertion_inspector::inspect;
use assertion_inspector::report::{Outcome, Report, Status};
use assertion_inspector::request::{Request, Source};

const USAGE: &str = "usage: inspect [--now N] [--at N] [--tenant T] [--client-id C] [--json] FILE...";

fn main() -> ExitCode {
    match run() {
        Ok(Status::Mismatch) => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do where not even this can be written.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<Status, Box<dyn Error>> {
    let mut request = Request::default();
    request.context.now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    let mut as_json = false;
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match argument.as_str() {
            "--now" => request.context.now = value()?.parse()?,
            "--at" => request.context.at = Some(value()?.parse()?),
            "--tenant" => request.context.expected.tenant = Some(value()?),
            "--client-id" => request.context.expected.client_id = Some(value()?),
            "--json" => as_json = true,
            option if option.starts_with("--") => return Err(USAGE.into()),
            name => request.sources.push(read(name)?),
        }
    }
    if request.sources.is_empty() {
        return Err(USAGE.into());
    }
    let report = inspect(&request);
    let text = if as_json { serde_json::to_string_pretty(&report)? + "\n" } else { words(&report) };
    io::stdout().write_all(text.as_bytes())?;
    Ok(report.verdict.status)
}

fn read(name: &str) -> Result<Source, Box<dyn Error>> {
    let mut bytes = Vec::new();
    if name == "-" {
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(Source { name: None, bytes });
    }
    bytes = fs::read(name).map_err(|error| format!("{name}: {error}"))?;
    Ok(Source { name: Some(name.to_owned()), bytes })
}

/// The report for people: verdict, causes, what fails, what was seen.
fn words(report: &Report) -> String {
    let mut lines = vec![report.verdict.headline.clone(), String::new()];
    for cause in &report.causes {
        let needs: Vec<String> = cause.needs.iter().map(word).collect();
        let needs = if needs.is_empty() { String::new() } else { format!(" (needs {})", needs.join(", ")) };
        lines.push(format!("{:<12} {}{needs}", word(&cause.status), cause.title));
    }
    for finding in report.findings.iter().filter(|finding| finding.verdict == Outcome::Fail) {
        let reason = finding.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
        lines.extend([String::new(), format!("{} {}{reason}", word(&finding.severity), finding.id)]);
        lines.push(format!("  {}", finding.message));
        if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
            lines.extend([format!("  expected {expected}"), format!("  actual   {actual}")]);
        }
    }
    for section in &report.sections {
        lines.extend([String::new(), section.title.clone()]);
        for fact in &section.facts {
            let note = if fact.note.is_empty() { String::new() } else { format!("  ({})", fact.note) };
            lines.push(format!("  {:<26} {}{note}", fact.label, fact.value.replace('\n', "\n  ")));
        }
    }
    lines.iter().map(|line| shown(line) + "\n").collect()
}

/// A word of the contract.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').replace('_', " ")
}

/// What was pasted is hostile: control characters would steer the terminal.
fn shown(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
}
