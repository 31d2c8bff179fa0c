//! The certificates given are those that the client uses. Else the client, or the file, is another: neither is at fault.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::certificate::{Certificate, PublicKey};
use crate::decode::hex;
use crate::entra::{Refusal, classify};
use crate::evidence::{Coverage, Evidence, Holder, Printed, TRIED};
use crate::report::{Cause, Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "certificate/signer",
    title: "The certificate given is the one that the client uses",
    fails: "The client signs with another certificate than this file",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, header; RFC 7515, section 4.1.7",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.is_not_another_token()?;
    let Some((holder, first)) = evidence.given().next() else {
        return Err(Skip::needs(Need::Certificate, "No certificate was given."));
    };
    match evidence.reference() {
        Ok((holder @ (Holder::File(_) | Holder::Thumbprint(_)), certificate)) => {
            return Ok(Found::pass(say("It is {}.", [value(certificate.label())])).at(holder.place("subject")));
        }
        Ok((_, certificate)) => {
            let message = say("The client uses {}, which stands in the other evidence.", [value(certificate.label())]);
            return Err(Skip::inapplicable(message));
        }
        Err(_) => {}
    }
    let Some((place, hash, named)) = named(evidence)? else {
        return Ok(Found::fail("None of the keys of the certificates given made the signature.").at(Place::signature()));
    };
    if evidence.certificates.iter().any(|one| one.thumbprint(hash).is_none()) {
        let message = say("Of a certificate its {} thumbprint was not given.", [words(hash.label())]);
        return Err(Skip::needs(Need::Certificate, message));
    }
    let digits = hex::encode(&named);
    let is_only = evidence.certificates.iter().all(|other| other.is(first));
    let Some(own) = first.thumbprint(hash).filter(|_| is_only).map(hex::encode) else {
        return Ok(Found::fail(say(
            "The client signs with the certificate with {} {}, which is none of the {} given.",
            [words(hash.label()), value(digits), words(evidence.certificates.len())],
        ))
        .at(place));
    };
    let message = say(
        "The client signs with another certificate than {}: {} {}, where that one's is {}.",
        [value(first.label()), words(hash.label()), value(&digits), value(&own)],
    );
    let name = if hash == Hash::Sha1 { "thumbprint.sha1.hex" } else { "thumbprint.sha256.hex" };
    let whose = first.file.clone().unwrap_or_else(|| first.name());
    Ok(Found::fail(message).compare(own, digits).of(whose, "the client used").at(place).at(holder.place(name)))
}

/// The thumbprint of the certificate that the client uses, and where it stands; none where only the signature tells that it
/// is another.
fn named(evidence: &Evidence<'_>) -> Result<Option<(Place, Hash, Vec<u8>)>, Skip> {
    if evidence.assertion.jws.is_none() {
        let error = evidence.answer.error.filter(|error| classify(error).is_ok_and(Refusal::is_about_assertion));
        let printed = error.and_then(|error| Some((evidence.printed(error)?, error.x5t()?.0)));
        let is_listed = evidence.registered.coverage == Coverage::Whole && !evidence.registered.is_of_another;
        return match printed {
            Some((Printed::Stranger, _)) if is_listed => Err(Skip::owned(
                "registration/certificate",
                "What Entra printed is compared with the whole registration given, which says more.",
            )),
            None => Err(Skip::needs(Need::Assertion, "Nothing given tells which certificate the client uses.")),
            Some((Printed::Stranger, bytes)) => Ok(Some((Place::response("thumbprint"), Hash::Sha1, bytes))),
            Some(_) => Err(Skip::owned("response/thumbprint", "What Entra printed tells more than which file it is.")),
        };
    }
    if evidence.names_credential() {
        return Err(Skip::inapplicable("The certificate that the assertion names stands in the registration."));
    }
    let mut identifiers = evidence.assertion.identifiers().filter(|(_, one)| !one.is_documentation());
    let named = identifiers.find_map(|(member, one)| Some((Place::header(member.name()), one.thumbprint()?)));
    if let Some((place, (hash, bytes))) = named {
        if evidence.registered.coverage == Coverage::Whole && !evidence.registered.is_of_another {
            let message = "What the assertion names is not in the whole registration given, which says more.";
            return Err(Skip::owned("registration/certificate", message));
        }
        return Ok(Some((place, hash, bytes.to_vec())));
    }
    evidence.assertion.algorithm()?;
    let signature = evidence.assertion.jws.and_then(|jws| jws.signature.as_ref());
    if signature.is_none_or(Vec::is_empty) {
        return Err(Skip::owned("signature/verifies", "There is no signature to tell by."));
    }
    let is_tried = |one: &&Certificate| match &one.fields {
        Some(fields) => !matches!(fields.key, PublicKey::Rsa { key: None, .. }),
        None => false,
    };
    if evidence.certificates.len() > TRIED || !evidence.certificates.iter().all(is_tried) {
        return Err(Skip::unreadable("Not all of the keys given can be tried against the signature."));
    }
    Ok(None)
}
