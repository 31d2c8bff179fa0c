//! X.509 certificates (RFC 5280), by their parts: an odd extension cannot hide a thumbprint.

use x509_parser::asn1_rs::{FromDer, Oid};
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use super::der::{self, CONTEXT_0, OBJECT_IDENTIFIER, SEQUENCE};
use super::{hex, instant, name};
use crate::crypto::{Hash, RsaKey};
use crate::time::UnixTime;

/// Tags (X.690, section 8.1.2; X.680, sections 46 and 47).
const UTC_TIME: u32 = 23;
const GENERALIZED_TIME: u32 = 24;
/// The longest name in a sentence, in characters.
const LABEL: usize = 80;

/// A certificate: its bytes and hashes, and what could be read. Of one that a thumbprint alone tells of, the hash is all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Certificate {
    pub(crate) der: Option<Vec<u8>>,
    pub(crate) sha1: Option<Vec<u8>>,
    pub(crate) sha256: Option<Vec<u8>>,
    /// The name of the file that it came in.
    pub(crate) file: Option<String>,
    /// The PEM text that it came in.
    pub(crate) armour: Option<String>,
    /// None where the inside is not as RFC 5280 writes it.
    pub(crate) fields: Option<Fields>,
}

/// The fields of a certificate that matter here.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) subject: String,
    pub(crate) common_name: Option<String>,
    pub(crate) issuer: String,
    /// Upper-case hexadecimal, `-` in front of a negative one.
    pub(crate) serial: String,
    pub(crate) not_before: UnixTime,
    pub(crate) not_after: UnixTime,
    pub(crate) key: PublicKey,
    pub(crate) signature_algorithm: String,
    /// The DER of the SubjectPublicKeyInfo.
    pub(crate) public_key_info: Vec<u8>,
    /// The bits inside it: what a subject key identifier usually is the hash of.
    pub(crate) public_key_bits: Vec<u8>,
}

/// A public key, as far as Entra cares.
#[derive(Clone, Debug)]
pub(crate) enum PublicKey {
    /// None where the numbers are such that no signature can be checked with them.
    Rsa {
        bits: usize,
        key: Option<RsaKey>,
    },
    Ec(String),
    Ed25519,
    Ed448,
    Dsa {
        bits: usize,
    },
    /// Its algorithm's object identifier.
    Other(String),
}

impl PublicKey {
    /// `RSA 2048`, `EC P-256`, `Ed25519`, …
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Rsa { bits, .. } => format!("RSA {bits}"),
            Self::Ec(curve) => format!("EC {curve}"),
            Self::Ed25519 => "Ed25519".to_owned(),
            Self::Ed448 => "Ed448".to_owned(),
            Self::Dsa { bits } => format!("DSA {bits}"),
            Self::Other(oid) => oid.clone(),
        }
    }
}

impl Certificate {
    /// Takes one certificate; bytes after it are left out. None if it is not even a DER sequence.
    pub(crate) fn parse(bytes: &[u8], armour: Option<String>) -> Option<Self> {
        let (outer, _) = der::read(bytes).filter(|(outer, _)| outer.tag == SEQUENCE)?;
        Some(Self {
            der: Some(outer.raw.to_vec()),
            sha1: Some(Hash::Sha1.digest(&[outer.raw])),
            sha256: Some(Hash::Sha256.digest(&[outer.raw])),
            file: None,
            armour,
            fields: fields(outer.content),
        })
    }

    /// The thumbprint by this hash, as far as it is known; none for those that no certificate is named by.
    pub(crate) fn thumbprint(&self, hash: Hash) -> Option<&[u8]> {
        match hash {
            Hash::Sha1 => self.sha1.as_deref(),
            Hash::Sha256 => self.sha256.as_deref(),
            Hash::Sha384 | Hash::Sha512 => None,
        }
    }

    /// One of which nothing is known but a thumbprint.
    pub(super) fn known_by(hash: Hash, bytes: Vec<u8>) -> Self {
        let mut certificate = Self::default();
        certificate.add(hash, bytes);
        certificate
    }

