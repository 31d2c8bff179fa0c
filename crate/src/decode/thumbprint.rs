//! A certificate that its thumbprint alone tells of: as the portal, a store or a tool shows it.

use super::certificate::Certificate;
use super::registration::Registration;
use super::{base64, hex};
use crate::crypto::Hash;
use crate::request::{Expected, Role};

/// A thumbprint that stands for a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Thumbprint {
    /// The certificate, as far as it is known.
    pub(crate) certificate: Certificate,
    /// What it makes of the registration, if the person says that it stands there.
    pub(crate) registration: Registration,
    /// Whether the text says that it is the client's own; else the person is asked.
    pub(crate) is_mine: bool,
}

impl Thumbprint {
    pub(crate) fn new(hash: Hash, bytes: Vec<u8>, is_mine: bool) -> Self {
        let registration = Registration::holding(Certificate::known_by(hash, bytes.clone()));
        Self { certificate: Certificate::known_by(hash, bytes), registration, is_mine }
    }

    /// Takes the thumbprint of the same certificate by another hash.
    pub(crate) fn add(&mut self, hash: Hash, bytes: Vec<u8>) {
        self.certificate.add(hash, bytes);
    }

    /// In upper-case hexadecimal, by SHA-1 where that is known.
    pub(crate) fn digits(&self) -> String {
        let digits = |hash| self.certificate.digits(hash);
        digits(Hash::Sha1).or_else(|| digits(Hash::Sha256)).unwrap_or_default()
    }

    /// What it is: as the person says, else as the text does.
    pub(crate) fn role(&self, expected: &Expected) -> Option<Role> {
        let digits = self.digits();
        let said = expected.thumbprints.iter().find(|(other, _)| other.eq_ignore_ascii_case(&digits));
        said.map(|(_, role)| *role).or(self.is_mine.then_some(Role::Mine))
    }
}

/// The hash and the bytes of a word that is as long as a thumbprint: hexadecimal digits, or base64 of either alphabet.
pub(crate) fn read(word: &str) -> Option<(Hash, Vec<u8>)> {
    let of_length = |bytes: Vec<u8>| Some((Hash::of_length(bytes.len())?, bytes));
    let digits = word.chars().filter(char::is_ascii_hexdigit).count();
    if matches!(digits, 40 | 64)
        && let Some(found) = hex::decode(word).and_then(of_length)
    {
        return Some(found);
    }
    // A GUID that was cut has such a length, too.
    let is_of_guid = word.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let is_base64 = matches!(word.trim_end_matches('=').len(), 27 | 43) && !is_of_guid;
    base64::decode(word).filter(|_| is_base64).and_then(of_length)
}
