//! Certificates, credentials, assertions and errors of other times: each moment, on both sides of the 300 seconds that differ
//! in silence, and what is said of it. The tables are what a person has read.

use std::fmt::Write;

use assertion_inspector::inspect;
use assertion_inspector::report::{Outcome, Report};
use assertion_inspector::request::{Context, Request};
use serde_json::json;

use super::cases::seconds;
use super::mint::{encode, fill, sign};
use super::{dropped, finding, pasted, word};

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
/// Those of `client.pem`.
const START: &str = "2025-07-01T00:00:00Z";
const END: &str = "2027-07-01T00:00:00Z";
/// In the middle of it.
const REQUEST: &str = "2026-01-01T00:00:00Z";

/// How the moment of the request is known: the person says it, an error in the assertion's life has it, an error about time
/// has it, nobody tells.
const TOLD: [&str; 4] = ["`at`", "an error", "AADSTS700024", "not told"];

const TIMES: &str = "\
| | `at` | an error | AADSTS700024 | not told |
|---|---|---|---|---|
| certificate ended 299 s before the request | fine, consistent | fine, incomplete | fine, mismatch | undecided, consistent |
| certificate ended 301 s before the request | expired, mismatch | expired, mismatch | expired, mismatch | expired, mismatch |
| certificate begins 299 s after the request | fine, consistent | fine, incomplete | fine, mismatch | fine, consistent |
| certificate begins 301 s after the request | not-yet-valid, mismatch | not-yet-valid, mismatch | not-yet-valid, mismatch | undecided, consistent |
| certificate ended since the request | fine, consistent | fine, incomplete | fine, mismatch | fine, consistent |
| the same, as a warning | expired, consistent | expired, incomplete | expired, mismatch | expired, consistent |
| credential ended 299 s before the request | fine, consistent | fine, incomplete | fine, mismatch | undecided, consistent |
| credential ended 301 s before the request | expired, mismatch | expired, mismatch | expired, mismatch | expired, mismatch |
| credential begins 299 s after the request | fine, consistent | fine, incomplete | fine, mismatch | fine, consistent |
| credential begins 301 s after the request | not-yet-valid, mismatch | not-yet-valid, mismatch | not-yet-valid, mismatch | undecided, consistent |
| credential ended since the request | fine, consistent | fine, incomplete | fine, mismatch | fine, consistent |
| assertion ended 299 s before the request | fine, consistent | fine, incomplete | fine, mismatch | fine, consistent |
| assertion ended 301 s before the request | expired, mismatch | undecided, incomplete | expired, mismatch | undecided, consistent |
| assertion ended since the request | fine, consistent | fine, incomplete | fine, mismatch | undecided, consistent |
| assertion begins 299 s after the request | fine, consistent | fine, incomplete | fine, mismatch | fine, consistent |
| assertion begins 301 s after the request | future, mismatch | future, mismatch | future, mismatch | future, mismatch |
";

const ERRORS: &str = "\
| | said | verdict |
|---|---|---|
| 301 s before `nbf` | nobody knows whose | incomplete |
| 299 s before `nbf` | this assertion's | mismatch |
| in the assertion's life | this assertion's | mismatch |
| 299 s after `exp` | this assertion's | mismatch |
| 301 s after `exp` | nobody knows whose | incomplete |
| 5 hours before | nobody knows whose | incomplete |
| 25 hours before | age | incomplete |
";

/// One request, in seconds since the Unix epoch.
struct Moments {
    request: f64,
    now: f64,
    assertion: [f64; 2],
    credential: [f64; 2],
}

impl Moments {
    /// Made and sent at this time.
    fn at(request: f64) -> Self {
        Self { request, now: request, assertion: [request, request + 600.0], credential: [START, END].map(seconds) }
    }
}

fn date(time: f64) -> String {
    let time = time::OffsetDateTime::UNIX_EPOCH + time::Duration::seconds_f64(time);
    time.format(&time::format_description::well_known::Rfc3339).unwrap()
}

fn assertion([nbf, exp]: [f64; 2]) -> String {
    let header = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": fill("{client sha256 base64url}")});
    let claims = format!(
        r#"{{"aud":"https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token","iss":"{CLIENT}","sub":"{CLIENT}","jti":"{CLIENT}","nbf":{nbf},"exp":{exp}}}"#
    );
    let message = format!("{}.{}", encode(header.to_string()), encode(claims));
    format!("{message}.{}", encode(sign("client", "PS256", &message)))
}

