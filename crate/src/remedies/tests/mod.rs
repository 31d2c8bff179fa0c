//! Which findings call for which remedies.

mod snippets;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{WRITERS, remedies};
use crate::causes;
use crate::decode::base64;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::evidence::Evidence;
use crate::recognize::{Content, Item, recognize};
use crate::report::{Finding, Outcome, Remedy, Severity, Snippet, Text};
use crate::request::{Context, Expected, Source};

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";

fn items(sources: &[Vec<u8>], more: Vec<Content>) -> Vec<(u32, Item)> {
    let recognized = (0..).zip(sources).flat_map(|(exchange, bytes)| {
        recognize((&Source { name: None, bytes: bytes.clone() }).into(), 64, 100 * exchange)
    });
    let more = more.into_iter().map(|content| Item { name: None, exchange: 9_999, content });
    (0..).zip(recognized.chain(more)).collect()
}

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("{}/../tests/certificates/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn text(name: &str) -> String {
    String::from_utf8(file(name)).unwrap()
}

/// An assertion with these parts and a signature by nobody.
fn assertion(header: &str, claims: &str) -> Vec<u8> {
    let encode = |json: &str| base64::encode_url(json.as_bytes());
    format!("{}.{}.{}", encode(header), encode(claims), base64::encode_url(&[7; 256])).into_bytes()
}

fn context() -> Context {
    let expected = Expected { tenant: None, client_id: Some(CLIENT.to_owned()), ..Expected::default() };
    Context { expected, now: 1_767_226_200.0, random: Some([7; 16]), ..Context::default() }
}

/// The remedies for these fails, given as `id reason`, whatever the checks say.
fn called(failing: &'static str, items: &[(u32, Item)]) -> Vec<Remedy> {
    let context = context();
    let evidence = Evidence::gather(items, &context, crate::crypto::mod_pow);
    let findings: Vec<Finding> = failing
        .split(", ")
        .map(|fail| {
            let (id, reason) = fail.split_once(' ').map_or((fail, None), |(id, reason)| (id, Some(reason)));
            Finding {
                id,
                cause: crate::checks().find(|check| check.id == id).and_then(|check| check.cause),
                title: "",
                severity: Severity::Error,
                verdict: Outcome::Fail,
                reason,
                message: Text::default(),
                expected: None,
                actual: None,
                expected_label: None,
                actual_label: None,
                places: Vec::new(),
                skip: None,
                owner: None,
                needs: Vec::new(),
                cites: "",
            }
        })
        .collect();
    remedies(&evidence, &findings, &causes::diagnose(&findings, false, evidence.federated.is_federated))
}

fn titles(remedies: &[Remedy]) -> Vec<&str> {
    remedies.iter().map(|remedy| remedy.title.as_str()).collect()
}

#[track_caller]
fn snippet<'a>(remedies: &'a [Remedy], label: &str) -> &'a str {
    let mut all = remedies.iter().flat_map(|remedy| &remedy.snippets);
    &all.find(|snippet| snippet.label.starts_with(label)).unwrap_or_else(|| panic!("no snippet {label}")).text
}

