//! The credential was valid when the request was made. Its dates are its own: they need not be the certificate's.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::registration::Credential;
use crate::evidence::{Evidence, Validity};
use crate::report::{Cause, Need, Severity, say, value, words};
use crate::time::UnixTime;

pub(super) const CHECK: Check = Check {
    id: "registration/validity",
    title: "The credential was valid when the request was made",
    fails: "The registered entry was outside its validity",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: &["expired", "not-yet-valid"],
    cites: "Microsoft Graph, keyCredential; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let dated = |(n, one): (usize, &Credential)| Some((n, one.label(), one.start?, one.end?));
    let matching = super::matching(evidence)?;
    let dated: Vec<_> = matching.iter().filter(|(_, one)| one.is_usable()).copied().filter_map(dated).collect();
    let Some((n, label, start, end)) = dated.iter().max_by(|one, other| one.3.seconds().total_cmp(&other.3.seconds()))
    else {
        return Err(if matching.is_empty() {
            Skip::owned("registration/certificate", "No credential given is known to have the certificate.")
        } else {
            Skip::needs(Need::Registration, "The credential does not say from when to when it is valid.")
        });
    };
    let range = say("The credential {} is valid from {} to {}", [label.clone(), value(start), value(end)]);
    let places =
        |found: Found, n: usize| Ok(found.at(format!("registration.{n}.start")).at(format!("registration.{n}.end")));
    let of = |start: &UnixTime, end: &UnixTime| evidence.moment.within(*start, *end);
    if let Some((n, label, start, end)) = dated.iter().find(|(_, _, start, end)| of(start, end) == Validity::Valid) {
        let message = say("The credential {} is valid from {} to {}.", [label.clone(), value(start), value(end)]);
        return places(Found::pass(message), *n);
    }
    let validity = of(start, end);
    if validity == Validity::Undecided {
        return Err(Skip::needs(Need::Time, say("{}; when the request was made is not known.", [range])));
    }
    if certificate_is(evidence, &matching, validity) {
        return Err(Skip::owned("certificate/validity", say("{}, and the certificate itself is not valid.", [range])));
    }
    let now = evidence.moment.now;
    let found = if validity == Validity::Over {
        let message =
            say("The credential {} expired at {}, {}.", [label.clone(), value(end), words(end.relative_to(now))]);
        Found::fail(message).because("expired")
    } else {
        let message = say(
            "The credential {} is valid from {} on, {}.",
            [label.clone(), value(start), words(start.relative_to(now))],
        );
        Found::fail(message).because("not-yet-valid")
    };
    places(found, *n)
}

/// Whether `certificate/validity` says the same already.
fn certificate_is(evidence: &Evidence<'_>, matching: &[(usize, &Credential)], validity: Validity) -> bool {
    let Ok((_, certificate)) = evidence.reference() else { return false };
    let held = matching.iter().any(|(_, one)| one.thumbprint(Hash::Sha1) == Some(&certificate.sha1));
    let fields = certificate.fields.as_ref().filter(|_| held);
    fields.is_some_and(|fields| evidence.moment.within(fields.not_before, fields.not_after) == validity)
}
