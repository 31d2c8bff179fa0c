//! The outline of DER (X.690): enough to tell what a structure is.

use crate::list::List;
use x509_parser::asn1_rs::{Any, Class, FromDer};

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
pub(crate) const OCTET_STRING: u32 = 4;
pub(crate) const OBJECT_IDENTIFIER: u32 = 6;
pub(crate) const SEQUENCE: u32 = 16;
pub(crate) const SET: u32 = 17;
pub(crate) const CONTEXT_0: u32 = 0x80;

/// Reads one element and gives what follows it.
pub(crate) fn read(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let (rest, any) = Any::from_der(bytes).ok()?;
    let class = if any.class() == Class::ContextSpecific { CONTEXT_0 } else { 0 };
    let raw = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
    Some((Element { tag: class.saturating_add(any.tag().0), raw, content: any.data }, rest))
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
    /// PKCS#8, PKCS#1 or SEC 1.
    PrivateKey,
    Pkcs12,
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
    let elements = children(outer.content)?;
    let tags: Vec<u32> = elements.iter().map(|element| element.tag).list();
    let first = elements.first()?;
    Some(match tags.as_slice() {
        // RFC 7292: version 3, authSafe; RFC 5208: version, algorithm, key; RFC 8017: version, numbers; RFC 5915.
        [INTEGER, SEQUENCE, OCTET_STRING, ..] | [INTEGER, OCTET_STRING, ..] => Structure::PrivateKey,
        [INTEGER, SEQUENCE, ..] if first.content == [3] => Structure::Pkcs12,
        [INTEGER, INTEGER] | [SEQUENCE, BIT_STRING] => Structure::PublicKey,
        // The second is encrypted (RFC 5958).
        [INTEGER, INTEGER, ..] | [SEQUENCE, OCTET_STRING] => Structure::PrivateKey,
        [OBJECT_IDENTIFIER, CONTEXT_0] => Structure::SignedData,
        [SEQUENCE, SEQUENCE, BIT_STRING] => signed(first.content).unwrap_or(Structure::Other),
        _ => Structure::Other,
    })
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
    Some(certificates.into_iter().filter(|one| structure(one.raw) == Some(Structure::Certificate)).list())
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
