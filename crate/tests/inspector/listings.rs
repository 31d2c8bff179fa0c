//! What the portal and the tools show as text: thumbprints, lists of key credentials, decoded tokens.

mod forms;

use assertion_inspector::inspect;
use assertion_inspector::report::{CauseStatus, Kind, Outcome, Report, Status};
use assertion_inspector::request::{Context, Request, Role, Share, Source};

use self::forms::{DECODED, FORMS, Says};
use super::cases::{seconds, valid};
use super::mint::{decode, encode, fill, segment};
use super::{dropped, finding, pasted};

const APP: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const KEY: &str = "e5b7c9d1-2f3a-4b4c-8d5e-6f708192a3b4";

/// A form with the thumbprints of this certificate.
fn form(text: &str, certificate: &str) -> String {
    let of = |what: &str| fill(&format!("{{{certificate} {what}}}"));
    let (sha1, sha256) = (of("sha1 hex"), of("sha256 hex"));
    let groups = |digits: &str, between: &str| {
        digits
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).into_owned())
            .collect::<Vec<_>>()
            .join(between)
    };
    let bytes = decode(&of("sha1 base64url"));
    let first = bytes.iter().take(4).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let padded = base64(&bytes);
    text.replace("{X:}", &groups(&sha1, ":"))
        .replace("{X }", &groups(&sha1, " "))
        .replace("{X}", &sha1)
        .replace("{x}", &sha1.to_ascii_lowercase())
        .replace("{Y:}", &groups(&sha256, ":"))
        .replace("{Y}", &sha256)
        .replace("{y}", &sha256.to_ascii_lowercase())
        .replace("{v}", &of("sha256 base64url"))
        .replace("{S}", &padded)
        .replace("{u}", &of("sha1 base64url"))
        .replace("{B}", &format!("{{{first}…}}"))
        .replace("{A}", APP)
        .replace("{K}", KEY)
}

fn base64(bytes: &[u8]) -> String {
    super::mint::standard(bytes)
}

fn report(sources: Vec<Source>, thumbprints: Vec<(String, Role)>) -> Report {
    let mut context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
    context.expected.thumbprints = thumbprints;
    inspect(&Request { sources, context })
}

fn status(report: &Report, cause: &str) -> CauseStatus {
    report.causes.iter().find(|one| super::word(one.id) == cause).unwrap().status
}

