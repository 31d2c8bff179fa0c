//! DER, and the files that people drop by mistake.

use super::{Content, Unrecognized, Unwanted, private_key};
use crate::decode::certificate::Certificate;
use crate::decode::der::{self, Structure};

/// The first bytes of well-known files.
const SIGNATURES: [(&[u8], &str); 8] = [
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"MZ", "a Windows program"),
    (b"\x7FELF", "a Linux program"),
];

/// Whether bytes that begin so, with four at least, may be something else than text in UTF-8.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    let is_der_or_utf16 = matches!(bytes, [0 | b'0' | 0xFE | 0xFF, ..] | [_, 0, ..]);
    is_der_or_utf16
        || private_key::may_begin(bytes)
        || SIGNATURES.iter().any(|(signature, _)| bytes.starts_with(signature))
}

/// Tells bytes that are no text; none if they may be text.
pub(super) fn recognize(bytes: &[u8]) -> Option<Vec<Content>> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(vec![Content::Unrecognized(Unrecognized::Unsupported(name))]);
    }
    from_der(bytes, None)
}

/// Tells what DER structures are that stand one behind the other, or a key in another binary form; none if it is neither.
pub(super) fn from_der(bytes: &[u8], armour: Option<String>) -> Option<Vec<Content>> {
    let (mut contents, mut after) = first(bytes, armour)?;
    while let Some((next, rest)) = first(after, None)
        && !next.iter().any(|content| matches!(content, Content::Unrecognized(_)))
    {
        contents.extend(next);
        after = rest;
    }
    Some(contents)
}

/// The first of them, and what follows it.
fn first(bytes: &[u8], armour: Option<String>) -> Option<(Vec<Content>, &[u8])> {
    if let Some(unwanted) = private_key::kind(bytes) {
        let after = der::length(bytes).and_then(|length| bytes.get(length..)).unwrap_or_default();
        return Some((vec![Content::Unwanted(unwanted)], after));
    }
    let contents = match der::structure(bytes) {
        Some(Structure::Certificate) => vec![certificate(bytes, armour)?],
        Some(Structure::Csr) => vec![Content::Unwanted(Unwanted::Csr)],
        Some(Structure::Crl) => vec![Content::Unwanted(Unwanted::Crl)],
        Some(Structure::PublicKey) => vec![Content::Unwanted(Unwanted::PublicKey)],
        Some(Structure::SignedData) => bundle(bytes),
        Some(_) => vec![Content::Unrecognized(Unrecognized::Unknown("a DER structure"))],
        None if is_cut(bytes) => vec![Content::Unrecognized(Unrecognized::Truncated("a certificate"))],
        None => return None,
    };
    Some((contents, der::read(bytes).map_or(&[], |(_, after)| after)))
}

fn certificate(bytes: &[u8], armour: Option<String>) -> Option<Content> {
    Certificate::parse(bytes, armour).map(|certificate| Content::Certificate(Box::new(certificate)))
}

/// The certificates of a PKCS#7 bundle. Their armour is the bundle's, which is no text of theirs.
fn bundle(bytes: &[u8]) -> Vec<Content> {
    let certificates = der::certificates(bytes).unwrap_or_default();
    let contents: Vec<Content> = certificates.iter().filter_map(|one| certificate(one.raw, None)).collect();
    if contents.is_empty() {
        let what = "a PKCS#7 structure without certificates";
        return vec![Content::Unrecognized(Unrecognized::Unsupported(what))];
    }
    contents
}

/// A sequence whose length reaches beyond the end, as the one round a certificate does when the end is missing.
fn is_cut(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x82, high, low, rest @ ..] => {
            rest.len() < usize::from(u16::from_be_bytes([*high, *low])) && rest.starts_with(&[0x30])
        }
        _ => false,
    }
}
