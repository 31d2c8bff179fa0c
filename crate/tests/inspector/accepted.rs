//! Where Entra gave a token, nothing is wrong, and it says so; where anything tells that it refused, it does not.

use assertion_inspector::inspect;
use assertion_inspector::report::{AssertionOutcome, CauseStatus, Report, Status};
use assertion_inspector::request::{Context, Request};
use serde_json::{Value, json};

use super::mint::{encode, sign};
use super::{failing, pasted};

const URL: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";
const REFUSED: &str = r#"{"error":"invalid_client","error_description":"AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found.] Trace ID: 0b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8 Correlation ID: 1b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8 Timestamp: 2026-01-01 00:05:00Z","error_codes":[700027]}"#;
const ACCEPTED: &str = r#"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"opaque"}"#;

/// The body of a request. Of its assertion nearly everything is wrong.
fn body(client: &str) -> String {
    let message = format!(
        "{}.{}",
        encode(r#"{"alg":"RS256","typ":"at+jwt","x5t":"AAAA"}"#),
        encode(json!({"iss": client, "sub": "other", "aud": URL, "exp": 1}).to_string())
    );
    let assertion = format!("{message}.{}", encode(sign("other", "RS256", &message)));
    format!(
        "client_id={client}&grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A\
         client-assertion-type%3Ajwt-bearer&client_assertion={assertion}"
    )
}

fn entry(url: &str, client: &str, status: u32, answer: &str) -> Value {
    json!({
        "request": {"method": "POST", "url": url, "postData": {"text": body(client)}},
        "response": {"status": status, "content": {"text": answer}},
    })
}

fn archive(entries: &[Value], focus: Option<usize>) -> Report {
    let context = Context { focus, now: 1_767_225_900.0, ..Context::default() };
    let archive = json!({"log": {"entries": entries}}).to_string();
    inspect(&Request { sources: vec![pasted(archive), pasted(r#"{"appId":"x","keyCredentials":[]}"#)], context })
}

fn outcomes(report: &Report) -> Vec<AssertionOutcome> {
    report.assertions.iter().map(|one| one.outcome).collect()
}

const ONE: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const OTHER: &str = "11111111-2222-4333-8444-555555555555";

#[track_caller]
fn is_accepted(report: &Report) {
    assert_eq!(report.verdict.status, Status::Accepted, "{:?}", failing(report));
    assert!(report.causes.iter().all(|cause| cause.status == CauseStatus::RuledOut), "{:?}", report.causes);
    assert_eq!((failing(report), report.remedies.len()), (Vec::new(), 0));
}

#[test]
fn what_entra_accepted_is_called_wrong_by_nobody() {
    let refused = archive(&[entry(URL, ONE, 400, "")], None);
    assert!(refused.verdict.status == Status::Mismatch && failing(&refused).len() > 5);
    let report = archive(&[entry(URL, ONE, 200, ACCEPTED)], None);
    is_accepted(&report);
    assert_eq!(outcomes(&report), [AssertionOutcome::Accepted]);
    // As a text: the request, and what answered it.
    let http = format!("POST {URL} HTTP/1.1\n\n{}\n\n", body(ONE));
    let text = |text: String| inspect(&Request { sources: vec![pasted(text)], ..Request::default() });
    is_accepted(&text(format!("{http}HTTP/1.1 200 OK\n\n{ACCEPTED}")));
    for other in [
        // An answer to what was asked before; one that nobody asked for here; a refusal behind it.
        format!("{ACCEPTED}\n\n{http}"),
        format!("{}\n\n{ACCEPTED}", body(ONE)),
        format!("{http}{REFUSED}\n\n{ACCEPTED}"),
        format!("{http}{ACCEPTED}\n\nAADSTS700027: Client assertion contains an invalid signature."),
    ] {
        assert_eq!(text(other.clone()).verdict.status, Status::Mismatch, "{other}");
    }
}

#[test]
fn a_refusal_beside_it_has_the_focus() {
    let entries = [entry(URL, ONE, 200, ACCEPTED), entry(URL, OTHER, 401, REFUSED)];
    let report = archive(&entries, None);
    assert_eq!(outcomes(&report), [AssertionOutcome::Accepted, AssertionOutcome::Refused]);
    assert!(report.assertions[1].focused && report.verdict.status == Status::Mismatch);
    let labels: Vec<_> = report.assertions.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(
        labels,
        ["1 of 2 \u{b7} accepted", "2 of 2 \u{b7} 2026-01-01T00:05:00Z \u{b7} refused \u{b7} AADSTS700027"]
    );
    is_accepted(&archive(&entries, Some(0)));
    // The same assertion, accepted once and refused once: what refused it is asked for.
    let both = [entry(URL, ONE, 200, ACCEPTED), entry(URL, ONE, 401, REFUSED)];
    for focus in [0, 1] {
        assert_eq!(archive(&both, Some(focus)).verdict.status, Status::Mismatch);
    }
}

#[test]
fn what_entra_did_not_say_is_no_success() {
    let elsewhere = URL.replace("login.microsoftonline.com", "tokens.contoso.example");
    for (url, status, answer) in [
        (URL, 400, ACCEPTED),
        (URL, 200, r#"{"token_type":"Bearer","expires_in":3599}"#),
        (URL, 200, r#"{"access_token":"opaque"}"#),
        (URL, 200, "<html>access_token</html>"),
        (&elsewhere, 200, ACCEPTED),
        (&URL.replace("https", "http"), 200, ACCEPTED),
    ] {
        let report = archive(&[entry(url, ONE, status, answer)], None);
        assert_eq!(report.verdict.status, Status::Mismatch, "{url} {status} {answer}");
        assert_ne!(outcomes(&report), [AssertionOutcome::Accepted], "{url} {status} {answer}");
    }
}
