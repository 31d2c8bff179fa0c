//! Findings and causes to the verdict: the state of the whole, and its leading sentence.

use crate::assertions;
use crate::causes::{SAYS, distinct};
use crate::decode::entra_error::name;
use crate::entra::{Refusal, Subject};
use crate::evidence::{Coverage, Evidence};
use crate::recognize::Content;
use crate::report::{
    Cause, CauseEntry, CauseStatus, Finding, Need, Outcome, Severity, SkipKind, Status, Text, Verdict, say, value,
    words,
};

impl Need {
    fn label(self) -> &'static str {
        match self {
            Self::Assertion => "the assertion",
            Self::Certificate => "the certificate",
            Self::Registration => "the app registration",
            Self::Response => "Entra's error",
            Self::Request => "the token request",
            Self::Federation => "the federated credentials",
            Self::Tenant => "the tenant",
            Self::ClientId => "the client ID",
            Self::Time => "the time of the request",
        }
    }
}

/// The state of the whole, and its leading sentence.
pub(crate) fn conclude(evidence: &Evidence<'_>, findings: &[Finding], causes: &[CauseEntry]) -> Verdict {
    let (status, headline, leads) = lead(evidence, findings, causes);
    let word = match status {
        Status::Nothing if leads.is_some() => "Not used",
        Status::Nothing => "Nothing given",
        Status::Mismatch if leads.is_some_and(|id| id.starts_with(SAYS)) => "Found, by Entra's own words",
        Status::Mismatch => "Found",
        Status::Incomplete => "Not decided yet",
        Status::Consistent => "No fault found",
        Status::Accepted => "Entra accepted it",
    };
    // Of many requests, how many comes first; what is wrong with this one is among the findings.
    let counted = if status == Status::Mismatch { assertions::refused(evidence) } else { None };
    let headline = counted.unwrap_or(headline);
    Verdict { status, word, headline, leads }
}

/// The state, what is said of it, and the finding that says so.
fn lead(evidence: &Evidence<'_>, findings: &[Finding], causes: &[CauseEntry]) -> (Status, Text, Option<&'static str>) {
    let by = |status, finding: &Finding| (status, finding.message.clone(), Some(finding.id));
    let named = named(evidence, findings);
    let failing = |severity| {
        let all = findings
            .iter()
            .filter(|finding| finding.verdict == Outcome::Fail && finding.severity == severity)
            .filter(|finding| rank(finding) < usize::MAX);
        all.min_by_key(|finding| (named.is_none() || finding.cause != named, rank(finding)))
    };
    let useful = |content: &Content| !matches!(content, Content::Unwanted(_) | Content::Unrecognized(_));
    if !evidence.items.iter().any(|(_, item)| useful(&item.content)) {
        let complaint = findings.iter().find(|finding| finding.verdict == Outcome::Fail);
        let nothing = || (Status::Nothing, "Nothing was given yet.".into(), None);
        return complaint.map_or_else(nothing, |finding| by(Status::Nothing, finding));
    }
    let failed = |id: &str| findings.iter().find(|finding| finding.id == id && finding.verdict == Outcome::Fail);
    if let Some(first) = failing(Severity::Error) {
        // Where the list holds what Entra did not find, to register it would be beside the point.
        let listed = failed("response/key_found").filter(|_| failed("response/says_not_registered").is_some());
        return by(Status::Mismatch, listed.unwrap_or(first));
    }
    if evidence.answer.is_success {
        return (Status::Accepted, "Entra accepted this assertion: it gave a token for it.".into(), None);
    }
    if let Some(headline) = consistent(evidence, findings, causes) {
        return (Status::Consistent, headline, None);
    }
    // What the error is about, or that nobody knows, comes before what else there may be.
    let about = UNEXPLAINED.into_iter().find_map(failed);
    if let Some(finding) = about {
        return by(Status::Incomplete, finding);
    }
    let suspected = causes.iter().find(|cause| cause.status == CauseStatus::Suspected);
    match suspected.and_then(|cause| findings.iter().find(|finding| cause.because.contains(&finding.id))) {
        Some(finding) => by(Status::Incomplete, finding),
        None => (Status::Incomplete, open(evidence, causes), None),
    }
}

/// Why an error of Entra's explains nothing here, what tells most first.
const UNEXPLAINED: [&str; 4] = ["response/app", "response/same_assertion", "response/about_assertion", "response/code"];

/// The three that assertion, certificate and registration decide.
const COMPARED: [Cause; 3] = [Cause::NotRegistered, Cause::WrongIdentifier, Cause::WrongKey];

