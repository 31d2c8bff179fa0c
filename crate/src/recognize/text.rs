//! Text: armour, form bodies, compact JWS, and base64 or hexadecimal without armour. Everything in it is taken.

use super::form::Body;
use super::weight::Weight;
use super::{
    Content, Exchange, Unrecognized, Unwanted, armour, binary, entra_error, json, jws, listing, private_key, request,
    unarmoured,
};
use crate::carrier;
use crate::character::is;
use crate::decode::guid::Guid;
use crate::decode::json::{Json, Malformed};
use crate::decode::{base64, hex, pem};
use crate::entra::{LoginUrl, Tenant};

/// Everything in a text from which these contents were taken; at least one thing. What lies round it is taken off as far as
/// more holds of what is found then.
pub(super) fn recognize(text: &str, contents: Vec<Content>) -> Vec<Exchange> {
    let text = text.trim_matches(is(|c: char| c.is_whitespace() || c == '\u{FEFF}'));
    if text.is_empty() && contents.is_empty() {
        return vec![vec![Content::Unrecognized(Unrecognized::Empty)]];
    }
    let (mut keys, text) = private_key::take(text);
    let mut best = found(&text, contents, !keys.is_empty());
    let mut weight = Weight::of(&best);
    let tells_success = text.contains("\"access_token\"");
    for reading in carrier::readings(&text) {
        let (others, reading) = private_key::take(&reading);
        let mut found = found(&reading, Vec::new(), !keys.is_empty() || !others.is_empty());
        // Which bytes were sent, only the text as it was given may tell.
        for content in found.iter_mut().flatten() {
            if let Content::Request(request) = content {
                request.body = Body::default();
                request.leave_out_torn();
            }
        }
        // A body out of an archive has lost its status.
        if !tells_success {
            for exchange in &mut found {
                exchange.retain(|content| !matches!(content, Content::Success));
            }
        }
        // A key is told of wherever it was.
        if others.len() > keys.len() {
            keys = others;
        }
        let other = Weight::of(&found);
        if other > weight {
            (best, weight) = (found, other);
        }
    }
    let keys = keys.into_iter().map(Content::Unwanted);
    match best.first_mut() {
        Some(first) => drop(first.splice(0..0, keys)),
        None => best.push(keys.collect()),
    }
    best
}

/// Everything in one reading of a text from which these contents, and maybe keys, were taken.
fn found(text: &str, mut contents: Vec<Content>, has_keys: bool) -> Vec<Exchange> {
    let (mut exchanges, rest) = json::exchanges(text);
    let (blocks, rest) = pem::blocks(&rest);
    contents.extend(blocks.into_iter().flat_map(armour::contents));
    let mut requests = request::requests(&rest);
    let several = requests.each.len() > 1;
    if several {
        // What stands between two requests belongs to the one above it.
        exchanges.extend(requests.each.drain(..).map(|(mut request, after)| {
            add(&mut request, others(&after).0);
            request
        }));
    }
    let mut rest = requests.before;
    for (request, after) in requests.each {
        contents.extend(request);
        rest.push_str(&after);
    }
    let (mut found, rest) = others(&rest);
    found.extend(listing::contents(&rest));
    for content in unarmoured::contents(&rest) {
        if !contents.iter().chain(&found).any(|other| is_same_certificate(other, &content)) {
            found.push(content);
        }
    }
    if several {
        found.retain(|content| !exchanges.iter().any(|exchange| holds(exchange, content)));
    }
    add(&mut contents, found);
    let has_keys = has_keys || !contents.is_empty();
    if exchanges.iter().flatten().next().is_none() && contents.iter().all(is_key) {
        // Beside a key, what is not known needs no words.
        contents.extend(
            bare(rest.trim()).into_iter().filter(|content| !has_keys || !matches!(content, Content::Unrecognized(_))),
        );
    }
    // What stands outside of any JSON belongs to the first exchange, and what stands before several requests to none.
    match exchanges.first_mut().filter(|_| !several) {
        Some(first) => first.extend(contents),
        None => exchanges.push(contents),
    }
    jws::join(&mut exchanges);
    entra_error::distinct(&mut exchanges);
    exchanges
}

/// What stands round requests: Entra's errors, and assertions by themselves. Gives the text without the errors.
fn others(text: &str) -> (Vec<Content>, String) {
    let (mut contents, rest) = entra_error::responses(text);
    contents.extend(jws::assertions(&rest));
    (contents, rest)
}

