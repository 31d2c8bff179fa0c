//! After a rotation: the client uses the certificate that is registered.

use super::{Failed, Writer, remedy};
use crate::crypto::Hash;
use crate::decode::base64;
use crate::decode::certificate::Certificate;
use crate::decode::registration::Credential;
use crate::evidence::Evidence;
use crate::report::{Remedy, say, value};

pub(super) const WRITER: Writer = Writer {
    called_by: &[("registration/certificate", &["absent"]), ("response/says_not_registered", &[])],
    helps: |evidence, _| registered(evidence).is_some(),
    write,
};

/// The certificate given that is registered and in force, where the client signs with one that is not registered.
fn registered<'a>(evidence: &Evidence<'a>) -> Option<&'a Certificate> {
    let subjects = evidence.subjects();
    if subjects.is_empty() || !evidence.holding(&subjects).is_empty() || evidence.registered.is_of_another {
        return None;
    }
    let now = evidence.moment.now;
    let is_in_force = |one: &Certificate| {
        one.fields.as_ref().is_some_and(|fields| fields.not_before <= now && now <= fields.not_after)
    };
    let is_listed = |one: &Certificate| {
        let credential =
            one.thumbprint(Hash::Sha1).and_then(|bytes| evidence.registered.credential_with(Hash::Sha1, bytes));
        credential.is_some_and(Credential::is_usable)
    };
    evidence.certificates.iter().copied().find(|one| is_in_force(one) && is_listed(one))
}

fn write(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    let written = remedy(
        "Let the client use the certificate that is registered",
        "The client signs with a certificate that is not registered, and another one given is: as after a rotation that the client did not follow.",
    );
    let Some(certificate) = registered(evidence) else { return written };
    let [x5t, x5t_s256] = [&certificate.sha1, &certificate.sha256]
        .map(|bytes| value(bytes.as_ref().map(|bytes| base64::encode_url(bytes)).unwrap_or_default()));
    written
        .step(say("Let the client sign with the private key of {}.", [value(certificate.label())]))
        .step(say("Name it in the header: its `x5t#S256` is {}, its `x5t` is {}.", [x5t_s256, x5t]))
        .step("Start the client again: many read their certificate once.")
        .step("Only where its private key is lost, or the old certificate was removed by mistake, register the one that the client uses.")
}
