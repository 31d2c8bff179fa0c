//! What `x5t` and `x5t#S256` have in common.

use crate::check::{Examined, Found, Skip};
use crate::checks::miswritten;
use crate::crypto::Hash;
use crate::decode::identifier::Identifier;
use crate::decode::{base64, hex};
use crate::evidence::{Evidence, Holder, Member, Naming};
use crate::report::{Need, Place, say, value, words};

/// Examines the member whose thumbprint is by this hash.
pub(super) fn examine(
    evidence: &Evidence<'_>,
    member: Member,
    hash: Hash,
    identifier: Option<&Identifier>,
) -> Examined {
    evidence.assertion.header()?;
    let name = member.name();
    let Some(identifier) = identifier else {
        return Err(Skip::inapplicable(say("There is no `{}`.", [words(name)])));
    };
    let reference = evidence.reference();
    let wanted = reference.as_ref().ok().and_then(|(_, certificate)| certificate.thumbprint(hash));
    let place = |found: Found| {
        let found = found.at(Place::header(name));
        match &reference {
            Ok((holder, _)) => found.at(thumbprint_place(*holder, hash)),
            Err(_) => found,
        }
    };
    let label = reference.as_ref().map(|(_, certificate)| certificate.label()).unwrap_or_default();
    let algorithm = hash.label();
    let named = identifier.thumbprint().map(|(_, bytes)| short(bytes)).unwrap_or_default();
    let unknown = || Skip::needs(Need::Certificate, "No certificate was given to compare it with.");
    let (reason, message) = match evidence.naming(member, identifier) {
        Naming::Reference => {
            return Ok(place(Found::pass(say(
                "`{}` is the {} thumbprint of {}.",
                [words(name), words(algorithm), value(label)],
            ))));
        }
        Naming::Unknown => return Err(unknown()),
        Naming::Miswritten => {
            let (reason, clause) = miswritten::clause(member, hash, identifier).ok_or_else(unknown)?;
            (reason, say("{}.", [clause]))
        }
        Naming::Other(certificate) => (
            "other-certificate",
            say(
                "`{}` names {}, but the signature was made with the key of {}.",
                [words(name), value(certificate.label()), value(label)],
            ),
        ),
        // Which certificate it should name is not known.
        Naming::Registered(_) | Naming::Stranger if wanted.is_none() => {
            return Err(reference.err().unwrap_or_else(unknown));
        }
        Naming::Registered(credential) => (
            "other-certificate",
            say(
                "`{}` names the certificate of the credential {}, which was not given.",
                [words(name), credential.label()],
            ),
        ),
        Naming::TextOf(certificate) => (
            "pem-text",
            say(
                "`{}` is the {} of the PEM text of {}, where that of its DER bytes is wanted.",
                [words(name), words(algorithm), value(certificate.label())],
            ),
        ),
        Naming::KeyOf(certificate) => (
            "public-key",
            say(
                "`{}` is the {} of the public key of {}, where that of the whole certificate is wanted.",
                [words(name), words(algorithm), value(certificate.label())],
            ),
        ),
        Naming::Stranger => (
            "no-match",
            say(
                "The assertion names another certificate than {}: `{}` is the {} {}, and that certificate's is {}.",
                [
                    value(label),
                    words(name),
                    words(algorithm),
                    value(named),
                    value(wanted.map(short).unwrap_or_default()),
                ],
            ),
        ),
    };
    let found = place(Found::fail(message).because(reason));
    Ok(match wanted {
        Some(wanted) => {
            let file = reference.as_ref().ok().and_then(|(_, certificate)| certificate.file.as_deref());
            let of = file.map_or_else(|| format!("{name} wanted"), |file| format!("{name} of {file}"));
            found.compare(identifier.respell(wanted), &identifier.text).of(of, "the client sent")
        }
        // What was meant, where that can be told.
        None => match identifier.thumbprint() {
            Some((meant, bytes)) if meant == hash && reason != "placeholder" => {
                let encoded = base64::encode_url(bytes);
                found.compare(encoded, &identifier.text).of(format!("{name} as it should be"), "the client sent")
            }
            _ => found,
        },
    })
}

pub(super) fn thumbprint_place(holder: Holder, hash: Hash) -> Place {
    holder.place(if hash == Hash::Sha1 { "thumbprint.sha1.base64url" } else { "thumbprint.sha256.base64url" })
}

/// A thumbprint as the portal shows it; a long one by its ends.
fn short(bytes: &[u8]) -> String {
    let digits = hex::encode(bytes);
    match (digits.get(..8), digits.get(56..)) {
        (Some(start), Some(end)) => format!("{start}\u{2026}{end}"),
        _ => digits,
    }
}