/// Where these agree and no refusal was given: what was not compared is named, and whatever else is open is no agreement.
fn consistent(evidence: &Evidence<'_>, findings: &[Finding], causes: &[CauseEntry]) -> Option<Text> {
    // What was given and cannot be read is no agreement either.
    let is_unreadable = |finding: &Finding| {
        finding.cause.is_some() && finding.skip == Some(SkipKind::Undecided) && finding.needs.is_empty()
    };
    let may_be_open = |need: &Need| matches!(need, Need::Request | Need::Tenant | Need::Time);
    let holds = |cause: &CauseEntry| match cause.status {
        CauseStatus::RuledOut => true,
        CauseStatus::Unknown => {
            !COMPARED.contains(&cause.id) && !cause.needs.is_empty() && cause.needs.iter().all(may_be_open)
        }
        CauseStatus::Confirmed | CauseStatus::Suspected => false,
    };
    // What holds the certificate need not be the application's own list.
    let is_own = evidence.registered.coverage == Coverage::Whole;
    if evidence.answer.error.is_some() || !is_own || !causes.iter().all(holds) || findings.iter().any(is_unreadable) {
        return None;
    }
    let agree = "Assertion, certificate and registration agree, and nothing in them explains a refusal";
    Some(
        match list(distinct(causes.iter().flat_map(|cause| cause.needs.iter().copied())).into_iter().map(Need::label)) {
            Some(open) => say("{}; not compared: {}.", [words(agree), open]),
            None => say("{}.", [words(agree)]),
        },
    )
}

/// The families of checks, with what a person calls their subject.
const FAMILIES: [(&str, &str); 7] = [
    ("token/", "form"),
    ("header/", "header"),
    ("signature/", "signature"),
    ("claims/", "claims"),
    ("certificate/", "certificate"),
    ("registration/", "registration"),
    ("request/", "request"),
];

/// What passes: the families in which something passes and nothing fails or is undecided, and how many checks in all. Empty
/// where there is no such family.
pub(crate) fn passed(findings: &[Finding]) -> Text {
    let passes = |finding: &&Finding| finding.verdict == Outcome::Pass;
    let mut ids: Vec<&str> = findings.iter().filter(passes).map(|finding| finding.id).collect();
    // A check of single sources has one finding for each.
    ids.dedup();
    let count = ids.len();
    let is_open = |finding: &Finding| match finding.verdict {
        Outcome::Pass => !finding.needs.is_empty(),
        Outcome::Fail => finding.severity != Severity::Notice,
        Outcome::Skip => finding.skip == Some(SkipKind::Undecided),
    };
    let fits = |(family, _): &&(&str, &str)| {
        let mut own = findings.iter().filter(|finding| finding.id.starts_with(family)).peekable();
        own.clone().any(|finding| passes(&finding)) && own.peek().is_some() && !own.any(is_open)
    };
    let so_many = say("{} {}", [words(count), words(if count == 1 { "check passed" } else { "checks passed" })]);
    let fitting = list(FAMILIES.iter().filter(fits).map(|(_, name)| *name));
    fitting.map_or_else(Text::default, |fitting| say("No fault in {}: {}.", [fitting, so_many]))
}

/// `a, b and c`; none of nothing.
fn list(labels: impl Iterator<Item = &'static str>) -> Option<Text> {
    let labels: Vec<&str> = labels.collect();
    match labels.split_last()? {
        (last, []) => Some(words(last)),
        (last, rest) => Some(say("{} and {}", [words(rest.join(", ")), words(last)])),
    }
}

/// The cause that Entra's own code names, or would name if the identifier that it looked for were right.
fn named(evidence: &Evidence<'_>, findings: &[Finding]) -> Option<Cause> {
    let says = findings.iter().find(|finding| finding.id.starts_with(SAYS) && finding.verdict == Outcome::Fail);
    let misread = || match evidence.refusal(evidence.answer.error?).ok()?.subject {
        Subject::Cause(Cause::NotRegistered) => Some(Cause::WrongIdentifier),
        _ => None,
    };
    says.map_or_else(misread, |finding| finding.cause)
}

/// The place of a finding in the order token, header, signature, registration, claims, certificate, time, request,
/// response, and last what Entra says itself: what was found tells more.
fn rank(finding: &Finding) -> usize {
    const ORDER: [&str; 10] = [
        "token/",
        "header/",
        "signature/",
        "registration/",
        "federated/",
        "claims/",
        "certificate/",
        "", // Time, whatever the family.
        "request/",
        "response/",
    ];
    const TIME: usize = 7;
    if finding.id.starts_with(SAYS) {
        return ORDER.len();
    }
    if finding.cause == Some(Cause::BadTime) {
        return TIME;
    }
    let known = ORDER.iter().position(|family| !family.is_empty() && finding.id.starts_with(family));
    known.unwrap_or(usize::MAX)
}

