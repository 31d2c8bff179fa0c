//! DER, and the files that people drop by mistake.

use super::{Content, Unrecognized, Unwanted};
use crate::decode::certificate::Certificate;
use crate::decode::der::{self, Structure};
use crate::list::List;

/// The first bytes of well-known files.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"MZ", "a Windows program"),
    (b"\x7FELF", "a Linux program"),
    (b"\xFE\xED\xFE\xED", "a Java key store"),
];

/// Whether bytes that begin so, with four at least, may be something else than text in UTF-8.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    let is_der_or_utf16 = matches!(bytes, [0 | b'0' | 0xFE | 0xFF, ..] | [_, 0, ..]);
    is_der_or_utf16 || SIGNATURES.iter().any(|(signature, _)| bytes.starts_with(signature))
}

/// Tells bytes that are no text; none if they may be text.
pub(super) fn recognize(bytes: &[u8]) -> Option<Vec<Content>> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(vec![Content::Unrecognized(Unrecognized::Unsupported(name))]);
    }
    from_der(bytes, None)
}

/// Tells what a DER structure is; none if it is not one.
pub(super) fn from_der(bytes: &[u8], armour: Option<String>) -> Option<Vec<Content>> {
    let unwanted = match der::structure(bytes) {
        Some(Structure::Certificate) => {
            return Some(vec![certificate(bytes, armour)?]);
        }
        Some(Structure::PrivateKey) => Unwanted::PrivateKey,
        Some(Structure::Pkcs12) => Unwanted::Pkcs12,
        Some(Structure::Csr) => Unwanted::Csr,
        Some(Structure::Crl) => Unwanted::Crl,
        Some(Structure::PublicKey) => Unwanted::PublicKey,
        Some(Structure::SignedData) => return Some(bundle(bytes)),
        Some(Structure::Other) => return Some(vec![Content::Unrecognized(Unrecognized::Unknown("a DER structure"))]),
        None if is_cut(bytes) => return Some(vec![Content::Unrecognized(Unrecognized::Truncated("a certificate"))]),
        None => return None,
    };
    Some(vec![Content::Unwanted(unwanted)])
}

fn certificate(bytes: &[u8], armour: Option<String>) -> Option<Content> {
    Certificate::parse(bytes, armour).map(|certificate| Content::Certificate(Box::new(certificate)))
}

/// The certificates of a PKCS#7 bundle. Their armour is the bundle's, which is no text of theirs.
fn bundle(bytes: &[u8]) -> Vec<Content> {
    let certificates = der::certificates(bytes).unwrap_or_default();
    let contents: Vec<Content> = certificates.iter().filter_map(|one| certificate(one.raw, None)).list();
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
