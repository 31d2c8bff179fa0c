//! Entra takes RSA certificates only.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::certificate::PublicKey;
use crate::evidence::Evidence;
use crate::report::{Cause, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "certificate/key_type",
    title: "The certificate has an RSA key",
    fails: "The certificate's key is not RSA",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: &["ec", "ed25519", "ed448", "dsa", "other"],
    cites: "Microsoft Entra, create a self-signed certificate: \"currently supports only RSA\"",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (holder, fields, label) = super::reference(evidence)?;
    let place = holder.place("key");
    let key = fields.key.label();
    let reason = match fields.key {
        PublicKey::Rsa { .. } => {
            return Ok(Found::pass(say("{} has the key {}.", [value(label), value(key)])).at(place));
        }
        PublicKey::Ec(_) => "ec",
        PublicKey::Ed25519 => "ed25519",
        PublicKey::Ed448 => "ed448",
        PublicKey::Dsa { .. } => "dsa",
        PublicKey::Other(_) => "other",
    };
    if evidence.assertion.algorithm().is_ok() {
        return Err(Skip::owned("signature/key_fits", "The assertion wants an RSA key, and this is none."));
    }
    Ok(Found::fail(say("{} has the key {}, and Entra takes RSA only.", [value(label), value(key)]))
        .because(reason)
        .at(place))
}
