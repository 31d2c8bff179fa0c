//! Names, dates, keys and thumbprints agree with what openssl says of the same certificates.

use std::fs;

use assertion_inspector::report::{Cause, CauseStatus, Kind, Section, SkipKind};
use assertion_inspector::request::{Context, Request, Source};
use assertion_inspector::{Inspector, inspect};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::mint::{der, encode, sign};
use super::{dropped, finding, folder, pasted};

/// What openssl says of one certificate.
#[derive(Debug, Deserialize, PartialEq)]
struct Reading {
    file: String,
    subject: String,
    issuer: String,
    serial: String,
    not_before: String,
    not_after: String,
    sha1: String,
    sha256: String,
    key: String,
    public_key: String,
}

fn readings() -> Vec<Reading> {
    serde_json::from_slice(&fs::read(folder("certificates/openssl.json")).unwrap()).unwrap()
}

/// Those of `varied/certificates.pem`, by openssl, keytool, certtool, NSS, Go and the authorities that Mozilla trusts.
fn varied() -> Vec<(Source, Reading)> {
    let bytes = fs::read_to_string(folder("certificates/varied/certificates.pem")).unwrap();
    let readings: Vec<Reading> =
        serde_json::from_slice(&fs::read(folder("certificates/varied/openssl.json")).unwrap()).unwrap();
    let certificates = bytes.split_inclusive("-----END CERTIFICATE-----\n").map(pasted);
    certificates.zip(readings).collect()
}

#[track_caller]
fn value<'a>(section: &'a Section, place: &str) -> &'a str {
    let place = format!("{}.{place}", section.id);
    let fact = section.facts.iter().find(|fact| fact.place.as_str() == place);
    &fact.unwrap_or_else(|| panic!("no fact {place}")).value
}

#[track_caller]
fn labelled<'a>(section: &'a Section, label: &str) -> &'a str {
    let fact = section.facts.iter().find(|fact| fact.label == label);
    &fact.unwrap_or_else(|| panic!("no fact {label}")).value
}

#[test]
fn every_reading_agrees_with_openssl() {
    let own = readings().into_iter().map(|reading| (dropped(&reading.file), reading));
    let all: Vec<_> = own.chain(varied()).collect();
    assert!(all.len() >= 480);
    for (source, reading) in all {
        let report = inspect(&Request { sources: vec![source], ..Request::default() });
        let certificate = report.sections.iter().find(|section| section.id == "certificate.0");
        let certificate = certificate.unwrap_or_else(|| panic!("{}: not recognized", reading.file));
        let seen = Reading {
            file: reading.file.clone(),
            subject: value(certificate, "subject").to_owned(),
            issuer: value(certificate, "issuer").to_owned(),
            serial: value(certificate, "serial").to_owned(),
            not_before: value(certificate, "not_before").to_owned(),
            not_after: value(certificate, "not_after").to_owned(),
            sha1: value(certificate, "thumbprint.sha1.hex").to_owned(),
            sha256: value(certificate, "thumbprint.sha256.hex").to_owned(),
            key: value(certificate, "key").to_owned(),
            public_key: labelled(certificate, "Public key (SPKI), SHA-256").to_owned(),
        };
        assert_eq!(seen, reading);
    }
}

/// The same certificate in every form that people have it in.
#[test]
fn a_certificate_is_recognized_in_every_form() {
    let pem = String::from_utf8(dropped("client.pem").bytes).unwrap();
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = der("client");
    let hex: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
    let utf16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(pem.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let utf16_big: Vec<u8> = pem.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("DER", der.clone()),
        ("DER with a line end behind it", [der.as_slice(), b"\r\n"].concat()),
        ("CRLF", pem.replace('\n', "\r\n").into_bytes()),
        ("lone CR", pem.replace('\n', "\r").into_bytes()),
        ("byte order mark", format!("\u{FEFF}{pem}").into_bytes()),
        ("UTF-16", utf16),
        ("UTF-16, big endian, no mark", utf16_big),
        ("text before and behind", format!("subject=CN = x\nissuer=CN = y\n{pem}thanks, Ada\n").into_bytes()),
        ("escaped as in JSON", format!("\"{}\"", pem.replace('\n', "\\n")).into_bytes()),
        ("escaped with CRLF", pem.replace('\n', "\\r\\n").into_bytes()),
        ("indented as in YAML", pem.lines().map(|line| format!("    {line}\n")).collect::<String>().into_bytes()),
        ("one line", pem.replace('\n', " ").into_bytes()),
        ("TRUSTED armour", pem.replace("CERTIFICATE", "X509 CERTIFICATE").into_bytes()),
        ("base64 without armour", body.clone().into_bytes()),
        ("base64 in quotes", format!("\"{body}\",").into_bytes()),
        ("base64 in a code block", format!("this one:\n\n```text\n{body}\n```\nthanks").into_bytes()),
        ("base64 in a log", format!("2026-01-01 [info] certificate: {body} (795 bytes)\nnext").into_bytes()),
        ("base64 before a word", format!("certificate:\n{body}\nthanks").into_bytes()),
        ("hexadecimal in a code block", format!("this one:\n\n```text\n{hex}\n```\nthanks").into_bytes()),
        ("hexadecimal in a log", format!("[info] certificate: {hex} done").into_bytes()),
        ("hexadecimal", hex.into_bytes()),
    ];
    for (form, bytes) in forms {
        let source = Source { name: None, bytes };
        let report = inspect(&Request { sources: vec![source], ..Request::default() });
        assert_eq!(report.sources.len(), 1, "{form}: {:?}", report.sources);
        assert_eq!(report.sources[0].kind, Kind::Certificate, "{form}");
        let sha1 = value(&report.sections[0], "thumbprint.sha1.hex");
        assert_eq!(sha1, readings().iter().find(|reading| reading.file == "client.pem").unwrap().sha1, "{form}");
    }
}

