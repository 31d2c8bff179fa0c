//! Which certificate the checks are about: the one that signed, else the one that is named, wherever it stands.

use super::assertion::Assertion;
use super::naming::is_made_from;
use super::registered::Registered;
use crate::crypto::{Algorithm, Hash, ModularExponentiation, RsaKey, Slip, Verification, verify};
use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::{base64, hex};
use crate::report::Place;

/// How many certificates are tried against a signature.
pub(crate) const TRIED: usize = 64;

/// What holds a certificate, each by its number: one of the files given, a thumbprint that was given in the place of one, a key
/// credential of the registration, or `x5c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    File(usize),
    Thumbprint(usize),
    Credential(usize),
    X5c(usize),
}

impl Holder {
    /// The place of one of its values. A key credential shows of its certificate the thumbprint alone.
    pub(crate) fn place(self, value: &str) -> Place {
        match self {
            Self::File(n) => Place::certificate(n, value),
            // `thumbprint.sha1.base64url` is one value in many spellings here.
            Self::Thumbprint(n) => {
                Place::thumbprint(n, if value.contains("sha256") { "sha256.hex" } else { "sha1.hex" })
            }
            Self::Credential(n) => Place::credential(n, "sha1.hex"),
            Self::X5c(n) => Place::x5c(n, value),
        }
    }

    /// The id of the section of its facts.
    pub(crate) fn section(self) -> String {
        match self {
            Self::File(n) => format!("certificate.{n}"),
            Self::Thumbprint(n) => format!("thumbprint.{n}"),
            Self::Credential(n) => format!("registration.{n}"),
            Self::X5c(n) => format!("x5c.{n}"),
        }
    }
}

/// The certificates given with what holds them: the files come first.
pub(super) fn holders<'e, 'a>(
    given: &'e [&'a Certificate],
) -> impl Iterator<Item = (Holder, &'a Certificate)> + use<'e, 'a> {
    let files = given.iter().filter(|one| one.der.is_some()).count();
    let holder = move |n: usize| n.checked_sub(files).map_or(Holder::File(n), Holder::Thumbprint);
    given.iter().enumerate().map(move |(n, one)| (holder(n), *one))
}

/// Every certificate at hand: those given, those of the registration, those in the header.
pub(super) fn at_hand<'e>(
    files: &'e [&Certificate],
    registered: &'e Registered<'_>,
    assertion: &'e Assertion<'_>,
) -> impl Iterator<Item = (Holder, &'e Certificate)> {
    let files = holders(files);
    let credentials = registered.credentials.iter().flatten().enumerate();
    let credentials = credentials.filter_map(|(n, one)| Some((Holder::Credential(n), one.certificate.as_ref()?)));
    let sent = assertion.x5c.iter().flat_map(|x5c| x5c.certificates.iter().enumerate());
    let sent = sent.filter_map(|(n, one)| Some((Holder::X5c(n), one.as_ref()?)));
    files.chain(credentials).chain(sent)
}

/// The reference certificate.
pub(crate) struct Signer {
    /// The certificate that the assertion names, or without an assertion the one whose thumbprint Entra printed.
    pub(crate) named: Option<Holder>,
    /// The certificate that the checks are about.
    pub(crate) reference: Option<Holder>,
    /// What the reference certificate's key says of the signature.
    pub(crate) verification: Option<Verification>,
}

impl Signer {
    /// The key that verifies the signature tells the reference certificate, else the name. Without an assertion the only
    /// file is it, unless Entra printed the thumbprint of another.
    pub(super) fn find(
        files: &[&Certificate],
        registered: &Registered<'_>,
        assertion: &Assertion<'_>,
        error: Option<&EntraError>,
        mod_pow: ModularExponentiation,
    ) -> Self {
        let printed = error.filter(|_| assertion.jws.is_none()).and_then(|error| error.thumbprint.as_deref());
        let is_named = |one: &Certificate| {
            assertion.names(one) || printed.is_some_and(|printed| one.digits(Hash::Sha1).as_deref() == Some(printed))
        };
        let named = at_hand(files, registered, assertion).find(|(_, one)| is_named(one));
        let tried = attempts(named, at_hand(files, registered, assertion), assertion, mod_pow);
        let by =
            |fits: fn(Verification) -> bool| tried.iter().find(|(_, found)| fits(*found)).map(|(holder, _)| *holder);
        let named = named.map(|(holder, _)| holder);
        let only = || {
            let (first, rest) = files.split_first()?;
            let is_only = assertion.jws.is_none() && rest.iter().all(|other| other.is(first));
            let (holder, _) = holders(files).next()?;
            (is_only && error.is_none_or(|error| may_be_of(first, error))).then_some(holder)
        };
        let reference = by(|found| matches!(found, Verification::Verified { .. }))
            .or(named)
            .or_else(|| by(Verification::is_by_this_key))
            .or_else(only);
        let verification = tried.iter().find(|(holder, _)| Some(*holder) == reference).map(|(_, found)| *found);
        Self { named, reference, verification }
    }

