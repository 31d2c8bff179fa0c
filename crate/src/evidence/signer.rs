//! Which certificate the checks are about: the one that signed, else the one that is named.

use super::assertion::Assertion;
use crate::crypto::{ModularExponentiation, Slip, Verification, verify};
use crate::decode::certificate::Certificate;
use crate::decode::{base64, hex};

/// How many certificates are tried against a signature.
pub(crate) const TRIED: usize = 64;

/// The reference certificate. All are indices of the certificates given.
pub(crate) struct Signer {
    /// The certificate that the assertion names.
    pub(crate) named: Option<usize>,
    /// The certificate that the checks are about.
    pub(crate) reference: Option<usize>,
    /// What the reference certificate's key says of the signature.
    pub(crate) verification: Option<Verification>,
}

impl Signer {
    /// The key that verifies the signature tells the reference certificate, else the name, else there is only one.
    pub(super) fn find(
        certificates: &[&Certificate],
        assertion: &Assertion<'_>,
        mod_pow: ModularExponentiation,
    ) -> Self {
        let named = certificates.iter().position(|certificate| assertion.names(certificate));
        let tried = attempts(certificates, named, assertion, mod_pow);
        let by = |fits: fn(Verification) -> bool| tried.iter().find(|(_, found)| fits(*found)).map(|(n, _)| *n);
        let only = || {
            let (first, rest) = certificates.split_first()?;
            rest.iter().all(|other| other.der == first.der).then_some(0)
        };
        let reference = by(|found| matches!(found, Verification::Verified { .. }))
            .or(named)
            .or_else(only)
            .or_else(|| by(Verification::is_by_this_key));
        let verification = tried.iter().find(|(n, _)| Some(*n) == reference).map(|(_, found)| *found);
        Self { named, reference, verification }
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

/// What the keys say, up to the first that verifies, the named certificate's before the others'.
fn attempts(
    certificates: &[&Certificate],
    named: Option<usize>,
    assertion: &Assertion<'_>,
    mod_pow: ModularExponentiation,
) -> Vec<(usize, Verification)> {
    let first = named.and_then(|n| Some((n, *certificates.get(n)?)));
    let others = certificates.iter().copied().enumerate().filter(|(n, _)| Some(*n) != named);
    let mut tried = Vec::new();
    for (n, certificate) in first.into_iter().chain(others) {
        let Some(found) = verification(assertion, certificate, mod_pow) else { continue };
        tried.push((n, found));
        if matches!(found, Verification::Verified { .. }) || tried.len() == TRIED {
            break;
        }
    }
    tried
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
