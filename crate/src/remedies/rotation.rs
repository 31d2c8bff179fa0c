//! After a rotation: the client uses the certificate that is registered.

use std::cmp::Ordering;

use super::{Failed, Writer, remedy};
use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::registration::Credential;
use crate::decode::{base64, hex};
use crate::evidence::Evidence;
use crate::report::{Remedy, say, value, words};
use crate::time::UnixTime;

pub(super) const WRITER: Writer = Writer {
    called_by: &[("registration/certificate", &["absent"]), ("response/says_not_registered", &[])],
    helps: |evidence, failed| given(evidence).is_some() || listed(evidence, failed).is_some(),
    write,
};

/// The certificate given that is registered and in force, where the client signs with one that is not registered.
fn given<'a>(evidence: &Evidence<'a>) -> Option<&'a Certificate> {
    let subjects = evidence.subjects();
    if subjects.is_empty() || !evidence.holding(&subjects).is_empty() || evidence.registered.is_of_another {
        return None;
    }
    let is_listed = |one: &Certificate| {
        let credential =
            one.thumbprint(Hash::Sha1).and_then(|bytes| evidence.registered.credential_with(Hash::Sha1, bytes));
        credential.is_some_and(Credential::is_usable)
    };
    evidence
        .certificates
        .iter()
        .copied()
        .find(|one| is_in_force(one, evidence) && is_listed(one) && !is_older(start(one), evidence))
}

fn start(certificate: &Certificate) -> Option<UnixTime> {
    certificate.fields.as_ref().map(|fields| fields.not_before)
}

/// Whether what began then was there before the client's certificate: the client is ahead of the application, not behind.
fn is_older(start: Option<UnixTime>, evidence: &Evidence<'_>) -> bool {
    let own = evidence.reference().ok().and_then(|(_, certificate)| certificate.fields.as_ref());
    own.is_some_and(|own| start.is_some_and(|start| start < own.not_before))
}

/// The thumbprint of the newest entry that is in force, where the list has all of them and not the client's.
fn listed<'a>(evidence: &Evidence<'a>, failed: &Failed<'_>) -> Option<&'a [u8]> {
    if !failed.has("registration/certificate", &["absent"]) {
        return None;
    }
    let now = evidence.moment.now;
    let is_candidate = |one: &Credential| {
        one.is_usable()
            && one.start.is_none_or(|start| start <= now)
            && one.end.is_none_or(|end| now <= end)
            && one.certificate.as_ref().is_none_or(|certificate| is_in_force(certificate, evidence))
    };
    let in_force = evidence.registered.credentials.iter().flatten().copied().filter(|one| is_candidate(one));
    let newest = in_force.max_by(|one, other| one.start.partial_cmp(&other.start).unwrap_or(Ordering::Equal))?;
    let start = newest.start.or_else(|| newest.certificate.as_ref().and_then(start));
    newest.thumbprint(Hash::Sha1).filter(|_| !is_older(start, evidence))
}

fn is_in_force(certificate: &Certificate, evidence: &Evidence<'_>) -> bool {
    let now = evidence.moment.now;
    // A thumbprint by itself has no dates.
    certificate.fields.as_ref().is_none_or(|fields| fields.not_before <= now && now <= fields.not_after)
}

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let many = evidence.registered.credentials.as_ref().filter(|listed| listed.len() > 1);
    let written = remedy(
        if many.is_some() && given(evidence).is_none() {
            "Let the client use a certificate that is registered"
        } else {
            "Let the client use the certificate that is registered"
        },
        "The client signs with a certificate that is not registered, and another one is: as after a rotation that the client did not follow.",
    );
    let written = if let Some(certificate) = given(evidence) {
        let [x5t, x5t_s256] = [&certificate.sha1, &certificate.sha256]
            .map(|bytes| value(bytes.as_ref().map(|bytes| base64::encode_url(bytes)).unwrap_or_default()));
        written
            .step(say("Let the client sign with the private key of {}.", [value(certificate.label())]))
            .step(say("Name it in the header: its `x5t#S256` is {}, its `x5t` is {}.", [x5t_s256, x5t]))
    } else {
        let sha1 = listed(evidence, failed).unwrap_or_default();
        let [digits, x5t] = [hex::encode(sha1), base64::encode_url(sha1)].map(value);
        let step = match many {
            Some(listed) => say(
                "Let the client sign with the private key of one of the {} that are registered; the newest is {}.",
                [words(listed.len()), digits],
            ),
            None => say("Let the client sign with the private key of the certificate {}.", [digits]),
        };
        written.step(step).step(say("Name it in the header: its `x5t` is {}.", [x5t]))
    };
    written
        .step("Start the client again: many read their certificate once.")
        .step("Only where its private key is lost, or the old certificate was removed by mistake, register the one that the client uses.")
}
