use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{WRITERS, remedies};
use crate::causes;
use crate::crypto::Hash;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::{base64, hex, pem};
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
    let expected = Expected { tenant: None, client_id: Some(CLIENT.to_owned()) };
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
                places: Vec::new(),
                skip: None,
                owner: None,
                needs: Vec::new(),
                cites: "",
            }
        })
        .collect();
    remedies(&evidence, &findings, &causes::diagnose(&findings, false))
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

/// A reason that no check gives calls for nothing, and nobody notices. Of a list that several checks share, each word is
/// one of theirs.
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
        ("response/says_not_registered aadsts700027", &[register, query]),
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
        ("certificate/signer", &[register, find, query]),
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
                remedy.steps.iter().chain([&remedy.why]).all(|step| step.plain().ends_with('.')),
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
    for path in
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| !path.ends_with("tests.rs"))
    {
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
    // The other list of reasons is one for several checks.
    let identifiers = ["header/x5t", "header/x5t_s256", "response/thumbprint"];
    for reason in super::header::MISWRITTEN {
        let mut checks = crate::checks().filter(|check| identifiers.contains(&check.id));
        assert!(checks.any(|check| check.reasons.contains(reason)), "{reason}");
    }
}

/// The entry holds the certificate that openssl reads, whatever its names.
#[test]
fn entries_for_the_registration_hold_what_openssl_reads() {
    let readings: Vec<Value> = serde_json::from_slice(&file("openssl.json")).unwrap();
    let mut seen = BTreeSet::new();
    for reading in &readings {
        let name = reading["file"].as_str().unwrap();
        let remedies = called("response/says_not_registered aadsts700027", &items(&[file(name)], Vec::new()));
        remedies.iter().flat_map(|remedy| &remedy.snippets).for_each(is_well_formed);
        let entry: Value = serde_json::from_str(snippet(&remedies, "The keyCredentials entry")).unwrap();
        let key = entry["key"].as_str().unwrap();
        let der = base64::decode(key).unwrap();
        assert_eq!(hex::encode(&Hash::Sha1.digest(&[&der])), reading["sha1"], "{name}");
        assert_eq!(hex::encode(&Hash::Sha256.digest(&[&der])), reading["sha256"], "{name}");
        assert_eq!(entry["customKeyIdentifier"], reading["sha1"], "{name}");
        let powershell = snippet(&remedies, "Microsoft Graph PowerShell (reads");
        assert!(powershell.contains(&format!("FromBase64String('{key}')")), "{name}");
        assert_eq!(powershell.lines().count(), 10, "{name}: {powershell}");
        seen.insert(entry["keyId"].as_str().unwrap().to_owned());
    }
    assert!(seen.len() >= 30);
}