    /// The reference certificate itself.
    pub(super) fn certificate<'e>(
        &self,
        files: &'e [&Certificate],
        registered: &'e Registered<'_>,
        assertion: &'e Assertion<'_>,
    ) -> Option<&'e Certificate> {
        let reference = self.reference?;
        at_hand(files, registered, assertion)
            .find(|(holder, _)| *holder == reference)
            .map(|(_, certificate)| certificate)
    }

    /// Whether the reference certificate's key made the signature over these very bytes.
    pub(crate) fn has_signed(&self) -> bool {
        matches!(self.verification, Some(Verification::Verified { .. }))
    }

    /// Whether the reference certificate's key made the signature, over these bytes or others.
    pub(crate) fn is_by_reference(&self) -> bool {
        self.verification.is_some_and(Verification::is_by_this_key)
    }
}

/// Whether the thumbprint that Entra printed may have been made from this certificate, if only wrongly.
pub(super) fn may_be_of(certificate: &Certificate, error: &EntraError) -> bool {
    error.x5t().is_none_or(|(bytes, printed)| {
        printed.is_miswritten(Hash::Sha1)
            || certificate.thumbprint(Hash::Sha1) == Some(&bytes)
            || is_made_from(certificate, Hash::Sha1, &bytes)
    })
}

/// What the keys say, up to the first that verifies, the named certificate's before the others'.
fn attempts<'e>(
    named: Option<(Holder, &'e Certificate)>,
    all: impl Iterator<Item = (Holder, &'e Certificate)>,
    assertion: &Assertion<'_>,
    mod_pow: ModularExponentiation,
) -> Vec<(Holder, Verification)> {
    let others = all.filter(|(holder, _)| named.is_none_or(|(named, _)| named != *holder));
    let mut tried = Vec::new();
    for (holder, certificate) in named.into_iter().chain(others) {
        let Some(found) = verification(assertion, certificate, mod_pow) else { continue };
        tried.push((holder, found));
        if matches!(found, Verification::Verified { .. }) || tried.len() == TRIED {
            break;
        }
    }
    tried
}

/// What an issuer's key says of the signature of a federated token; none where there is none to check.
pub(super) fn verification_of(
    assertion: &Assertion<'_>,
    key: &RsaKey,
    mod_pow: ModularExponentiation,
) -> Option<Verification> {
    let jws = assertion.jws?;
    let signature = jws.signature.as_ref().filter(|signature| !signature.is_empty())?;
    let algorithm = Algorithm::parse(&jws.header.as_ref()?.get("alg")?.string()?)?;
    Some(verify(mod_pow, key, algorithm, assertion.message.as_ref()?, signature))
}

/// What a certificate's key says of the signature; none where there is no signature, or no key that it is checked with.
pub(super) fn verification(
    assertion: &Assertion<'_>,
    certificate: &Certificate,
    mod_pow: ModularExponentiation,
) -> Option<Verification> {
    let signature = assertion.jws?.signature.as_ref().filter(|signature| !signature.is_empty())?;
    let (key, algorithm, message) = (certificate.rsa_key()?, assertion.algorithm().ok()?, assertion.message.as_ref()?);
    let by = |signature: &[u8]| verify(mod_pow, key, algorithm, message, signature);
    let found = by(signature);
    let Verification::Length(wanted) = found else { return Some(found) };
    if signature.len() > 3 * wanted {
        return Some(found);
    }
    // Hexadecimal text in the place of base64url, or inside of it.
    let texts = [base64::encode_url(signature), String::from_utf8_lossy(signature).into_owned()];
    let is_hex = texts.iter().filter_map(|text| hex::decode(text)).any(|signature| by(&signature).is_by_this_key());
    Some(if is_hex { Verification::Slip(Slip::HexText) } else { found })
}
