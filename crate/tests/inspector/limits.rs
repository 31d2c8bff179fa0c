//! The limits of the contract, on both sides. Of RSA's numbers: `crypto/signature.rs`; of nesting: `cases/token/format`.

use assertion_inspector::report::{Kind, Outcome, Report};
use assertion_inspector::request::{Context, Request, Source};
use assertion_inspector::{Inspector, inspect};

use super::cases::{seconds, valid};
use super::mint::{der, encode, fill, sign, standard};
use super::{dropped, failing, finding, pasted};

#[test]
fn a_source_of_64_mib_is_read_and_a_longer_one_is_not() {
    // A picture is told by its first bytes, and the rest of it is not read.
    for (length, says) in [(64 << 20, "a JPEG picture"), ((64 << 20) + 1, "more than 64 MiB")] {
        let mut bytes = dropped("photo.jpg").bytes;
        bytes.resize(length, 0);
        let report = inspect(&Request { sources: vec![Source { name: None, bytes }], ..Request::default() });
        let message = finding(&report, "source/recognized").message.plain();
        assert!(message.contains(says), "{length}: {message}");
    }
}

#[test]
fn the_limit_of_certificates_is_one_of_all_sources() {
    let certificate = dropped("client.pem").bytes;
    let mut inspector = Inspector::default();
    let mut add = |times: usize| inspector.add(&Source { name: None, bytes: certificate.repeat(times) }).len();
    assert_eq!((add(4_000), add(96)), (4_000, 96));
    assert_eq!(add(1), 1);
    let report = inspector.report(&Context::default());
    let count = |kind| report.sources.iter().filter(|source| source.kind == kind).count();
    assert_eq!((count(Kind::Certificate), count(Kind::Unknown)), (4_096, 1));
}

#[test]
fn sixty_four_certificates_are_tried() {
    // It names none of them, so that they are tried in their order.
    let header = r#"{"alg":"RS256","x5t":"AAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    let message = format!("{}.{}", encode(header), encode(r#"{"iss":"a","sub":"a"}"#));
    let assertion = format!("{message}.{}", encode(sign("client", "RS256", &message)));
    for (others, verdict) in [(63, Outcome::Pass), (64, Outcome::Skip)] {
        let bytes = [dropped("other.pem").bytes.repeat(others), dropped("client.pem").bytes].concat();
        let sources = vec![pasted(&assertion), Source { name: None, bytes }];
        let context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
        let report = inspect(&Request { sources, context });
        assert_eq!(finding(&report, "signature/verifies").verdict, verdict, "{others}");
    }
}

/// The report of these sources, in the middle of the life of a valid assertion.
fn report(sources: Vec<Source>) -> Report {
    let context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
    inspect(&Request { sources, context })
}

