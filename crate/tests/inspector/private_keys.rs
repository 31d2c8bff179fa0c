//! Private keys in every form that tools write and in every carrier: they are named, and nothing of them is left.

mod fresh;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use assertion_inspector::report::{Kind, Outcome, Report};
use assertion_inspector::request::{Context, Source};
use assertion_inspector::{Inspector, markdown};

use super::folder;
use super::mint;

/// As many digits in a row are no chance.
const DIGITS: usize = 24;

/// What holds no private key.
const INNOCENT: [&str; 11] = [
    "certificate.asn1.text",
    "certificate.pem",
    "dsa.parameters.asn1.text",
    "dsa.parameters.pem",
    "dh.parameters.pem",
    "ec.parameters.pem",
    "ec.explicit-parameters.pem",
    "gpg.public.asc",
    "rsa.public.asn1.text",
    "rsa.public.pem",
    "rsa.public.msblob",
];

/// Every file of `tests/private-keys`, by its name.
fn samples() -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder("private-keys")).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_none_or(|end| end != "md" && end != "sh"));
    files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

/// What is said of one source, and all text that leaves the inspector.
fn inspected(bytes: &[u8]) -> (Report, String) {
    let mut inspector = Inspector::default();
    let ids = inspector.add(&Source { name: None, bytes: bytes.to_vec() });
    let report = inspector.report(&Context::default());
    let mut told = serde_json::to_string(&report).unwrap() + &markdown::of(&report);
    for id in ids {
        told.extend(inspector.text(id).into_iter().chain(inspector.editable(id)));
    }
    (report, told)
}

fn warns(report: &Report) -> Option<&'static str> {
    let findings = report.findings.iter().filter(|one| one.id == "source/private_key");
    findings.filter(|one| one.verdict == Outcome::Fail).find_map(|one| one.reason)
}

/// The digits of a text, as windows.
fn windows(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/' | '-' | '_'));
    let ends = |word: &str| word.len().saturating_sub(DIGITS - 1);
    words.flat_map(|word| (0..ends(word)).map(move |n| &word[n..n + DIGITS])).collect()
}

fn standard(bytes: impl AsRef<[u8]>) -> String {
    mint::standard(bytes.as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lines of so many digits.
fn lines(digits: &str, width: usize, end: &str) -> String {
    let lines: Vec<&str> = (0..digits.len()).step_by(width).map(|n| &digits[n..digits.len().min(n + width)]).collect();
    lines.join(end)
}

/// As `hexdump -C` and `xxd` print it.
fn dump(bytes: &[u8], xxd: bool) -> String {
    let line = |(n, line): (usize, &[u8])| {
        let shown: String =
            line.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' }).collect();
        if xxd {
            let groups: Vec<String> = line.chunks(2).map(hex).collect();
            format!("{:08x}: {:39}  {shown}\n", n * 16, groups.join(" "))
        } else {
            let groups: Vec<String> =
                line.chunks(8).map(|half| half.iter().map(|byte| format!("{byte:02x} ")).collect()).collect();
            format!("{:08x}  {:49} |{shown}|\n", n * 16, groups.join(" "))
        }
    };
    bytes.chunks(16).enumerate().map(line).collect()
}

fn percent(text: &str) -> String {
    let encoded =
        |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encoded).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// What may lie round a file, and what it is then.
fn carried(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let once = standard(bytes);
    // What is no text is carried as base64.
    let text = String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| lines(&once, 64, "\n"));
    let json = serde_json::to_string(&text).unwrap();
    let quoted = |text: &str, sign: &str| text.lines().map(|line| format!("{sign}{line}\n")).collect::<String>();
    let texts = [
        ("itself as text", text.clone()),
        ("CRLF", text.replace('\n', "\r\n")),
        ("mail", format!("On Monday you wrote:\n\n{}", quoted(&text, "> "))),
        ("mail in mail", quoted(&text, "> > ")),
        ("indented", format!("key: |\n{}other: 1\n", quoted(&text, "    "))),
        ("here document", format!("cat > key <<'EOF'\n{text}\nEOF\n")),
        ("JSON", format!("{{\"name\": \"value\", \"key\": {json}, \"other\": [1, 2]}}")),
        ("JSON in JSON", format!("{{\"body\": {}}}", serde_json::to_string(&format!("{{\"key\": {json}}}")).unwrap())),
        ("environment", format!("OTHER=1\nKEY={json}\n")),
        ("percent", format!("a=1&key={}&b=2", percent(&text))),
        ("percent twice", format!("a=1&key={}&b=2", percent(&percent(&text)))),
        ("base64", once.clone()),
        ("base64 in lines of 64", lines(&once, 64, "\n")),
        ("base64 in lines of 76", lines(&once, 76, "\r\n")),
        ("base64 on one line", lines(&once, 64, " ")),
        ("base64 in quotes", format!("x = \"{once}\";")),
        ("base64 in a secret", format!("apiVersion: v1\nkind: Secret\ndata:\n  tls.key: {once}\n")),
        ("base64 in JSON", format!("{{\"data\":{{\"tls.key\":\"{once}\"}}}}")),
        ("base64 in XML", format!("<add key=\"k\"><value>{once}</value></add>")),
        ("base64 in a variable", format!("export CLIENT_KEY={once}\n")),
        ("base64 twice", standard(&once)),
        ("base64 twice in lines", lines(&standard(lines(&once, 76, "\n")), 76, "\n")),
        ("base64 as a value of a form", format!("client_id=a&client_assertion={}", percent(&once))),
        ("hexadecimal", hex(bytes)),
        ("upper case", hex(bytes).to_uppercase()),
        ("colons", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":")),
        ("hexdump -C", dump(bytes, false)),
        ("xxd", dump(bytes, true)),
    ];
    let mut carried: Vec<_> = texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    carried.push(("itself", bytes.to_vec()));
    carried.push(("UTF-16", utf16(&text)));
    carried
}

