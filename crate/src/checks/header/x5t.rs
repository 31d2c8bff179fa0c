//! `x5t` is the SHA-1 thumbprint of the certificate.

use super::thumbprint::{self, Kind};
use crate::check::{Check, Examine};
use crate::crypto::Hash;
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "header/x5t",
    title: "`x5t` is the SHA-1 thumbprint of the certificate",
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
    examine: Examine::Evidence(|evidence| thumbprint::examine(evidence, &KIND)),
};

pub(in crate::checks) const KIND: Kind = Kind {
    member: "x5t",
    place: "header.x5t",
    hash: Hash::Sha1,
    other: "sha256",
    read: |evidence| evidence.assertion.x5t.as_ref(),
};
