//! The recognition table of the contract: each of its rows, bare and in three carriers. A kind without a row does not build.

use assertion_inspector::inspect;
use assertion_inspector::report::Kind;
use assertion_inspector::request::Request;

use super::cases::valid;
use super::mint::{fill, standard};
use super::{dropped, pasted};

const KINDS: [Kind; 15] = [
    Kind::Assertion,
    Kind::Request,
    Kind::Certificate,
    Kind::Thumbprint,
    Kind::Registration,
    Kind::Response,
    Kind::PrivateKey,
    Kind::Pkcs12,
    Kind::Csr,
    Kind::Crl,
    Kind::PublicKey,
    Kind::SshKey,
    Kind::Change,
    Kind::Federation,
    Kind::Unknown,
];

/// What each row is shown by. Its many forms stand in `listings/forms.rs`, `requests/forms.rs`, `responses.rs`, `certificates.rs`,
/// `registrations.rs` and `private_keys.rs`.
fn row(kind: Kind) -> String {
    let file = |name: &str| String::from_utf8(dropped(name).bytes).unwrap();
    match kind {
        Kind::Assertion => valid("client"),
        Kind::Request => format!("client_id=6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8&client_assertion={}", valid("client")),
        Kind::Certificate => file("client.pem"),
        Kind::Thumbprint => fill("Thumbprint: {client sha1 hex}"),
        Kind::Registration => {
            r#"{"appId": "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8", "displayName": "Daemon", "keyCredentials": []}"#.to_owned()
        }
        Kind::Response => "AADSTS700027: Client assertion failed signature validation.".to_owned(),
        Kind::PrivateKey => file("client.key"),
        Kind::Pkcs12 => standard(&dropped("client.pfx").bytes),
        Kind::Csr => file("client.csr"),
        Kind::Crl => file("issuer.crl"),
        Kind::PublicKey => file("client.pub"),
        Kind::SshKey => file("client.ssh.pub"),
        Kind::Change => fill(
            r#"{"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": "{client der}"}]}"#,
        ),
        Kind::Federation => {
            r#"{"name": "main", "issuer": "https://token.actions.githubusercontent.com", "subject": "repo:contoso/daemon:ref:refs/heads/main", "audiences": ["api://AzureADTokenExchange"]}"#.to_owned()
        }
        Kind::Unknown => "this is not a token".to_owned(),
    }
}

#[test]
fn each_row_is_recognized_bare_and_in_three_carriers() {
    let carriers: [fn(&str) -> String; 4] = [
        str::to_owned,
        |text| text.lines().map(|line| format!("> {line}\n")).collect(),
        |text| format!("```\n{text}\n```\n"),
        |text| text.lines().map(|line| format!("app-1  | {line}\r\n")).collect(),
    ];
    let mut wrong = Vec::new();
    for kind in KINDS {
        for (n, carrier) in carriers.iter().enumerate() {
            let report = inspect(&Request { sources: vec![pasted(carrier(&row(kind)))], ..Request::default() });
            let found: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
            if !found.contains(&kind) {
                wrong.push(format!("{kind:?}, carrier {n}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
