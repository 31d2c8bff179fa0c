//! Entra's errors as people have them: each real message gives the right cause and no invention.
//!
//! `tests/responses/*.txt` are messages on record, and some that follow from them by arithmetic; `*.expected` is what is
//! said of each, read by a person. `ACCEPT=1 cargo test` writes the latter anew.

use std::fmt::Write;
use std::{env, fs};

use assertion_inspector::inspect;
use assertion_inspector::report::{Kind, Outcome, Report};
use assertion_inspector::request::{Context, Request};

use super::cases::seconds;
use super::{folder, pasted};

fn report(text: &str) -> Report {
    let context = Context { now: seconds("2026-11-01T00:00:00Z"), ..Context::default() };
    inspect(&Request { sources: vec![pasted(text)], context })
}

/// What a person reads first, and what was read in the text.
fn said(report: &Report) -> String {
    let mut said = format!("{:?}: {}\n\n", report.verdict.status, report.verdict.headline.plain());
    for cause in &report.causes {
        writeln!(said, "{:?}: {:?} {}", cause.id, cause.status, cause.because.join(" ")).unwrap();
    }
    said.push('\n');
    for finding in report.findings.iter().filter(|finding| finding.verdict == Outcome::Fail) {
        let reason = finding.reason.unwrap_or("-");
        writeln!(said, "{} {reason}: {}", finding.id, finding.message.plain()).unwrap();
        if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
            writeln!(said, "  expected {expected}\n  actual   {actual}").unwrap();
        }
    }
    said.push('\n');
    for remedy in &report.remedies {
        writeln!(said, "{}: {}", remedy.title, remedy.why.plain()).unwrap();
        for step in &remedy.steps {
            writeln!(said, "  - {}", step.plain()).unwrap();
        }
        for one in &remedy.choices {
            writeln!(said, "    - {}: {}", one.seen, one.then).unwrap();
        }
    }
    for section in &report.sections {
        writeln!(said, "\n{}", section.title).unwrap();
        for fact in &section.facts {
            writeln!(said, "  {}: {} ({})", fact.label, fact.value, fact.note.plain()).unwrap();
        }
    }
    said
}

#[test]
fn messages_on_record_say_what_a_person_has_read() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in fs::read_dir(folder("responses")).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        count += 1;
        let report = report(&fs::read_to_string(&path).unwrap());
        assert_eq!(report.sources.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::Response], "{path:?}");
        let expected = path.with_extension("expected");
        let said = said(&report);
        if env::var_os("ACCEPT").is_some() {
            fs::write(&expected, &said).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{}:\n{said}", expected.display()));
        }
    }
    assert!(count >= 30);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The same error, as logs, mails and issues carry it.
