//! What armour holds (RFC 7468).

use super::{Content, Unrecognized, Unwanted, binary};
use crate::decode::pem;

/// One block of armour.
pub(super) fn contents(block: pem::Block<'_>) -> Vec<Content> {
    let label = block.label;
    if label.contains("PRIVATE KEY") {
        return vec![Content::Unwanted(Unwanted::PrivateKey)];
    }
    if label.starts_with("SSH2") {
        return vec![Content::Unwanted(Unwanted::SshKey)];
    }
    if label.ends_with("PARAMETERS") {
        return vec![Content::Unrecognized(Unrecognized::Unsupported("a set of parameters that keys are made with"))];
    }
    let contents = block.bytes().and_then(|bytes| binary::from_der(&bytes, Some(block.armour.to_owned())));
    // A certificate says itself whether it is whole.
    if !block.ended && !contents.iter().flatten().any(|content| matches!(content, Content::Certificate(_))) {
        return vec![Content::Unrecognized(Unrecognized::Truncated("a PEM block without its END line"))];
    }
    contents
        .unwrap_or_else(|| vec![Content::Unrecognized(Unrecognized::Truncated("a PEM block whose inside is damaged"))])
}
