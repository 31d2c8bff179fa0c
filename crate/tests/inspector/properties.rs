//! What holds for every case.

use std::collections::BTreeSet;

use assertion_inspector::report::{CauseStatus, Kind, Outcome};
use assertion_inspector::request::Source;
use assertion_inspector::{Inspector, checks, inspect, markdown};

use super::cases;

#[test]
fn the_same_request_gives_the_same_report() {
    for case in cases::all() {
        let report = || serde_json::to_string(&inspect(&case.request)).unwrap();
        assert_eq!(report(), report(), "{}/{}", case.check, case.name);
    }
}

#[test]
fn each_check_is_reported_once() {
    let all: BTreeSet<&str> = checks().map(|check| check.id).collect();
    for case in cases::all() {
        let report = inspect(&case.request);
        let ids: Vec<&str> = report.findings.iter().map(|finding| finding.id).collect();
        assert_eq!(ids.iter().copied().collect::<BTreeSet<_>>(), all);
        let whole = ids.iter().filter(|id| !id.starts_with("source/")).count();
        assert_eq!(whole, all.iter().filter(|id| !id.starts_with("source/")).count());
    }
}

#[test]
fn fails_say_one_of_their_own_reasons_and_skips_their_needs() {
    for case in cases::all() {
        let name = format!("{}/{}", case.check, case.name);
        for finding in inspect(&case.request).findings {
            let check = checks().find(|check| check.id == finding.id).unwrap();
            match &finding.reason {
                Some(reason) => assert!(check.reasons.contains(reason), "{name}: {reason}"),
                None => assert!(finding.verdict != Outcome::Fail || check.reasons.is_empty(), "{name}: {}", check.id),
            }
            let title = if finding.verdict == Outcome::Fail { check.fails } else { check.title };
            assert_eq!(finding.title, title, "{name}: {}", check.id);
            assert!(finding.verdict == Outcome::Skip || finding.needs.is_empty(), "{name}: {}", check.id);
            assert!(finding.message.ends_with(['.', ':']), "{name}: {}", finding.message);
            assert_eq!(finding.expected.is_some(), finding.actual.is_some(), "{name}: {}", check.id);
            assert!(finding.expected.is_none() || finding.expected != finding.actual, "{name}: {}", check.id);
        }
    }
}

/// A finding points at values that the page shows.
#[test]
fn places_are_those_of_facts_and_sources() {
    for case in cases::all() {
        let report = inspect(&case.request);
        let facts: BTreeSet<String> =
            report.sections.iter().flat_map(|section| &section.facts).map(|fact| fact.place.clone()).collect();
        let sources: BTreeSet<String> = report.sources.iter().map(|source| format!("source.{}", source.id)).collect();
        for finding in &report.findings {
            for place in &finding.places {
                let known = facts.contains(place) || sources.contains(place);
                assert!(known, "{}/{}: {} points at {place}", case.check, case.name, finding.id);
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
                assert!(!text.contains(signature.trim()), "{}/{}", case.check, case.name);
            }
        }
        for source in report.sources.iter().filter(|source| source.kind == Kind::PrivateKey) {
            assert_eq!(source.note, "not needed; dropped at once");
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
        assert_eq!(inspector.verdict(context), inspector.report(context).verdict, "{}/{}", case.check, case.name);
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
        let mut inspector = Inspector::default();
        for source in &case.request.sources {
            inspector.add(source);
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
        assert!(changed.is_none(), "{}/{}: {changed:?}", case.check, case.name);
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
                Kind::Assertion | Kind::Request | Kind::Certificate | Kind::Registration | Kind::Response
            )
        });
        let useful = useful.count();
        let listed: BTreeSet<u32> = report.checklist.iter().flat_map(|row| row.sources.iter().copied()).collect();
        assert_eq!(listed.len(), useful, "{}/{}", case.check, case.name);
        for row in &report.checklist {
            // The time that is not given by the person says where it is from.
            let settled = row.given && !row.wanted && !row.hint.starts_with("Entra's error tells it");
            assert_eq!(row.hint.is_empty(), settled, "{}/{}: {:?}", case.check, case.name, row.id);
        }
        let open = report.causes.iter().flat_map(|cause| &cause.needs).count();
        assert_eq!(report.checklist.iter().any(|row| row.wanted), open > 0, "{}/{}", case.check, case.name);
    }
}

/// A verdict never reassures while something is open.
#[test]
fn open_causes_name_what_they_need() {
    for case in cases::all() {
        for cause in inspect(&case.request).causes {
            assert!(cause.status == CauseStatus::Unknown || cause.needs.is_empty());
            assert!(cause.status != CauseStatus::RuledOut || cause.because.is_empty());
        }
    }
}
