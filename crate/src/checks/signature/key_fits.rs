//! The certificate's key is of the kind that the algorithm needs.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::certificate::PublicKey;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "signature/key_fits",
    title: "The certificate's key can make this kind of signature",
    fails: "This key cannot make this kind of signature",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: &["key-type"],
    cites: "RFC 7518, sections 3.3 and 3.5; refusal on record: AADSTS5002730",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.algorithm()?;
    let (holder, certificate) = evidence.reference()?;
    let fields = certificate.fields.as_ref().ok_or_else(|| match certificate.der {
        Some(_) => Skip::unreadable("The certificate's key cannot be read."),
        None => Skip::needs(Need::Certificate, "Of the certificate only its thumbprint was given."),
    })?;
    let label = certificate.label();
    let key = fields.key.label();
    let found = match fields.key {
        PublicKey::Rsa { key: Some(_), .. } => Found::pass(say("{} has the key {}.", [value(label), value(key)])),
        PublicKey::Rsa { key: None, .. } => {
            return Err(Skip::unreadable(say(
                "{} has an RSA key ({}) with numbers that no signature is checked with here.",
                [value(label), value(key)],
            )));
        }
        _ => Found::fail(say(
            "`alg` needs an RSA key, which is all that Entra takes, and {} has the key {}.",
            [value(label), value(key)],
        ))
        .because("key-type"),
    };
    Ok(found.at(Place::header("alg")).at(holder.place("key")))
}
