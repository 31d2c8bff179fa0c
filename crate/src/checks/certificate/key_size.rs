//! Entra wants 2048 bits at least.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::certificate::PublicKey;
use crate::evidence::Evidence;
use crate::report::{Cause, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "certificate/key_size",
    title: "The certificate's RSA key has 2048 bits or more",
    fails: "The RSA key is shorter than 2048 bits",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: &[],
    cites: "Microsoft Entra, create a self-signed certificate; refusal on record: AADSTS50032",
    examine: Examine::Evidence(examine),
};

/// In bits.
const LEAST: usize = 2048;

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (holder, fields, label) = super::reference(evidence)?;
    let PublicKey::Rsa { bits, .. } = fields.key else {
        return Err(Skip::owned("certificate/key_type", "It is no RSA key."));
    };
    let found = if bits < LEAST {
        Found::fail(say(
            "The key of {} has {} bits, and Entra wants {} at least.",
            [value(label), words(bits), words(LEAST)],
        ))
    } else {
        Found::pass(say("The key of {} has {} bits.", [value(label), words(bits)]))
    };
    Ok(found.at(holder.place("key")))
}
