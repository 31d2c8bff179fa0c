//! `kid` beside `x5t` or `x5t#S256` names the same certificate, or is no thumbprint at all.
//!
//! `x5t` against `x5t#S256` needs the certificate, and is owned by the checks of the two.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::identifier::Identifier;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "header/identifiers_agree",
    title: "The identifiers in the header name one certificate",
    fails: "The header names two different certificates",
    severity: Severity::Warning,
    cause: Some(Cause::WrongIdentifier),
    reasons: &[],
    cites: "RFC 7515, sections 4.1.4, 4.1.7 and 4.1.8",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.header()?;
    let Some((kid_hash, kid)) = evidence.assertion.kid.as_ref().and_then(Identifier::thumbprint) else {
        return Err(Skip::inapplicable("There is no second identifier that is a thumbprint."));
    };
    let mut compared = false;
    for (member, identifier) in [("x5t", &evidence.assertion.x5t), ("x5t#S256", &evidence.assertion.x5t_s256)] {
        let Some((hash, bytes)) = identifier.as_ref().and_then(Identifier::thumbprint) else { continue };
        let agree = if hash == kid_hash {
            bytes == kid
        } else {
            // Thumbprints by two hashes can be compared through a certificate that has both.
            match (evidence.certificate_with(bytes), evidence.certificate_with(kid)) {
                (Some(one), Some(other)) => one.is(other),
                (None, None) => continue,
                _ => false,
            }
        };
        compared = true;
        if !agree {
            return Ok(Found::fail(say("`kid` and `{}` name different certificates.", [words(member)]))
                .at(Place::header("kid"))
                .at(Place::header(member)));
        }
    }
    if compared {
        Ok(Found::pass("`kid` names the same certificate.").at(Place::header("kid")))
    } else {
        Err(Skip::inapplicable("Nothing can be compared with `kid`."))
    }
}
