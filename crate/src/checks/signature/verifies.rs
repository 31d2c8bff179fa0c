//! The signature was made by the certificate's private key over these very bytes.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Verification;
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Cause, Severity, say, value, words};

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
    let signature = signature.ok_or_else(|| Skip::owned("token/format", "The signature cannot be read."))?;
    if signature.is_empty() {
        return Ok(Found::fail("The assertion has no signature: nothing follows its second full stop.")
            .because("missing")
            .at("signature"));
    }
    let (holder, certificate) = evidence.reference()?;
    let Some(verification) = evidence.signer.verification else {
        return Err(Skip::owned(
            "signature/key_fits",
            say("{} has no RSA key to check it with.", [value(certificate.label())]),
        ));
    };
    let label = certificate.label();
    let alg = evidence.assertion.header()?.get("alg").map(Member::shown).unwrap_or_default();
    let (reason, message) = match verification {
        Verification::Verified { .. } => match evidence.signer.named.and_then(|named| evidence.certificate_of(named)) {
            Some(named) if named.der != certificate.der => (
                "other-certificate",
                say(
                    "The assertion names {}, but the private key of {} signed it.",
                    [value(named.label()), value(label)],
                ),
            ),
            _ => {
                return Ok(Found::pass(say("It verifies with the key of {}.", [value(label)]))
                    .at("signature")
                    .at(holder.place("key")));
            }
        },
        Verification::Padding => (
            "padding",
            say(
                "The private key of {} signed the assertion, but with the padding {}, where `alg` {} means {}.",
                [value(label), words(algorithm.scheme.other().label()), value(alg), words(algorithm.scheme.label())],
            ),
        ),
        Verification::Hash(hash) => (
            "hash",
            say(
                "The private key of {} signed the assertion, but over the {} of the text, where `alg` {} means {}.",
                [value(label), words(hash.label()), value(alg), words(algorithm.hash.label())],
            ),
        ),
        Verification::Altered => (
            "altered",
            say(
                "The private key of {} signed another text than this: header or claims were changed after signing.",
                [value(label)],
            ),
        ),
        // A usual length is no damage: it is that of another key.
        Verification::Length(wanted) if signature.len() >= 128 && signature.len() % 64 == 0 => (
            "wrong-key",
            say(
                "A key of {} bits made the signature, and the key of {} has {}: it is another's.",
                [words(8 * signature.len()), value(label), value(8 * wanted)],
            ),
        ),
        Verification::Length(wanted) => (
            "length",
            say(
                "The signature has {} bytes, where the key of {} makes {}: it is damaged, or cut.",
                [words(signature.len()), value(label), words(wanted)],
            ),
        ),
        Verification::WrongKey => {
            ("wrong-key", say("The private key that signed the assertion is not the one of {}.", [value(label)]))
        }
    };
    Ok(Found::fail(message).because(reason).at("signature").at(holder.place("key")))
}
