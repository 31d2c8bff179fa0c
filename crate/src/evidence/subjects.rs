//! Which certificates the assertion stands for, and which key credentials hold them.

use std::collections::BTreeMap;

use super::{Evidence, Printed};
use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::hex;
use crate::decode::registration::{Credential, CustomKeyIdentifier};
use crate::report::{Place, Text, say, value, words};

/// What makes PowerShell print lists of bytes whole, and not their first four.
pub(crate) const WHOLE: &str = "$FormatEnumerationLimit = -1";

/// The hashes of thumbprints.
pub(crate) const HASHES: [Hash; 2] = [Hash::Sha1, Hash::Sha256];

/// A certificate that the assertion stands for, as far as it is known.
pub(crate) struct Subject<'a> {
    /// What it is, in a sentence.
    pub(crate) label: Text,
    /// Where the evidence says so.
    pub(crate) place: Place,
    pub(crate) certificate: Option<&'a Certificate>,
    thumbprints: Vec<(Hash, Vec<u8>)>,
}

impl Subject<'_> {
    pub(crate) fn thumbprint(&self, hash: Hash) -> Option<&[u8]> {
        self.thumbprints.iter().find(|(other, _)| *other == hash).map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether a credential holds it; none where neither `key` nor a thumbprint tells.
    pub(crate) fn is_in(&self, credential: &Credential, at_hand: &AtHand<'_>) -> Option<bool> {
        let told = HASHES.into_iter().find_map(|hash| {
            let wanted = self.thumbprint(hash)?;
            Some(at_hand.thumbprint(credential, hash)? == wanted)
        });
        let is_excluded = || self.thumbprint(Hash::Sha1).is_some_and(|sha1| credential.excludes(sha1));
        told.or_else(|| is_excluded().then_some(false))
    }
}

/// The certificates at hand, by their SHA-1: a credential that has only a thumbprint may be one of them.
pub(crate) struct AtHand<'a>(BTreeMap<&'a [u8], &'a Certificate>);

impl<'a> AtHand<'a> {
    fn named(&self, credential: &Credential) -> Option<&'a Certificate> {
        self.0.get(credential.thumbprint(Hash::Sha1)?).copied()
    }

    /// The certificate that a credential holds.
    pub(crate) fn certificate(&self, credential: &'a Credential) -> Option<&'a Certificate> {
        credential.certificate.as_ref().or_else(|| self.named(credential))
    }

    /// The thumbprint of the certificate that a credential holds.
    pub(crate) fn thumbprint<'b>(&'b self, credential: &'b Credential, hash: Hash) -> Option<&'b [u8]> {
        credential.thumbprint(hash).or_else(|| self.named(credential)?.thumbprint(hash))
    }
}

impl<'a> Evidence<'a> {
    /// Every certificate at hand: those given, those in the header, those in the registration.
    fn certificates_at_hand(&self) -> impl Iterator<Item = &Certificate> {
        let given = self.certificates.iter().copied();
        let sent = self.assertion.x5c.iter().flat_map(|x5c| x5c.certificates.iter().flatten());
        let registered = self.registered.credentials.iter().flatten().filter_map(|one| one.certificate.as_ref());
        given.chain(sent).chain(registered)
    }

    pub(crate) fn at_hand(&self) -> AtHand<'_> {
        // One after another, without a sort, as in `registered`.
        let mut at_hand = BTreeMap::new();
        at_hand.extend(self.certificates_at_hand().filter_map(|one| Some((one.thumbprint(Hash::Sha1)?, one))));
        AtHand(at_hand)
    }

    /// The certificates that the assertion stands for: those that its identifiers name, and the one that signed. Without any
    /// of these, the reference certificate.
    pub(crate) fn subjects(&self) -> Vec<Subject<'_>> {
        let identifiers = self.assertion.identifiers().filter(|(_, identifier)| !identifier.is_documentation());
        let thumbprints = identifiers.filter_map(|(member, one)| Some((member.name(), one.thumbprint()?)));
        let named = thumbprints.map(|(member, (hash, bytes))| {
            let place = Place::header(member);
            match self.certificates_at_hand().find(|one| one.thumbprint(hash) == Some(bytes)) {
                Some(certificate) => subject(certificate, place),
                None => Subject {
                    label: say(
                        "the certificate that `{}` names, {} {}",
                        [words(member), words(hash.label()), value(hex::encode(bytes))],
                    ),
                    place,
                    certificate: None,
                    thumbprints: vec![(hash, bytes.to_vec())],
                },
            }
        });
        let mut subjects: Vec<Subject<'_>> = named.collect();
        let Ok((holder, certificate)) = self.reference() else {
            if self.assertion.jws.is_none() {
                subjects.extend(self.printed_subject());
            }
            return subjects;
        };
        let is_new = subjects.iter().all(|one| one.certificate.is_none_or(|other| !other.is(certificate)));
        if subjects.is_empty() || (is_new && self.signer.is_by_reference()) {
            subjects.push(subject(certificate, holder.place("thumbprint.sha1.hex")));
        }
        subjects
    }

    /// The certificate that Entra says the client used.
    fn printed_subject(&self) -> Option<Subject<'_>> {
        let error = self.answer.error?;
        let is_thumbprint = matches!(self.printed(error)?, Printed::Stranger | Printed::Certificate(_));
        let (bytes, _) = error.x5t().filter(|_| is_thumbprint)?;
        // Of what the list has, `response/key_found` tells more.
        if self.registered.credential_with(Hash::Sha1, &bytes).is_some() {
            return None;
        }
        Some(Subject {
            label: say("the certificate that the client used, SHA-1 {}", [value(hex::encode(&bytes))]),
            place: Place::response("thumbprint"),
            certificate: None,
            thumbprints: vec![(Hash::Sha1, bytes)],
        })
    }

    /// A credential of which only the first bytes of the identifier are known, which are those of one of these certificates.
    pub(crate) fn begun(&self, subjects: &[Subject<'_>]) -> Option<&'a Credential> {
        let at_hand = self.at_hand();
        let is_begun = |one: &&'a Credential| {
            matches!(one.custom_key_identifier, Some(CustomKeyIdentifier::Cut { .. }))
                && subjects
                    .iter()
                    .any(|subject| subject.thumbprint(Hash::Sha1).is_some() && subject.is_in(one, &at_hand).is_none())
        };
        self.registered.credentials.iter().flatten().copied().find(is_begun)
    }

    /// The credentials that hold one of these certificates, with their numbers.
    pub(crate) fn holding(&self, subjects: &[Subject<'_>]) -> Vec<(usize, &'a Credential)> {
        let at_hand = self.at_hand();
        let holds = |one: &Credential| subjects.iter().any(|subject| subject.is_in(one, &at_hand) == Some(true));
        self.registered.credentials.iter().flatten().copied().enumerate().filter(|(_, one)| holds(one)).collect()
    }
}

/// A certificate that is at hand.
fn subject(certificate: &Certificate, place: Place) -> Subject<'_> {
    let thumbprint = |hash| Some((hash, certificate.thumbprint(hash)?.to_vec()));
    Subject {
        label: value(certificate.label()),
        place,
        certificate: Some(certificate),
        thumbprints: HASHES.into_iter().filter_map(thumbprint).collect(),
    }
}
