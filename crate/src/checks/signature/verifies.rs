//! The signature was made by the certificate's private key over these very bytes.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::{Algorithm, Slip, Verification};
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, Text, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "signature/verifies",
    title: "The certificate's private key made the signature",
    fails: "The signature does not verify",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: &[
        "wrong-key",
        "other-certificate",
        "padding",
        "hash",
        "altered",
        "length",
        "missing",
        "no-digest-info",
        "other-mgf",
        "reversed",
        "hex-text",
        "newline",
        "double-hash",
        "hex-digest",
        "padded-input",
        "utf-16",
    ],
    cites: "RFC 7515, section 5.2; RFC 8017, section 8; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let algorithm = evidence.assertion.algorithm()?;
    let signature = evidence.assertion.jws.and_then(|jws| jws.signature.as_ref());
    let signature = signature.ok_or_else(|| match evidence.assertion.jws {
        Some(jws) if jws.fault.is_none() => Skip::needs(
            Need::Assertion,
            "There is no signature to verify, as in a decoded token: give the token as it was sent.",
        ),
        _ => Skip::owned("token/format", "The signature cannot be read."),
    })?;
    if signature.is_empty() {
        return Ok(Found::fail("The assertion has no signature: nothing follows its second full stop.")
            .because("missing")
            .at(Place::signature()));
    }
    let (holder, certificate) = evidence.reference()?;
    let Some(verification) = evidence.signer.verification else {
        return Err(Skip::owned(
            "signature/key_fits",
            say("{} has no RSA key that signatures are checked with.", [value(certificate.label())]),
        ));
    };
    let label = certificate.label();
    let alg = evidence.assertion.header()?.get("alg").map(Member::shown).unwrap_or_default();
    let (reason, message) = match verification {
        Verification::Verified { .. } => match evidence.signer.named.and_then(|named| evidence.certificate_of(named)) {
            Some(named) if !named.is(certificate) => (
                "other-certificate",
                say(
                    "The assertion names {}, but the private key of {} signed it.",
                    [value(named.label()), value(label)],
                ),
            ),
            _ => {
                return Ok(Found::pass(say("It verifies with the key of {}.", [value(label)]))
                    .at(Place::signature())
                    .at(holder.place("key")));
            }
        },
        Verification::Slip(slip) => {
            let (reason, what) = told(slip, algorithm, &alg);
            (reason, say("The key is right, it is that of {}, but {}.", [value(label), what]))
        }
        // A usual length is no damage: it is that of another key.
        Verification::Length(wanted) if signature.len() >= 128 && signature.len() % 64 == 0 => (
            "wrong-key",
            say(
                "A key of {} bits made the signature, and the key of {} has {}: it is another's.",
                [words(8 * signature.len()), value(label), words(8 * wanted)],
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
    Ok(Found::fail(message).because(reason).at(Place::signature()).at(holder.place("key")))
}

/// The reason word of a slip, and what is wrong.
fn told(slip: Slip, algorithm: Algorithm, alg: &str) -> (&'static str, Text) {
    let instead = |what, seen: &'static str, wanted: &'static str| {
        say("{} is {}, where `alg` {} means {}", [words(what), words(seen), value(alg), words(wanted)])
    };
    let hash = algorithm.hash.label();
    match slip {
        Slip::Padding => {
            ("padding", instead("the padding", algorithm.scheme.other().label(), algorithm.scheme.label()))
        }
        Slip::Hash(seen) => ("hash", instead("the hash of the text", seen.label(), hash)),
        Slip::OtherMgf(seen) => ("other-mgf", instead("the hash in MGF1, the mask of PSS,", seen.label(), hash)),
        Slip::Altered => {
            ("altered", "it signed another text than this: header or claims were changed after signing, or something else was signed".into())
        }
        Slip::NoDigestInfo(length) => (
            "no-digest-info",
            say("it signed {} bytes that are no DigestInfo of a hash (RFC 8017, section 9.2)", [value(length)]),
        ),
        Slip::Reversed => ("reversed", "the bytes of the signature stand in reverse order, the last one first".into()),
        Slip::HexText => {
            ("hex-text", "the signature is hexadecimal text, where base64url of its bytes is wanted".into())
        }
        Slip::Newline => ("newline", "it signed the text with a line break behind it".into()),
        Slip::DoubleHash => ("double-hash", "the text was hashed twice before signing".into()),
        Slip::HexDigest => {
            ("hex-digest", "it signed the hexadecimal text of the hash, which was hashed once more".into())
        }
        Slip::PaddedInput => (
            "padded-input",
            "it signed header and claims with the padding of base64 (`=`), and they were sent without".into(),
        ),
        Slip::Utf16 => ("utf-16", "it signed the text as UTF-16, where one byte a character is wanted".into()),
    }
}
