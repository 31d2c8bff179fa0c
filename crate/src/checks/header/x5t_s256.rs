//! `x5t#S256` is the SHA-256 thumbprint of the certificate.

use super::thumbprint;
use crate::check::{Check, Examine, Examined};
use crate::crypto::Hash;
use crate::evidence::{Evidence, Member};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "header/x5t_s256",
    title: "`x5t#S256` is the SHA-256 thumbprint of the certificate",
    fails: "`x5t#S256` is not this certificate's thumbprint",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &[
        "hex",
        "hex-text",
        "hex-text-newline",
        "sha1",
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
    cites: "RFC 7515, section 4.1.8; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    thumbprint::examine(evidence, Member::X5tS256, Hash::Sha256, evidence.assertion.x5t_s256.as_ref())
}
