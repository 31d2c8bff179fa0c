//! Which certificate an identifier names: in the header, or as Entra printed it.

use super::Evidence;
use super::assertion::Member;
use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::identifier::{Identifier, Reading};
use crate::decode::registration::Credential;
use crate::decode::{base64, pem};

/// What an identifier of the header names.
pub(crate) enum Naming<'a> {
    /// The reference certificate.
    Reference,
    /// Nothing: it is no thumbprint as its member wants one.
    Miswritten,
    /// Another of the certificates given.
    Other(&'a Certificate),
    /// The PEM text of a certificate given, and not the certificate.
    TextOf(&'a Certificate),
    /// The public key of a certificate given, and not the certificate.
    KeyOf(&'a Certificate),
    /// The certificate of a key credential, which was not given.
    Registered(&'a Credential),
    /// None of the certificates given.
    Stranger,
    /// No certificate was given to tell by.
    Unknown,
}

/// What the thumbprint that Entra printed is.
pub(crate) enum Printed {
    /// What an identifier of the header decodes to.
    Own,
    /// No SHA-1 thumbprint of a certificate, as it betrays itself.
    Miswritten,
    /// That of a certificate given, by its number.
    Certificate(usize),
    /// That of its PEM text.
    TextOf(usize),
    /// That of its public key.
    KeyOf(usize),
    /// That of none of the certificates given.
    Stranger,
}

impl Evidence<'_> {
    /// What this identifier of the header names.
    pub(crate) fn naming(&self, member: Member, identifier: &Identifier) -> Naming<'_> {
        match member.hash() {
            Some(hash) => self.naming_by_thumbprint(hash, identifier),
            None => self.naming_by_kid(identifier),
        }
    }

    fn naming_by_thumbprint(&self, hash: Hash, identifier: &Identifier) -> Naming<'_> {
        let reference = self.reference().ok().and_then(|(_, certificate)| certificate.thumbprint(hash));
        let Reading::Thumbprint(_, bytes) = &identifier.reading else { return Naming::Miswritten };
        if reference == Some(bytes) {
            return Naming::Reference;
        }
        if identifier.is_miswritten(hash) {
            return Naming::Miswritten;
        }
        let given = self.certificates.iter().copied().find_map(|certificate| {
            if certificate.thumbprint(hash) == Some(bytes) {
                Some(Naming::Other(certificate))
            } else if is_hash_of_text(certificate, hash, bytes) {
                Some(Naming::TextOf(certificate))
            } else if is_hash_of_key(certificate, hash, bytes) {
                Some(Naming::KeyOf(certificate))
            } else {
                None
            }
        });
        match (given, self.registered.credential_with(hash, bytes)) {
            (Some(given), _) => given,
            (None, Some(credential)) => Naming::Registered(credential),
            (None, None) if self.certificates.is_empty() && self.reference().is_err() => Naming::Unknown,
            (None, None) => Naming::Stranger,
        }
    }

    /// `kid` may be anything: what is no thumbprint is somebody's own name for the key.
    fn naming_by_kid(&self, kid: &Identifier) -> Naming<'_> {
        let is_text = matches!(kid.reading, Reading::HexText { .. });
        let Some((hash, bytes)) = kid.thumbprint().filter(|_| !is_text) else { return Naming::Miswritten };
        let Ok((_, reference)) = self.reference() else {
            return if self.certificates.is_empty() { Naming::Unknown } else { Naming::Stranger };
        };
        if reference.thumbprint(hash) == Some(bytes) {
            Naming::Reference
        } else if is_jwk_thumbprint(reference, bytes) {
            Naming::KeyOf(reference)
        } else if let Some(other) = self.certificate_with(bytes) {
            Naming::Other(other)
        } else if let Some(credential) = self.registered.credential_with(hash, bytes) {
            Naming::Registered(credential)
        } else {
            Naming::Stranger
        }
    }

    /// The check that tells why the header names no certificate, or another than the one that signed: what is not found by
    /// it may be registered.
    fn names_no_certificate(&self) -> Option<&'static str> {
        self.assertion.header().ok()?;
        let mut identifiers = self.assertion.identifiers().peekable();
        if identifiers.peek().is_none() {
            return Some("header/identifier");
        }
        let wrong = identifiers.find(|(member, identifier)| match self.naming(*member, identifier) {
            Naming::Reference | Naming::Unknown => false,
            Naming::Miswritten | Naming::TextOf(_) | Naming::KeyOf(_) => true,
            Naming::Other(_) | Naming::Registered(_) | Naming::Stranger => self.signer.has_signed(),
        });
        wrong.map(|(member, _)| match member {
            Member::X5t => "header/x5t",
            Member::X5tS256 => "header/x5t_s256",
            Member::Kid => "header/kid",
        })
    }

    /// What the thumbprint that Entra printed is, if it printed one.
    pub(crate) fn printed(&self, error: &EntraError) -> Option<Printed> {
        let (bytes, identifier) = error.x5t()?;
        let header = [&self.assertion.x5t, &self.assertion.x5t_s256, &self.assertion.kid];
        if header.into_iter().flatten().any(|own| base64::decode(&own.text).as_ref() == Some(&bytes)) {
            return Some(Printed::Own);
        }
        if identifier.is_miswritten(Hash::Sha1) {
            return Some(Printed::Miswritten);
        }
        let given = self.certificates.iter().enumerate().find_map(|(n, certificate)| {
            if certificate.thumbprint(Hash::Sha1) == Some(&bytes) {
                Some(Printed::Certificate(n))
            } else if is_hash_of_text(certificate, Hash::Sha1, &bytes) {
                Some(Printed::TextOf(n))
            } else if is_hash_of_key(certificate, Hash::Sha1, &bytes) {
                Some(Printed::KeyOf(n))
            } else {
                None
            }
        });
        Some(given.unwrap_or(Printed::Stranger))
    }

    /// The check that tells that Entra looked for what is no certificate's thumbprint: the certificate may well be
    /// registered.
    pub(crate) fn looked_for_wrongly(&self, error: &EntraError) -> Option<&'static str> {
        let printed = error.x5t();
        let betrays = printed.as_ref().is_some_and(|(_, identifier)| identifier.is_miswritten(Hash::Sha1));
        // The header says so, too, where it is the header of the assertion that the error speaks of.
        let own = self.assertion.x5t.as_ref().and_then(|x5t| base64::decode(&x5t.text));
        let is_another = printed.zip(own).is_some_and(|((printed, _), own)| printed != own);
        let of_header = if is_another { None } else { self.names_no_certificate() };
        let of_error = betrays || matches!(self.printed(error), Some(Printed::TextOf(_) | Printed::KeyOf(_)));
        of_header.or(of_error.then_some("response/thumbprint"))
    }
}

