//! Thousands of assertions, with and without one planted defect: ours says of each signature what OpenSSL says.

use std::collections::BTreeMap;
use std::process::Command;

use assertion_inspector::inspect;
use assertion_inspector::report::{Outcome, Severity};
use assertion_inspector::request::{Context, Request};
use serde_json::Value;

use super::cases::{self, seconds};
use super::{dropped, failing, finding, folder, pasted};

const SEED: &str = "700027";
const COUNT: usize = 6_000;

#[test]
fn signatures_are_judged_as_openssl_judges_them() {
    let seen = judged(COUNT, &[]);
    assert!(seen["none"] > COUNT / 3, "{seen:?}");
    // Each of the defects, often enough.
    assert!(seen.len() == 48 && seen.values().all(|times| *times >= 20), "{} {seen:?}", seen.len());
}

/// What a key does not recover is never taken for a slip of that key.
#[test]
fn noise_is_of_a_wrong_key() {
    for defect in ["other key", "random bytes"] {
        judged(1_000, &[defect]);
    }
}

/// Whatever else is wrong: the certificate of a key that is right is not looked for, whatever Entra says of the signature.
#[test]
fn a_key_that_is_right_is_not_looked_for() {
    let refused = "AADSTS700027: Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value.]";
    let mut counts = [0, 0];
    for case in cases::all().iter().filter(|case| case.check == "signature/verifies") {
        let is_accused = ["wrong-key", "other-certificate"].map(Some).contains(&case.expect.reason.as_deref());
        // Of these the signature tells nothing of the key.
        if [None, Some("missing"), Some("length")].contains(&case.expect.reason.as_deref()) {
            continue;
        }
        let mut request = case.request.clone();
        request.sources.push(pasted(refused));
        let report = inspect(&request);
        let looks = report.remedies.iter().any(|remedy| remedy.title.starts_with("Find the certificate"));
        assert_eq!(looks, is_accused, "{}", case.at);
        counts[usize::from(is_accused)] += 1;
    }
    assert!(counts[0] > 20 && counts[1] > 2, "{counts:?}");
}

/// How often each defect was seen, where ours says of all what it must.
fn judged(count: usize, only: &[&str]) -> BTreeMap<String, usize> {
    let count_text = count.to_string();
    let minted = Command::new("node").arg(folder("signatures/mint.mjs")).args([SEED, &count_text]).args(only).output();
    let minted = minted.expect("node is there");
    assert!(minted.status.success(), "{}", String::from_utf8_lossy(&minted.stderr));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
    for line in String::from_utf8(minted.stdout).unwrap().lines() {
        let minted: Value = serde_json::from_str(line).unwrap();
        let defect = minted["defect"].as_str().unwrap();
        let is_right = defect.starts_with("none");
        *seen.entry(defect.to_owned()).or_default() += 1;
        let certificates = minted["certificates"].as_array().unwrap().iter();
        let mut sources: Vec<_> =
            certificates.map(|name| dropped(&format!("{}.pem", name.as_str().unwrap()))).collect();
        sources.push(pasted(minted["assertion"].as_str().unwrap()));
        let report = inspect(&Request { sources, context: context.clone() });

        let (verifies, salt) = (finding(&report, "signature/verifies"), finding(&report, "signature/salt"));
        let mut agree = (verifies.verdict == Outcome::Pass) == minted["verifies"].as_bool().unwrap();
        agree &= (salt.verdict == Outcome::Pass) == minted["salted"].as_bool().unwrap();
        agree &= verifies.reason == minted["reason"].as_str();
        // No defect, no error.
        let mut fails = report.findings.iter().filter(|finding| finding.verdict == Outcome::Fail);
        agree &= is_right == fails.all(|finding| finding.severity != Severity::Error);
        agree &= is_right == minted["verifies"].as_bool().unwrap();
        if !agree {
            wrong.push(format!("{:?} {line}", failing(&report)));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(seen.values().sum::<usize>(), count);
    seen
}