#[test]
fn every_form_is_named_in_every_carrier_and_nothing_of_it_is_left() {
    let mut wrong = Vec::new();
    for (name, bytes) in samples() {
        if INNOCENT.contains(&name.as_str()) {
            continue;
        }
        let reason =
            if ["pfx", "p12", "pkcs12"].iter().any(|end| name.ends_with(end)) { "pkcs12" } else { "private-key" };
        for (carrier, whole) in carried(&bytes) {
            let cut = &whole[..whole.len() / 10 * 8];
            for (carrier, bytes, is_whole) in
                [(carrier.to_owned(), whole.as_slice(), true), (format!("{carrier}, cut"), cut, false)]
            {
                let (report, told) = inspected(bytes);
                if warns(&report) != Some(reason) && (is_whole || !has_its_key_at_its_end(&name)) {
                    wrong.push(format!(
                        "{name}, {carrier}: {:?}",
                        report.sources.iter().map(|one| one.kind).collect::<Vec<_>>()
                    ));
                }
                // The certificate beside a key is no secret, and of this key nothing is in front of the cut.
                let is_public = name == "bag.pem" || (name == "ed25519.asn1.text" && !is_whole);
                let source = String::from_utf8_lossy(bytes).into_owned();
                let told = windows(&told);
                if !is_public && let Some(left) = windows(&source).iter().find(|one| told.contains(*one)) {
                    wrong.push(format!("{name}, {carrier}: {left} is left"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Forms that begin with what is public: cut, they may be nothing else.
fn has_its_key_at_its_end(name: &str) -> bool {
    let begins_with_public = ["ppk", "text", "jwk"].contains(&name.rsplit('.').next().unwrap());
    begins_with_public || name == "bag.pem" || name == "ec.with-parameters.pem"
}

#[test]
fn what_is_public_is_no_private_key() {
    let public = samples().into_iter().filter(|(name, _)| INNOCENT.contains(&name.as_str()));
    let certificates = fs::read_dir(folder("certificates")).unwrap().map(|entry| entry.unwrap().path());
    let is_public = |path: &Path| {
        let end = path.extension().unwrap_or_default();
        ["csr", "crl", "pub", "p7b", "jpg", "json"].iter().any(|known| end == *known)
            || (end == "pem" && !path.ends_with("bag.pem"))
    };
    let certificates =
        certificates.filter(|path| is_public(path)).map(|path| (path.display().to_string(), fs::read(&path).unwrap()));
    let mut wrong = Vec::new();
    for (name, bytes) in public.chain(certificates) {
        let armour = String::from_utf8_lossy(&bytes).into_owned();
        let body: Vec<&str> = armour.lines().filter(|line| !line.starts_with("--")).collect();
        let forms = [("body", body.join("\n").into_bytes()), ("one line", body.concat().into_bytes())];
        for (carrier, bytes) in carried(&bytes).into_iter().chain(forms) {
            if let Some(reason) = warns(&inspected(&bytes).0) {
                wrong.push(format!("{name}, {carrier}: {reason}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Without armour, in lines of any length.
#[test]
fn the_body_of_a_certificate_is_a_certificate() {
    for path in fs::read_dir(folder("certificates")).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|end| end != "pem") || path.ends_with("bag.pem") {
            continue;
        }
        let armour = fs::read_to_string(&path).unwrap();
        let body: String = armour.lines().filter(|line| !line.starts_with("--")).collect();
        for width in [40, 57, 60, 64, 70, 75, 76, 77, 100] {
            for end in ["\n", "\r\n", " ", "\n  "] {
                let (report, _) = inspected(lines(&body, width, end).as_bytes());
                let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
                assert_eq!(kinds, [Kind::Certificate], "{} {width} {end:?}", path.display());
            }
        }
    }
}

/// `BCRYPT_RSAKEY_BLOB`, as no tool writes it but those of Windows. An exponent may be as long as the modulus.
#[test]
fn a_blob_of_windows_is_a_key() {
    for (exponent, length) in [(3, 2_048), (4, 1_024), (9, 3_072), (256, 2_048), (2_048, 16_384)] {
        for (magic, reason) in [(b"RSA1", None), (b"RSA2", Some("private-key")), (b"RSA3", Some("private-key"))] {
            let numbers = [length, exponent, length / 8, length / 16, length / 16].map(u32::to_le_bytes).concat();
            let blob = [magic.as_slice(), &numbers, &[7; 600]].concat();
            for bytes in [blob.clone(), standard(&blob).into_bytes(), hex(&blob).into_bytes()] {
                assert_eq!(warns(&inspected(&bytes).0), reason, "{magic:?} {exponent} {length}");
            }
        }
    }
}

/// What stands beside a key is read.
#[test]
fn what_is_beside_a_key_is_read() {
    let read = |name: &str| String::from_utf8(samples()[name].clone()).unwrap();
    let (key, certificate) = (read("rsa.pkcs8.pem"), read("certificate.pem"));
    let body = |armour: &str| armour.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
    let headless = key.split_once('\n').unwrap().1.to_owned();
    let cut = key.split_at(key.len() / 2).0.to_owned();
    let error = "AADSTS700027: Client assertion contains an invalid signature.";
    for text in [
        format!("{key}{certificate}"),
        format!("{certificate}{key}"),
        format!("{headless}{certificate}"),
        format!("{cut}\n\n{certificate}"),
        format!("{certificate}\n{}", body(&key)),
        format!("{}\n\n{}", body(&key), body(&certificate)),
        format!("{}\n\n{key}", body(&certificate)),
        format!("data:\n  tls.crt: {}\n  tls.key: {}\n", standard(&certificate), standard(&key)),
        format!("{{\"data\":{{\"tls.crt\":\"{}\",\"tls.key\":\"{}\"}}}}", standard(&certificate), standard(&key)),
        format!("PEM={}\n", standard(format!("{key}{certificate}"))),
        serde_json::to_string(&format!("{key}{certificate}")).unwrap(),
    ] {
        let (report, _) = inspected(text.as_bytes());
        let kinds: BTreeSet<String> = report.sources.iter().map(|source| format!("{:?}", source.kind)).collect();
        assert_eq!(kinds, ["Certificate", "PrivateKey"].map(str::to_owned).into(), "{text}");
    }
    for text in [
        format!("{error}\n{key}"),
        format!("{cut}\n\n{error}"),
        format!("{headless}\n{error}"),
        format!("KEY={}\n{error}", standard(&key)),
    ] {
        let (report, _) = inspected(text.as_bytes());
        let kinds: BTreeSet<String> = report.sources.iter().map(|source| format!("{:?}", source.kind)).collect();
        assert_eq!(kinds, ["PrivateKey", "Response"].map(str::to_owned).into(), "{text}");
    }
    let der = [mint::der("client"), samples()["rsa.pkcs8.der"].clone()].concat();
    let (report, _) = inspected(&der);
    assert_eq!(report.sources.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::Certificate, Kind::PrivateKey]);
}

/// Without the line that ends it, and cut within a line: what it ends with tells it. Of a certificate nothing does.
#[test]
fn the_end_of_a_key_is_a_key() {
    let body = |name: &str| {
        let armour = String::from_utf8(samples()[name].clone()).unwrap();
        armour.lines().filter(|line| !line.starts_with("--")).collect::<String>()
    };
    for (name, reason) in
        [("rsa.pkcs1.pem", Some("private-key")), ("rsa.pkcs8.pem", Some("private-key")), ("certificate.pem", None)]
    {
        let digits = body(name);
        for (width, end) in [(64, "\n"), (76, "\r\n"), (64, "\\n"), (64, " "), (1_000, "\n")] {
            let text = lines(&digits, width, end);
            // The three numbers of a key of 1,024 bits take 264 digits.
            for left in 300..500 {
                let (before, cut) = text.split_at(text.len() - left);
                if before.ends_with('\\') {
                    continue;
                }
                let (report, told) = inspected(cut.as_bytes());
                assert_eq!(warns(&report), reason, "{name} {width} {cut:?}");
                assert!(!told.contains(&cut[100..][..DIGITS]), "{cut:?}");
            }
        }
    }
}

/// An error that speaks of armour holds none.
#[test]
fn words_about_a_key_are_no_key() {
    for text in [
        "ValueError: expecting -----BEGIN PRIVATE KEY----- at the beginning of the file",
        "the private key: see C:\\keys\\contoso-daemon-production-private-key-2026.pem",
        "private_key = /etc/ssl/private/contoso-daemon-production-private-key-2026.pem",
        "{\"privateKeyId\":\"BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5\",\"d\":\"8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\"}",
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDJ21pZ8E1ENld8f7OBlhkPIr+rns5NcmH94PM057Lf3FMcjr9E",
        "<RSAKeyValue><Modulus>y9tqWfBNRDZXfH+zgZYZDyK/q57OTXJh/eDzNOey39xTHI6/RGO84b9KCPDvsxTr</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
        "{\"kty\":\"RSA\",\"n\":\"y9tqWfBNRDZXfH-zgZYZDyK_q57OTXJh_eDzNOey39xTHI6_RGO84b9KCPDvsxTr\",\"e\":\"AQAB\",\"d\":null,\"p\":\"\"}",
        "{\"body\": \"{\\\"kty\\\": \\\"oct\\\", \\\"k\\\": null}\"}",
        "{'kty': 'EC', 'crv': 'P-256', 'x': 'y9tqWfBNRDZXfH-zgZYZDyK_q57OTXJh_eDzNOey39w', 'd': None}",
        "kty: RSA\nn: y9tqWfBNRDZXfH-zgZYZDyK_q57OTXJh_eDzNOey39xTHI6_RGO84b9KCPDvsxTr\nd: ''\np: null\nq: ~\n",
    ] {
        assert_eq!(warns(&inspected(text.as_bytes()).0), None, "{text}");
    }
}

/// A token in base64 is one only where it begins an object of JSON.
#[test]
fn a_word_of_digits_is_no_token() {
    // `{` and what is no JSON; `{"` and what is no text.
    for bytes in [b"{\x1f\x88\x03".as_slice(), b"{\"\xff\xfe\x01".as_slice(), b"{\"a\"\x01"] {
        let word = standard([bytes, &[7; 60]].concat());
        let (report, told) = inspected(word.as_bytes());
        assert!(report.assertions.is_empty() && !told.contains(&word[..DIGITS]), "{word}");
    }
    let cut = mint::encode(r#"{"alg":"PS256","typ":"JWT","x5t#S256":"AAAA"#);
    assert_eq!(inspected(cut.as_bytes()).0.assertions.len(), 1);
}
