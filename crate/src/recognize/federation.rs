//! Federated identity credentials: as JSON, and by lines of names and values, which Terraform, Bicep, YAML and PowerShell write.

use super::{Content, Exchange};
use crate::character::is;
use crate::decode::federation::{CUT, FederatedCredential, FederationForm, LIMIT, credentials, told};
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

/// What PowerShell writes: its commands, hashes and lists.
const POWERSHELL: [&str; 5] = ["AzAD", "-Mg", "@{", "{api:", " : "];

/// The credentials that lines of a text tell of.
pub(super) fn listed(text: &str) -> Vec<Content> {
    if !text.to_ascii_lowercase().contains("issuer") {
        return Vec::new();
    }
    let form = if text.contains("azurerm_") || text.contains("azuread_") {
        FederationForm::Terraform
    } else if text.contains("federatedIdentityCredentials@") {
        FederationForm::Bicep
    } else if text.contains("az identity federated-credential") {
        FederationForm::Identity
    } else if text.contains("Issuer") && POWERSHELL.iter().any(|mark| text.contains(mark)) {
        FederationForm::PowerShell
    } else {
        FederationForm::Cli
    };
    let mut found = rows(text, form);
    let mut record: Vec<(String, String)> = Vec::new();
    let parts: Vec<String> = text.lines().flat_map(parts).collect();
    let mut lines = parts.iter().map(String::as_str);
    let mut is_open = true;
    while is_open {
        let line = lines.next();
        is_open = line.is_some() && found.len() < LIMIT;
        // A page writes the value below its name.
        let below =
            line.filter(|line| is_name(&letters(line))).and_then(|line| Some((letters(line), lines.next()?.trim())));
        let pair = below.or_else(|| line.and_then(pair));
        let is_again = pair.as_ref().is_some_and(|(name, _)| record.iter().any(|(other, _)| other == name));
        let is_end = line.is_none_or(|line| line.starts_with('}') || line.starts_with("resource "));
        if is_again || is_end {
            found.extend(credential(&record, form));
            record.clear();
        }
        let Some((name, value)) = pair else { continue };
        let mut value = value.to_owned();
        // A list goes on in the lines below, and so does what YAML lists.
        if name.starts_with("audience") && ["", "[", "@("].contains(&value.as_str()) {
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

/// The parts of a line that have one name and one value: arguments of a command, members of a PowerShell hash on one line.
fn parts(line: &str) -> Vec<String> {
    let words = split(line, is(char::is_whitespace));
    let name = |word: &str| word.strip_prefix('-').map(letters).filter(|letters| is_name(letters));
    if words.iter().any(|word| name(word).is_some()) {
        let mut parts: Vec<String> = Vec::new();
        for word in words.iter().filter(|word| !["`", "\\", "^"].contains(word)) {
            match parts.last_mut() {
                _ if word.starts_with('-') => parts.push(format!("{}=", name(word).unwrap_or_default())),
                Some(part) => part.extend([" ", word]),
                None => {}
            }
        }
        return parts;
    }
    let Some((_, inside)) = line.split_once("@{").filter(|(_, inside)| inside.contains(';')) else {
        return vec![line.to_owned()];
    };
    let inside = inside.split('}').next().unwrap_or_default();
    split(inside, is(|c| c == ';')).into_iter().map(str::to_owned).chain(["}".to_owned()]).collect()
}

/// What stands between such characters, which count outside of quotes.
fn split(text: &str, is_between: fn(char) -> bool) -> Vec<&str> {
    let mut quote = None;
    let parts = text.split(|c: char| {
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && is_between(c)
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// A table: what a row has in the columns of issuer and subject. What is cut in it ends in `\u{2026}`.
fn rows(text: &str, form: FederationForm) -> Vec<FederatedCredential> {
    let mut found = Vec::new();
    let mut columns: Vec<(String, usize)> = Vec::new();
    for line in text.lines() {
        let of_line = columns_of(line);
        if ["issuer", "subject"].iter().all(|wanted| of_line.iter().any(|(name, _)| name == wanted)) {
            columns = of_line;
            continue;
        }
        let cell = |wanted: &str| {
            let at = columns.iter().position(|(name, _)| name == wanted)?;
            let at_of = |n: usize| columns.get(n).map_or(usize::MAX, |(_, start)| *start);
            let cell: String = line.chars().skip(at_of(at)).take(at_of(at + 1).saturating_sub(at_of(at))).collect();
            let cell = cell.trim_matches(is(|c| c.is_whitespace() || matches!(c, '{' | '}')));
            told(&cell.strip_suffix("...").map_or_else(|| cell.to_owned(), |cut| format!("{cut}{CUT}")))
        };
        let issuer = cell("issuer").filter(|cell| cell.starts_with("http"));
        if let Some((issuer, subject)) = issuer.zip(cell("subject")).filter(|_| found.len() < LIMIT) {
            let audiences = cell("audiences").or_else(|| cell("audience")).map(|one| vec![one]);
            let audiences = audiences.filter(|all| all.iter().all(|one| !one.ends_with(CUT)));
            let name = cell("name").or_else(|| cell("displayname"));
            let (issuer, subject) = (Some(issuer), Some(subject));
            found.push(FederatedCredential { name, issuer, subject, audiences, expression: None, form, of: None });
        }
    }
    found
}

/// The names in the head of a table, and where each begins, in characters.
fn columns_of(line: &str) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = Vec::new();
    let mut is_after_gap = true;
    if line.len() > 1_000 {
        return all;
    }
    for (at, c) in line.chars().enumerate() {
        if c.is_whitespace() {
            is_after_gap = true;
        } else if is_after_gap {
            all.push((String::from(c.to_ascii_lowercase()), at));
            is_after_gap = false;
        } else if let Some((name, _)) = all.last_mut() {
            name.push(c.to_ascii_lowercase());
        }
    }
    all
}

/// The letters of a name, which is written in many ways.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Whether a credential has a member of this name.
fn is_name(letters: &str) -> bool {
    matches!(
        letters,
        "name"
            | "displayname"
            | "issuer"
            | "subject"
            | "subjectidentifier"
            | "audience"
            | "audiences"
            | "claimsmatchingexpression"
    )
}

/// A member of a credential and what stands behind it.
fn pair(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_at_checked(line.find(is(|c| matches!(c, ':' | '=' | '\t')))?)?;
    let letters = letters(name);
    let value = value.get(1..)?.trim().trim_end_matches(is(|c| matches!(c, ',' | ';')));
    is_name(&letters).then_some((letters, value))
}

fn credential(record: &[(String, String)], form: FederationForm) -> Option<FederatedCredential> {
    let get = |names: &[&str]| {
        record.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| value.as_str())
    };
    let issuer = get(&["issuer"])?;
    let (subject, expression) = (get(&["subject", "subjectidentifier"]), get(&["claimsmatchingexpression"]));
    subject.or(expression)?;
    let audiences = get(&["audience", "audiences"])?;
    let audiences = audiences.trim_matches(is(|c| matches!(c, '[' | ']' | '{' | '}' | '(' | ')' | '@' | ' ')));
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
    let value = inside.or(is_value.then_some(text))?;
    // `$name` is a variable of PowerShell's, and of a shell's.
    let is_variable =
        value.split('$').skip(1).any(|rest| rest.starts_with(is(|c| c.is_ascii_alphabetic() || c == '_')));
    told(value).filter(|_| !is_variable)
}
