//! Whether the certificate is registered on the application, as the registration given tells.

mod app;
mod certificate;
mod identifier;
mod usage;
mod validity;

use crate::check::{Check, Skip};
use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::hex;
use crate::decode::identifier::Identifier;
use crate::decode::registration::{Credential, Registration};
use crate::evidence::Evidence;
use crate::index::Index;
use crate::list::List;
use crate::recognize::Content;
use crate::report::Need;

pub(super) const CHECKS: &[&Check] =
    &[&certificate::CHECK, &app::CHECK, &validity::CHECK, &usage::CHECK, &identifier::CHECK];

/// The hashes of thumbprints.
const HASHES: [Hash; 2] = [Hash::Sha1, Hash::Sha256];

/// The registration of the application that is meant.
fn registration<'a>(evidence: &Evidence<'a>) -> Result<&'a Registration, Skip> {
    evidence.assertion.is_not_another_token()?;
    let given = evidence.items.iter().filter(|(_, item)| matches!(item.content, Content::Registration(_))).count();
    evidence.registered.registration.ok_or_else(|| match (given, evidence.assertion.issuer()) {
        (0, _) => Skip::needs(Need::Registration, "No app registration was given."),
        (_, Some(iss)) => {
            Skip::needs(Need::Registration, format!("None of the {given} registrations given is the one of {iss}."))
        }
        (_, None) => {
            Skip::needs(Need::ClientId, format!("Which of the {given} registrations given is meant is not known."))
        }
    })
}

/// Whether the registration is another application's than the issuer; `registration/app` says so.
fn is_others(evidence: &Evidence<'_>, registration: &Registration) -> bool {
    let issuer = evidence.assertion.issuer();
    issuer.is_some()
        && registration.app_id.is_some()
        && registration.app_id != issuer
        && registration.object_id != issuer
}

/// A certificate that the assertion stands for, as far as it is known.
struct Subject<'a> {
    /// What it is, in a sentence.
    words: String,
    /// Where the evidence says so.
    place: String,
    thumbprints: Vec<(Hash, Vec<u8>)>,
    certificate: Option<&'a Certificate>,
}

impl Subject<'_> {
    fn thumbprint(&self, hash: Hash) -> Option<&[u8]> {
        self.thumbprints.iter().find(|(other, _)| *other == hash).map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether a credential holds it; none where neither `key` nor a thumbprint tells.
    fn is_in(&self, credential: &Credential, known: &Known<'_>) -> Option<bool> {
        HASHES.into_iter().find_map(|hash| {
            let wanted = self.thumbprint(hash)?;
            Some(known.thumbprint(credential, hash)? == wanted)
        })
    }
}

/// The certificates at hand, by their SHA-1: a credential that has only a thumbprint may be one of them.
struct Known<'a> {
    certificates: Vec<&'a Certificate>,
    by_sha1: Index,
}

impl<'a> Known<'a> {
    fn of(evidence: &'a Evidence<'_>) -> Self {
        let certificates: Vec<_> = certificates(evidence).list();
        let mut by_sha1 = Index::default();
        for (n, one) in certificates.iter().enumerate() {
            by_sha1.insert(&one.sha1, n);
        }
        Self { certificates, by_sha1 }
    }

    fn named(&self, credential: &Credential) -> Option<&'a Certificate> {
        let n = self.by_sha1.get(credential.thumbprint(Hash::Sha1)?)?;
        self.certificates.get(n).copied()
    }

    fn certificate(&self, credential: &'a Credential) -> Option<&'a Certificate> {
        credential.certificate.as_ref().or_else(|| self.named(credential))
    }

    fn thumbprint<'b>(&'b self, credential: &'b Credential, hash: Hash) -> Option<&'b [u8]> {
        credential.thumbprint(hash).or_else(|| self.named(credential)?.thumbprint(hash))
    }
}

/// Every certificate at hand: those given, those in the header, those in the registration.
fn certificates<'e>(evidence: &'e Evidence<'_>) -> impl Iterator<Item = &'e Certificate> {
    let given = evidence.certificates.iter().copied();
    let sent = evidence.assertion.x5c.iter().flat_map(|x5c| x5c.certificates.iter().flatten());
    let registered = evidence.registered.credentials.iter().flatten().filter_map(|one| one.certificate.as_ref());
    given.chain(sent).chain(registered)
}

/// The certificates that the assertion stands for: those that its identifiers name, and the one that signed. Without any
/// of these, the reference certificate.
fn subjects<'e>(evidence: &'e Evidence<'_>) -> Vec<Subject<'e>> {
    let named = |(member, identifier): (&str, &Identifier)| {
        let (hash, bytes) = identifier.thumbprint().filter(|_| !identifier.is_documentation())?;
        let certificate = certificates(evidence).find(|one| one.thumbprint(hash) == Some(bytes));
        let words = match certificate {
            Some(certificate) => certificate.label(),
            None => format!("the certificate that `{member}` names, {} {}", hash.label(), hex::encode(bytes)),
        };
        let place = format!("header.{member}");
        let thumbprints = certificate.map_or_else(|| vec![(hash, bytes.to_vec())], thumbprints);
        Some(Subject { words, place, thumbprints, certificate })
    };
    let mut subjects: Vec<Subject<'e>> = evidence.assertion.identifiers().filter_map(named).list();
    let Ok((n, certificate)) = evidence.reference() else { return subjects };
    let is_new = subjects.iter().all(|one| one.certificate.is_none_or(|other| other.der != certificate.der));
    if subjects.is_empty() || (is_new && evidence.signer.is_by_reference()) {
        subjects.push(Subject {
            words: certificate.label(),
            place: format!("certificate.{n}.thumbprint.sha1.hex"),
            thumbprints: thumbprints(certificate),
            certificate: Some(certificate),
        });
    }
    subjects
}

fn thumbprints(certificate: &Certificate) -> Vec<(Hash, Vec<u8>)> {
    HASHES.into_iter().filter_map(|hash| Some((hash, certificate.thumbprint(hash)?.to_vec()))).list()
}

/// The credentials that hold one of these certificates, with their numbers.
fn holding<'a>(evidence: &Evidence<'a>, subjects: &[Subject<'_>]) -> Vec<(usize, &'a Credential)> {
    let known = Known::of(evidence);
    let holds = |one: &Credential| subjects.iter().any(|subject| subject.is_in(one, &known) == Some(true));
    evidence.registered.credentials.iter().flatten().copied().enumerate().filter(|(_, one)| holds(one)).list()
}

/// The credentials of the assertion's certificate, where the application is the right one. It is `registration/certificate`
/// that asks for what is missing.
fn matching<'a>(evidence: &Evidence<'a>) -> Result<Vec<(usize, &'a Credential)>, Skip> {
    evidence.assertion.is_not_another_token()?;
    let Some(registration) = evidence.registered.registration else {
        return Err(Skip::not_applicable("No app registration was given."));
    };
    if is_others(evidence, registration) {
        return Err(Skip::not_applicable("The registration is another application's."));
    }
    Ok(holding(evidence, &subjects(evidence)))
}

/// Where a credential says which certificate it holds.
fn identity_place(n: usize, credential: &Credential) -> String {
    let name = if credential.certificate.is_some() { "sha1.hex" } else { "custom_key_identifier" };
    format!("registration.{n}.{name}")
}
