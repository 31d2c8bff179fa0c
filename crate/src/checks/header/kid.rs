//! `kid` alone is enough where it is a thumbprint of the certificate, as Terraform and old libraries send it.

use super::thumbprint;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::identifier::Identifier;
use crate::evidence::{Evidence, Member, Naming};
use crate::report::{Cause, Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "header/kid",
    title: "`kid`, where it stands alone, is a thumbprint of the certificate",
    fails: "`kid` is no thumbprint of this certificate",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &["no-match", "random", "jwk-thumbprint", "other-certificate"],
    cites: "Microsoft Entra certificate credentials, header; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.header()?;
    let Some(kid) = &evidence.assertion.kid else {
        return Err(Skip::inapplicable("There is no `kid`."));
    };
    if evidence.assertion.x5t.is_some() || evidence.assertion.x5t_s256.is_some() {
        return Err(Skip::inapplicable("`kid` does not stand alone."));
    }
    let text = &kid.text;
    let reference = evidence.reference();
    let label = reference.as_ref().map(|(_, certificate)| certificate.label()).unwrap_or_default();
    let unknown = || Skip::needs(Need::Certificate, "No certificate was given.");
    let (reason, message) = match evidence.naming(Member::Kid, kid) {
        Naming::Miswritten => {
            return Ok(Found::fail(say("`kid` is {}, which is no thumbprint; Entra finds a certificate by `x5t#S256`, `x5t`, or a `kid` that is its thumbprint.", [value(text)]))
            .because("random")
            .at(Place::header("kid")));
        }
        // Which certificate it should name is not known.
        Naming::Registered(_) | Naming::Stranger if reference.is_err() => {
            return Err(reference.err().unwrap_or_else(unknown));
        }
        Naming::Unknown => return Err(unknown()),
        Naming::Reference => {
            let hash = kid.thumbprint().map(|(hash, _)| hash.label()).unwrap_or_default();
            return Ok(placed(
                Found::pass(say("`kid` is the {} thumbprint of {}.", [words(hash), value(label)])),
                evidence,
                kid,
            ));
        }
        Naming::KeyOf(_) | Naming::TextOf(_) => (
            "jwk-thumbprint",
            say("`kid` is the thumbprint of the JWK of {}, where that of the certificate is wanted.", [value(label)]),
        ),
        Naming::Other(other) => (
            "other-certificate",
            say("`kid` names {}, but the signature was made with the key of {}.", [value(other.label()), value(label)]),
        ),
        Naming::Registered(credential) => (
            "other-certificate",
            say(
                "`kid` names the certificate of the credential {}, and {} is another.",
                [credential.label(), value(label)],
            ),
        ),
        Naming::Stranger => {
            ("no-match", say("`kid` is {}, which is no thumbprint of {}.", [value(text), value(label)]))
        }
    };
    Ok(placed(Found::fail(message).because(reason), evidence, kid))
}

/// Points at `kid` and at the thumbprint that it is compared with.
fn placed(found: Found, evidence: &Evidence<'_>, kid: &Identifier) -> Found {
    let found = found.at(Place::header("kid"));
    let (Ok((holder, certificate)), Some((hash, bytes))) = (evidence.reference(), kid.thumbprint()) else {
        return found;
    };
    let found = found.at(thumbprint::thumbprint_place(holder, hash));
    match certificate.thumbprint(hash).filter(|wanted| *wanted != bytes) {
        Some(wanted) => found.compare(kid.respell(wanted), &kid.text),
        None => found,
    }
}