/// Adds what is new: the assertion of a request may stand in a variable, too.
fn add(contents: &mut Vec<Content>, mut found: Vec<Content>) {
    if contents.iter().any(|content| matches!(content, Content::Request(_))) {
        found.retain(|content| !holds(contents, content));
    }
    contents.extend(found);
}

/// One certificate may stand in several spellings.
fn is_same_certificate(one: &Content, other: &Content) -> bool {
    matches!((one, other), (Content::Certificate(one), Content::Certificate(other)) if one.is(other))
}

/// Whether it is what was taken out before all others.
fn is_key(content: &Content) -> bool {
    matches!(content, Content::Unwanted(Unwanted::PrivateKey | Unwanted::Pkcs12 | Unwanted::KeyStore))
}

/// Whether this assertion is among them.
fn holds(contents: &[Content], content: &Content) -> bool {
    let Content::Assertion(jws) = content else { return false };
    // What was cut says nothing more than the whole.
    let text = jws.text.trim_end_matches(is(|c| matches!(c, '.' | '\u{2026}')));
    contents.iter().any(|other| match other {
        Content::Assertion(other) => other.segments == jws.segments || other.text.starts_with(text),
        _ => false,
    })
}

/// How long a GUID with its name may be, in bytes.
const NAMED: usize = 80;

/// How many digits a thumbprint has, and as few as no GUID and no MD5 has.
const THUMBPRINT: usize = 40;
const SHORT: usize = 33;

/// A text with none of the known forms in it.
fn bare(text: &str) -> Vec<Content> {
    let text = text.trim_matches(is(|c| matches!(c, '"' | '\'' | '`' | ',' | ';')));
    if ["ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-dss AAAA", "ecdsa-sha2-"].iter().any(|start| text.contains(start)) {
        return vec![Content::Unwanted(Unwanted::SshKey)];
    }
    if text.starts_with("---- BEGIN SSH2") || text.starts_with("PuTTY-User-Key-File") {
        return vec![Content::Unwanted(Unwanted::SshKey)];
    }
    // By itself, or behind a name for it.
    let last = text.rsplit(is(|c: char| c.is_whitespace() || matches!(c, ':' | '='))).next().unwrap_or_default();
    if let Some(guid) = Guid::parse(last).filter(|_| text.len() < NAMED) {
        return vec![Content::Unrecognized(Unrecognized::Guid(guid.to_string()))];
    }
    if let Some(LoginUrl { cloud: Some(_), tenant: tenant @ (Tenant::Id(_) | Tenant::Domain(_)), .. }) =
        LoginUrl::parse(text)
    {
        return vec![Content::Unrecognized(Unrecognized::Tenant(tenant.to_string()))];
    }
    let digits = text.chars().filter(char::is_ascii_hexdigit).count();
    if (SHORT..THUMBPRINT).contains(&digits)
        && text.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ' ' | ':' | '-'))
    {
        return vec![Content::Unrecognized(Unrecognized::Truncated("a thumbprint of 40 digits"))];
    }
    if matches!(Json::at_start(text), Err(Malformed::Cut)) && text.starts_with(is(|c| matches!(c, '{' | '['))) {
        return vec![Content::Unrecognized(Unrecognized::Truncated("JSON"))];
    }
    // Hexadecimal digits are digits of base64 too, so they come first.
    hex::decode(text)
        .and_then(|bytes| binary::from_der(&bytes, None))
        .or_else(|| base64::decode_lines(text).and_then(|bytes| binary::from_der(&bytes, None)))
        .unwrap_or_else(|| vec![Content::Unrecognized(Unrecognized::Unknown(appearance(text)))])
}

/// What an unknown text looks like.
fn appearance(text: &str) -> &'static str {
    if text.contains('\0') || text.contains(char::REPLACEMENT_CHARACTER) {
        "bytes that are no text"
    } else if text.starts_with(is(|c| matches!(c, '{' | '['))) {
        "JSON"
    } else if text.starts_with('<') {
        "HTML or XML"
    } else if !text.contains(is(char::is_whitespace)) && text.chars().all(|c| base64::is_digit(c) || c == ':') {
        "one word"
    } else {
        "text"
    }
}
