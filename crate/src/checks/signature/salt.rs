//! A PSS salt as long as the hash, which RFC 7518 wants and some tools do not make.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Verification;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "signature/salt",
    title: "The salt of the PSS signature is as long as the hash",
    fails: "Unusual PSS salt length",
    severity: Severity::Warning,
    cause: Some(Cause::WrongKey),
    reasons: &[],
    cites: "RFC 7518, section 3.5",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let wanted = evidence.assertion.algorithm()?.hash.length();
    match evidence.signer.verification {
        Some(Verification::Verified { salt: Some(salt) }) if salt == wanted => {
            Ok(Found::pass(say("It has {} bytes.", [words(salt)])).at(Place::signature()))
        }
        Some(Verification::Verified { salt: Some(salt) }) => {
            Ok(Found::fail(say("The salt has {} bytes, where {} are wanted.", [words(salt), words(wanted)]))
                .at(Place::signature()))
        }
        _ => Err(Skip::owned("signature/verifies", "No PSS signature was verified.")),
    }
}
