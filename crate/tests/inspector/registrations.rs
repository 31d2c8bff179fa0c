//! App registrations in every shape that a tool shows them in (facts 4.2): all are read alike.

use std::time::{Duration, Instant};

use assertion_inspector::report::{Cause, CauseEntry, CauseStatus, Kind, Outcome, Report, Status};
use assertion_inspector::request::{Context, Request, Source};
use assertion_inspector::{Inspector, inspect};

use super::cases::{seconds, valid};
use super::mint::fill;
use super::{dropped, finding, pasted};

const APP: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const GRAPH: &str = r#"{"customKeyIdentifier":"{client sha1 hex}","displayName":"CN=client","endDateTime":"2027-07-01T00:00:00Z","key":"{client der}","keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","startDateTime":"2025-07-01T00:00:00Z","type":"AsymmetricX509Cert","usage":"Verify"}"#;

/// Each shape, and whether it says of which application it is.
fn shapes() -> Vec<(&'static str, bool, String)> {
    let der = super::mint::der("client");
    let list = super::mint::numbers(&der, ",");
    let numbers = super::mint::numbers(&der, " ");
    let pem = String::from_utf8(dropped("client.pem").bytes).unwrap();
    let pem = super::mint::standard(pem.as_bytes());
    // Azure AD Graph, and the manifest of the old portal.
    let old = |value: &str| {
        format!(
            r#"{{"id":"0f9e8d7c-6b5a-4948-8726-150403020100","acceptMappedClaims":null,"appId":"{APP}","keyCredentials":[{{"customKeyIdentifier":"{{client sha1 hex}}","endDate":"2027-07-01T00:00:00Z","keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","startDate":"2025-07-01T00:00:00Z","type":"AsymmetricX509Cert","usage":"Verify","value":{value},"displayName":"CN=client"}}],"name":"Daemon"}}"#
        )
    };
    let powershell = |identifier: &str, key: &str, start: &str, end: &str| {
        format!(
            r#"{{"AddIns":[],"AppId":"{APP}","DisplayName":"Daemon","Id":"0f9e8d7c-6b5a-4948-8726-150403020100","KeyCredentials":[{{"CustomKeyIdentifier":{identifier},"DisplayName":"CN=client","EndDateTime":"{end}","Key":{key},"KeyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","StartDateTime":"{start}","Type":"AsymmetricX509Cert","Usage":"Verify"}}],"PasswordCredentials":[],"SignInAudience":"AzureADMyOrg"}}"#
        )
    };
    let dates = (r"\/Date(1751328000000)\/", r"\/Date(1814400000000)\/");
    let (start, end) = ("2025-07-01T00:00:00.0000000Z", "2027-07-01T00:00:00");
    let shapes = [
        (
            "manifest",
            true,
            format!(r#"{{"id":"x","appId":"{APP}","displayName":"Daemon","keyCredentials":[{GRAPH}],"web":{{}}}}"#),
        ),
        ("manifest of the old portal, DER", true, old(r#""{client der}""#)),
        ("manifest of the old portal, PEM", true, old(&format!("\"{pem}\""))),
        ("manifest of the old portal, no value", true, old("null")),
        (
            "Graph application",
            true,
            format!(
                r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#applications(id,appId,keyCredentials)/$entity","id":"x","appId":"{APP}","keyCredentials":[{GRAPH}]}}"#
            ),
        ),
        ("Graph keyCredentials", false, format!(r#"{{"@odata.context":"x","keyCredentials":[{GRAPH}]}}"#)),
        (
            "Graph list",
            true,
            format!(
                r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#applications","value":[{{"appId":"{APP}","keyCredentials":[{GRAPH}]}},{{"appId":"00000000-0000-4000-8000-000000000001","keyCredentials":[]}}]}}"#
            ),
        ),
        (
            "az ad app show",
            true,
            format!(
                r#"{{"@odata.context":"x","appId":"{APP}","id":"x","keyCredentials":[{}],"passwordCredentials":[{{"secretText":"hunter2"}}]}}"#,
                GRAPH.replace(r#""{client der}""#, "null")
            ),
        ),
        ("az ad app credential list --cert", false, format!("[\n  {GRAPH}\n]")),
        ("Get-MgApplication, bytes", true, powershell("[{client sha1 list}]", &format!("[{list}]"), start, end)),
        (
            "Get-MgApplication, cut at its depth",
            true,
            powershell(r#""{client sha1 numbers}""#, &format!("\"{numbers}\""), dates.0, dates.1),
        ),
        (
            "Windows PowerShell",
            true,
            powershell(
                r#"{"value":[{client sha1 list}],"Count":20}"#,
                &format!(r#"{{"value":[{list}],"Count":{}}}"#, der.len()),
                dates.0,
                dates.1,
            ),
        ),
        ("Get-MgApplication, no key", true, powershell("[{client sha1 list}]", "null", start, end)),
        (
            "Get-MgApplication, hexadecimal digits taken for base64",
            true,
            powershell(&format!("[{}]", thirty_bytes()), "null", start, end),
        ),
        (
            "Get-AzADAppCredential",
            false,
            format!(
                r#"[{},{{"CustomKeyIdentifier":null,"DisplayName":"x","Hint":"abc","KeyId":"x","SecretText":null}}]"#,
                powershell("[{client sha1 list}]", r#""{client der}""#, start, end)
                    .split_once(r#""KeyCredentials":["#)
                    .and_then(|(_, rest)| rest.split_once("],\"PasswordCredentials"))
                    .unwrap()
                    .0
            ),
        ),
        ("one credential", false, GRAPH.to_owned()),
        ("keyCredentials", false, format!("[{GRAPH}]")),
    ];
    shapes.into_iter().map(|(name, named, json)| (name, named, fill(&json))).collect()
}

/// 40 digits as an SDK reads them.
fn thirty_bytes() -> String {
    use base64::Engine;
    let digits = fill("{client sha1 hex}");
    super::mint::numbers(&base64::engine::general_purpose::STANDARD.decode(digits).unwrap(), ",")
}

fn report(sources: Vec<Source>) -> Report {
    inspect(&Request { sources, context: Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() } })
}

#[track_caller]
fn value<'a>(report: &'a Report, place: &str) -> &'a str {
    let fact = report.sections.iter().flat_map(|section| &section.facts).find(|fact| fact.place.as_str() == place);
    &fact.unwrap_or_else(|| panic!("no fact {place}")).value
}

#[test]
fn every_shape_says_the_same() {
    for (shape, named, json) in shapes() {
        let wrapped = [
            json.clone(),
            format!("\u{FEFF}{json}\r\n"),
            format!("Here it is:\n```json\n{json}\n```\nThanks!"),
            format!("PS C:\\> Get-It | ConvertTo-Json -Depth 9\r\nWARNING: [x] {{y}} is old\r\n{json}\r\nPS C:\\>"),
            format!("2026-01-01T00:00:00Z [info] (graph) answered 200: {json} in 12 ms"),
        ];
        for text in wrapped {
            let report = report(vec![pasted(valid("client")), dropped("client.pem"), pasted(text)]);
            assert!(report.sources.iter().skip(2).all(|source| source.kind == Kind::Registration), "{shape}");
            let registered = finding(&report, "registration/certificate");
            assert_eq!(registered.verdict, Outcome::Pass, "{shape}: {}", registered.message.plain());
            for id in ["registration/usage", "registration/validity", "registration/identifier"] {
                assert_eq!(
                    finding(&report, id).verdict,
                    Outcome::Pass,
                    "{shape}: {}",
                    finding(&report, id).message.plain()
                );
            }
            let app = if named { Outcome::Pass } else { Outcome::Skip };
            assert_eq!(finding(&report, "registration/app").verdict, app, "{shape}");
            assert_eq!(value(&report, "registration.0.start"), "2025-07-01T00:00:00Z", "{shape}");
            assert_eq!(value(&report, "registration.0.end"), "2027-07-01T00:00:00Z", "{shape}");
            assert_eq!(value(&report, "registration.0.key_id"), "b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7", "{shape}");
            if !text_has_no_key(shape) {
                assert_eq!(value(&report, "registration.0.sha1.hex"), fill("{client sha1 hex}"), "{shape}");
            }
            // A list that does not say whose it is may be another application's.
            let (status, unsettled) = if named {
                (Status::Consistent, vec![Cause::BadClaims, Cause::BadRequest])
            } else {
                (Status::Incomplete, vec![Cause::NotRegistered, Cause::BadClaims, Cause::BadRequest])
            };
            assert_eq!(report.verdict.status, status, "{shape}: {}", report.verdict.headline.plain());
            let is_open = |cause: &CauseEntry| cause.status != CauseStatus::RuledOut;
            let open = report.causes.iter().filter(|cause| is_open(cause)).map(|cause| cause.id);
            assert_eq!(open.collect::<Vec<_>>(), unsettled, "{shape}");
            assert!(!serde_json::to_string(&report).unwrap().contains("hunter2"), "{shape}");
        }
    }
}

fn text_has_no_key(shape: &str) -> bool {
    ["no value", "az ad app show", "no key", "digits"].iter().any(|words| shape.contains(words))
}

/// A list that cannot be told apart from a longer one never says that a certificate is missing.
#[test]
fn a_broken_list_accuses_nobody() {
    let json = fill(&format!(r#"{{"appId":"{APP}","keyCredentials":[{GRAPH},],"x":1}}"#));
    let report = report(vec![pasted(valid("other")), dropped("other.pem"), pasted(json)]);
    let registered = finding(&report, "registration/certificate");
    assert_eq!(registered.verdict, Outcome::Skip, "{}", registered.message.plain());
}

#[test]
fn a_hundred_credentials_are_read_quickly() {
    let other = fill(GRAPH).replace("b2f3a5b2", "c0ffee00").replace(&fill("{client der}"), &fill("{other der}"));
    let all: Vec<String> = (0..99).map(|n| other.replace("7350", &format!("{n:04}"))).chain([fill(GRAPH)]).collect();
    let json = format!(r#"{{"appId":"{APP}","keyCredentials":[{}]}}"#, all.join(","));
    let mut inspector = Inspector::default();
    let begun = Instant::now();
    for source in [pasted(valid("client")), dropped("client.pem"), pasted(json)] {
        inspector.add(&source);
    }
    let context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
    let report = inspector.report(&context);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(finding(&report, "registration/certificate").places[0].as_str(), "registration.99.sha1.hex");
    assert_eq!(value(&report, "registration.99.sha1.hex"), fill("{client sha1 hex}"));
}

/// What the page shows of a registration is one, too, and holds no secret.
#[test]
fn the_text_of_a_registration_reads_like_it() {
    for (shape, _, json) in shapes() {
        let mut inspector = Inspector::default();
        let ids = inspector.add(&pasted(json));
        let text = inspector.text(ids[0]).unwrap();
        assert!(!text.contains("hunter2"), "{shape}");
        let ids = inspector.add(&pasted(&text));
        assert_eq!(inspector.text(ids[0]), Some(text), "{shape}");
    }
}

#[test]
fn more_than_the_limit_is_said_to_be_too_many() {
    let all = vec![GRAPH.replace("{client der}", ""); 4_097].join(",");
    let report = report(vec![pasted(format!("[{all}]"))]);
    assert_eq!(super::failing(&report), ["source/recognized too-large"]);
}
