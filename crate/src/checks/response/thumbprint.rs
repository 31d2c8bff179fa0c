//! The thumbprint that Entra prints is the hexadecimal of whatever `x5t` decoded to: it tells what was put there.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::checks::miswritten;
use crate::crypto::Hash;
use crate::decode::base64;
use crate::decode::entra_error::EntraError;
use crate::decode::identifier::{Identifier, Reading};
use crate::evidence::{Evidence, Member, Printed};
use crate::report::{Cause, Need, Place, Severity, Text, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "response/thumbprint",
    title: "The thumbprint that Entra printed is that of the certificate",
    fails: "Entra looked for another thumbprint",
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
        "length",
    ],
    cites: "RFC 7515, section 4.1.7; refusals on record: AADSTS700027",
    examine: Examine::Response(examine),
};

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    super::about_assertion(evidence, error)?;
    let none = || Skip::inapplicable("The error prints no thumbprint.");
    let printed = error.thumbprint.as_deref().ok_or_else(none)?;
    let (bytes, identifier) = error.x5t().ok_or_else(none)?;
    let (reason, n, what) = match evidence.printed(error).ok_or_else(none)? {
        Printed::Own => {
            return Err(Skip::inapplicable("It is what the header of the assertion says, and is looked at there."));
        }
        Printed::Miswritten => return Ok(betrayed(printed, &identifier)),
        Printed::Stranger => return stranger(evidence, &bytes),
        Printed::Certificate(n) => ("", n, "the DER bytes"),
        Printed::TextOf(n) => ("pem-text", n, "the PEM text"),
        Printed::KeyOf(n) => ("public-key", n, "the public key"),
    };
    let (holder, certificate) = evidence.given().nth(n).ok_or_else(none)?;
    let label = certificate.label();
    let found = if reason.is_empty() {
        Found::pass(say("It is the SHA-1 thumbprint of {}.", [value(label)]))
    } else {
        let message = say(
            "The thumbprint that Entra printed, {}, is the SHA-1 of {} of {}, where that of the DER bytes of the whole certificate is wanted.",
            [value(printed), words(what), value(label)],
        );
        Found::fail(message).because(reason).compare(certificate.digits(Hash::Sha1).unwrap_or_default(), printed)
    };
    Ok(found.at(Place::response("thumbprint")).at(holder.place("thumbprint.sha1.hex")))
}

/// A thumbprint of the right length that is no given certificate's.
fn stranger(evidence: &Evidence<'_>, bytes: &[u8]) -> Examined {
    if evidence.registered.credential_with(Hash::Sha1, bytes).is_some() {
        return Ok(
            Found::pass("It is the thumbprint of a certificate in the registration.").at(Place::response("thumbprint"))
        );
    }
    if evidence.certificates.is_empty() {
        return Err(Skip::needs(Need::Certificate, "No certificate was given to compare it with."));
    }
    let message = "It is the thumbprint of none of the certificates given.";
    Err(match evidence.assertion.jws {
        Some(_) => Skip::owned("response/same_assertion", message),
        None => Skip::owned("certificate/signer", message),
    })
}

/// What the printed thumbprint betrays without any certificate.
fn betrayed(printed: &str, identifier: &Identifier) -> Found {
    let (reason, clause) = miswritten::clause(Member::X5t, Hash::Sha1, identifier).unwrap_or_default();
    let digits = printed.len();
    let tail = match &identifier.reading {
        Reading::Thumbprint(Hash::Sha256, _) => "; a SHA-256 thumbprint belongs in `x5t#S256`".into(),
        Reading::Hex(hash, bytes) | Reading::HexText { hash, bytes, .. } => match hash {
            Hash::Sha256 => say("; as `x5t#S256` it would be {}", [value(base64::encode_url(bytes))]),
            _ => say(": {}", [value(base64::encode_url(bytes))]),
        },
        _ => Text::default(),
    };
    let found = Found::fail(say(
        "The {} digits that Entra printed as the thumbprint tell that {}{}.",
        [words(digits), clause, tail],
    ))
    .because(reason)
    .at(Place::response("thumbprint"));
    match identifier.thumbprint() {
        // What it should have been is known where the digits are those of a SHA-1 thumbprint.
        Some((Hash::Sha1, wanted)) if !identifier.is_documentation() => {
            found.compare(identifier.respell(wanted), &identifier.text)
        }
        _ => found,
    }
}
