//! `x5c`, where it is sent, begins with the certificate that signed.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Verification;
use crate::decode::certificate::Certificate;
use crate::decode::identifier::Identifier;
use crate::evidence::{Evidence, TRIED};
use crate::report::{Cause, Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "header/x5c",
    title: "`x5c` begins with the certificate that signed",
    fails: "`x5c` does not begin with the signing certificate",
    severity: Severity::Warning,
    cause: Some(Cause::WrongIdentifier),
    reasons: &["order", "other-certificate", "undecodable"],
    cites: "RFC 7515, section 4.1.6; refusal on record: AADSTS700030",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.header()?;
    let Some(x5c) = &evidence.assertion.x5c else {
        return Err(Skip::inapplicable("There is no `x5c`."));
    };
    let Some(chain) = x5c.all() else {
        return Ok(Found::fail("`x5c` cannot be read: each of its values is base64 of a certificate's DER bytes.")
            .because("undecodable")
            .at(Place::header("x5c")));
    };
    let signed = |(n, one): (usize, &&Certificate)| is_meant(evidence, one) || (n < TRIED && verifies(evidence, one));
    match chain.iter().enumerate().position(signed) {
        Some(0) => Ok(Found::pass("It does.").at(Place::header("x5c")).at(Place::x5c(0, "subject"))),
        Some(n) => Ok(Found::fail(say(
            "The certificate that signed is number {} in `x5c`, and must be the first.",
            [words(n + 1)],
        ))
        .because("order")
        .at(Place::header("x5c"))
        .at(Place::x5c(n, "subject"))),
        None if evidence.assertion.algorithm().is_err() && evidence.signer.reference.is_none() => {
            Err(Skip::needs(Need::Certificate, "Nothing given tells which certificate signed."))
        }
        None => {
            let first = chain.first().map(|certificate| certificate.label()).unwrap_or_default();
            let others = if chain.len() > TRIED { say("of the first {}", [words(TRIED)]) } else { "other".into() };
            Ok(Found::fail(say(
                "`x5c` begins with {}, which is not the certificate that signed, nor is any {} in it.",
                [value(first), others],
            ))
            .because("other-certificate")
            .at(Place::header("x5c"))
            .at(Place::x5c(0, "subject")))
        }
    }
}

/// Whether this is the reference certificate, or the one that is named.
fn is_meant(evidence: &Evidence<'_>, certificate: &Certificate) -> bool {
    evidence.reference().is_ok_and(|(_, reference)| reference.is(certificate))
        || [&evidence.assertion.x5t, &evidence.assertion.x5t_s256]
            .into_iter()
            .flatten()
            .filter_map(Identifier::thumbprint)
            .any(|(hash, bytes)| certificate.thumbprint(hash) == Some(bytes))
}

/// Whether its key verifies the signature.
fn verifies(evidence: &Evidence<'_>, certificate: &Certificate) -> bool {
    matches!(evidence.verification_by(certificate), Some(Verification::Verified { .. }))
}
