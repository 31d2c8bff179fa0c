//! Certificates in bundles and in keys written as JSON.

use assertion_inspector::inspect;
use assertion_inspector::report::Kind;
use assertion_inspector::request::{Request, Source};

use super::mint::der;
use super::requests::{fact, kinds, report};
use super::{dropped, finding, pasted};

#[test]
fn a_bundle_gives_its_certificates() {
    let pem = String::from_utf8(dropped("client.p7b").bytes).unwrap();
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &body).unwrap();
    let mut cut = bytes.clone();
    cut.truncate(500);
    let streamed = dropped("streamed.p7b");
    assert!(streamed.bytes.starts_with(&[0x30, 0x80]), "an indefinite length");
    let bare = Source { name: None, bytes };
    for source in [dropped("client.p7b"), streamed, bare, pasted(format!("bundle:\r\n{pem}")), pasted(body)] {
        let report = inspect(&Request { sources: vec![source, dropped("client.pem")], ..Request::default() });
        assert_eq!(kinds(&report), [Kind::Certificate, Kind::Certificate]);
        let thumbprint = |n| fact(&report, &format!("certificate.{n}.thumbprint.sha256.hex")).map(str::to_owned);
        assert_eq!(thumbprint(0), thumbprint(1));
    }
    let report = inspect(&Request { sources: vec![Source { name: None, bytes: cut }], ..Request::default() });
    assert_eq!(kinds(&report), [Kind::Unknown]);
}

#[test]
fn a_key_as_json_gives_its_certificates_and_never_its_secret() {
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der("client"));
    let public = format!(r#"{{"kty":"RSA","n":"AQAB","e":"AQAB","x5t":"x","x5c":["{encoded}"]}}"#);
    let bare = r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#;
    let private = r#"{"kty":"RSA","n":"AQAB","e":"AQAB","d":"hunter2","p":"hunter2"}"#;
    assert_eq!(kinds(&report(&public)), [Kind::Certificate]);
    assert_eq!(kinds(&report(&format!("{{\"keys\":[{public},{bare}]}}"))), [Kind::Certificate, Kind::PublicKey]);
    let both = report(&format!("{{\n \"keys\": [{private}, {public}]\n}}"));
    assert_eq!(kinds(&both), [Kind::PrivateKey, Kind::Certificate]);
    assert!(!serde_json::to_string(&both).unwrap().contains("hunter2"));
    let report = report(bare);
    assert_eq!(finding(&report, "source/recognized").reason, Some("unsupported"));
}
