//! The outline of DER (X.690): enough to tell what a structure is.

use x509_parser::asn1_rs::{Any, Class, FromBer, FromDer};

use super::hex;

/// One element.
#[derive(Clone, Debug)]
pub(crate) struct Element<'a> {
    /// The tag's number; a context-specific one has 0x80 added.
    pub(crate) tag: u32,
    /// Tag, length and content.
    pub(crate) raw: &'a [u8],
    pub(crate) content: &'a [u8],
}

pub(crate) const INTEGER: u32 = 2;
pub(crate) const BIT_STRING: u32 = 3;
pub(crate) const OBJECT_IDENTIFIER: u32 = 6;
pub(crate) const SEQUENCE: u32 = 16;
pub(crate) const SET: u32 = 17;
pub(crate) const CONTEXT_0: u32 = 0x80;

/// Reads one element and gives what follows it. What is round the certificates of a PKCS#7 bundle may be BER.
pub(crate) fn read(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let is_indefinite = matches!(bytes, [_, 0x80, ..]);
    let (rest, any) = if is_indefinite { Any::from_ber(bytes) } else { Any::from_der(bytes) }.ok()?;
    let class = if any.class() == Class::ContextSpecific { CONTEXT_0 } else { 0 };
    let raw = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
    Some((Element { tag: class.saturating_add(any.tag().0), raw, content: any.data }, rest))
}

/// An OBJECT IDENTIFIER's content with dots (X.690, section 8.19); in hexadecimal where it is no such content. The crate's own
/// reading takes the first arc of `2.999` for a 3.
pub(super) fn dotted(content: &[u8]) -> String {
    arcs(content).unwrap_or_else(|| format!("#{}", hex::encode(content)))
}

fn arcs(content: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut arc: u128 = 0;
    for byte in content {
        arc = arc.checked_mul(128)? | u128::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            if text.is_empty() {
                let root = (arc / 40).min(2);
                text = root.to_string();
                arc -= 40 * root;
            }
            text.push('.');
            text.push_str(&arc.to_string());
            arc = 0;
        }
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Reads all elements of a content.
pub(crate) fn children(mut content: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !content.is_empty() {
        let (element, rest) = read(content)?;
        elements.push(element);
        content = rest;
    }
    Some(elements)
}

/// What a DER structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Structure {
    Certificate,
    /// PKCS#8, encrypted or not, PKCS#1, SEC 1, or the same of DSA.
    PrivateKey,
    Pkcs12,
    /// An encrypted store of another kind: Bouncy Castle's BCFKS.
    KeyStore,
    /// PKCS#7, a `.p7b`.
    SignedData,
    Csr,
    Crl,
    PublicKey,
    /// DER that is none of these.
    Other,
}

/// Tells what it is by the tags of its first elements.
pub(crate) fn structure(bytes: &[u8]) -> Option<Structure> {
    let (outer, _) = read(bytes)?;
    if outer.tag != SEQUENCE {
        return None;
    }
    if let Some(secret) = secret(bytes) {
        return Some(secret);
    }
    let elements = children(outer.content)?;
    let tags: Vec<u32> = elements.iter().map(|element| element.tag).collect();
    let first = elements.first()?;
    Some(match tags.as_slice() {
        // The second is an exponent; of the parameters of DH (PKCS#3), which have a generator there, it is none.
        [INTEGER, INTEGER] if elements.get(1).is_some_and(|second| is_exponent(second.content)) => Structure::PublicKey,
        [SEQUENCE, BIT_STRING] => Structure::PublicKey,
        [OBJECT_IDENTIFIER, CONTEXT_0] => Structure::SignedData,
        [SEQUENCE, SEQUENCE, BIT_STRING] => signed(first.content).unwrap_or(Structure::Other),
        _ => Structure::Other,
    })
}

/// Whether it is an RSA exponent, and no usual generator: odd, not 5, and short.
fn is_exponent(content: &[u8]) -> bool {
    content.len() <= 5 && content != [5] && content.last().is_some_and(|last| last % 2 == 1)
}

/// The object identifiers of encryption by a password: PKCS#5 (RFC 8018), and the older ones of PKCS#12 (RFC 7292).
const BY_PASSWORD: [&[u8]; 2] =
    [&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05], &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01]];
/// PKCS#7, which a PKCS#12 file is made of.
const PKCS_7: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
/// The types of fields that curves are over (X9.62).
const FIELD_TYPE: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01];
/// The sizes of a private number of an elliptic curve, in bytes.
const SCALARS: std::ops::RangeInclusive<usize> = 14..=72;

/// Tells a private key, or what may hold one, by its beginning: most of it may be missing, and it may be BER, as the
/// PKCS#12 files of NSS are.
pub(crate) fn secret(bytes: &[u8]) -> Option<Structure> {
    let outer = Beginning::of(bytes).filter(|outer| outer.tag == 0x30)?;
    let first = Beginning::of(outer.content)?;
    if first.tag == 0x30 {
        // RFC 5958: algorithm, encrypted key.
        if first.is_by_password() {
            return (first.next_is(0x04)).then_some(Structure::PrivateKey);
        }
        let inner = Beginning::of(first.content).filter(|inner| inner.tag == 0x30 && inner.is_by_password())?;
        return inner.next_is(0x04).then_some(Structure::KeyStore);
    }
    let version = first.content.first().filter(|_| first.tag == 0x02 && first.length == Some(1))?;
    let second = Beginning::of(first.after()?)?;
    let is_key = match (version, second.tag) {
        // RFC 7292: version 3, authSafe.
        (3, 0x30) => return second.begins_with_identifier(&[PKCS_7]).then_some(Structure::Pkcs12),
        // RFC 5958: version, algorithm, key.
        (0 | 1, 0x30) => second.is_algorithm() && second.next_is(0x04),
        // RFC 8017: version, modulus, and more numbers than that; so are those of DSA.
        (0 | 1, 0x02) => second.length.is_some_and(|n| n >= 24 && outer.length.is_some_and(|outer| outer / 2 > n)),
        // RFC 5915: version, number, and what belongs to it.
        (1, 0x04) => {
            let ends = second.after().is_some_and(<[u8]>::is_empty);
            second.length.is_some_and(|n| SCALARS.contains(&n))
                && (ends || second.next_is(0xA0) || second.next_is(0xA1))
        }
        _ => false,
    };
    is_key.then_some(Structure::PrivateKey)
}

