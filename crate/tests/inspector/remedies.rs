//! What to do about it: called for where something is wrong, ready to paste, and right.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

use assertion_inspector::inspect;
use assertion_inspector::report::{Outcome, Report, Severity, Status};
use assertion_inspector::request::{Context, Request};
use serde_json::Value;

use super::cases::{self, Case, seconds};
use super::mint::{self, encode, sign};
use super::{dropped, failing, pasted};

/// Every case, with its report.
static REPORTS: LazyLock<Vec<(&Case, Report)>> =
    LazyLock::new(|| cases::all().iter().map(|case| (case, inspect(&case.request))).collect());

fn titles(report: &Report) -> Vec<&str> {
    report.remedies.iter().map(|remedy| remedy.title.as_str()).collect()
}

fn snippet<'a>(report: &'a Report, title: &str, label: &str) -> Option<&'a str> {
    let remedy = report.remedies.iter().find(|remedy| remedy.title == title)?;
    Some(&remedy.snippets.iter().find(|snippet| snippet.label == label)?.text)
}

/// What the cases of a check call for, beside what other cases of it call for.
#[test]
fn each_remedy_is_called_for() {
    let mut called: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (case, report) in REPORTS.iter() {
        for title in titles(report) {
            called.entry(title.to_owned()).or_default().insert(case.check.clone());
        }
    }
    for (title, check) in [
        ("Send a client assertion", "token/kind"),
        ("Give the federated credentials, too", "token/federated"),
        ("Change one value of the federated credential", "federated/subject"),
        ("Add a federated credential for this token", "federated/subject"),
        ("Delete the federated credential and create it anew", "federated/subject"),
        ("Send the token that was made for this", "federated/audience"),
        ("Let the issuer sign as Entra takes it", "federated/alg"),
        ("Let Entra read the issuer's keys", "response/says_issuer_key"),
        ("Use a token that the rule admits", "response/says_federation_refused"),
        ("Put credential and client on one application", "registration/app"),
        ("Mend the federated credential", "response/says_no_credential"),
        ("Look whether these credentials are those of the client that was asked", "response/says_no_credential"),
        ("Correct the header", "header/x5t"),
        ("Correct the claims", "claims/aud"),
        ("Replace the certificate by one with an RSA key", "certificate/key_size"),
        ("Replace the certificate that has expired", "certificate/validity"),
        ("Set the clock, and make a new assertion for each request", "claims/nbf"),
        ("Find the certificate that belongs to the private key", "signature/verifies"),
        ("Let a library make and sign the assertion", "signature/verifies"),
        ("See which keys are configured", "header/x5t"),
        ("Look at the application's certificates", "response/says_not_registered"),
        ("Let the client use the certificate that is registered", "registration/certificate"),
        ("Use one application throughout", "claims/iss_is_client"),
    ] {
        assert!(called.get(title).is_some_and(|checks| checks.contains(check)), "{title}: {:?}", called.get(title));
    }
}

/// The first one is read whole: it is the thing to do.
#[test]
fn the_first_remedy_has_four_steps_at_most() {
    for (case, report) in REPORTS.iter() {
        if let Some(first) = report.remedies.first() {
            assert!((1..=4).contains(&first.steps.len()), "{}: {:?}", case.at, first.steps);
        }
    }
}

/// What fails never bears a title that is true only of success.
#[test]
fn a_failure_is_titled_as_one() {
    let findings = || REPORTS.iter().flat_map(|(case, report)| report.findings.iter().map(move |one| (case, one)));
    let succeeded: BTreeSet<&str> =
        findings().filter(|(_, one)| one.verdict != Outcome::Fail).map(|(_, one)| one.title).collect();
    let mut failed = BTreeSet::new();
    for (case, finding) in findings().filter(|(_, one)| one.verdict == Outcome::Fail) {
        assert!(!succeeded.contains(finding.title), "{}: {}", case.at, finding.title);
        failed.insert(finding.id);
    }
    assert!(failed.len() > 80, "{}", failed.len());
}

