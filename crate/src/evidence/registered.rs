//! Which registration is meant, and which key credentials it has.

use std::collections::{BTreeMap, BTreeSet};

use super::assertion::Assertion;
use super::given::Listing;
use crate::crypto::Hash;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::registration::{Change, Credential, Extent, Registration};
use crate::request::{Expected, Share};

/// What is registered on the application that is meant.
#[derive(Default)]
pub(crate) struct Registered<'a> {
    /// The registration of the application that is meant; of one application only, whatever its name is.
    pub(crate) registration: Option<&'a Registration>,
    /// Its key credentials, from all that was given of it; none where nothing lists them.
    pub(crate) credentials: Option<Vec<&'a Credential>>,
    /// How far these are all that it has.
    pub(crate) coverage: Coverage,
    /// Whether some of this rests on the person's word.
    pub(crate) is_by_word: bool,
    /// Whether the registration is of another application than the issuer; `registration/app` says so.
    pub(crate) is_of_another: bool,
    /// What entries of the audit log say of its keys.
    pub(crate) changes: Vec<&'a Change>,
    /// Whether it has `trustedCertificateSubjects`.
    pub(crate) trusts_subjects: bool,
}

/// How far the credentials given are all of the application's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// They need not be all, or nothing says of which application they are.
    #[default]
    Part,
    /// All of them, as the directory answered.
    Whole,
    /// Several lists were given that differ, and none is known to be the newest.
    Differing,
}

impl Listing<'_> {
    /// Whether it has all that the application has, as the person says, else the directory.
    fn is_whole(&self) -> bool {
        self.said.map_or(self.registration.extent == Extent::Whole, |said| said == Share::Whole)
    }

    /// Whether it is known to be the application's.
    fn is_tied(&self) -> bool {
        self.registration.app_id.is_some() || self.said.is_some()
    }
}

impl<'a> Registered<'a> {
    pub(super) fn choose(
        given: &[Listing<'a>],
        assertion: &Assertion<'_>,
        error: Option<&EntraError>,
        expected: &Expected,
    ) -> Self {
        let meant = meant(assertion, error, expected);
        let registrations: Vec<&'a Registration> = given.iter().map(|one| one.registration).collect();
        let chosen = own(&registrations, meant.as_ref()).or_else(|| only(&registrations));
        let Some(chosen) = chosen else { return Self::default() };
        let of_chosen: Vec<Listing<'a>> = given.iter().copied().filter(|one| is_of(one.registration, chosen)).collect();
        let lists: Vec<(Listing<'a>, &'a [Credential])> = of_chosen
            .iter()
            .filter(|one| one.registration.extent != Extent::Single && one.registration.change.is_none())
            .filter_map(|one| Some((*one, one.registration.credentials.as_deref()?)))
            .collect();
        let newest = newest(&lists);
        let all: Vec<&'a Credential> =
            of_chosen.iter().filter_map(|one| one.registration.credentials.as_deref()).flatten().collect();
        let listed = match newest {
            Some((_, newest)) => Some(newest.iter().collect()),
            // Of lists that differ nobody knows which one holds now; single credentials are what is known of a list.
            None => Some(once(&all)).filter(|all| !all.is_empty()),
        };
        Self {
            registration: Some(chosen),
            credentials: listed.map(|listed| with_keys(listed, &all)),
            coverage: match newest {
                Some((of, _)) if of.is_whole() && of.is_tied() => Coverage::Whole,
                // Thumbprints, each by itself, which the person says are all.
                None if lists.is_empty() && of_chosen.iter().any(Listing::is_whole) => Coverage::Whole,
                None if !lists.is_empty() => Coverage::Differing,
                _ => Coverage::Part,
            },
            is_by_word: of_chosen.iter().any(|one| one.said.is_some()),
            is_of_another: is_of_another(chosen, assertion.issuer().as_ref()),
            changes: of_chosen.iter().filter_map(|one| one.registration.change.as_ref()).collect(),
            trusts_subjects: of_chosen.iter().any(|one| one.registration.trusts_subjects),
        }
    }

    /// The credential that has this thumbprint or is said to have it.
    pub(crate) fn credential_with(&self, hash: Hash, bytes: &[u8]) -> Option<&'a Credential> {
        self.credentials.iter().flatten().find(|one| one.thumbprint(hash) == Some(bytes)).copied()
    }
}