/// Whether this is the hash of the certificate's PEM text or of its public key.
pub(super) fn is_made_from(certificate: &Certificate, hash: Hash, bytes: &[u8]) -> bool {
    is_hash_of_text(certificate, hash, bytes) || is_hash_of_key(certificate, hash, bytes)
}

/// Whether this is the hash of the certificate's PEM text, in any of the ways that it is written.
fn is_hash_of_text(certificate: &Certificate, hash: Hash, bytes: &[u8]) -> bool {
    let Some(der) = &certificate.der else { return false };
    let mut texts = vec![base64::encode(der)];
    for end in ["\n", "\r\n"] {
        let body = pem::lines(der, end);
        texts.push(format!("-----BEGIN CERTIFICATE-----{end}{body}{end}-----END CERTIFICATE-----"));
        texts.push(body);
    }
    texts.extend(certificate.armour.clone());
    texts
        .iter()
        .any(|text| ["", "\n", "\r\n"].iter().any(|end| hash.digest(&[text.as_bytes(), end.as_bytes()]) == bytes))
}

/// Whether this is the hash of the certificate's SubjectPublicKeyInfo, or of the bits in it (RFC 5280, section 4.2.1.2).
fn is_hash_of_key(certificate: &Certificate, hash: Hash, bytes: &[u8]) -> bool {
    certificate.fields.as_ref().is_some_and(|fields| {
        [&fields.public_key_info, &fields.public_key_bits].into_iter().any(|key| hash.digest(&[key]) == bytes)
    })
}

/// RFC 7638, section 3: the hash of the members that a key needs, in the order of their names.
fn is_jwk_thumbprint(certificate: &Certificate, bytes: &[u8]) -> bool {
    certificate.rsa_key().is_some_and(|key| {
        let [e, n] = key.numbers().map(|number| base64::encode_url(&number));
        Hash::Sha256.digest(&[format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#).as_bytes()]) == bytes
    })
}
