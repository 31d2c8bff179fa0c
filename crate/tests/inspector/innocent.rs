//! Beside what does not belong to it, and in any order, what a real client sends is accused of nothing.

use assertion_inspector::inspect;
use assertion_inspector::report::{Outcome, Report, Severity};
use assertion_inspector::request::{Context, Request, Source};

use super::clients::{Capture, captures};
use super::mint::fill;
use super::{dropped, pasted};

/// What is found, and the status: the rest of a report follows from these.
fn concluded(report: &Report) -> String {
    let failing = report.findings.iter().filter(|finding| finding.verdict == Outcome::Fail);
    let failing = failing.filter(|finding| !finding.id.starts_with("source/"));
    let failing: Vec<String> =
        failing.map(|finding| format!("{} {}", finding.id, finding.reason.unwrap_or_default())).collect();
    format!("{:?}: {}", report.verdict.status, failing.join(", "))
}

fn errors(report: &Report) -> Vec<&'static str> {
    let failed = report.failed().filter(|finding| finding.severity == Severity::Error);
    failed.map(|finding| finding.id).collect()
}

/// Every order of these.
fn orders(sources: &[Source]) -> Vec<Vec<Source>> {
    let Some((first, rest)) = sources.split_first() else { return vec![Vec::new()] };
    let with_first = |order: Vec<Source>| {
        (0..=order.len()).map(move |n| [&order[..n], std::slice::from_ref(first), &order[n..]].concat())
    };
    orders(rest).into_iter().flat_map(with_first).collect()
}

/// An application's own list, as the directory answers.
fn registration(app_id: &str, certificate: &str) -> Source {
    pasted(fill(&format!(
        r#"{{"appId":"{app_id}","displayName":"Daemon","id":"00000000-0000-4000-8000-000000000009","signInAudience":"AzureADMyOrg","keyCredentials":[{{"customKeyIdentifier":"{{{certificate} sha1 hex}}","displayName":"CN=x","endDateTime":"2027-07-01T00:00:00Z","key":"{{{certificate} der}}","keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","startDateTime":"2025-07-01T00:00:00Z","type":"AsymmetricX509Cert","usage":"Verify"}}]}}"#
    )))
}

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const OTHER: &str = "1c2d3e4f-5a6b-4c7d-8e9f-a0b1c2d3e4f5";

/// What may lie beside an assertion and does not belong to it, with the errors that it may call for.
fn beside(capture: &Capture) -> Vec<(&'static str, Vec<Source>, &'static [&'static str])> {
    let own = || dropped(&capture.certificate);
    let old_error = || {
        pasted(
            "AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-01T05:00:00.1501147Z, assertion valid from 2026-11-01T04:00:00.0000000Z, expiry time of assertion 2026-11-01T04:10:00.0000000Z. Trace ID: 69614a63-47ba-4e4d-83ee-9ade62ff1600 Timestamp: 2026-11-01 05:00:00Z",
        )
    };
    let of_another = || {
        pasted(format!(
            "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found., Please visit the Azure Portal to see configured keys for app Id '{OTHER}'.] Timestamp: 2026-11-22 05:00:00Z"
        ))
    };
    vec![
        ("itself alone", Vec::new(), &[]),
        ("a foreign certificate", vec![dropped("other.pem")], &["certificate/signer"]),
        ("its own and a foreign certificate", vec![own(), dropped("other.pem")], &[]),
        ("the list of another application", vec![own(), registration(OTHER, "other")], &["registration/app"]),
        (
            "the list of another application beside its own",
            vec![own(), registration(OTHER, "other"), registration(CLIENT, "client")],
            &[],
        ),
        ("an old error", vec![own(), old_error()], &[]),
        ("an old error and an error of another application", vec![own(), old_error(), of_another()], &[]),
    ]
}

#[test]
fn what_does_not_belong_accuses_nobody_in_any_order() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for capture in captures() {
        for (what, sources, allowed) in beside(&capture) {
            let sources = [vec![pasted(&capture.assertion)], sources].concat();
            let mut first: Option<String> = None;
            for sources in orders(&sources) {
                let context = Context { now: capture.captured_at, ..Context::default() };
                let report = inspect(&Request { sources, context });
                tried += 1;
                let name = format!("{}, {}, beside {what}", capture.client, capture.variant);
                let accused: Vec<&str> = errors(&report).into_iter().filter(|id| !allowed.contains(id)).collect();
                if !accused.is_empty() {
                    wrong.push(format!("{name}: {accused:?}"));
                }
                let concluded = concluded(&report);
                let first = first.get_or_insert_with(|| concluded.clone());
                if *first != concluded {
                    wrong.push(format!("{name}: another order says another thing:\n  {first}\n  {concluded}"));
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty() && tried > 500, "{tried} tried, {} wrong\n{}", wrong.len(), wrong.join("\n"));
}
