//! The credential was valid when the request was made. Its dates are its own: they need not be the certificate's.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::registration::Credential;
use crate::evidence::{Evidence, Validity};
use crate::report::{Cause, Need, Place, Severity, say, value, words};
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

/// How much sooner a day without a time may begin, or later end, where it was written, in seconds.
const ELSEWHERE: f64 = 14.0 * 3_600.0;

fn examine(evidence: &Evidence<'_>) -> Examined {
    let dated = |(n, one): (usize, &Credential)| Some((n, one.label(), one.start?, one.end?, one.is_by_day));
    let matching = super::matching(evidence)?;
    let dated: Vec<_> = matching.iter().filter(|(_, one)| one.is_usable()).copied().filter_map(dated).collect();
    let of = |start: &UnixTime, end: &UnixTime, is_by_day: &bool| {
        let more = if *is_by_day { ELSEWHERE } else { 0.0 };
        let reach = |time: &UnixTime, more| UnixTime::from_seconds(time.seconds() + more);
        evidence.moment.within(reach(start, -more), reach(end, more))
    };
    let valid = dated.iter().find(|(_, _, start, end, is_by_day)| of(start, end, is_by_day) == Validity::Valid);
    let unread = || {
        matching.iter().filter(|(_, one)| one.is_usable()).find_map(|(_, one)| Some((one, one.unread_date.as_ref()?)))
    };
    if let Some((one, date)) = unread().filter(|_| valid.is_none()) {
        let message = "The dates of the credential {} cannot be read for certain: {}.";
        return Err(Skip::unreadable(say(message, [one.label(), value(date)])));
    }
    let Some((n, label, start, end, is_by_day)) =
        dated.iter().max_by(|one, other| one.3.seconds().total_cmp(&other.3.seconds()))
    else {
        return Err(if matching.is_empty() {
            Skip::owned("registration/certificate", "No credential given is known to have the certificate.")
        } else {
            Skip::needs(Need::Registration, "The credential does not say from when to when it is valid.")
        });
    };
    let range = say("The credential {} is valid from {} to {}", [label.clone(), value(start), value(end)]);
    let places = |found: Found, n: usize| Ok(found.at(Place::credential(n, "start")).at(Place::credential(n, "end")));
    if let Some((n, label, start, end, _)) = valid {
        let message = say("The credential {} is valid from {} to {}.", [label.clone(), value(start), value(end)]);
        return places(Found::pass(message), *n);
    }
    let validity = of(start, end, is_by_day);
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
    let held = matching.iter().any(|(_, one)| one.thumbprint(Hash::Sha1) == certificate.thumbprint(Hash::Sha1));
    let fields = certificate.fields.as_ref().filter(|_| held);
    fields.is_some_and(|fields| evidence.moment.within(fields.not_before, fields.not_after) == validity)
}
