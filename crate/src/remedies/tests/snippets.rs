//! What is there to paste: it is well-formed, and means what it should.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::{CLIENT, assertion, called, file, is_well_formed, items, snippet, text};
use crate::crypto::Hash;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::{base64, hex, pem};
use crate::recognize::Content;

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
        assert_eq!(powershell.lines().count(), 11, "{name}: {powershell}");
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
    let application = |entries: &str, more: &str| {
        format!(r#"{{"appId":"{CLIENT}","signInAudience":"AzureADMyOrg","keyCredentials":[{entries}]{more}}}"#)
    };
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
