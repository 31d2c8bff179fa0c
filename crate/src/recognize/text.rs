//! Text: armour, form bodies, compact JWS, and base64 or hexadecimal without armour. Everything in it is taken.

use super::{Content, Exchange, Unrecognized, Unwanted, binary, entra_error, json, jws, request};
use crate::decode::{base64, hex, pem};

/// Everything in a text; at least one thing.
pub(super) fn recognize(text: &str) -> Vec<Exchange> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if text.is_empty() {
        return vec![vec![Content::Unrecognized(Unrecognized::Empty)]];
    }
    let (mut exchanges, rest) = json::exchanges(text);
    let (blocks, rest) = pem::blocks(&rest);
    let mut contents: Vec<Content> = blocks.into_iter().map(armoured).collect();
    let (requests, rest) = request::requests(&rest);
    contents.extend(requests);
    let (responses, rest) = entra_error::responses(&rest);
    contents.extend(responses);
    contents.extend(jws::assertions(&rest));
    if contents.is_empty() && exchanges.is_empty() {
        contents.push(bare(rest.trim()));
    }
    // What stands outside of any JSON belongs to the first exchange.
    match exchanges.first_mut() {
        Some(first) => first.extend(contents),
        None => exchanges.push(contents),
    }
    entra_error::distinct(&mut exchanges);
    exchanges
}

/// One block of armour.
fn armoured(block: pem::Block) -> Content {
    let label = block.label.as_str();
    if label.ends_with("PRIVATE KEY") {
        return Content::Unwanted(Unwanted::PrivateKey);
    }
    if label.starts_with("SSH2") {
        return Content::Unwanted(Unwanted::SshKey);
    }
    if !block.ended {
        return Content::Unrecognized(Unrecognized::Truncated("a PEM block without its END line"));
    }
    let armour = Some(block.armour);
    block
        .bytes
        .and_then(|bytes| binary::from_der(&bytes, armour))
        .unwrap_or(Content::Unrecognized(Unrecognized::Truncated("a PEM block whose inside is damaged")))
}

/// A text with none of the known forms in it.
fn bare(text: &str) -> Content {
    let text = text.trim_matches(['"', '\'', '`', ',', ';']);
    if ["ssh-rsa ", "ssh-ed25519 ", "ssh-dss ", "ecdsa-sha2-"].iter().any(|start| text.starts_with(start)) {
        return Content::Unwanted(Unwanted::SshKey);
    }
    if text.starts_with("---- BEGIN SSH2") || text.starts_with("PuTTY-User-Key-File") {
        return Content::Unwanted(Unwanted::SshKey);
    }
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // Hexadecimal digits are digits of base64 too, so they come first.
    hex::decode(text)
        .and_then(|bytes| binary::from_der(&bytes, None))
        .or_else(|| base64::decode(&digits).and_then(|bytes| binary::from_der(&bytes, None)))
        .unwrap_or_else(|| Content::Unrecognized(Unrecognized::Unknown(appearance(text))))
}

/// What an unknown text looks like.
fn appearance(text: &str) -> &'static str {
    if text.contains('\0') || text.contains(char::REPLACEMENT_CHARACTER) {
        "bytes that are no text"
    } else if text.starts_with(['{', '[']) {
        "JSON"
    } else if text.starts_with('<') {
        "HTML or XML"
    } else if !text.contains(char::is_whitespace) && text.chars().all(|c| base64::is_digit(c) || c == ':') {
        "one word"
    } else {
        "text"
    }
}