/// A valid assertion by `client` that names it by its SHA-1.
fn assertion() -> Source {
    let header = fill(r#"{"alg":"RS256","typ":"JWT","x5t":"{client sha1 base64url}"}"#);
    let message = format!("{}.{}", encode(header), valid("client").split('.').nth(1).unwrap());
    let signature = segment("client", "RS256", &message);
    pasted(format!("{message}.{signature}"))
}

/// The kinds that were found beside an assertion.
fn kinds(report: &Report) -> Vec<Kind> {
    report.sources.iter().map(|one| one.kind).filter(|kind| *kind != Kind::Assertion).collect()
}

/// What a text says of its thumbprint, as a valid assertion by `client` beside it shows.
fn said(text: &str) -> Says {
    let of = |certificate: &str| report(vec![assertion(), pasted(form(text, certificate))], Vec::new());
    let (own, other) = (of("client"), of("other"));
    let reason = |report: &Report, id: &str| {
        let found = finding(report, id);
        (found.verdict, found.reason)
    };
    let registered = |report: &Report| reason(report, "registration/certificate");
    match kinds(&own).first() {
        Some(Kind::Registration) if registered(&other) == (Outcome::Fail, Some("absent")) => Says::Whole,
        Some(Kind::Registration) if registered(&own).0 == Outcome::Pass => Says::Listed,
        Some(Kind::Registration) => Says::Cut,
        Some(Kind::Thumbprint) if own.sections.iter().any(|section| section.id == "thumbprint.0") => Says::Mine,
        Some(Kind::Thumbprint) => Says::Asked,
        _ => Says::Other,
    }
}

/// The roundabouts that a text may take without a change in what it says.
const CARRIERS: [fn(&str) -> String; 4] = [
    str::to_owned,
    |text| text.lines().map(|line| format!("> {line}\n")).collect(),
    |text| format!("```\n{text}\n```\n"),
    |text| text.replace('\n', "\r\n"),
];

#[test]
fn each_form_says_what_it_is() {
    let mut wrong = Vec::new();
    for (name, says, text) in FORMS {
        for (n, carrier) in CARRIERS.iter().enumerate() {
            let found = said(&carrier(text));
            if found != *says {
                wrong.push(format!("{name}, {n}: {found:?} instead of {says:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// By itself a thumbprint proves nothing: it may be copied from the client that signs.
#[test]
fn a_bare_thumbprint_reassures_nobody() {
    for (name, _, text) in FORMS.iter().filter(|(_, says, _)| matches!(says, Says::Asked | Says::Mine | Says::Other)) {
        for given in [vec![], vec![dropped("client.pem")]] {
            let mut sources = vec![assertion(), pasted(form(text, "client"))];
            sources.extend(given);
            let report = report(sources, Vec::new());
            assert_eq!(status(&report, "not_registered"), CauseStatus::Unknown, "{name}");
            assert_eq!(report.verdict.status, Status::Incomplete, "{name}");
        }
    }
}

/// What the person says of it holds, and the report says that it is theirs.
#[test]
fn the_person_says_what_a_thumbprint_is() {
    let words = |certificate: &str, role| {
        let digits = fill(&format!("{{{certificate} sha1 hex}}"));
        let sources = vec![assertion(), dropped("client.pem"), pasted(digits.to_ascii_lowercase())];
        let report = report(sources, vec![(digits, role)]);
        let found = finding(&report, "registration/certificate");
        let message = found.message.plain();
        (status(&report, "not_registered"), report.verdict.status, message.contains("as you say"))
    };
    assert_eq!(words("client", Role::Registered), (CauseStatus::RuledOut, Status::Incomplete, true));
    assert_eq!(words("client", Role::RegisteredAll), (CauseStatus::RuledOut, Status::Incomplete, true));
    assert_eq!(words("client", Role::Mine), (CauseStatus::Unknown, Status::Incomplete, false));
    assert_eq!(words("other", Role::Registered), (CauseStatus::Unknown, Status::Incomplete, false));
    assert_eq!(words("other", Role::RegisteredAll), (CauseStatus::Confirmed, Status::Mismatch, true));
    assert_eq!(words("other", Role::Mine), (CauseStatus::Unknown, Status::Incomplete, false));
}

/// The person's word on a list outranks what the list says of itself.
#[test]
fn the_person_says_whose_a_list_is() {
    let (_, _, page) = FORMS.iter().find(|(name, ..)| *name == "the portal's page, without its address").unwrap();
    let registered = |share: Option<Share>| {
        let mut context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
        context.expected.lists = share.map(|share| (1, share)).into_iter().collect();
        let report = inspect(&Request { sources: vec![assertion(), pasted(form(page, "other"))], context });
        let found = finding(&report, "registration/certificate");
        (found.verdict, found.reason)
    };
    assert_eq!(registered(None), (Outcome::Skip, None));
    assert_eq!(registered(Some(Share::Whole)), (Outcome::Fail, Some("absent")));
    assert_eq!(registered(Some(Share::Part)), (Outcome::Skip, None));
    assert_eq!(registered(Some(Share::Other)), (Outcome::Skip, None));
}

fn decoded(text: &str, header: &str, claims: &str) -> String {
    let python = |json: &str| json.replace('"', "'");
    let text = text.replace("{h}", &python(header)).replace("{c}", &python(claims));
    form(&text.replace("{H}", header).replace("{C}", claims), "client")
}

/// Header and claims are checked, and nothing that rests on the signature is decided.
#[test]
fn a_decoded_token_is_checked_as_far_as_it_goes() {
    let header = fill(r#"{"alg":"PS256","typ":"JWT","x5t":"{client sha1 base64url}"}"#);
    let claims = format!(
        r#"{{"aud":"https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token","iss":"{APP}","sub":"{APP}","exp":1767226200,"nbf":1767225600,"jti":"0f9e8d7c-6b5a-4948-8726-150403020100"}}"#
    );
    for (name, parts, text) in DECODED {
        for carrier in CARRIERS {
            let with = |header: &str, claims: &str| {
                let token = pasted(carrier(&decoded(text, header, claims)));
                report(vec![token, dropped("client.pem")], Vec::new())
            };
            let healthy = with(&header, &claims);
            assert_eq!(kinds(&healthy).first(), Some(&Kind::Certificate), "{name}: {:?}", healthy.sources);
            assert_eq!(super::failing(&healthy), Vec::<String>::new(), "{name}");
            assert_eq!(healthy.verdict.status, Status::Incomplete, "{name}");
            assert_eq!(status(&healthy, "wrong_key"), CauseStatus::Unknown, "{name}");
            let of = |part: &str| healthy.sections.iter().any(|section| section.id == part);
            let told = ["header", "claims"].into_iter().filter(|part| of(part)).collect::<Vec<_>>().join(" ");
            assert_eq!(told, *parts, "{name}");
            // A planted defect in what is told is found.
            if parts.contains("header") && text.contains(['H', 'h']) && !text.contains("{u}") {
                let found = with(&header.replace("PS256", "HS256"), &claims);
                assert_eq!(finding(&found, "header/alg").reason, Some("hmac"), "{name}");
            }
            if parts.contains("claims") && !text.contains("{u}") {
                let found = with(&header, &claims.replace("\"exp\":1767226200,", ""));
                assert_eq!(finding(&found, "claims/exp").reason, Some("missing"), "{name}");
            }
        }
    }
}

/// Certificates where no armour says so: each is found, and each once.
#[test]
fn certificates_are_found_wherever_they_stand() {
    let (client, other) = (fill("{client der}"), fill("{other der}"));
    let lines = |digits: &str| {
        digits
            .as_bytes()
            .chunks(64)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let pem = String::from_utf8(dropped("client.pem").bytes).unwrap();
    for (name, count, text) in [
        (
            "Key Vault",
            1,
            format!(
                "{{\"cer\": \"{client}\", \"kid\": \"https://v.vault.azure.net/keys/daemon/1\", \"key\": {{\"kty\": \"RSA\"}}}}"
            ),
        ),
        (
            "SAML metadata",
            2,
            format!(
                "<ds:X509Certificate>{client}</ds:X509Certificate>\n<X509Certificate>\n{}\n</X509Certificate>",
                lines(&other)
            ),
        ),
        ("Kubernetes", 1, format!("apiVersion: v1\ndata:\n  tls.crt: {}\nkind: Secret", base64(pem.as_bytes()))),
        ("two lines", 2, format!("{client}\n{other}")),
        ("two, in lines of 64", 2, format!("{}\n\n{}", lines(&client), lines(&other))),
        (
            "a literal of a program",
            1,
            format!("var certificate = new X509Certificate2(Convert.FromBase64String(\"{client}\"));"),
        ),
        ("a variable", 1, format!("export CERTIFICATE={client}")),
        (
            "hexadecimal in Terraform's state",
            1,
            format!(
                "certificate_data = \"{}\"\ncertificate_data_base64 = \"{client}\"",
                hex(&decode_standard(&client))
            ),
        ),
        ("armour without its end", 1, pem.split("-----END").next().unwrap().to_owned()),
        ("one line with blanks", 1, pem.replace('\n', " ")),
    ] {
        let report = report(vec![pasted(text)], Vec::new());
        let found = kinds(&report).into_iter().filter(|kind| *kind == Kind::Certificate).count();
        assert_eq!(found, count, "{name}: {:?}", report.sources);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn decode_standard(digits: &str) -> Vec<u8> {
    decode(digits.trim_end_matches('=').replace('+', "-").replace('/', "_").as_str())
}

/// The application's Overview in the portal, by lines or in one line each: which application it is, and nothing of its keys.
#[test]
fn the_overview_is_a_registration_without_keys() {
    let ids = ["6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8", "0b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8"];
    let names = ["Application (client) ID", "Object ID", "Directory (tenant) ID"];
    for between in ["\n:\n", "\n", " : "] {
        let lines = names.iter().zip([ids[0], ids[1], "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"]);
        let lines: Vec<String> = lines.map(|(name, id)| format!("{name}{between}{id}\n")).collect();
        let report =
            report(vec![pasted(format!("Essentials\n{}Client credentials\n1 certificate", lines.concat()))], vec![]);
        assert_eq!(kinds(&report), [Kind::Registration], "{between:?}");
        let facts: Vec<&str> = report.sections[0].facts.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(facts[..2], ids, "{between:?}");
    }
}

/// Nothing vanishes: of a list that is read in part, the source says so.
#[test]
fn what_was_not_read_is_said() {
    let of = |name: &str| FORMS.iter().find(|(other, ..)| *other == name).unwrap().2;
    let page = of("the portal's page and its address");
    let (list, torn) = (of("Format-List"), "0EEA0470181EF6368D2435D3C26D\tCN=other\t7/1/2025\t7/1/2027\n");
    for (text, says) in [
        (page.to_owned(), "1 key credential"),
        (format!("{page}\n{torn}"), "1 key credential; the rest, 1 line, was not read"),
        (format!("{page}\n{torn}{torn}"), "1 key credential; the rest, 2 lines, was not read"),
        (list.to_owned(), "1 key credential"),
        (format!("PS C:\\> Get-It -Id {KEY}\n{list}"), "1 key credential; the rest, 1 line, was not read"),
        (of("Microsoft Graph, which ends too early").to_owned(), "1 key credential, and is cut"),
    ] {
        let report = report(vec![pasted(form(&text, "client"))], Vec::new());
        let note = report.sources[0].note.plain();
        assert!(note.ends_with(says), "{note} instead of {says}");
    }
}

/// Hostile texts take no time, and no report grows without end.
#[test]
fn what_begins_over_and_over_is_read_once() {
    let row = form("{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}\n", "client");
    for piece in [
        "{a:",
        "{'a':",
        "{a: {'b': [",
        "MIIC/zCC",
        "MIIC/zCC ",
        "3082FFFF ",
        "Certificates (1)\n",
        "- keyId: x\n",
        "a: ",
        &row,
    ] {
        let text = piece.repeat((1 << 18) / piece.len());
        assert!(report(vec![pasted(text)], Vec::new()).sources.len() < 10, "{piece}");
    }
    let many = |line: fn(usize) -> String| report(vec![pasted((0..6_000).map(line).collect::<String>())], Vec::new());
    assert_eq!(many(|n| format!("{n:040X}\n")).sources.len(), 4_096);
    let rows = many(|n| format!("{n:040X}\tCN=client\t11111111-2222-4333-8444-{n:012}\n"));
    assert_eq!(kinds(&rows), [Kind::Registration]);
}