/// What a code says is to be done comes before more is asked for, and the command does what the words say.
#[test]
fn federated_credentials_are_mended_as_the_words_say() {
    let of = |case: &str| REPORTS.iter().find(|(one, _)| one.path.ends_with(case)).map(|(_, report)| report).unwrap();
    for (code, first) in [
        ("70025", "Put credential and client on one application"),
        ("7002121", "Send the token that was made for this"),
        ("7002138", "Delete the federated credential and create it anew"),
        ("700235", "Mend the federated credential"),
        ("700213", "Give the federated credentials, too"),
    ] {
        let case = format!("response/says_no_credential/aadsts{code}.case");
        assert_eq!(titles(of(&case)).first(), Some(&first), "{case}");
    }
    let change = |case: &str| {
        let remedy = &of(case).remedies[0];
        remedy.snippets.iter().find(|one| one.label == "What to change").map(|one| one.text.clone()).unwrap()
    };
    let anew = change("federated/subject/case.case");
    assert!(anew.starts_with("az ad app federated-credential delete ") && anew.contains(" create "), "{anew}");
    // One more credential has what the token has, and nothing of the one that is there.
    let more = change("federated/issuer/absent.case");
    assert!(more.contains("githubusercontent") && more.contains("octo-repo") && !more.contains("gitlab"), "{more}");
    // The slash that was passed over does not stay.
    let mended = change("federated/issuer/slash-and-more.case");
    assert!(mended.contains(r#"githubusercontent.com", "#), "{mended}");
}

/// A PATCH replaces the list: where one is offered, the application's own list was given, and every entry of it is in it.
#[test]
fn a_patch_loses_no_entry() {
    let mut offered = 0;
    for (case, report) in REPORTS.iter() {
        let snippets = report.remedies.iter().flat_map(|remedy| &remedy.snippets);
        for patch in snippets.filter_map(|snippet| snippet.text.strip_prefix("PATCH ")) {
            let name = &case.at;
            let (head, body) = patch.split_once("\n\n").unwrap();
            let body: Value = serde_json::from_str(body).unwrap();
            let given = case.request.sources.iter().filter_map(|one| serde_json::from_slice(&one.bytes).ok());
            let applications = given.flat_map(|one: Value| one["value"].as_array().cloned().unwrap_or(vec![one]));
            let is_own = |one: &Value| one["appId"].as_str().is_some_and(|id| head.contains(&format!("appId='{id}'")));
            let own: Vec<Value> = applications.filter(is_own).collect();
            assert!(!own.is_empty(), "{name}: no list of this application was given");
            for one in own {
                let entries = one["keyCredentials"].as_array().unwrap_or_else(|| panic!("{name}: no list"));
                let sent = body["keyCredentials"].as_array().unwrap();
                assert_eq!(sent.len(), entries.len() + 1, "{name}");
                for (sent, given) in sent.iter().zip(entries) {
                    assert_eq!((&sent["keyId"], &sent["key"]), (&given["keyId"], &given["key"]), "{name}");
                }
            }
            offered += 1;
        }
    }
    assert!(offered > 0);
}

/// Nothing wrong, nothing to do: notices, old copies and open questions call for nothing.
#[test]
fn where_nothing_is_wrong_there_is_nothing_to_do() {
    let mut healthy = 0;
    for (case, report) in REPORTS.iter() {
        let wrong = report.findings.iter().any(|finding| {
            let harmless = ["source/recognized", "claims/still_valid", "certificate/expires_soon"];
            let is_wrong = finding.severity != Severity::Notice && !harmless.contains(&finding.id);
            // A federated token is no fault, and yet it is to be compared with something else.
            finding.verdict == Outcome::Fail && (is_wrong || finding.id == "token/federated")
        });
        if !wrong {
            healthy += 1;
            // Where all agrees, what is left is to look at what was not given.
            let is_agreed = report.verdict.status == Status::Consistent;
            assert!(
                report.remedies.iter().all(|remedy| is_agreed && remedy.title == "Still refused? Then look at this"),
                "{}: nothing is wrong, and yet there is: {:?}",
                case.at,
                titles(report)
            );
        }
    }
    assert!(healthy > 50, "{healthy}");
}

/// An error in the assertion always has an answer.
#[test]
fn where_an_error_is_there_is_something_to_do() {
    for (case, report) in REPORTS.iter() {
        let wrong = report.findings.iter().any(|one| one.verdict == Outcome::Fail && one.severity == Severity::Error);
        assert!(
            !wrong || !report.remedies.is_empty(),
            "{}: an error without a remedy; a file of crate/src/remedies must be called by one of: {}",
            case.at,
            failing(report).join(", ")
        );
    }
}

#[test]
fn snippets_are_well_formed() {
    let mut shell = BTreeSet::new();
    for (case, report) in REPORTS.iter() {
        for snippet in report.remedies.iter().flat_map(|remedy| &remedy.snippets) {
            match snippet.language.as_str() {
                "json" => drop(
                    serde_json::from_str::<Value>(&snippet.text)
                        .unwrap_or_else(|error| panic!("{}: a snippet is no JSON: {error}\n{}", case.at, snippet.text)),
                ),
                "shell" => drop(shell.insert(snippet.text.as_str())),
                _ => {}
            }
        }
    }
    assert!(shell.len() > 5);
    for text in shell {
        let read = Command::new("bash").args(["-n", "-c", text]).output().unwrap();
        assert!(read.status.success(), "{}\n{text}", String::from_utf8_lossy(&read.stderr));
    }
}

/// As a person would fill in what is not known.
fn filled(text: &str) -> String {
    text.replace("<tenant ID>", "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f")
        .replace("<application (client) ID>", "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8")
}

/// The proof of a correction: signed with the client's key, header and claims are accused of nothing any more.
#[test]
fn what_is_corrected_is_right() {
    let mut proved = 0;
    let thumbprints = [mint::fill("{client sha256 base64url}"), mint::fill("{client sha1 base64url}")];
    for (case, report) in REPORTS.iter() {
        let part = |title| snippet(report, title, "Corrected").map(filled);
        let (header, claims) = (part("Correct the header"), part("Correct the claims"));
        // Without the certificate its thumbprint is for the person to fill in.
        let known = header.as_ref().is_none_or(|header| thumbprints.iter().any(|one| header.contains(one)));
        let Some(sent) = report.assertions.iter().find(|one| one.focused) else { continue };
        if (header.is_none() && claims.is_none()) || !known {
            continue;
        }
        let segment = |text: &Option<String>, n: usize| match text {
            Some(text) => encode(serde_json::from_str::<Value>(text).unwrap().to_string()),
            None => sent.segments[n].clone(),
        };
        let message = format!("{}.{}", segment(&header, 0), segment(&claims, 1));
        let algorithm = match &header {
            Some(header) => serde_json::from_str::<Value>(header).unwrap()["alg"].as_str().unwrap().to_owned(),
            None => "PS256".to_owned(),
        };
        let assertion = format!("{message}.{}", encode(sign("client", &algorithm, &message)));
        let context = Context { at: None, ..case.request.context.clone() };
        let again = inspect(&Request { sources: vec![pasted(assertion), dropped("client.pem")], context });
        let wrong =
            again.findings.iter().filter(|one| one.verdict == Outcome::Fail && one.severity != Severity::Notice);
        let left: Vec<&str> = wrong
            .map(|finding| finding.id)
            .filter(|id| {
                (header.is_some() && id.starts_with("header/")) || (claims.is_some() && id.starts_with("claims/"))
            })
            .filter(|id| *id != "claims/still_valid")
            .collect();
        assert!(left.is_empty(), "{}: corrected, it still fails: {left:?}\n{header:?}\n{claims:?}", case.at);
        proved += 1;
    }
    assert!(proved > 30, "{proved}");
}

/// Only what is wrong is another, in the client's own order, with the client's own members.
#[test]
fn a_correction_keeps_what_is_right() {
    let header = mint::fill(r#"{"kid":"my key \"1\"","alg":"RS256","x5t":"{client sha1 hex-text}","mine":[1, 2.50]}"#);
    let claims = r#"{"sub":"x","iss":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","aud":["https://login.microsoftonline.com/common/oauth2/token"],"exp":1767226200000,"jti":"1","nbf":"1767225600","mine":"'$(id)`id`"}"#;
    let message = format!("{}.{}", encode(&header), encode(claims));
    let assertion = format!("{message}.{}", encode(sign("client", "RS256", &message)));
    let context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
    let report = inspect(&Request { sources: vec![pasted(assertion), dropped("client.pem")], context });
    let wanted = mint::fill(
        "{\n  \"kid\": \"my key \\\"1\\\"\",\n  \"alg\": \"RS256\",\n  \"x5t\": \"{client sha1 base64url}\",\n  \"mine\": [1, 2.50]\n}",
    );
    assert_eq!(snippet(&report, "Correct the header", "Corrected"), Some(wanted.as_str()));
    let wanted = r#"{
  "sub": "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8",
  "iss": "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8",
  "aud": "https://login.microsoftonline.com/<tenant ID>/oauth2/v2.0/token",
  "exp": 1767226200,
  "jti": "1",
  "nbf": "1767225600",
  "mine": "'$(id)`id`"
}"#;
    assert_eq!(snippet(&report, "Correct the claims", "Corrected"), Some(wanted));
    assert_eq!(titles(&report).first(), Some(&"Correct the header"));
}

/// Hostile values anywhere in the assertion: every snippet stays what it is.
#[test]
fn values_of_an_assertion_stay_inert() {
    let hostile = "'; touch nothing; $(touch nothing) `touch nothing` \" \\ \n \u{1B}[201~ \u{2019}";
    let text = Value::from(hostile).to_string();
    let header = format!(r#"{{"alg":{text},"typ":{text},"kid":{text},{text}:{text}}}"#);
    let claims = format!(r#"{{"iss":{text},"sub":{text},"aud":{text},"exp":{text},{text}:{text}}}"#);
    let assertion = format!("{}.{}.{}", encode(header), encode(claims), encode("signature"));
    let report =
        inspect(&Request { sources: vec![pasted(assertion), dropped("control-characters.pem")], ..Request::default() });
    assert!(report.remedies.len() > 2, "{:?}", titles(&report));
    for snippet in report.remedies.iter().flat_map(|remedy| &remedy.snippets) {
        match snippet.language.as_str() {
            "json" => drop(serde_json::from_str::<Value>(&snippet.text).unwrap()),
            _ => assert!(!snippet.text.contains("touch"), "{}: {}", snippet.label, snippet.text),
        }
        let is_plain = |character: char| !character.is_control() || matches!(character, '\n' | '\t');
        assert!(snippet.text.chars().all(is_plain), "{:?}", snippet.text);
    }
}

/// The table at a glance: who names whom.
#[test]
fn the_table_of_agreement_says_who_names_whom() {
    let header = mint::fill(
        r#"{ "alg": "PS256", "x5t": "{other sha1 base64url}", "x5t#S256": "{client sha256 base64url}", "kid": "1" }"#,
    );
    let message = format!("{}.{}", encode(&header), encode("{}"));
    let assertion = format!("{message}.{}", encode(sign("client", "PS256", &message)));
    let agreement = |certificates: &[&str]| -> Vec<(String, String)> {
        let sources = certificates.iter().map(|name| dropped(name)).chain([pasted(assertion.clone())]).collect();
        let report = inspect(&Request { sources, ..Request::default() });
        let section = report.sections.into_iter().find(|section| section.id == "agreement");
        let facts = section.map(|section| section.facts).unwrap_or_default();
        facts.into_iter().map(|fact| (fact.label, fact.value)).collect()
    };
    let rows = |values: [&str; 3]| {
        let labels = ["x5t", "x5t#S256", "Signature"];
        labels.into_iter().zip(values).map(|(label, value)| (label.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    let none = "names none of the certificates given";
    assert_eq!(agreement(&[]), []);
    assert_eq!(
        agreement(&["client.pem"]),
        rows([none, "names client.pem (BD95E6E1\u{2026})", "was made by the key of client.pem (BD95E6E1\u{2026})"])
    );
    assert_eq!(agreement(&["issuer.pem"]), rows([none, none, "was made by the key of none of the certificates given"]));
    let both = agreement(&["other.pem", "client.pem"]);
    assert!(
        both[0].1.ends_with("other.pem (0EEA0470\u{2026})") && both[2].1.ends_with("client.pem (BD95E6E1\u{2026})"),
        "{both:?}"
    );
}

/// Old and new certificate, log and registration: the client is to follow, and what it uses is registered only after that.
#[test]
fn after_a_rotation_the_client_uses_what_is_registered() {
    const TITLE: &str = "Let the client use the certificate that is registered";
    let thumbprint = mint::fill("{client sha1 hex}");
    let error = format!(
        "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key \
         used by client: '{thumbprint}', Please visit the Azure Portal to see configured keys for app Id \
         '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8'.]\nTimestamp: 2026-01-01 00:05:00Z"
    );
    let list = |name: &str, usage: &str| {
        mint::fill(&format!(
            r#"{{"appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","signInAudience":"AzureADMyOrg","keyCredentials":[{{"customKeyIdentifier":"{{{name} sha1 hex}}","key":"{{{name} der}}","keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","type":"AsymmetricX509Cert","usage":"{usage}"}}]}}"#
        ))
    };
    let context = || Context { now: seconds("2026-01-01T00:06:00Z"), ..Context::default() };
    let of = |sources: &[&str], files: &[&str]| {
        let files = files.iter().map(|file| dropped(file));
        let sources = sources.iter().map(|text| pasted(*text)).chain(files).collect();
        inspect(&Request { sources, context: context() })
    };
    let assertion = cases::valid("client");
    let new = list("rotated", "Verify");
    for sources in [&[&*assertion, &error, &new][..], &[&assertion, &new], &[&error, &new]] {
        let report = of(sources, &["client.pem", "rotated.pem"]);
        assert_eq!(titles(&report)[..2], [TITLE, "Register the certificate"], "{sources:?}");
        let first = &report.remedies[0];
        assert!(first.steps.len() <= 4 && first.steps[0].plain().contains("rotated.pem"), "{:?}", first.steps);
        assert!(first.steps[1].plain().contains(&mint::fill("{rotated sha256 base64url}")), "{:?}", first.steps);
    }
    // Where no file of it was given, its thumbprint tells which one it is.
    for files in [&["client.pem"][..], &[]] {
        let report = of(&[&assertion, &error, &new], files);
        assert_eq!(titles(&report)[0], TITLE);
        let steps = &report.remedies[0].steps;
        assert!(steps[0].plain().contains(&mint::fill("{rotated sha1 hex}")), "{steps:?}");
        assert!(steps[1].plain().contains(&mint::fill("{rotated sha1 base64url}")), "{steps:?}");
    }
    // The client is ahead of the application: its certificate is the one to register.
    let ahead = of(&[&assertion, &list("issuer", "Verify")], &["client.pem", "issuer.pem"]);
    assert!(!titles(&ahead).contains(&TITLE), "{:?}", titles(&ahead));
    // Not in force, for something else, or the one that the client has: there is nothing to follow.
    for (list, files) in [
        (&list("expired", "Verify"), &["client.pem", "expired.pem"][..]),
        (&list("rotated", "Sign"), &["client.pem", "rotated.pem"]),
        (&list("client", "Verify"), &["client.pem", "rotated.pem"]),
    ] {
        let report = of(&[&assertion, &error, list], files);
        assert!(!titles(&report).contains(&TITLE), "{list} {files:?}");
    }
}