/// What agrees so far, and what would settle the rest.
fn open(evidence: &Evidence<'_>, causes: &[CauseEntry]) -> Text {
    let needs = distinct(causes.iter().flat_map(|cause| cause.needs.iter().copied()));
    let label = |need| match need {
        // A decoded one is there.
        Need::Assertion if evidence.assertion.jws.is_some() => "the token as it was sent",
        Need::Federation if !evidence.federated.credentials.is_empty() => "the keys that the issuer publishes (JWKS)",
        Need::Registration if evidence.federated.is_federated => "word of whose these credentials are",
        Need::Registration if evidence.registered.registration.is_some() => "the keys in the app registration",
        need => Need::label(need),
    };
    let Some(list) = list(needs.into_iter().map(label)) else {
        return match evidence.federated.fits_whole() {
            Some(one) => say(
                "Issuer, subject and audience fit the federated credential {}; whether Entra has the issuer's keys, and whether a rule refuses the token, only Entra's answer tells.",
                [value(one.label())],
            ),
            None => "Nothing wrong was found in what was given, and not everything can be ruled out.".into(),
        };
    };
    let said = evidence.answer.error.and_then(|error| evidence.refusal(error).ok());
    if let (None, Some(refusal)) = (evidence.assertion.jws, said) {
        let Refusal { code, meaning, .. } = refusal;
        return say("{}: {}; to find out why, give {} as well.", [words(name(*code)), words(meaning), list]);
    }
    if evidence.federated.is_federated {
        let so_far = match evidence.federated.fits_whole() {
            Some(one) => say("Issuer, subject and audience fit the federated credential {}", [value(one.label())]),
            None => "Nothing wrong was found in the token so far".into(),
        };
        return say("{}; to rule out the rest, give {} as well.", [so_far, list]);
    }
    let so_far = match (evidence.assertion.jws, evidence.reference()) {
        (Some(_), Ok((_, certificate))) => say("The assertion and {} agree", [value(certificate.label())]),
        (Some(_), Err(_)) => "Nothing wrong was found in the assertion alone".into(),
        (None, _) => "There is no assertion yet to compare with".into(),
    };
    say("{}; to rule out the rest, give {} as well.", [so_far, list])
}

#[cfg(test)]
mod tests {
    use super::conclude;
    use crate::causes::diagnose;
    use crate::evidence::Evidence;
    use crate::recognize::recognize;
    use crate::report::{Finding, Outcome, Severity, Status, Verdict};
    use crate::request::{Context, Source};

    /// The verdict on this text if these checks find an error, and no other finds anything.
    fn concluded(text: &str, errors: &[&'static str]) -> Verdict {
        let context = Context::default();
        let source = Source { name: None, bytes: text.as_bytes().to_vec() };
        let items: Vec<_> = (0..).zip(recognize((&source).into(), 0, 0)).collect();
        let evidence = Evidence::gather(&items, &context, crate::crypto::mod_pow);
        let found = |id: &&'static str| Finding {
            id,
            cause: crate::checks().find(|check| check.id == *id).unwrap().cause,
            title: "",
            severity: Severity::Error,
            verdict: Outcome::Fail,
            reason: None,
            message: (*id).into(),
            expected: None,
            actual: None,
            expected_label: None,
            actual_label: None,
            places: Vec::new(),
            skip: None,
            owner: None,
            needs: Vec::new(),
            cites: "",
        };
        let findings: Vec<Finding> = errors.iter().map(found).collect();
        conclude(&evidence, &findings, &diagnose(&findings, false, false))
    }

    const ASSERTION: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.AAAA";

    /// The findings stand in the order of the report, which is another.
    #[test]
    fn the_first_family_leads_and_time_comes_late() {
        for (errors, first) in [
            (&["token/format", "header/x5t"][..], "token/format"),
            (&["claims/iss", "registration/app"], "registration/app"),
            (&["claims/exp", "certificate/key_size", "request/client_id"], "certificate/key_size"),
            (&["claims/exp", "request/client_id"], "claims/exp"),
        ] {
            assert_eq!(concluded(ASSERTION, errors).headline.plain(), first, "{errors:?}");
        }
    }

    #[test]
    fn what_entra_names_leads() {
        let errors = ["header/x5t", "claims/iss", "response/says_bad_claims"];
        assert_eq!(concluded(ASSERTION, &errors).headline.plain(), "claims/iss");
        // The key was not found: as likely as not, the identifier that it was looked for by is wrong.
        let not_found = "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found., \
                         Please visit the Azure Portal] Trace ID: 0b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
        assert_eq!(concluded(not_found, &["token/format", "header/x5t"]).headline.plain(), "header/x5t");
    }

    #[test]
    fn what_is_no_evidence_is_no_mismatch() {
        assert_eq!(concluded(ASSERTION, &["source/recognized"]).status, Status::Incomplete);
    }
}
