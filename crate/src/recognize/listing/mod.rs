//! What tools and pages list as text: key credentials, thumbprints and decoded tokens, by lines of names and values or by rows.

mod records;
mod rows;
mod thumbprints;

use super::{Content, Unwanted, federation, json};
use crate::decode::json::{Json, Malformed};
use crate::decode::registration::Unread;

/// As many digits as a day has, in its shortest form, or an identifier.
const DIGITS: usize = 6;

/// Everything that lines of a text list.
pub(super) fn contents(text: &str) -> Vec<Content> {
    let mut found: Vec<Content> = json::exchanges(&records::json(text)).0.into_iter().flatten().collect();
    let cut = text.bytes().position(|byte| matches!(byte, b'{' | b'[')).and_then(|start| text.get(start..));
    let is_cut = cut.is_some_and(|json| matches!(Json::at_start(json), Err(Malformed::Cut)));
    let mut unread = text.lines().filter(|line| has_value(line) && !records::is_read(line)).count();
    for content in found.iter_mut().rev() {
        if let Content::Registration(registration) = content {
            registration.unread = Unread { is_cut, lines: std::mem::take(&mut unread) };
        }
    }
    found.extend(federation::login(text));
    found.extend(federation::listed(text));
    if let Some(registration) = rows::registration(text) {
        found.push(Content::Registration(Box::new(registration)));
    }
    if found.is_empty() {
        found = thumbprints::thumbprints(text);
    }
    if !found.is_empty() {
        return found;
    }
    // A template, or what Terraform is about to do.
    if text.contains("azuread_application_certificate") {
        return vec![Content::Unwanted(Unwanted::Change)];
    }
    // What openssl prints of a certificate has no thumbprint in it, unless that is asked for.
    if text.contains("Public-Key: (") {
        return vec![Content::Unwanted(Unwanted::PublicKey)];
    }
    found
}

/// Whether a line holds a date, an identifier or a number of such a length, and no address.
fn has_value(line: &str) -> bool {
    !line.contains("://") && line.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
}
