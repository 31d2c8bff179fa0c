//! Who names whom: the header's identifiers and the signature, against certificates and credentials.

use super::fact;
use crate::crypto::Hash;
use crate::decode::identifier::Reading;
use crate::decode::registration::Credential;
use crate::evidence::{Evidence, TRIED};
use crate::report::{Fact, Form, Section, Text, say};

/// None where there is nothing to compare with.
pub(super) fn section(evidence: &Evidence<'_>) -> Option<Section> {
    evidence.assertion.header().ok()?;
    let listed = evidence.registered.registration.and_then(|registration| registration.credentials.as_deref());
    if evidence.certificates.is_empty() && listed.is_none() {
        return None;
    }
    let members = [
        ("x5t", &evidence.assertion.x5t),
        ("x5t#S256", &evidence.assertion.x5t_s256),
        ("kid", &evidence.assertion.kid),
    ];
    let named = members.into_iter().filter_map(|(member, identifier)| {
        let identifier = identifier.as_ref()?;
        let is_written_well = match &identifier.reading {
            Reading::Thumbprint(hash, _) => member == "kid" || (member == "x5t") == (*hash == Hash::Sha1),
            Reading::Hex(..) => member == "kid",
            _ => false,
        };
        match identifier.thumbprint() {
            Some((hash, bytes)) if is_written_well => Some(row(evidence, member, "names", hash, bytes)),
            Some((hash, bytes)) => Some(row(evidence, member, "is written wrongly, and means", hash, bytes)),
            // A `kid` may be anything.
            None if member == "kid" => None,
            None => Some(fact(member, "is no thumbprint", Form::Text)),
        }
    });
    let facts = named.chain([signature(evidence)]).collect();
    let columns = ["The assertion", "Certificate", "Registration"].map(str::to_owned).to_vec();
    Some(Section { columns, ..super::section("agreement", "Who names whom", facts) })
}

/// The certificate with this thumbprint, and the credential that holds it.
fn row(evidence: &Evidence<'_>, label: &str, verb: &str, hash: Hash, bytes: &[u8]) -> Fact {
    let found = evidence.certificates.iter().find(|certificate| certificate.thumbprint(hash) == Some(bytes));
    let value = match (found, evidence.certificates.len()) {
        (Some(certificate), _) => format!("{verb} {}", certificate.label()),
        (None, 0) => format!("{verb} a certificate that was not given"),
        (None, _) => format!("{verb} none of the certificates given"),
    };
    // A certificate that was given is known by both of its thumbprints.
    let sha1 = found.and_then(|certificate| certificate.thumbprint(Hash::Sha1));
    fact(label, value, Form::Text).with_note(registered(evidence, hash, bytes, sha1))
}

fn registered(evidence: &Evidence<'_>, hash: Hash, bytes: &[u8], sha1: Option<&[u8]>) -> Text {
    let Some(listed) = evidence.registered.registration.and_then(|registration| registration.credentials.as_ref())
    else {
        return Text::default();
    };
    let holds = |credential: &&Credential| {
        credential.thumbprint(hash) == Some(bytes) || (sha1.is_some() && credential.thumbprint(Hash::Sha1) == sha1)
    };
    let known = if sha1.is_some() { Hash::Sha1 } else { hash };
    match listed.iter().find(holds) {
        Some(credential) => say("registered as {}", [credential.label()]),
        None if listed.iter().any(|credential| credential.thumbprint(known).is_none()) => {
            "cannot be told, as the registration lists entries without their certificates".into()
        }
        None => "not registered".into(),
    }
}

fn signature(evidence: &Evidence<'_>) -> Fact {
    if evidence.signer.is_by_reference()
        && let Ok((_, certificate)) = evidence.reference()
        && let Some(sha1) = certificate.thumbprint(Hash::Sha1)
    {
        return row(evidence, "Signature", "was made by the key of", Hash::Sha1, sha1);
    }
    let signature = evidence.assertion.jws.and_then(|jws| jws.signature.as_ref());
    let value = if signature.is_none() {
        "was not given"
    } else if signature.is_none_or(Vec::is_empty) {
        "is missing"
    } else if evidence.certificates.is_empty() {
        "was made by a key that was not given"
    } else if evidence.assertion.algorithm().is_err() || evidence.certificates.len() > TRIED {
        "cannot be compared"
    } else {
        "was made by the key of none of the certificates given"
    };
    fact("Signature", value, Form::Text)
}
