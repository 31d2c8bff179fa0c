//! Federated identity credentials: as JSON, and by lines of names and values, which Terraform, Bicep, YAML and PowerShell write.

use super::{Content, Exchange};
use crate::character::is;
use crate::decode::federation::{FederatedCredential, FederationForm, LIMIT, credentials, told};
use crate::decode::guid::Guid;
use crate::decode::json::{self, Json};
use crate::decode::jws::Jws;

/// The credentials in one JSON value, if that is what it is.
pub(super) fn recognize(value: Json<'_>) -> Option<Vec<Exchange>> {
    Some(vec![contents(credentials(value)?)])
}

fn contents(all: Vec<FederatedCredential>) -> Vec<Content> {
    all.into_iter().map(|one| Content::Federation(Box::new(one))).collect()
}

/// The claims that a run of azure/login prints of its token, as a token without header and signature.
pub(super) fn login(text: &str) -> Option<Content> {
    let (_, text) = text.split_once("Federated token details:")?;
    let claim = |words: &str, name: &'static str| {
        let (_, rest) = text.split_once(words)?;
        Some((name, json::quoted(&told(rest.lines().next()?.trim())?)))
    };
    let claims = [claim(" issuer - ", "iss"), claim(" subject claim - ", "sub"), claim(" audience - ", "aud")];
    let claims: Vec<(&str, String)> = claims.into_iter().flatten().collect();
    let found = || Content::Assertion(Box::new(Jws::decoded(None, Some(&json::object(&claims)))));
    (!claims.is_empty()).then(found)
}

/// The credentials that lines of a text tell of.
pub(super) fn listed(text: &str) -> Vec<Content> {
    if !text.to_ascii_lowercase().contains("issuer") {
        return Vec::new();
    }
    let form = if text.contains("azurerm_") || text.contains("azuread_") {
        FederationForm::Terraform
    } else if text.contains("federatedIdentityCredentials@") {
        FederationForm::Bicep
    } else if text.contains("Issuer") {
        FederationForm::PowerShell
    } else {
        FederationForm::Cli
    };
    let mut found = Vec::new();
    let mut record: Vec<(String, String)> = Vec::new();
    let mut lines = text.lines();
    let mut is_open = true;
    while is_open {
        let line = lines.next();
        is_open = line.is_some() && found.len() < LIMIT;
        let pair = line.and_then(pair);
        let is_again = pair.as_ref().is_some_and(|(name, _)| record.iter().any(|(other, _)| other == name));
        let is_end = line.is_none_or(|line| line.starts_with('}') || line.starts_with("resource "));
        if is_again || is_end {
            found.extend(credential(&record, form));
            record.clear();
        }
        let Some((name, value)) = pair else { continue };
        let mut value = value.to_owned();
        // A list goes on in the lines below, and so does what YAML lists.
        if name.starts_with("audience") && (value.is_empty() || value == "[") {
            for next in lines.by_ref().take(8) {
                value.push_str(next.trim().trim_start_matches("- "));
                if !next.trim().ends_with(',') {
                    break;
                }
            }
        }
        record.push((name, value));
    }
    contents(found)
}

/// A member of a credential and what stands behind it.
fn pair(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_at_checked(line.find(is(|c| matches!(c, ':' | '=')))?)?;
    let letters = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_known = matches!(
        letters.as_str(),
        "name" | "displayname" | "issuer" | "subject" | "audience" | "audiences" | "claimsmatchingexpression"
    );
    let value = value.get(1..)?.trim().trim_end_matches(is(|c| matches!(c, ',' | ';')));
    is_known.then_some((letters, value))
}

fn credential(record: &[(String, String)], form: FederationForm) -> Option<FederatedCredential> {
    let get = |names: &[&str]| {
        record.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| value.as_str())
    };
    let issuer = get(&["issuer"])?;
    let (subject, expression) = (get(&["subject"]), get(&["claimsmatchingexpression"]));
    subject.or(expression)?;
    let audiences = get(&["audience", "audiences"])?;
    let audiences = audiences.trim_matches(is(|c| matches!(c, '[' | ']' | '{' | '}' | ' ')));
    Some(FederatedCredential {
        name: get(&["name", "displayname"]).and_then(|text| string(text).or_else(|| told(text))),
        issuer: string(issuer),
        subject: subject.and_then(string),
        audiences: audiences.split(',').map(string).collect(),
        expression: expression.and_then(string),
        form,
        of: None,
    })
}

/// What stands in quotes, or by itself where it is no expression of the language.
fn string(text: &str) -> Option<String> {
    let text = text.trim();
    let inside = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    let is_value = !text.contains('(')
        && (text.contains(':')
            || Guid::parse(text).is_some()
            || text.len() > 15 && text.bytes().all(|byte| byte.is_ascii_digit()));
    told(inside.or(is_value.then_some(text))?)
}