#[test]
fn sixty_four_certificates_of_x5c_are_tried() {
    for (others, last, reason, says) in [
        (63, "client", "order", "The certificate that signed is number 64"),
        (63, "other", "other-certificate", "nor is any other in it"),
        (64, "client", "other-certificate", "nor is any of the first 64 in it"),
    ] {
        let mut chain = vec![standard(&der("other")); others];
        chain.push(standard(&der(last)));
        let header = format!(r#"{{"alg":"RS256","x5c":["{}"]}}"#, chain.join(r#"",""#));
        let message = format!("{}.{}", encode(header), encode(r#"{"iss":"a","sub":"a"}"#));
        let signature = encode(sign("client", "RS256", &message));
        let report = report(vec![pasted(format!("{message}.{signature}"))]);
        let found = finding(&report, "header/x5c");
        assert_eq!(found.reason, Some(reason), "{others}");
        assert!(found.message.plain().contains(says), "{}", found.message.plain());
    }
}

#[test]
fn the_certificate_that_is_given_is_found_anywhere_in_x5c() {
    let mut chain = vec![standard(&der("other")); 70];
    chain.push(standard(&der("client")));
    let header = format!(r#"{{"alg":"RS256","x5c":["{}"]}}"#, chain.join(r#"",""#));
    let message = format!("{}.{}", encode(header), encode(r#"{"iss":"a","sub":"a"}"#));
    let assertion = format!("{message}.{}", encode(sign("client", "RS256", &message)));
    let report = report(vec![pasted(assertion), dropped("client.pem")]);
    let found = finding(&report, "header/x5c");
    assert!(found.message.plain().contains("The certificate that signed is number 71"), "{}", found.message.plain());
}

#[test]
fn sixty_four_registered_certificates_are_tried() {
    let credential = |name: &str| {
        fill(&format!(r#"{{"type":"AsymmetricX509Cert","usage":"Verify","keyId":"{name}","key":"{{{name} der}}"}}"#))
    };
    // The last of them signed: with one more before it, it is not tried, and nobody signed.
    for (others, reason) in [(63, None), (64, Some("absent"))] {
        let mut credentials = vec![credential("other"); others];
        credentials.push(credential("renewed"));
        let registration = format!(
            r#"{{"appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","signInAudience":"AzureADMyOrg","keyCredentials":[{}]}}"#,
            credentials.join(",")
        );
        let report = report(vec![pasted(valid("client")), pasted(registration)]);
        let found = finding(&report, "registration/certificate");
        assert_eq!(found.reason, reason, "{others}: {}", found.message.plain());
    }
}

/// The page draws what is brief, and asks for the rest.
#[test]
fn a_brief_report_does_not_grow_with_the_certificates() {
    let mut inspector = Inspector::default();
    let message = format!("{}.{}", encode(r#"{"alg":"RS256"}"#), encode(r#"{"iss":"a"}"#));
    inspector.add(&pasted(format!("{message}.{}", encode(sign("client", "RS256", &message)))));
    inspector.add(&Source { name: None, bytes: dropped("other.pem").bytes.repeat(999) });
    inspector.add(&dropped("client.pem"));
    inspector.add(&dropped("client.key"));
    let context = Context { now: seconds("2026-01-01T00:05:00Z"), focus: Some(0), ..Context::default() };
    let (brief, whole) = (inspector.brief(&context, 12, ""), inspector.report(&context));
    assert_eq!((brief.sources.len(), brief.sections.len()), (whole.sources.len(), whole.sections.len()));
    let with_facts: Vec<_> = brief.sections.iter().filter(|section| !section.facts.is_empty()).collect();
    assert!(with_facts.len() <= 20, "{}", with_facts.len());
    for section in brief.sections.iter().step_by(83) {
        let all = whole.sections.iter().find(|other| other.id == section.id);
        let asked_for = inspector.brief(&context, 0, &section.id).sections;
        assert_eq!(asked_for.iter().find(|other| other.id == section.id), all);
        assert!(section.facts.is_empty() || Some(section) == all);
    }
    assert_eq!([&inspector.verdict(&context), &brief.verdict], [&whole.verdict; 2]);
    // Whatever fails is told, and where.
    let passing = |report: &Report| report.findings.iter().filter(|one| one.verdict == Outcome::Pass).count();
    assert!(passing(&brief) < 60 && passing(&whole) > 2_000);
    assert_eq!(brief.failed().collect::<Vec<_>>(), whole.failed().collect::<Vec<_>>());
    assert!(brief.findings.iter().all(|one| one.cites.is_empty() != (one.verdict == Outcome::Fail)));
    assert!(failing(&brief).contains(&"source/private_key private-key".to_owned()));
}

/// What is of no use has one sentence for a source, however often it stands there.
#[test]
fn what_is_of_no_use_is_named_once() {
    for line in ["-----BEGIN CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"] {
        let report = report(vec![pasted(line.repeat(100_000))]);
        assert_eq!(report.sources.len(), 1, "{line}");
    }
}
