//! `x5t` is the SHA-1 thumbprint of the certificate.

use super::thumbprint;
use crate::check::{Check, Examine, Examined};
use crate::crypto::Hash;
use crate::evidence::{Evidence, Member};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "header/x5t",
    title: "`x5t` is the SHA-1 thumbprint of the certificate",
    fails: "`x5t` is not this certificate's thumbprint",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &[
        "hex",
        "hex-text",
        "hex-text-newline",
        "sha256",
        "key-id",
        "pem-text",
        "public-key",
        "placeholder",
        "hidden-characters",
        "undecodable",
        "length",
        "other-certificate",
        "no-match",
    ],
    cites: "RFC 7515, section 4.1.7; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    thumbprint::examine(evidence, Member::X5t, Hash::Sha1, evidence.assertion.x5t.as_ref())
}