/// The length of a structure, in bytes, by its beginning; none if that is not told there.
pub(crate) fn length(bytes: &[u8]) -> Option<usize> {
    let outer = Beginning::of(bytes).filter(|outer| outer.tag == 0x30)?;
    (bytes.len() - outer.content.len()).checked_add(outer.length?)
}

/// One element of which the end may be missing.
struct Beginning<'a> {
    tag: u8,
    /// Of the content; none where it is indefinite (X.690, section 8.1.3.6).
    length: Option<usize>,
    /// As much of it as there is, and what follows it.
    content: &'a [u8],
}

impl<'a> Beginning<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (tag, rest) = bytes.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, content) = match first {
            0..0x80 => (Some(usize::from(*first)), rest),
            0x80 => (None, rest),
            0x81..=0x84 => {
                let (digits, content) = rest.split_at_checked(usize::from(first - 0x80))?;
                (Some(digits.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte))), content)
            }
            _ => return None,
        };
        Some(Self { tag: *tag, length, content })
    }

    /// What follows its content, which may be nothing; none if the end of the content is missing.
    fn after(&self) -> Option<&'a [u8]> {
        self.content.get(self.length?..)
    }

    /// Whether an element of this tag follows, as far as can be seen.
    fn next_is(&self, tag: u8) -> bool {
        self.after().is_none_or(|after| after.first().is_none_or(|next| *next == tag))
    }

    /// Whether its first element is an object identifier under one of these.
    fn begins_with_identifier(&self, arcs: &[&[u8]]) -> bool {
        let Some(identifier) = Self::of(self.content).filter(|first| first.tag == 0x06) else { return false };
        let is_short = identifier.length.is_some_and(|length| (3..=16).contains(&length));
        is_short && arcs.iter().any(|arc| identifier.content.starts_with(arc))
    }

    /// Whether it begins with an identifier that is there whole, and no type of a field, as in the parameters of a curve
    /// (X9.62, section 6.1).
    fn is_algorithm(&self) -> bool {
        let is_whole = Self::of(self.content).is_some_and(|first| first.after().is_some());
        is_whole && self.begins_with_identifier(&[&[]]) && !self.begins_with_identifier(&[FIELD_TYPE])
    }

    fn is_by_password(&self) -> bool {
        self.begins_with_identifier(&BY_PASSWORD)
    }
}

/// id-signedData (RFC 5652, section 5.1).
const SIGNED_DATA: [u8; 9] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

/// The certificates of a `SignedData` (RFC 2315, section 9.1; RFC 5652, section 5.1); none if it is another structure.
pub(crate) fn certificates(bytes: &[u8]) -> Option<Vec<Element<'_>>> {
    let (outer, _) = read(bytes)?;
    let elements = children(outer.content)?;
    let [kind, content] = elements.as_slice() else { return None };
    if kind.content != SIGNED_DATA {
        return None;
    }
    let (signed_data, _) = read(content.content)?;
    // version, digestAlgorithms, encapContentInfo, then the certificates
    let elements = children(signed_data.content)?;
    let [version, algorithms, _, certificates, ..] = elements.as_slice() else { return None };
    if version.tag != INTEGER || algorithms.tag != SET || certificates.tag != CONTEXT_0 {
        return None;
    }
    let certificates = children(certificates.content)?;
    Some(certificates.into_iter().filter(|one| structure(one.raw) == Some(Structure::Certificate)).collect())
}

/// Tells the three signed structures apart (RFC 5280, sections 4.1 and 5.1; RFC 2986, section 4.1).
fn signed(content: &[u8]) -> Option<Structure> {
    let mut tags = Vec::new();
    let mut rest = content;
    while tags.len() < 6
        && let Some((element, after)) = read(rest)
    {
        tags.push(element.tag);
        rest = after;
    }
    Some(match tags.as_slice() {
        [CONTEXT_0, INTEGER, ..] | [INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE] => {
            Structure::Certificate
        }
        [INTEGER, SEQUENCE, SEQUENCE, CONTEXT_0] | [INTEGER, SEQUENCE, SEQUENCE] => Structure::Csr,
        [INTEGER, SEQUENCE, SEQUENCE, 23 | 24, ..] | [SEQUENCE, SEQUENCE, 23 | 24, ..] => Structure::Crl,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Structure, read, structure};

    /// Found by fuzzing: a context-specific tag with the largest number that is read.
    #[test]
    fn the_largest_tag_is_a_tag() {
        let largest = [0x9F, 0x8F, 0xFF, 0xFF, 0xFF, 0x7F, 0x00];
        assert_eq!(read(&largest).map(|(element, rest)| (element.tag, rest.len())), Some((u32::MAX, 0)));
        let within = [&[0x30, 0x07], largest.as_slice()].concat();
        assert_eq!(structure(&within), Some(Structure::Other));
    }
}