    /// Takes a thumbprint of it.
    pub(super) fn add(&mut self, hash: Hash, bytes: Vec<u8>) {
        match hash {
            Hash::Sha1 => self.sha1 = Some(bytes),
            Hash::Sha256 => self.sha256 = Some(bytes),
            Hash::Sha384 | Hash::Sha512 => {}
        }
    }

    /// The same in hexadecimal digits.
    pub(crate) fn digits(&self, hash: Hash) -> Option<String> {
        self.thumbprint(hash).map(hex::encode)
    }

    /// Whether both are one, as far as their thumbprints tell.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let same = |own: &Option<Vec<u8>>, other: &Option<Vec<u8>>| own.is_some() && own == other;
        same(&self.sha1, &other.sha1) || same(&self.sha256, &other.sha256)
    }

    /// The RSA key, if it is one that signatures can be checked with.
    pub(crate) fn rsa_key(&self) -> Option<&RsaKey> {
        match &self.fields.as_ref()?.key {
            PublicKey::Rsa { key, .. } => key.as_ref(),
            _ => None,
        }
    }

    /// What a person calls it, in a sentence: its file, else its name, and the first digits of its SHA-1, since renewed
    /// certificates bear one name.
    pub(crate) fn label(&self) -> String {
        let name = self.file.as_deref().map_or_else(|| self.name(), shortened);
        let start = self.sha1.as_ref().or(self.sha256.as_ref()).and_then(|hash| hash.get(..4)).unwrap_or_default();
        format!("{name} ({}\u{2026})", hex::encode(start))
    }

    /// Its own name: the common one, else the subject.
    pub(crate) fn name(&self) -> String {
        let fields = self.fields.as_ref();
        let own = fields.map(|fields| fields.common_name.as_ref().unwrap_or(&fields.subject));
        own.filter(|name| !name.is_empty()).map_or_else(|| "the certificate".to_owned(), |name| shortened(name))
    }
}

/// A name as long as a sentence bears.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}\u{2026}", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// Walks the TBSCertificate (RFC 5280, section 4.1) up to its public key.
fn fields(certificate: &[u8]) -> Option<Fields> {
    let (tbs, _) = der::read(certificate)?;
    let mut rest = tbs.content;
    let mut next = || {
        let (element, after) = der::read(rest)?;
        rest = after;
        Some(element)
    };
    let first = next()?;
    let serial = if first.tag == CONTEXT_0 { next()? } else { first };
    let algorithm = next()?;
    let issuer = next()?;
    let validity = next()?;
    let subject = next()?;
    let public_key_info = next()?;

    let (_, algorithm) = AlgorithmIdentifier::from_der(algorithm.raw).ok()?;
    let issuer = name::read(issuer.raw)?;
    let (not_before, after) = der::read(validity.content)?;
    let (not_after, _) = der::read(after)?;
    let subject = name::read(subject.raw)?;
    let (_, key) = SubjectPublicKeyInfo::from_der(public_key_info.raw).ok()?;
    Some(Fields {
        subject: subject.text,
        common_name: subject.common_name,
        issuer: issuer.text,
        serial: serial_number(serial.content),
        not_before: time(not_before.tag, not_before.content)?,
        not_after: time(not_after.tag, not_after.content)?,
        key: public_key(&key),
        signature_algorithm: algorithm_name(&algorithm.algorithm),
        public_key_info: public_key_info.raw.to_vec(),
        public_key_bits: key.subject_public_key.data.to_vec(),
    })
}