/// A PATCH deletes what it does not hold: it is offered for the whole list of that very application alone.
#[test]
fn a_patch_holds_every_entry_of_the_applications_own_list() {
    let key = base64::encode(&pem::blocks(&text("other.pem")).0.first().unwrap().bytes().unwrap());
    let entry = format!(
        r#"{{"customKeyIdentifier":"6BD3127C9E0CA491FDDF93F77AA037EC849CA60D","displayName":null,
            "endDateTime":"2027-08-14T06:22:58Z","key":"{key}","keyId":"9d0a1b2c-3d4e-4f50-8a61-b2c3d4e5f607",
            "startDateTime":"2026-08-14T06:22:58Z","type":"AsymmetricX509Cert","usage":"Verify"}}"#
    );
    let second = entry.replace("9d0a1b2c", "1c2d3e4f");
    let application =
        |entries: &str, more: &str| format!(r#"{{"appId":"{CLIENT}","keyCredentials":[{entries}]{more}}}"#);
    let both = application(&format!("{entry},{second}"), "");
    let patches = |registrations: &[&str]| {
        let mut sources = vec![file("client.pem")];
        sources.extend(registrations.iter().map(|json| json.as_bytes().to_vec()));
        let error = EntraError { app_id: Guid::parse(CLIENT), ..EntraError::default() };
        let items = items(&sources, vec![Content::Response(Box::new(error))]);
        let remedies = called("response/says_not_registered aadsts700027", &items);
        let all = remedies.into_iter().flat_map(|remedy| remedy.snippets);
        all.filter(|snippet| snippet.text.contains("PATCH")).map(|snippet| snippet.text).collect::<Vec<_>>()
    };

    let wanted: Vec<Value> = [&entry, &second].map(|entry| serde_json::from_str(entry).unwrap()).into();
    for registrations in [vec![both.as_str()], vec![both.as_str(), both.as_str()]] {
        let [patch] = &patches(&registrations)[..] else { panic!("{registrations:?}") };
        let (head, body) = patch.split_once("\n\n").unwrap();
        assert!(head.starts_with(&format!("PATCH https://graph.microsoft.com/v1.0/applications(appId='{CLIENT}')")));
        let body: Value = serde_json::from_str(body).unwrap();
        let (last, others) = body["keyCredentials"].as_array().unwrap().split_last().unwrap();
        assert_eq!(others, wanted);
        assert_eq!(last["usage"], "Verify");
    }

    let another = both.replace(CLIENT, "1c2d3e4f-5a6b-4c7d-8e9f-a0b1c2d3e4f5");
    let other_list = application(&entry, "");
    let no_key = both.replace(&key, "");
    let cut_date = both.replace("2026-08-14T06:22:58Z", "2026");
    let no_guid = both.replace("9d0a1b2c-", "");
    let principal = application(&entry, r#","servicePrincipalType":"Application""#);
    let next = r#","@odata.nextLink":"https://graph.microsoft.com/v1.0/applications?$skiptoken=x""#;
    let next_keys = application(&entry, &next.replace("@odata", "keyCredentials@odata"));
    let page = format!(r#"{{"value":[{both}]{next}}}"#);
    let list = format!("[{entry}]");
    for registrations in [
        vec![],
        vec![another.as_str()],
        vec![both.as_str(), other_list.as_str()],
        vec![no_key.as_str()],
        vec![cut_date.as_str()],
        vec![no_guid.as_str()],
        vec![principal.as_str()],
        vec![next_keys.as_str()],
        vec![page.as_str()],
        vec![list.as_str()],
        vec![entry.as_str()],
    ] {
        assert_eq!(patches(&registrations), Vec::<String>::new(), "{registrations:?}");
    }
}

/// The query goes to the Graph of the cloud that `aud` is of, or that answered.
#[test]
fn the_query_is_the_right_clouds() {
    let claims =
        |host| format!(r#"{{"iss":"{CLIENT}","aud":"https://{host}/contoso.onmicrosoft.com/oauth2/v2.0/token"}}"#);
    for (host, graph) in [
        ("login.microsoftonline.com", "graph.microsoft.com"),
        ("westus.login.microsoft.com", "graph.microsoft.com"),
        ("login.microsoftonline.us", "graph.microsoft.us"),
        ("login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"),
        ("example.com", "graph.microsoft.com"),
    ] {
        let error = Content::Response(Box::new(EntraError { host: Some(host.to_owned()), ..EntraError::default() }));
        let by_answer = items(&[], vec![error]);
        let by_audience = items(&[assertion(r#"{"alg":"PS256"}"#, &claims(host))], Vec::new());
        for items in [by_answer, by_audience] {
            let remedies = called("response/says_not_registered aadsts700027", &items);
            let url = format!(
                "https://{graph}/v1.0/applications(appId='{CLIENT}')?$select=id,appId,displayName,keyCredentials"
            );
            assert_eq!(snippet(&remedies, "Microsoft Graph (Graph Explorer)"), format!("GET {url}"), "{host}");
            let script =
                format!("az() {{ printf '%s\\n' \"${{@: -1}}\"; }}\n{}", snippet(&remedies, "Azure CLI (bash)"));
            let run = Command::new("bash").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(run.stdout).unwrap().trim(), url);
            let powershell = snippet(&remedies, "Microsoft Graph PowerShell");
            assert!(powershell.contains(&format!("'{}'", url.replace('\'', "''"))), "{powershell}");
        }
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
    assert_eq!(titles(&remedies).first(), Some(&"Register the certificate that signs"));
    assert!(remedies[0].steps[0].plain().contains(&thumbprint), "{:?}", remedies[0].steps);
    assert!(snippet(&remedies, "Is it in a Windows store?").contains(&thumbprint));
}

/// What a request holds can be anything: a shell runs none of it, and gets it whole.
#[test]
fn values_of_a_request_stay_inert() {
    let scope = "api://x/.default' $(touch nothing) `touch nothing` \"; touch nothing; # \u{2019}";
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", "$(id)")
        .append_pair("scope", &format!("{scope}\r\n"))
        .append_pair("client_assertion_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .append_pair("client_secret", "hunter2")
        .append_pair("client_assertion", &String::from_utf8(assertion("{}", "{}")).unwrap())
        .finish();
    let remedies =
        called("request/secret, request/assertion_type grant-type", &items(&[body.into_bytes()], Vec::new()));
    remedies.iter().flat_map(|remedy| &remedy.snippets).for_each(is_well_formed);
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{}", snippet(&remedies, "With curl"));
    let run = Command::new("bash").args(["-c", &script]).output().unwrap();
    let words = String::from_utf8(run.stdout).unwrap();
    assert!(words.lines().any(|line| line == format!("scope={scope}\u{FFFD}\u{FFFD}")), "{words}");
    assert!(words.lines().any(|line| line == format!("client_id={CLIENT}")), "{words}");
    assert!(
        words.contains("client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer\n"),
        "{words}"
    );
    assert!(!format!("{remedies:?}").contains("hunter2"));
}

/// What a certificate calls itself ends no string of PowerShell and no line.
#[test]
fn names_of_a_certificate_stay_inert() {
    for name in ["control-characters.pem", "escaped-characters.pem", "many-names.pem", "unicode.pem"] {
        let remedies = called("registration/certificate absent", &items(&[file(name)], Vec::new()));
        let powershell = snippet(&remedies, "Microsoft Graph PowerShell (reads");
        let line = powershell.lines().find(|line| line.trim_start().starts_with("DisplayName")).unwrap();
        let (_, quoted) = line.split_once("= ").unwrap();
        let inside = quoted.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap();
        assert!(!inside.replace("''", "").contains('\''), "{line}");
        assert!(!powershell.chars().any(|character| character.is_control() && character != '\n'), "{powershell:?}");
    }
}
