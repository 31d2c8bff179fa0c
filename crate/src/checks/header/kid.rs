//! `kid` alone is enough where it is a thumbprint of the certificate, as Terraform and old libraries send it.

use super::thumbprint;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::base64;
use crate::decode::certificate::Certificate;
use crate::decode::identifier::Reading;
use crate::evidence::Evidence;
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "header/kid",
    title: "`kid`, where it stands alone, is a thumbprint of the certificate",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &["no-match", "random", "jwk-thumbprint", "other-certificate"],
    cites: "Microsoft Entra certificate credentials, header; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.header()?;
    let Some(kid) = &evidence.assertion.kid else {
        return Err(Skip::not_applicable("There is no `kid`."));
    };
    if evidence.assertion.x5t.is_some() || evidence.assertion.x5t_s256.is_some() {
        return Err(Skip::not_applicable("`kid` does not stand alone."));
    }
    let reference = evidence.reference();
    let Some((hash, bytes)) = kid.thumbprint().filter(|_| !matches!(kid.reading, Reading::HexText { .. })) else {
        let found = Found::fail(format!(
            "`kid` is {}, which is no thumbprint; Entra finds a certificate by `x5t#S256`, `x5t`, or a `kid` that is its thumbprint.",
            kid.text
        ))
        .because("random")
        .at("header.kid");
        return Ok(found);
    };
    let (n, certificate) = match reference {
        Ok(reference) => reference,
        Err(skip) if evidence.certificates.is_empty() => return Err(skip),
        Err(_) => {
            let count = evidence.certificates.len();
            return Ok(Found::fail(format!(
                "`kid` is {}, the thumbprint of none of the {count} certificates given.",
                kid.text
            ))
            .because("no-match")
            .at("header.kid"));
        }
    };
    let label = certificate.label();
    if certificate.thumbprint(hash) == Some(bytes) {
        return Ok(Found::pass(format!("`kid` is the {} thumbprint of {label}.", hash.label()))
            .at("header.kid")
            .at(thumbprint::thumbprint_place(n, hash)));
    }
    let (reason, message) = if is_jwk_thumbprint(certificate, bytes) {
        (
            "jwk-thumbprint",
            format!("`kid` is the thumbprint of the JWK of {label}, where that of the certificate is wanted."),
        )
    } else if let Some(other) = evidence.certificate_with(bytes) {
        (
            "other-certificate",
            format!("`kid` names {}, but the signature was made with the key of {label}.", other.label()),
        )
    } else if let Some(credential) = evidence.registered.credential_with(hash, bytes) {
        (
            "other-certificate",
            format!("`kid` names the certificate of the credential {}, and {label} is another.", credential.label()),
        )
    } else {
        ("no-match", format!("`kid` is {}, which is no thumbprint of {label}.", kid.text))
    };
    let found = Found::fail(message).because(reason).at("header.kid").at(thumbprint::thumbprint_place(n, hash));
    Ok(match certificate.thumbprint(hash) {
        Some(wanted) => found.compare(thumbprint::respell(wanted, kid), &kid.text),
        None => found,
    })
}

/// RFC 7638, section 3: the hash of the members that a key needs, in the order of their names.
fn is_jwk_thumbprint(certificate: &Certificate, bytes: &[u8]) -> bool {
    certificate.rsa_key().is_some_and(|key| {
        let [e, n] = key.numbers().map(|number| base64::encode_url(&number));
        Hash::Sha256.digest(&[format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#).as_bytes()]) == bytes
    })
}