fn report(moments: &Moments, told: &str) -> Report {
    let [start, end] = moments.credential.map(date);
    let list = fill(&format!(
        r#"{{"appId":"{CLIENT}","signInAudience":"AzureADMyOrg","keyCredentials":[{{"key":"{{client der}}","keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","startDateTime":"{start}","endDateTime":"{end}","type":"AsymmetricX509Cert","usage":"Verify"}}]}}"#
    ));
    let time = date(moments.request);
    let written = time.replace('T', " ");
    let [nbf, exp] = moments.assertion.map(date);
    let error = match told {
        "an error" => format!("AADSTS7000215: Invalid client secret provided. Timestamp: {written}"),
        "AADSTS700024" => format!(
            "AADSTS700024: Client assertion is not within its valid time range. Current time: {time}, assertion valid from \
             {nbf}, expiry time of assertion {exp}. Timestamp: {written}"
        ),
        _ => String::new(),
    };
    let mut sources = vec![pasted(assertion(moments.assertion)), pasted(list), dropped("client.pem")];
    sources.extend((!error.is_empty()).then(|| pasted(error)));
    let at = (told == "`at`").then_some(moments.request);
    inspect(&Request { sources, context: Context { now: moments.now, at, ..Context::default() } })
}

/// What a check says, and the verdict.
fn said(report: &Report, check: &str) -> String {
    let finding = finding(report, check);
    let what = match (finding.verdict, finding.reason, finding.skip) {
        (Outcome::Pass, ..) => "fine".to_owned(),
        (_, Some(reason), _) => reason.to_owned(),
        (_, _, skip) => skip.map_or("fails".to_owned(), word),
    };
    format!("{what}, {}", word(report.verdict.status))
}

#[test]
fn certificates_credentials_and_assertions_of_other_times() {
    let [start, end, request] = [START, END, REQUEST].map(seconds);
    let mut table = format!("| | {} |\n|---|{}\n", TOLD.join(" | "), "---|".repeat(TOLD.len()));
    let mut row = |what: String, check: &str, moments: Moments| {
        let cells = TOLD.map(|told| said(&report(&moments, told), check));
        writeln!(table, "| {what} | {} |", cells.join(" | ")).unwrap();
    };
    for n in [299.0, 301.0] {
        row(format!("certificate ended {n} s before the request"), "certificate/validity", Moments::at(end + n));
    }
    for n in [299.0, 301.0] {
        row(format!("certificate begins {n} s after the request"), "certificate/validity", Moments::at(start - n));
    }
    let since = || Moments { now: end + 3_600.0, ..Moments::at(end - 3_600.0) };
    row("certificate ended since the request".to_owned(), "certificate/validity", since());
    row("the same, as a warning".to_owned(), "certificate/expires_soon", since());
    let with = |credential| Moments { credential, ..Moments::at(request) };
    for n in [299.0, 301.0] {
        let what = format!("credential ended {n} s before the request");
        row(what, "registration/validity", with([start, request - n]));
    }
    for n in [299.0, 301.0] {
        let what = format!("credential begins {n} s after the request");
        row(what, "registration/validity", with([request + n, end]));
    }
    let since = Moments { now: request + 7_200.0, ..with([start, request + 3_600.0]) };
    row("credential ended since the request".to_owned(), "registration/validity", since);
    let of = |assertion| Moments { assertion, ..Moments::at(request) };
    for n in [299.0, 301.0] {
        let what = format!("assertion ended {n} s before the request");
        row(what, "claims/exp", of([request - n - 600.0, request - n]));
    }
    let since = Moments { now: request + 7_200.0, ..Moments::at(request) };
    row("assertion ended since the request".to_owned(), "claims/exp", since);
    for n in [299.0, 301.0] {
        let what = format!("assertion begins {n} s after the request");
        row(what, "claims/nbf", of([request + n, request + n + 600.0]));
    }
    assert_eq!(table, TIMES, "\n{table}");
}

#[test]
fn errors_of_other_times() {
    let request = seconds(REQUEST);
    let mut table = "| | said | verdict |\n|---|---|---|\n".to_owned();
    for (what, written) in [
        ("301 s before `nbf`", request - 301.0),
        ("299 s before `nbf`", request - 299.0),
        ("in the assertion's life", request + 60.0),
        ("299 s after `exp`", request + 899.0),
        ("301 s after `exp`", request + 901.0),
        ("5 hours before", request - 18_000.0),
        ("25 hours before", request - 90_000.0),
    ] {
        let error = format!(
            "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found.] Timestamp: {}",
            date(written).replace('T', " ")
        );
        let sources = vec![pasted(assertion([request, request + 600.0])), dropped("client.pem"), pasted(error)];
        let context = Context { now: request + 1_200.0, ..Context::default() };
        let report = inspect(&Request { sources, context });
        let same = finding(&report, "response/same_assertion");
        let tie = match (same.verdict, same.reason) {
            (Outcome::Pass, _) => "this assertion's",
            (_, Some(reason)) => reason,
            _ => "nobody knows whose",
        };
        writeln!(table, "| {what} | {tie} | {} |", word(report.verdict.status)).unwrap();
    }
    assert_eq!(table, ERRORS, "\n{table}");
}