/// JSON parses, alone and behind the head of a request; a shell reads its lines.
#[track_caller]
fn is_well_formed(snippet: &Snippet) {
    let Snippet { label, language, text } = snippet;
    match language.as_str() {
        "json" => drop(serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{label}: {error}\n{text}"))),
        "http" => {
            if let Some((_, body)) = text.split_once("\n\n").filter(|(_, body)| body.starts_with('{')) {
                serde_json::from_str::<Value>(body).unwrap_or_else(|error| panic!("{label}: {error}\n{body}"));
            }
        }
        "shell" => {
            let read = Command::new("bash").args(["-n", "-c", text]).output().unwrap();
            assert!(read.status.success(), "{label}: {}\n{text}", String::from_utf8_lossy(&read.stderr));
        }
        "powershell" | "csharp" | "python" | "javascript" | "java" | "go" | "text" => {}
        other => panic!("{other} is no language of a snippet"),
    }
}

/// A reason that no check gives calls for nothing, and nobody notices. Each word of a list that several checks share is a
/// reason of one of them.
#[test]
fn what_calls_for_a_remedy_can_be_found() {
    let called_by = || WRITERS.iter().flat_map(|writer| writer.called_by);
    let reasons_of = |id: &str| crate::checks().find(|check| check.id == id).map(|check| check.reasons);
    let mut wrong = BTreeSet::new();
    for (id, reasons) in called_by() {
        if reasons_of(id).is_none() {
            wrong.insert(format!("a remedy is called by {id}, and there is no such check"));
        }
        let sharing = called_by().filter(|(_, others)| others == reasons).filter_map(|(id, _)| reasons_of(id));
        let known: BTreeSet<&str> = sharing.flatten().copied().collect();
        for reason in reasons.iter().filter(|reason| !known.contains(*reason)) {
            wrong.insert(format!("a remedy is called by {id} `{reason}`, which is no reason of that check"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn nothing_is_called_for_where_nothing_fails() {
    assert!(called("claims/still_valid", &items(&[file("client.pem")], Vec::new())).is_empty());
}

/// Every check of a registration, a request or an error calls for what mends it.
#[test]
fn each_fail_calls_for_its_remedies() {
    let register = "Register the certificate";
    let query = "See which keys are configured";
    let look = "Look at the application's certificates";
    let one = "Use one application throughout";
    let request = "Correct the request";
    let clock = "Set the clock, and make a new assertion for each request";
    let find = "Find the certificate that belongs to the private key";
    let replace = "Replace the certificate that has expired";
    let library = "Let a library make and sign the assertion";
    let cases: [(&str, &[&str]); 26] = [
        ("registration/certificate absent", &[register, query]),
        ("registration/certificate empty", &[register, query]),
        ("registration/certificate same-key", &[register, find, query]),
        ("registration/certificate subject-trust-only", &[register, query]),
        ("registration/usage", &[register, query]),
        ("registration/app other-app", &[query, one]),
        ("registration/app object-id", &[query, "Correct the claims"]),
        ("registration/validity expired", &[replace, query]),
        ("registration/validity not-yet-valid", &[query, clock]),
        ("response/says_not_registered aadsts700027", &[look, register]),
        ("response/says_not_registered aadsts700027, header/x5t hex-text", &["Correct the header", query, library]),
        ("response/says_wrong_identifier aadsts5002723", &["Correct the header", library]),
        ("response/says_wrong_key aadsts700027", &[find, library]),
        ("response/says_wrong_key aadsts5002738", &["Correct the header", library]),
        ("response/says_wrong_key aadsts50032", &["Replace the certificate by one with an RSA key"]),
        ("response/says_bad_claims aadsts700023", &["Correct the claims"]),
        ("response/says_bad_claims aadsts700021", &[one, "Correct the claims"]),
        ("response/says_bad_time aadsts700024", &[clock]),
        ("response/says_bad_time aadsts700027", &[replace]),
        ("response/says_bad_request aadsts50027", &["Send a client assertion"]),
        ("response/says_bad_request aadsts90011", &[request]),
        ("response/thumbprint hex-text", &["Correct the header", library]),
        ("certificate/signer", &[look, register, find]),
        ("response/clock time-zone", &[clock]),
        ("response/app", &[query, one]),
        ("request/secret", &[request]),
    ];
    // SHA-1 of client.pem.
    let header = r#"{"alg":"RS256","x5t":"BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5"}"#;
    let assertion = assertion(header, &format!(r#"{{"iss":"{CLIENT}","sub":"{CLIENT}"}}"#));
    let items = items(&[assertion, file("client.pem")], Vec::new());
    for (failing, wanted) in cases {
        let remedies = called(failing, &items);
        assert_eq!(titles(&remedies), wanted, "{failing}");
        for remedy in &remedies {
            assert!(!remedy.steps.is_empty() && !remedy.snippets.is_empty(), "{}", remedy.title);
            assert!(
                remedy.steps.iter().chain([&remedy.why]).all(|step| step.plain().ends_with(['.', '?'])),
                "{:?}",
                remedy.steps
            );
            remedy.snippets.iter().for_each(is_well_formed);
        }
    }
}

/// A remedy that names a reason which no check gives is never called by it.
#[test]
fn each_check_and_reason_that_a_remedy_names_exists() {
    let folder = format!("{}/src/remedies", env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| path.is_file()) {
        let text: String = fs::read_to_string(&path).unwrap().split_whitespace().collect();
        // `"claims/aud", &["multiple"]`, of what calls and of what is asked.
        for (at, _) in text.match_indices("\",&[") {
            let id = text[..at].rsplit('"').next().unwrap();
            let list = text[at..].split('[').nth(1).unwrap().split(']').next().unwrap();
            let check = crate::checks().find(|check| check.id == id);
            let check = check.unwrap_or_else(|| panic!("{}: no check {id}", path.display()));
            for reason in list.split('"').skip(1).step_by(2) {
                assert!(check.reasons.contains(&reason), "{}: no {id} {reason}", path.display());
                named += 1;
            }
        }
    }
    assert!(named > 50, "{named}");
    // The other lists of reasons stand by themselves.
    let identifiers = ["header/x5t", "header/x5t_s256", "response/thumbprint"];
    for reason in super::header::MISWRITTEN {
        let mut checks = crate::checks().filter(|check| identifiers.contains(&check.id));
        assert!(checks.any(|check| check.reasons.contains(reason)), "{reason}");
    }
}

/// Another certificate beside the assertion is not the one to register.
#[test]
fn a_certificate_that_is_not_meant_is_not_registered() {
    let header = r#"{"alg":"RS256","x5t":"hOBcHZi846VCHSJbFAs26Go9VTU"}"#;
    let claims = format!(r#"{{"iss":"{CLIENT}","sub":"{CLIENT}"}}"#);
    let items = items(&[assertion(header, &claims), file("client.pem")], Vec::new());
    let remedies = called("registration/certificate absent", &items);
    assert_eq!(titles(&remedies).first(), Some(&"Register the certificate that signs"));
    assert!(
        remedies.first().unwrap().steps.first().unwrap().plain().contains("84E05C1D98BCE3A5421D225B140B36E86A3D5535")
    );
}

/// Entra's error and nothing else: the certificate is asked for by the thumbprint in it.
#[test]
fn an_error_alone_says_which_certificate_to_look_for() {
    let thumbprint = "D02953830A67536051EFCB073FB05537287D3800".to_owned();
    let app_id = Guid::parse("15855fc2-ac31-4020-b32d-5dd531bd6b43");
    let error = EntraError { thumbprint: Some(thumbprint.clone()), app_id, ..EntraError::default() };
    let items = items(&[], vec![Content::Response(Box::new(error))]);
    let remedies = called("response/says_not_registered aadsts700027", &items);
    assert_eq!(titles(&remedies), ["Look at the application's certificates", "Register the certificate that signs"]);
    for remedy in &remedies {
        assert!(remedy.steps.iter().any(|step| step.plain().contains(&thumbprint)), "{:?}", remedy.steps);
    }
    assert_eq!(remedies[0].choices.len(), 4);
    assert!(snippet(&remedies, "Is it in a Windows store?").contains(&thumbprint));
}