#[test]
fn noise_round_an_error_changes_nothing() {
    let text = fs::read_to_string(folder("responses/02-msal-python.txt")).unwrap();
    let text = text.trim();
    let description =
        text.split_once("\"error_description\":\"").unwrap().1.split_once("\",\"error_codes\"").unwrap().0;
    let plain = description.replace("\\r\\n", "\r\n");
    let lines = |width: usize| -> String {
        let characters: Vec<char> = plain.replace("\r\n", " ").chars().collect();
        characters.chunks(width).map(|line| line.iter().collect::<String>() + "\n").collect()
    };
    let escaped = serde_json::to_string(text).unwrap();
    let noises = [
        ("JSON", text.to_owned()),
        ("bare", plain.clone()),
        ("escapes", description.to_owned()),
        ("new trailer", plain.replace("\r\n", " ")),
        ("line ends gone", plain.replace("\r\n", "")),
        ("quotes", format!("\"{plain}\"")),
        ("wrapped", lines(76)),
        ("markdown fence", format!("```json\n{text}\n```\n")),
        ("mail", plain.replace("\r\n", "\r\n> ")),
        ("bold", plain.replace("AADSTS700027", "**AADSTS700027**")),
        ("typographic quotes", plain.replace('\'', "\u{2019}")),
        ("escaped quotes", text.replace('\'', "\\u0027")),
        ("HTML", plain.replace('\'', "&#39;")),
        (
            "Python",
            format!(
                "{{'error': 'invalid_client', 'error_description': \"{description}\", 'error_codes': [700027], 'timestamp': '2023-07-17 10:33:11Z', 'trace_id': 'c239abbb-de7c-4092-8f1a-6a13382c5500'}}"
            ),
        ),
        (
            "JSON in a log line",
            format!("{{\"level\":\"error\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"message\":{escaped}}}"),
        ),
        ("escaped JSON", format!("2026-01-01 10:00:00Z WARN token request failed: {escaped} (attempt 1)")),
        (
            "a line of a log",
            format!("2026-01-01 10:00:00Z ERROR [main] {plain}\n2026-01-01 10:00:01Z INFO [main] bye\n"),
        ),
        (
            "MSAL for .NET",
            format!(
                "MSAL.NetCore.4.61.3.0.MsalServiceException:\n\tErrorCode: invalid_client\nMicrosoft.Identity.Client.MsalServiceException: A configuration issue is preventing authentication - check the error message from the server for details. See https://aka.ms/msal-net-invalid-client for details.  Original exception: {plain}\n   at Microsoft.Identity.Client.OAuth2.OAuth2Client.ThrowServerException()\n\tStatusCode: 401\n\tResponseBody: {text}\n"
            ),
        ),
        (
            "MSAL for Java",
            format!(
                "com.microsoft.aad.msal4j.MsalServiceException: {plain}\n\tat com.microsoft.aad.msal4j.Foo.bar(Foo.java:12)\n"
            ),
        ),
        (
            "MSAL for Go",
            format!(
                "http call(https://login.microsoftonline.com/x/oauth2/v2.0/token)(POST) error: reply status code was 401:\n{text}"
            ),
        ),
        (
            "MSAL for Node",
            format!(
                "ServerError: invalid_client: Error(s): 700027 - Timestamp: 2023-07-17 10:33:11Z - Description: {plain} - Correlation ID: 48f14b85-0366-451d-b576-e78bb526ade9 - Trace ID: c239abbb-de7c-4092-8f1a-6a13382c5500"
            ),
        ),
        (
            "Azure.Identity",
            format!(
                "Azure.Identity.AuthenticationFailedException: ClientCertificateCredential authentication failed: {plain}\n ---> MSAL\n   at Azure.Identity.Foo()\n{plain}\n"
            ),
        ),
        ("the code apart", format!("Error code: AADSTS700027\nMessage: {}", plain.replacen("AADSTS700027: ", "", 1))),
        ("twice in a log", format!("{plain}\n\n{text}\n\nretry\n{plain}\nsee AADSTS700027 in the documentation\n")),
    ];
    let wanted = said(&report(text));
    let core =
        |said: &str| said.lines().filter(|line| !line.contains("Host that answered")).collect::<Vec<_>>().join("\n");
    for (name, noise) in noises {
        let report = report(&noise);
        let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
        assert_eq!(kinds, [Kind::Response], "{name}");
        let (seen, wanted) = (core(&said(&report)), core(&wanted));
        // A hard wrap leaves a blank where the line ended.
        let same = if name == "wrapped" { seen.replace(' ', "") == wanted.replace(' ', "") } else { seen == wanted };
        assert!(same, "{name}:\n{seen}\n\nwanted:\n{wanted}");
    }
}

/// An error in a log hides nothing else that is in it, and keeps nothing of it.
#[test]
fn what_stands_beside_an_error_is_found() {
    let body = format!("{}.{}", super::mint::encode(r#"{"alg":"PS256"}"#), super::mint::encode(r#"{"iss":"me"}"#));
    let token = format!("{body}.{}", super::mint::encode(super::mint::sign("client", "PS256", &body)));
    let log = format!("AADSTS700027 for assertion {token}\nthen AADSTS50013: no. client_assertion={token} more\n");
    let report = report(&log);
    let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
    assert_eq!(kinds, [Kind::Response, Kind::Response, Kind::Assertion, Kind::Assertion]);
    let signature = token.rsplit('.').next().unwrap();
    assert!(!serde_json::to_string(&report).unwrap().contains(signature));
    let mut inspector = assertion_inspector::Inspector::default();
    let shown: Vec<_> = inspector.add(&pasted(log)).into_iter().filter_map(|id| inspector.text(id)).collect();
    assert!(shown.iter().all(|text| !text.contains(signature)), "{shown:?}");
}

/// Hostile logs take no time.
#[test]
fn many_errors_are_read_in_one_go() {
    for text in [
        "AADSTS700027 ".repeat(200_000),
        "AADSTS700027: x [Reason - ".repeat(100_000),
        (0..50_000).map(|n| format!("AADSTS{}: y. Timestamp: \n", 1_000_000 + n)).collect(),
        format!("AADSTS700027: {}", "\\".repeat(2_000_000)),
        "{\"error_description\":".repeat(50_000),
    ] {
        let report = report(&text);
        assert!(report.sources.len() <= 1_002);
    }
}

/// What is no error of Entra's is none.
#[test]
fn other_errors_are_said_to_be_unknown() {
    let report =
        report(r#"{"error":"invalid_client","error_description":"The client secret is wrong, says another server."}"#);
    assert_eq!(report.sources[0].kind, Kind::Response);
    assert!(report.verdict.headline.plain().contains("no AADSTS code"), "{}", report.verdict.headline.plain());
    assert!(report.causes.iter().all(|cause| cause.because.is_empty()));
}
