//! What holds for every case.

use std::collections::BTreeSet;

use assertion_inspector::report::{AssertionOutcome, CauseStatus, Kind, Outcome, Place, SkipKind, Status};
use assertion_inspector::request::Source;
use assertion_inspector::{Inspector, checks, inspect, markdown};

use super::mint::fill;
use super::{cases, dropped, failing, pasted, word};

#[test]
fn the_same_request_gives_the_same_report() {
    for case in cases::all() {
        let report = || serde_json::to_string(&inspect(&case.request)).unwrap();
        assert!(report() == report(), "{}: two reports on it differ", case.at);
    }
}

#[test]
fn each_check_is_reported_once() {
    let all: BTreeSet<&str> = checks().map(|check| check.id).collect();
    for case in cases::all() {
        let report = inspect(&case.request);
        let ids: Vec<&str> = report.findings.iter().map(|finding| finding.id).collect();
        for id in &all {
            let times = ids.iter().filter(|other| *other == id).count();
            let wanted = if id.starts_with("source/") { times.max(1) } else { 1 };
            assert!(times == wanted, "{}: {id} has {times} findings in the report, and one is wanted", case.at);
        }
        let known = ids.iter().find(|id| !all.contains(*id));
        assert!(known.is_none(), "{}: the report has a finding of {known:?}, which is no check", case.at);
    }
}

#[test]
fn no_fact_stands_twice_in_a_section() {
    for case in cases::all() {
        for section in inspect(&case.request).sections {
            let mut seen = BTreeSet::new();
            let twice = section.facts.iter().find(|fact| !seen.insert((&fact.label, &fact.value)));
            assert!(twice.is_none(), "{}: a fact stands twice in the section {}: {twice:?}", case.at, section.id);
        }
    }
}

#[test]
fn fails_say_one_of_their_own_reasons_and_skips_their_needs() {
    for case in cases::all() {
        for finding in inspect(&case.request).findings {
            let check = checks().find(|check| check.id == finding.id).unwrap();
            let holds = |rule: bool, what: &str| {
                assert!(rule, "{}: crate/src/checks/{}.rs: {what}: {finding:?}", case.at, check.id);
            };
            let fails = finding.verdict == Outcome::Fail;
            match &finding.reason {
                Some(reason) => holds(check.reasons.contains(reason), "the reason is none of its `reasons`"),
                None => holds(!fails || check.reasons.is_empty(), "it fails without one of its `reasons`"),
            }
            holds(
                finding.title == if fails { check.fails } else { check.title },
                "the title is not true of the verdict",
            );
            let skips = finding.verdict == Outcome::Skip;
            holds(skips == finding.skip.is_some(), "a skip says why");
            holds((finding.skip == Some(SkipKind::Owned)) == finding.owner.is_some(), "an owned skip names its owner");
            let is_check = |id: &str| checks().any(|check| check.id == id);
            holds(
                finding.owner.is_none_or(|owner| owner != finding.id && is_check(owner)),
                "the owner is another check",
            );
            let is_settled = fails || matches!(finding.skip, Some(SkipKind::Inapplicable | SkipKind::Owned));
            holds(!is_settled || finding.needs.is_empty(), "what is settled needs nothing");
            holds(finding.message.plain().ends_with(['.', ':']), "the message is a sentence and ends with a full stop");
            let (expected, actual) = (&finding.expected, &finding.actual);
            holds(expected.is_none() || actual.is_some(), "`expected` stands beside `actual`");
            holds(expected.is_none() || expected != actual, "`expected` and `actual` are the same");
        }
    }
}

/// A finding points at values that the page shows.
#[test]
fn places_are_those_of_facts_and_sources() {
    for case in cases::all() {
        let report = inspect(&case.request);
        let facts: BTreeSet<&str> =
            report.sections.iter().flat_map(|section| &section.facts).map(|fact| fact.place.as_str()).collect();
        let sources: BTreeSet<String> = report.sources.iter().map(|source| format!("source.{}", source.id)).collect();
        for finding in &report.findings {
            for place in finding.places.iter().map(Place::as_str) {
                let known = facts.contains(place) || sources.contains(place);
                let id = finding.id;
                assert!(known, "{}: crate/src/checks/{id}.rs points at {place}, which no fact bears", case.at);
            }
        }
    }
}

/// No signature, no private key and no secret of a request is in a report or in what the page shows of a source.
#[test]
fn reports_hold_no_secret() {
    for case in cases::all() {
        let report = inspect(&case.request);
        let text = serde_json::to_string(&report).unwrap() + &markdown::of(&report);
        for source in &case.request.sources {
            let source = String::from_utf8_lossy(&source.bytes);
            if let Some((_, signature)) = source.rsplit_once('.').filter(|(_, signature)| signature.len() > 80) {
                assert!(!text.contains(signature.trim()), "{}: the report holds the signature", case.at);
            }
        }
        for source in report.sources.iter().filter(|source| source.kind == Kind::PrivateKey) {
            assert_eq!(source.note.plain(), "not needed; dropped at once", "{}: the note of a private key", case.at);
        }
    }
}