/// Bag attributes, a private key and a certificate in one file: the key is refused, the certificate taken.
#[test]
fn a_private_key_beside_a_certificate_is_dropped() {
    let report = inspect(&Request { sources: vec![dropped("bag.pem")], ..Request::default() });
    let mut kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
    kinds.sort_by_key(|kind| *kind != Kind::Certificate);
    assert_eq!(kinds, [Kind::Certificate, Kind::PrivateKey]);
}

/// What a lone certificate already gives: its entry for the registration.
#[test]
fn the_entry_for_a_registration_holds_the_certificate() {
    let context = Context { random: Some([7; 16]), ..Context::default() };
    let report = inspect(&Request { sources: vec![dropped("client.pem")], context });
    let entry: serde_json::Value =
        serde_json::from_str(value(&report.sections[0], "key_credential")).expect("the entry is JSON");
    assert_eq!(entry["customKeyIdentifier"], value(&report.sections[0], "thumbprint.sha1.hex"));
    assert_eq!(entry["key"].as_str().unwrap().len(), der("client").len().div_ceil(3) * 4);
    assert_eq!(entry["startDateTime"], "2025-07-01T00:00:00Z");
    assert_eq!(entry["endDateTime"], "2027-07-01T00:00:00Z");
    assert_eq!((&entry["type"], &entry["usage"]), (&"AsymmetricX509Cert".into(), &"Verify".into()));
    let id = entry["keyId"].as_str().unwrap();
    assert_eq!((id.len(), &id[14..15]), (36, "4"));
    assert!("89ab".contains(&id[19..20]), "{id}");
}

/// `remove` and `text`, and ids that stay what they are.
#[test]
fn the_handle_forgets_what_is_removed() {
    let mut inspector = Inspector::default();
    let first = inspector.add(&dropped("client.pem"));
    let second = inspector.add(&dropped("other.pem"));
    assert_eq!((first.as_slice(), second.as_slice()), ([0].as_slice(), [1].as_slice()));
    assert_eq!(inspector.text(0).unwrap().into_bytes(), dropped("client.pem").bytes);
    inspector.remove(0);
    inspector.remove(99);
    assert_eq!(inspector.text(0), None);
    assert_eq!(inspector.add(&pasted("nothing")), [2]);
    let report = inspector.report(&Context::default());
    assert_eq!(report.sources.iter().map(|source| source.id).collect::<Vec<_>>(), [1, 2]);
}

/// 65536 in place of 65537: an even exponent undoes no signature.
#[test]
fn a_key_that_checks_no_signature_is_not_accused() {
    let mut bytes = der("client");
    let exponent = bytes.windows(5).position(|window| window == [2, 3, 1, 0, 1]).unwrap();
    bytes[exponent + 4] = 0;
    let named = encode(Sha256::digest(&bytes));
    let message = format!("{}.{}", encode(format!(r#"{{"alg":"PS256","x5t#S256":"{named}"}}"#)), encode("{}"));
    let assertion = format!("{message}.{}", encode(sign("client", "PS256", &message)));
    let sources = vec![pasted(assertion), Source { name: None, bytes }];
    let report = inspect(&Request { sources, ..Request::default() });
    let skip = |id| {
        let found = finding(&report, id);
        (found.skip, found.owner)
    };
    assert_eq!(skip("signature/key_fits"), (Some(SkipKind::Undecided), None));
    assert_eq!(skip("signature/verifies"), (Some(SkipKind::Owned), Some("signature/key_fits")));
    let cause = report.causes.iter().find(|cause| cause.id == Cause::WrongKey).unwrap();
    assert_eq!(cause.status, CauseStatus::Unknown);
}