/// `UTCTime` or `GeneralizedTime`, also with an offset or without seconds: RFC 5280 (sections 4.1.2.5.1 and 4.1.2.5.2) forbids
/// both, and openssl reads them.
fn time(tag: u32, content: &[u8]) -> Option<UnixTime> {
    let text = str::from_utf8(content).ok()?;
    let text = match tag {
        // Two digits of the year: from 1950 to 2049.
        UTC_TIME => format!("{}{text}", if text < "50" { "20" } else { "19" }),
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    let (digits, zone) = text.split_at_checked(text.find(['Z', '+', '-'])?)?;
    let [year, month, day, hour, minute] =
        [0..4, 4..6, 6..8, 8..10, 10..12].map(|range| digits.get(range).unwrap_or_default());
    let second = digits.get(12..).filter(|second| !second.is_empty()).unwrap_or("00");
    instant::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"))
}

/// An INTEGER's content as hexadecimal without sign byte.
fn serial_number(content: &[u8]) -> String {
    match content {
        [0, rest @ ..] if !rest.is_empty() => hex::encode(rest),
        [first, ..] if first & 0x80 != 0 => {
            // Two's complement: invert and add one.
            let mut carry = true;
            let mut magnitude: Vec<u8> = content
                .iter()
                .rev()
                .map(|byte| {
                    let (value, overflow) = (!byte).overflowing_add(u8::from(carry));
                    carry = overflow;
                    value
                })
                .collect();
            magnitude.reverse();
            format!("-{}", hex::encode(&magnitude))
        }
        _ => hex::encode(content),
    }
}

fn public_key(info: &SubjectPublicKeyInfo<'_>) -> PublicKey {
    let oid = der::dotted(info.algorithm.algorithm.as_bytes());
    match oid.as_str() {
        // rsaEncryption and id-RSASSA-PSS: the same key (RFC 4055, section 1.2).
        "1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.10" => rsa(&info.subject_public_key.data),
        "1.2.840.10045.2.1" => PublicKey::Ec(curve(info)),
        "1.3.101.112" => PublicKey::Ed25519,
        "1.3.101.113" => PublicKey::Ed448,
        "1.2.840.10040.4.1" => PublicKey::Dsa { bits: dsa_bits(info).unwrap_or_default() },
        _ => PublicKey::Other(oid),
    }
}

/// RSAPublicKey (RFC 8017, appendix A.1.1).
fn rsa(bits: &[u8]) -> PublicKey {
    let numbers = der::read(bits).and_then(|(outer, _)| der::children(outer.content)).unwrap_or_default();
    match numbers.as_slice() {
        [modulus, exponent] => {
            PublicKey::Rsa { bits: bit_length(modulus.content), key: RsaKey::new(modulus.content, exponent.content) }
        }
        _ => PublicKey::Rsa { bits: 0, key: None },
    }
}

/// The length of a number without its leading zeros, in bits.
pub(crate) fn bit_length(number: &[u8]) -> usize {
    let bytes = number.iter().skip_while(|byte| **byte == 0).count();
    let first = number.iter().find(|byte| **byte != 0).copied().unwrap_or_default();
    (8 * bytes).saturating_sub(usize::try_from(first.leading_zeros()).unwrap_or_default())
}

fn curve(info: &SubjectPublicKeyInfo<'_>) -> String {
    let named = info.algorithm.parameters.as_ref().filter(|parameters| parameters.tag().0 == OBJECT_IDENTIFIER);
    match named.map(|parameters| der::dotted(parameters.data)).as_deref() {
        Some("1.2.840.10045.3.1.7") => "P-256".to_owned(),
        Some("1.3.132.0.34") => "P-384".to_owned(),
        Some("1.3.132.0.35") => "P-521".to_owned(),
        Some(oid) => oid.to_owned(),
        None => "with its own curve".to_owned(),
    }
}

/// The length of the prime p (RFC 3279, section 2.3.2).
fn dsa_bits(info: &SubjectPublicKeyInfo<'_>) -> Option<usize> {
    let parameters = der::children(info.algorithm.parameters.as_ref()?.data)?;
    Some(bit_length(parameters.first()?.content))
}

/// The name of a signature algorithm, as openssl prints it; else its object identifier.
fn algorithm_name(oid: &Oid<'_>) -> String {
    let dotted = der::dotted(oid.as_bytes());
    match dotted.as_str() {
        "1.2.840.113549.1.1.4" => "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5" => "sha1WithRSAEncryption",
        "1.2.840.113549.1.1.10" => "rsassaPss",
        "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12" => "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13" => "sha512WithRSAEncryption",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        "1.3.101.112" => "ED25519",
        other => other,
    }
    .to_owned()
}