/// The application that is meant: the issuer tells it, else the client ID expected, else Entra's error.
fn meant(assertion: &Assertion<'_>, error: Option<&EntraError>, expected: &Expected) -> Option<Guid> {
    let issuer = assertion.jws.and_then(|jws| jws.claims.as_ref()?.get("iss")?.string());
    let expected = expected.client_id.as_ref().map(|id| id.trim().to_owned());
    match issuer.or(expected) {
        Some(id) => Guid::parse(&id),
        None => error.and_then(|error| error.app_id.clone()),
    }
}

/// The registration of the application that is meant.
fn own<'a>(given: &[&'a Registration], meant: Option<&Guid>) -> Option<&'a Registration> {
    let meant = meant?;
    let is_meant = |id: &Option<Guid>| id.as_ref() == Some(meant);
    best(given.iter().copied().filter(|one| is_meant(&one.app_id) || is_meant(&one.object_id)))
}

/// The registration where all that were given are of one application.
fn only<'a>(given: &[&'a Registration]) -> Option<&'a Registration> {
    let mut ids = given.iter().filter_map(|one| one.app_id.as_ref());
    let first = ids.next();
    if ids.all(|id| Some(id) == first) { best(given.iter().copied()) } else { None }
}

fn is_of_another(registration: &Registration, issuer: Option<&Guid>) -> bool {
    issuer.is_some()
        && registration.app_id.is_some()
        && registration.app_id.as_ref() != issuer
        && registration.object_id.as_ref() != issuer
}

/// What says of which application it is comes before what does not, the application before its service principal, and its list
/// before an entry of the audit log; of several the last.
fn best<'a>(candidates: impl Iterator<Item = &'a Registration>) -> Option<&'a Registration> {
    candidates.max_by_key(|one| (one.app_id.is_some(), !one.service_principal, one.change.is_none()))
}

/// Whether these may be of one object.
fn is_of(one: &Registration, chosen: &Registration) -> bool {
    let is_same = one.app_id.is_none() || chosen.app_id.is_none() || one.app_id == chosen.app_id;
    let objects = (one.object_id.as_ref(), chosen.object_id.as_ref());
    let is_other = matches!(objects, (Some(one), Some(chosen)) if one != chosen);
    is_same && !is_other && one.service_principal == chosen.service_principal
}

/// The list that is newer than all others that differ from it: one of its entries began after every entry of theirs. The order
/// of pasting tells nothing.
fn newest<'a>(lists: &[(Listing<'a>, &'a [Credential])]) -> Option<(Listing<'a>, &'a [Credential])> {
    let dated = |(listing, list): &(Listing<'a>, &'a [Credential])| {
        // One after another, for the reason given below.
        let mut entries = BTreeSet::new();
        entries.extend(list.iter().map(entry));
        let starts = list.iter().filter_map(|one| Some(one.start?.seconds()));
        (*listing, *list, entries, starts.max_by(f64::total_cmp).unwrap_or(f64::NEG_INFINITY))
    };
    let dated: Vec<_> = lists.iter().map(dated).collect();
    let (_, _, entries, last) = dated.iter().max_by(|one, other| one.3.total_cmp(&other.3))?;
    let (same, others): (Vec<_>, Vec<_>) = dated.iter().partition(|one| one.2 == *entries);
    // Of lists with the same entries, the one that says most.
    let newest = same.into_iter().max_by_key(|(listing, ..)| (listing.is_whole(), listing.is_tied()))?;
    others.iter().all(|other| last > &other.3).then_some((newest.0, newest.1))
}

/// What tells one entry from another: its `keyId`, else its thumbprint; none where it has neither.
fn entry(one: &Credential) -> Option<&[u8]> {
    one.key_id.as_deref().map(str::as_bytes).or_else(|| one.thumbprint(Hash::Sha1))
}

/// Each entry once.
fn once<'a>(all: &[&'a Credential]) -> Vec<&'a Credential> {
    let mut seen = BTreeSet::new();
    all.iter().copied().filter(|one| entry(one).is_none() || seen.insert(entry(one))).collect()
}

/// The credentials, those without a key taken from another list that has it: `keyId` joins them.
fn with_keys<'a>(listed: Vec<&'a Credential>, all: &[&'a Credential]) -> Vec<&'a Credential> {
    // One after another: `collect` would bring a sort of its own, five kilobytes of code.
    let mut keys: BTreeMap<&str, &Credential> = BTreeMap::new();
    keys.extend(
        all.iter().filter(|one| one.certificate.is_some()).filter_map(|one| Some((one.key_id.as_deref()?, *one))),
    );
    let with_key = |one: &'a Credential| match (&one.certificate, &one.key_id) {
        (None, Some(id)) => keys.get(id.as_str()).copied().unwrap_or(one),
        _ => one,
    };
    listed.into_iter().map(with_key).collect()
}
