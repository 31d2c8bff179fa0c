//! The signature was made by the certificate's private key over these very bytes.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Verification;
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "signature/verifies",
    title: "The certificate's private key made the signature",
    fails: "The signature does not verify",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: &["wrong-key", "other-certificate", "padding", "hash", "altered", "length", "missing"],
    cites: "RFC 7515, section 5.2; RFC 8017, section 8; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let algorithm = evidence.assertion.algorithm()?;
    let signature = evidence.assertion.jws.and_then(|jws| jws.signature.as_ref());
    let signature = signature.ok_or_else(|| Skip::not_applicable("The signature cannot be read."))?;
    if signature.is_empty() {
        return Ok(Found::fail("The assertion has no signature: nothing follows its second full stop.")
            .because("missing")
            .at("signature"));
    }
    let (n, certificate) = evidence.reference()?;
    let Some(verification) = evidence.signer.verification else {
        return Err(Skip::not_applicable(format!("{} has no RSA key to check it with.", certificate.label())));
    };
    let label = certificate.label();
    let alg = evidence.assertion.header()?.get("alg").map(Member::shown).unwrap_or_default();
    let (reason, message) = match verification {
        Verification::Verified { .. } => match evidence.signer.named.and_then(|n| evidence.certificates.get(n)) {
            Some(named) if named.der != certificate.der => (
                "other-certificate",
                format!("The assertion names {}, but the private key of {label} signed it.", named.label()),
            ),
            _ => {
                return Ok(Found::pass(format!("It verifies with the key of {label}."))
                    .at("signature")
                    .at(format!("certificate.{n}.key")));
            }
        },
        Verification::Padding => (
            "padding",
            format!(
                "The private key of {label} signed the assertion, but with the padding {}, where `alg` {alg} means {}.",
                algorithm.scheme.other().label(),
                algorithm.scheme.label()
            ),
        ),
        Verification::Hash(hash) => (
            "hash",
            format!(
                "The private key of {label} signed the assertion, but over the {} of the text, where `alg` {alg} means {}.",
                hash.label(),
                algorithm.hash.label()
            ),
        ),
        Verification::Altered => (
            "altered",
            format!(
                "The private key of {label} signed another text than this: header or claims were changed after signing."
            ),
        ),
        // A usual length is no damage: it is that of another key.
        Verification::Length(wanted) if signature.len() >= 128 && signature.len() % 64 == 0 => (
            "wrong-key",
            format!(
                "A key of {} bits made the signature, and the key of {label} has {}: it is another's.",
                8 * signature.len(),
                8 * wanted
            ),
        ),
        Verification::Length(wanted) => (
            "length",
            format!(
                "The signature has {} bytes, where the key of {label} makes {wanted}: it is damaged, or cut.",
                signature.len()
            ),
        ),
        Verification::WrongKey => {
            ("wrong-key", format!("The private key that signed the assertion is not the one of {label}."))
        }
    };
    Ok(Found::fail(message).because(reason).at("signature").at(format!("certificate.{n}.key")))
}
