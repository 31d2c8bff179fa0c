//! What real clients send is never accused.

use std::fs;

use assertion_inspector::inspect;
use assertion_inspector::report::{CauseStatus, Kind, Need, Outcome, Severity, Status};
use assertion_inspector::request::{Context, Request};
use serde::Deserialize;

use super::{dropped, finding, folder, pasted};

/// One captured token request.
#[derive(Deserialize)]
pub(crate) struct Capture {
    pub(crate) client: String,
    version: String,
    pub(crate) variant: String,
    pub(crate) certificate: String,
    pub(crate) captured_at: f64,
    body: Option<String>,
    pub(crate) assertion: String,
}

pub(crate) fn captures() -> Vec<Capture> {
    let mut paths: Vec<_> =
        fs::read_dir(folder("clients/captures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
}

#[test]
fn what_real_clients_send_raises_no_error() {
    let captures = captures();
    for client in ["MSAL Python", "MSAL Node", "PyJWT", "jose"] {
        assert!(captures.iter().any(|capture| capture.client == client), "{client} was not captured");
    }
    assert!(captures.iter().filter(|capture| capture.client.contains("dentity")).count() >= 2);
    for capture in captures {
        let name = format!("{} {}, {}", capture.client, capture.version, capture.variant);
        let context = Context { now: capture.captured_at, ..Context::default() };
        let sources = vec![pasted(&capture.assertion), dropped(&capture.certificate)];
        let report = inspect(&Request { sources, context: context.clone() });
        let accused = report
            .findings
            .iter()
            .filter(|finding| finding.verdict == Outcome::Fail && finding.severity != Severity::Notice)
            .map(|finding| finding.message.plain());
        assert_eq!(accused.collect::<Vec<_>>(), Vec::<String>::new(), "{name}");
        for id in ["header/identifier", "signature/verifies", "claims/aud", "claims/exp", "certificate/validity"] {
            assert_eq!(finding(&report, id).verdict, Outcome::Pass, "{name}: {id}");
        }
        // All that is open is what was not given.
        assert_eq!(report.verdict.status, Status::Incomplete, "{name}");
        let open = report.causes.iter().filter(|cause| cause.status != CauseStatus::RuledOut);
        let needs = open.flat_map(|cause| {
            assert!(!cause.needs.is_empty(), "{name}: {cause:?}");
            cause.needs.clone()
        });
        let missing = [Need::Registration, Need::Request, Need::Tenant];
        assert!(needs.into_iter().all(|need| missing.contains(&need)), "{name}");

        // The request body says the same as its assertion, and the signature is in neither report.
        if let Some(body) = capture.body {
            let report = inspect(&Request { sources: vec![pasted(body), dropped(&capture.certificate)], context });
            let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
            assert_eq!(kinds, [Kind::Request, Kind::Assertion, Kind::Certificate], "{name}");
            assert_eq!(finding(&report, "signature/verifies").verdict, Outcome::Pass, "{name}");
            for id in ["request/client_id", "request/assertion_type", "request/secret"] {
                assert_eq!(finding(&report, id).verdict, Outcome::Pass, "{name}: {id}");
            }
        }
    }
}

/// The hint names the right client or none.
#[test]
fn the_client_is_told_by_its_marks() {
    for capture in captures() {
        let context = Context { now: capture.captured_at, ..Context::default() };
        let report = inspect(&Request { sources: vec![pasted(&capture.assertion)], context });
        let mut facts = report.sections.iter().flat_map(|section| &section.facts);
        let hint = facts.find(|fact| fact.label == "Looks like").map(|fact| fact.value.as_str());
        let wanted = match capture.client.as_str() {
            "MSAL Python" | "azure-identity (Python)" => Some("MSAL Python, or azure-identity for Python"),
            "MSAL Node" | "@azure/identity" => Some("MSAL Node, or @azure/identity"),
            _ => None,
        };
        assert_eq!(hint, wanted, "{}, {}", capture.client, capture.variant);
    }
}

/// The client signs with another certificate than the file given: that is one finding, and neither header nor key is accused.
#[test]
fn another_certificate_does_not_match() {
    for capture in captures() {
        let context = Context { now: capture.captured_at, ..Context::default() };
        let report = inspect(&Request { sources: vec![pasted(&capture.assertion), dropped("other.pem")], context });
        // What `x5c` holds tells of itself that it signed.
        let is_sent = report.sections.iter().any(|section| section.id == "x5c.0");
        let wanted = if is_sent { Vec::new() } else { vec!["certificate/signer".to_owned()] };
        let accused = report.failed().filter(|finding| finding.severity != Severity::Notice);
        assert_eq!(accused.map(|finding| finding.id.to_owned()).collect::<Vec<_>>(), wanted, "{}", capture.client);
    }
}

/// Whatever lies beside them: Entra's errors speak for themselves, and nothing in the assertion is accused for them.
#[test]
fn nothing_that_lies_beside_makes_them_wrong() {
    let responses = fs::read_dir(folder("responses")).unwrap().map(|entry| entry.unwrap().path());
    let responses: Vec<_> = responses.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    for capture in captures() {
        let beside = responses.iter().map(|path| pasted(fs::read_to_string(path).unwrap()));
        let files = ["other.pem", "renewed.pem", "ec-p256.pem", "expired.pem", "client.key", "client.csr", "photo.jpg"];
        for source in beside.chain(files.map(dropped)) {
            let context = Context { now: capture.captured_at, ..Context::default() };
            let said = String::from_utf8_lossy(&source.bytes).chars().take(200).collect::<String>();
            for sources in [
                vec![pasted(&capture.assertion), dropped(&capture.certificate), source.clone()],
                vec![source.clone(), dropped(&capture.certificate), pasted(&capture.assertion)],
            ] {
                let report = inspect(&Request { sources, context: context.clone() });
                let accused = report.findings.iter().filter(|finding| {
                    let errs = finding.verdict == Outcome::Fail && finding.severity == Severity::Error;
                    errs && !finding.id.starts_with("response/")
                });
                let accused: Vec<String> = accused.map(|finding| finding.message.plain()).collect();
                assert_eq!(accused, Vec::<String>::new(), "{}, {}, beside {said}", capture.client, capture.variant);
            }
        }
    }
}
