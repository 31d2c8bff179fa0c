//! What tools and pages list as text: key credentials, thumbprints and decoded tokens, by lines of names and values or by rows.

mod records;
mod rows;
mod thumbprints;

use super::{Content, Unwanted, federation, json};

/// Everything that lines of a text list.
pub(super) fn contents(text: &str) -> Vec<Content> {
    let mut found: Vec<Content> = json::exchanges(&records::json(text)).0.into_iter().flatten().collect();
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
