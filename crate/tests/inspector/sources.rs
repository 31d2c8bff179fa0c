//! Bad input gets a sentence, and nothing else happens; noise round good input is passed over.

use assertion_inspector::inspect;
use assertion_inspector::report::{Kind, Outcome, Report, Status};
use assertion_inspector::request::{Context, Request, Share, Source};

use super::mint::{encode, sign};
use super::{dropped, finding, folder, pasted, word};

fn report(source: Source) -> Report {
    inspect(&Request { sources: vec![source], ..Request::default() })
}

#[track_caller]
fn refuses(source: Source, kind: Kind, check: &str, reason: &str, says: &str) {
    let report = report(source);
    assert_eq!(report.sources.iter().map(|source| source.kind).collect::<Vec<_>>(), [kind]);
    let finding = finding(&report, check);
    assert_eq!((finding.verdict, finding.reason), (Outcome::Fail, Some(reason)), "{}", finding.message.plain());
    assert!(finding.message.plain().contains(says), "{}", finding.message.plain());
    assert_eq!(report.verdict.status, Status::Nothing);
    assert_eq!(report.verdict.headline.plain(), finding.message.plain());
    assert!(report.sections.is_empty());
}

#[test]
fn bad_input_gets_a_sentence() {
    let recognized = "source/recognized";
    let mut cut = dropped("client.pem");
    cut.bytes.truncate(400);
    let mut cut_der = Source { name: None, bytes: super::mint::der("client") };
    cut_der.bytes.truncate(400);
    let wrong_end = String::from_utf8(dropped("client.pem").bytes).unwrap();
    let hole = pasted(wrong_end.replacen(&wrong_end[100..300], "", 1));
    refuses(pasted(""), Kind::Unknown, recognized, "empty", "nothing in it");
    refuses(pasted(" \r\n\u{FEFF}"), Kind::Unknown, recognized, "empty", "nothing in it");
    refuses(dropped("photo.jpg"), Kind::Unknown, recognized, "unsupported", "a JPEG picture");
    refuses(cut, Kind::Unknown, recognized, "truncated", "END line");
    refuses(cut_der, Kind::Unknown, recognized, "truncated", "a certificate");
    refuses(hole, Kind::Unknown, recognized, "truncated", "a certificate");
    let digits = super::mint::fill("{client sha1 hex}");
    refuses(pasted(&digits[1..]), Kind::Unknown, recognized, "truncated", "a thumbprint of 40 digits");
    refuses(pasted(r#"{"a": [1, 2"#), Kind::Unknown, recognized, "truncated", "JSON");
    refuses(pasted("hello"), Kind::Unknown, recognized, "unknown", "one word");
    refuses(pasted("<html></html>"), Kind::Unknown, recognized, "unknown", "HTML");
    refuses(pasted("login.microsoftonline.com"), Kind::Unknown, recognized, "unknown", "text");
    refuses(pasted("x".repeat(10 << 20)), Kind::Unknown, recognized, "unknown", "one word");
    refuses(Source { name: None, bytes: vec![0; (64 << 20) + 1] }, Kind::Unknown, recognized, "too-large", "64 MiB");
    refuses(dropped("client.csr"), Kind::Csr, recognized, "unsupported", "signing request");
    refuses(dropped("issuer.crl"), Kind::Crl, recognized, "unsupported", "revocation list");
    refuses(dropped("client.pub"), Kind::PublicKey, recognized, "unsupported", "public key");
    refuses(dropped("client.ssh.pub"), Kind::SshKey, recognized, "unsupported", "SSH key");
    for key in ["client.key", "client.rsa.key", "client.encrypted.key"] {
        refuses(dropped(key), Kind::PrivateKey, "source/private_key", "private-key", "not needed");
    }
    refuses(dropped("client.pfx"), Kind::Pkcs12, "source/private_key", "pkcs12", "openssl pkcs12");
}

/// Names decide nothing: a certificate in a file that is called a picture is a certificate.
#[test]
fn names_decide_nothing() {
    let source = Source { name: Some("photo.jpg".to_owned()), ..dropped("client.pem") };
    assert_eq!(report(source).sources[0].kind, Kind::Certificate);
}

#[test]
fn more_certificates_than_the_limit_are_said_to_be_too_many() {
    let pem = dropped("client.pem").bytes;
    let report = report(Source { name: None, bytes: pem.repeat(4_097) });
    assert_eq!(report.sources.len(), 4_097);
    assert_eq!(report.sources[4_096].kind, Kind::Unknown);
    let failing = super::failing(&report);
    assert_eq!(
        failing.iter().filter(|id| id.starts_with("source/")).collect::<Vec<_>>(),
        ["source/recognized too-large"]
    );
}

fn token() -> String {
    let body = format!("{}.{}", encode(r#"{"alg":"RS256","x5t":"AAAA"}"#), encode(r#"{"iss":"me","aud":"x"}"#));
    format!("{body}.{}", encode(sign("client", "RS256", &body)))
}

/// Every tolerant spelling of an assertion gives the same one.
#[test]
fn an_assertion_is_recognized_in_every_spelling() {
    let token = token();
    let parts: Vec<&str> = token.split('.').collect();
    let wrapped = |width: usize, end: &str| {
        let lines: Vec<&str> = (0..token.len()).step_by(width).map(|n| &token[n..token.len().min(n + width)]).collect();
        lines.join(end)
    };
    let spellings = [
        ("bare", token.clone()),
        ("white space round it", format!("\r\n  {token}\n\n")),
        ("quotes", format!("\"{token}\"")),
        ("trailing comma", format!("\"{token}\",")),
        ("Bearer", format!("Authorization: Bearer {token}")),
        ("parameter", format!("client_assertion={token}")),
        ("JSON member", format!("{{\n  \"client_assertion\": \"{token}\",\n  \"x\": 1\n}}")),
        ("escaped JSON", format!("{{\\\"client_assertion\\\":\\\"{token}\\\"}}")),
        ("wrapped at 64", wrapped(64, "\n")),
        ("wrapped at 76 with CRLF", wrapped(76, "\r\n")),
        ("wrapped and indented", wrapped(70, "\n    ")),
        ("wrapped by a shell", wrapped(80, "\\\n")),
        ("wrapped, with text behind it", format!("{}\nand so on and on", wrapped(80, "\n"))),
        ("a word on the next line", format!("{token}\nEOF\n")),
        ("a log", format!("2026-01-01T00:00:00Z [info] assertion: {token} (342 bytes)\n2026-01-01 next\n")),
        ("markdown fence", format!("```\n{token}\n```\n")),
        ("quoted mail", format!("> {token}\n")),
        ("percent-encoded", token.replace('-', "%2D").replace('_', "%5F").replace('.', "%2E")),
    ];
    for (spelling, text) in spellings {
        let report = report(pasted(&text));
        let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
        assert_eq!(kinds, [Kind::Assertion], "{spelling}");
        assert_eq!(report.assertions[0].segments, [parts[0], parts[1]], "{spelling}");
        let signature = report.sections.iter().find(|section| section.id == "signature");
        assert_eq!(signature.unwrap().facts[0].value, "256", "{spelling}");
    }
}

#[test]
fn several_assertions_are_told_apart_and_one_is_in_focus() {
    let one = token();
    let two = one.replace(&encode(r#"{"iss":"me","aud":"x"}"#), &encode(r#"{"iss":"you"}"#));
    let sources = vec![pasted(format!("first {one}\nthen {two}\n"))];
    let focused = |focus| {
        let context = Context { focus, ..Context::default() };
        let report = inspect(&Request { sources: sources.clone(), context });
        report.assertions.iter().map(|assertion| assertion.focused).collect::<Vec<_>>()
    };
    assert_eq!(focused(None), [false, true]);
    assert_eq!(focused(Some(0)), [true, false]);
    assert_eq!(focused(Some(7)), [false, true]);
}

/// An on-behalf-of body: the user's token is left alone, the secret is not shown.
#[test]
fn secrets_of_a_request_are_dropped() {
    let assertion = token();
    let user = token().replace("eyJ", "eyK");
    let body = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_id=me&client_secret=hunter2&\
         assertion={user}&client_assertion={assertion}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
    );
    let report = report(pasted(body));
    let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
    assert_eq!(kinds, [Kind::Request, Kind::Assertion]);
    let text = serde_json::to_string(&report).unwrap();
    assert!(!text.contains("hunter2") && !text.contains("eyK"));
    assert!(text.contains("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
}

/// A photograph of the folder, so that a file that is added is thought of here.
#[test]
fn every_file_that_is_no_certificate_has_its_sentence() {
    let others = std::fs::read_dir(folder("certificates")).unwrap().map(|entry| entry.unwrap().path());
    let others = others.filter(|path| {
        path.extension().is_some_and(|end| ["csr", "crl", "pub", "p7b", "pfx", "jpg"].iter().any(|known| end == *known))
    });
    assert_eq!(others.count(), 8);
}

/// A federated credential that fits the token tells nothing, as long as nobody knows whose it is.
#[test]
fn a_fitting_federated_credential_is_asked_about() {
    let credential = r#"{"name": "main", "issuer": "https://gitlab.com", "subject": "project_path:g/p:ref_type:branch:ref:main", "audiences": ["https://gitlab.com"]}"#;
    let claims = r#"{"iss": "https://gitlab.com", "sub": "project_path:g/p:ref_type:branch:ref:main", "aud": "https://gitlab.com", "exp": 1}"#;
    let mut request = Request { sources: vec![pasted(credential), pasted(claims)], ..Request::default() };
    let judged = |request: &Request| {
        let report = inspect(request);
        let question = report.sources.iter().find_map(|source| source.question.clone()).unwrap();
        (question, word(report.causes[0].status))
    };
    let (question, status) = judged(&request);
    assert_eq!((question.field, question.name.as_str(), status.as_str()), ("lists", "0", "unknown"));
    for (said, status) in [(Share::Part, "ruled_out"), (Share::Other, "unknown")] {
        request.context.expected.lists = vec![(0, said)];
        let (question, seen) = judged(&request);
        assert_eq!(seen, status);
        assert_eq!(question.answers.iter().filter(|answer| answer.chosen).count(), 1, "{question:?}");
    }
}

/// What names the application or the tenant has its field, and the person says which.
#[test]
fn a_bare_identifier_is_offered_for_its_field() {
    let guid = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
    let address = "https://login.microsoftonline.us/contoso.onmicrosoft.com/oauth2/v2.0/token";
    let named = [
        (guid, guid, vec!["client_id", "tenant"]),
        ("Application (client) ID\n6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8", guid, vec!["client_id", "tenant"]),
        ("AZURE_TENANT_ID=6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8", guid, vec!["client_id", "tenant"]),
        (address, "contoso.onmicrosoft.com", vec!["tenant"]),
        ("\"https://login.microsoftonline.com/contoso.com/v2.0\",", "contoso.com", vec!["tenant"]),
    ];
    for (text, name, words) in named {
        let mut request = Request { sources: vec![pasted(text)], ..Request::default() };
        let ask = |request: &Request| inspect(request).sources[0].question.clone().unwrap();
        let question = ask(&request);
        assert_eq!((question.field, question.name.as_str()), ("expected", name), "{text}");
        assert_eq!(question.answers.iter().map(|answer| answer.word).collect::<Vec<_>>(), words, "{text}");
        assert!(question.answers.iter().all(|answer| !answer.chosen), "{text}");
        request.context.expected.tenant = Some(name.to_owned());
        assert_eq!(ask(&request).answers.last().map(|answer| answer.chosen), Some(true), "{text}");
    }
    for text in ["https://login.microsoftonline.com/common/oauth2/v2.0/token", "https://example.com/contoso.com/token"]
    {
        assert_eq!(
            inspect(&Request { sources: vec![pasted(text)], ..Request::default() }).sources[0].question,
            None,
            "{text}"
        );
    }
}
