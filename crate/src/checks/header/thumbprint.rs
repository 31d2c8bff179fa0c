//! What `x5t` and `x5t#S256` have in common: everything that people put there instead of a thumbprint.

use crate::check::{Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::base64::{self, Spelling};
use crate::decode::certificate::Certificate;
use crate::decode::hex;
use crate::decode::identifier::{Identifier, Reading};
use crate::decode::pem;
use crate::evidence::Evidence;
use crate::list::List;
use crate::report::Need;

/// One of the two members.
pub(in crate::checks) struct Kind {
    pub(in crate::checks) member: &'static str,
    pub(in crate::checks) place: &'static str,
    pub(in crate::checks) hash: Hash,
    /// The reason word where the other hash stands in it.
    pub(in crate::checks) other: &'static str,
    pub(in crate::checks) read: for<'a> fn(&'a Evidence<'_>) -> Option<&'a Identifier>,
}

pub(in crate::checks) fn examine(evidence: &Evidence<'_>, kind: &Kind) -> Examined {
    evidence.assertion.header()?;
    let member = kind.member;
    let Some(identifier) = (kind.read)(evidence) else {
        return Err(Skip::not_applicable(format!("There is no `{member}`.")));
    };
    let reference = evidence.reference();
    let wanted = reference.as_ref().ok().and_then(|(_, certificate)| certificate.thumbprint(kind.hash));
    let place = |found: Found| {
        let found = found.at(kind.place);
        match &reference {
            Ok((n, _)) => found.at(thumbprint_place(*n, kind.hash)),
            Err(_) => found,
        }
    };
    let label = reference.as_ref().map(|(_, certificate)| certificate.label()).unwrap_or_default();
    if let Reading::Thumbprint(_, bytes) = &identifier.reading
        && wanted == Some(bytes)
    {
        return Ok(place(Found::pass(format!("`{member}` is the {} thumbprint of {label}.", kind.hash.label()))));
    }
    let Some((reason, message)) = misreading(identifier, kind).or_else(|| mismatch(identifier, evidence, kind)) else {
        return Err(Skip::needs(Need::Certificate, "No certificate was given to compare it with."));
    };
    let found = place(Found::fail(message).because(reason));
    Ok(match wanted {
        Some(wanted) => found.compare(respell(wanted, identifier), &identifier.text),
        None => found,
    })
}

/// The thumbprint as it should stand there: in the spelling that was used where that is base64 of as many bytes.
pub(in crate::checks) fn respell(wanted: &[u8], identifier: &Identifier) -> String {
    match identifier.reading {
        Reading::Thumbprint(..) => identifier.spelling().encode(wanted),
        _ => Spelling::default().encode(wanted),
    }
}

pub(in crate::checks) fn thumbprint_place(n: usize, hash: Hash) -> String {
    let name = if hash == Hash::Sha1 { "sha1" } else { "sha256" };
    format!("certificate.{n}.thumbprint.{name}.base64url")
}

/// What can be told without any certificate.
pub(in crate::checks) fn misreading(identifier: &Identifier, kind: &Kind) -> Option<(&'static str, String)> {
    let (member, text, hash) = (kind.member, &identifier.text, kind.hash.label());
    let wanted = format!("the base64url of the {} bytes of the {hash} thumbprint", kind.hash.length());
    if identifier.is_documentation() {
        let message = format!(
            "`{member}` is {text}, an example from Microsoft's documentation, where the certificate's own thumbprint is wanted."
        );
        return Some(("placeholder", message));
    }
    Some(match &identifier.reading {
        Reading::Thumbprint(found, _) if *found == kind.hash => return None,
        Reading::Thumbprint(found, bytes) => (
            kind.other,
            format!(
                "`{member}` holds {} bytes, as long as a {} thumbprint, where {wanted} is wanted.",
                bytes.len(),
                found.label()
            ),
        ),
        Reading::Hex(..) => {
            ("hex", format!("`{member}` holds the thumbprint as hexadecimal digits, where {wanted} is wanted."))
        }
        Reading::HexText { newline: false, .. } => {
            ("hex-text", format!("`{member}` is base64 of the hexadecimal digits as text, where {wanted} is wanted."))
        }
        Reading::HexText { newline: true, .. } => (
            "hex-text-newline",
            format!(
                "`{member}` is base64 of the hexadecimal digits as text with a line end (as `echo` adds one), where {wanted} is wanted."
            ),
        ),
        Reading::KeyId(id) => {
            ("key-id", format!("`{member}` holds the GUID {id}, as a `keyId` is, where {wanted} is wanted."))
        }
        Reading::Placeholder => ("placeholder", format!("`{member}` is still the place-holder {text}.")),
        Reading::HiddenCharacters(characters) => {
            let points: Vec<String> = characters.iter().map(|c| format!("U+{:04X}", u32::from(*c))).list();
            ("hidden-characters", format!("`{member}` has characters in it that do not show: {}.", points.join(", ")))
        }
        Reading::Length(bytes) => ("length", format!("`{member}` decodes to {bytes} bytes, where {wanted} is wanted.")),
        Reading::Undecodable => {
            ("undecodable", format!("`{member}` is {text}, which is not base64url, where {wanted} is wanted."))
        }
    })
}

/// A thumbprint of the right length that is not the reference certificate's.
fn mismatch(identifier: &Identifier, evidence: &Evidence<'_>, kind: &Kind) -> Option<(&'static str, String)> {
    let (_, bytes) = identifier.thumbprint()?;
    let (member, hash) = (kind.member, kind.hash);
    for certificate in &evidence.certificates {
        let label = certificate.label();
        if certificate.thumbprint(hash) == Some(bytes) {
            return Some(("other-certificate", other_certificate(evidence, member, &label)));
        }
        if hash_of_text(certificate, hash, bytes) {
            return Some((
                "pem-text",
                format!(
                    "`{member}` is the {} of the PEM text of {label}, where that of its DER bytes is wanted.",
                    hash.label()
                ),
            ));
        }
        if hash_of_key(certificate, hash, bytes) {
            return Some((
                "public-key",
                format!(
                    "`{member}` is the {} of the public key of {label}, where that of the whole certificate is wanted.",
                    hash.label()
                ),
            ));
        }
    }
    let named = short(bytes);
    if !evidence.certificates.is_empty()
        && let Some(credential) = evidence.registered.credential_with(hash, bytes)
    {
        let message =
            format!("`{member}` names the certificate of the credential {}, which was not given.", credential.label());
        return Some(("other-certificate", message));
    }
    Some((
        "no-match",
        match evidence.reference() {
            Ok((_, certificate)) => format!(
                "The assertion names another certificate than {}: `{member}` is the {} {named}, and that certificate's is {}.",
                certificate.label(),
                hash.label(),
                short(certificate.thumbprint(hash)?)
            ),
            Err(_) if evidence.certificates.is_empty() => return None,
            Err(_) => format!(
                "`{member}` names the certificate with {} {named}, which is none of the {} given.",
                hash.label(),
                evidence.certificates.len()
            ),
        },
    ))
}

/// A thumbprint as the portal shows it; a long one by its ends.
fn short(bytes: &[u8]) -> String {
    let digits = hex::encode(bytes);
    match (digits.get(..8), digits.get(56..)) {
        (Some(start), Some(end)) => format!("{start}\u{2026}{end}"),
        _ => digits,
    }
}

fn other_certificate(evidence: &Evidence<'_>, member: &str, named: &str) -> String {
    match evidence.reference() {
        Ok((_, certificate)) => {
            format!("`{member}` names {named}, but the signature was made with the key of {}.", certificate.label())
        }
        Err(_) => format!("`{member}` names {named}."),
    }
}

/// Whether this is the hash of the certificate's PEM text, in any of the ways that it is written.
pub(in crate::checks) fn hash_of_text(certificate: &Certificate, hash: Hash, bytes: &[u8]) -> bool {
    let mut texts = vec![base64::encode(&certificate.der)];
    for end in ["\n", "\r\n"] {
        let body = pem::lines(&certificate.der, end);
        texts.push(format!("-----BEGIN CERTIFICATE-----{end}{body}{end}-----END CERTIFICATE-----"));
        texts.push(body);
    }
    texts.extend(certificate.armour.clone());
    texts
        .iter()
        .any(|text| ["", "\n", "\r\n"].iter().any(|end| hash.digest(&[text.as_bytes(), end.as_bytes()]) == bytes))
}

/// Whether this is the hash of the certificate's SubjectPublicKeyInfo, or of the bits in it (RFC 5280, section 4.2.1.2).
pub(in crate::checks) fn hash_of_key(certificate: &Certificate, hash: Hash, bytes: &[u8]) -> bool {
    certificate.fields.as_ref().is_some_and(|fields| {
        [&fields.public_key_info, &fields.public_key_bits].into_iter().any(|key| hash.digest(&[key]) == bytes)
    })
}