#[test]
fn what_is_shown_first_is_the_verdict_of_the_whole() {
    for case in cases::all() {
        let mut inspector = Inspector::default();
        for source in &case.request.sources {
            inspector.add(source);
        }
        let context = &case.request.context;
        let (first, report) = (inspector.verdict(context), inspector.report(context));
        assert_eq!(first, report.verdict, "{}: the verdict that is shown first is not the report's", case.at);
        let leads = first.leads.map(|id| report.failed().any(|one| one.id == id && one.message == first.headline));
        assert!(leads != Some(false), "{}: {:?} does not say the headline", case.at, first.leads);
        assert!(first.status != Status::Mismatch || leads.is_some(), "{}: nothing leads", case.at);
    }
}

/// What is taken back into the box to be edited, and not changed, says the same.
#[test]
fn what_is_edited_without_a_change_says_the_same() {
    let said = |inspector: &Inspector, context| {
        let report = inspector.report(context);
        let findings = report.findings.into_iter().filter(|finding| !finding.id.starts_with("source/"));
        findings.map(|finding| (finding.id, finding.verdict, finding.reason, finding.needs)).collect::<Vec<_>>()
    };
    let mut edited = 0;
    for case in cases::all() {
        // What Entra accepted is the assertion as it was sent, and an edited one is another.
        let mut inspector = Inspector::default();
        for source in &case.request.sources {
            inspector.add(source);
        }
        let assertions = inspector.report(&case.request.context).assertions;
        if assertions.iter().any(|one| one.outcome == AssertionOutcome::Accepted) {
            continue;
        }
        let before = said(&inspector, &case.request.context);
        // All of them, one after another: so their order stays.
        for source in inspector.report(&case.request.context).sources {
            let Some(text) = inspector.editable(source.id) else { continue };
            inspector.remove(source.id);
            inspector.add(&Source { name: None, bytes: text.into_bytes() });
            edited += 1;
        }
        let after = said(&inspector, &case.request.context);
        let changed = before.iter().zip(&after).find(|(before, after)| before != after);
        assert!(changed.is_none(), "{}: another finding after an edit without a change: {changed:?}", case.at);
    }
    assert!(edited > 500, "{edited}");
}

/// The row of what was given says so, and that of what would settle a cause asks for it.
#[test]
fn the_checklist_says_what_was_given_and_what_is_wanted() {
    for case in cases::all() {
        let report = inspect(&case.request);
        let useful = report.sources.iter().filter(|source| {
            matches!(
                source.kind,
                Kind::Assertion
                    | Kind::Request
                    | Kind::Certificate
                    | Kind::Registration
                    | Kind::Federation
                    | Kind::Response
            )
        });
        let useful = useful.count();
        let listed: BTreeSet<u32> = report.checklist.iter().flat_map(|row| row.sources.iter().copied()).collect();
        assert_eq!(listed.len(), useful, "{}: the checklist names other sources than those of use", case.at);
        for row in &report.checklist {
            // The time that is not given by the person says where it is from.
            let settled = row.given && !row.wanted && !row.hint.starts_with("Entra's error tells it");
            assert_eq!(row.hint.is_empty(), settled, "{}: a hint stands where something is open: {row:?}", case.at);
        }
        let open = report.causes.iter().flat_map(|cause| &cause.needs).count();
        let wants = report.checklist.iter().any(|row| row.wanted);
        assert_eq!(wants, open > 0, "{}: the checklist wants what causes need, and nothing else", case.at);
    }
}

/// No check of the one family fails by evidence of the other.
#[test]
fn certificates_and_federated_credentials_are_kept_apart() {
    let credential =
        r#"{"name":"a","issuer":"https://a.example","subject":"b","audiences":["api://AzureADTokenExchange"]}"#;
    let keys = fill(
        r#"[{"keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","type":"AsymmetricX509Cert","usage":"Verify","key":"{other der}"}]"#,
    );
    let (mut of_federated, mut of_certificates) = (0, 0);
    for case in cases::all() {
        let before = inspect(&case.request);
        let is_federated = before.causes.iter().any(|cause| word(cause.id) == "no_credential_matches");
        // Beside a federated credential, an access token was sent in its place.
        if !is_federated && failing(&before).iter().any(|fail| fail == "token/kind access-token") {
            continue;
        }
        let mut request = case.request.clone();
        if is_federated {
            request.sources.extend([dropped("other.pem"), pasted(keys.clone())]);
            of_federated += 1;
        } else {
            request.sources.push(pasted(credential));
            of_certificates += 1;
        }
        let after = inspect(&request);
        assert_eq!(failing(&before), failing(&after), "{}: evidence of the other kind makes a difference", case.at);
        let of_certificate = |id: &str| ["header/", "signature/", "certificate/"].iter().any(|one| id.starts_with(one));
        let wrong = after
            .failed()
            .find(|one| if is_federated { of_certificate(one.id) } else { one.id.starts_with("federated/") });
        assert_eq!(wrong.map(|one| one.id), None, "{}", case.at);
    }
    assert!(of_federated > 100 && of_certificates > 300, "{of_federated} {of_certificates}");
}

/// A verdict never reassures while something is open.
#[test]
fn open_causes_name_what_they_need() {
    for case in cases::all() {
        for cause in inspect(&case.request).causes {
            let is_unknown = cause.status == CauseStatus::Unknown;
            assert!(is_unknown || cause.needs.is_empty(), "{}: it is settled and needs more: {cause:?}", case.at);
            let is_ruled_out = cause.status == CauseStatus::RuledOut;
            assert!(
                !is_ruled_out || cause.because.is_empty(),
                "{}: what speaks for it rules it out: {cause:?}",
                case.at
            );
        }
    }
}
