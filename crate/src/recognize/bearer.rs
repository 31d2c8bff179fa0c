//! Tokens that are told to be no client assertion by where they stand: in a header of HTTP, in a cookie, behind a name such
//! as `access_token`. They are a user's, or of no use, and are taken for the assertion only where there is no other.

use super::{Content, jws, names};
use crate::character::is;
use crate::token::is_clients_own;

/// How far in front of a token the words are looked for that tell what it is, in bytes.
const BEFORE: usize = 400;

/// Takes them out of the pieces of a text, unless nothing else in it may be an assertion.
pub(super) fn leave_out(mut pieces: Vec<&mut String>, whole: &str) {
    let tokens: Vec<Vec<Told>> = pieces.iter().map(|piece| tokens(piece)).collect();
    let has_others = tokens.iter().flatten().any(|token| !token.is_other);
    let speaks_of_one = || whole.contains("client_assertion") || whole.contains("AADSTS");
    if tokens.iter().flatten().all(|token| !token.is_other) || !(has_others || speaks_of_one()) {
        return;
    }
    for (piece, tokens) in pieces.iter_mut().zip(tokens) {
        for token in tokens.iter().rev().filter(|token| token.is_other) {
            piece.replace_range(token.start..token.end, "");
        }
    }
}

/// A token, and whether it is told to be another than a client assertion.
struct Told {
    start: usize,
    end: usize,
    is_other: bool,
}

fn tokens(text: &str) -> Vec<Told> {
    let tokens = jws::words(text).filter(|(_, token)| token.contains('.'));
    let told = tokens.map(|(start, token)| {
        let before = text.get(..start).unwrap_or_default();
        Told { start, end: start + token.len(), is_other: is_other(before) && !is_own(token) }
    });
    told.collect()
}

/// Whether a client made it for itself: then it was sent in the wrong place.
fn is_own(token: &str) -> bool {
    let Content::Assertion(jws) = jws::parse(token, false) else { return false };
    jws.claims.as_ref().is_some_and(is_clients_own)
}

/// Whether the words in front of a token say that it is something else.
fn is_other(before: &str) -> bool {
    let near = (before.len().saturating_sub(BEFORE)..=before.len()).find_map(|at| before.get(at..)).unwrap_or_default();
    let line = near.rsplit('\n').next().unwrap_or_default();
    // `"headers":[{"name":"X-Token","value":"…`, of an HTTP archive.
    let of_archive = near.rsplit_once('[').is_some_and(|(list, _)| {
        let name = list
            .trim_end_matches(is(signs))
            .rsplit(is(|c: char| !c.is_ascii_alphanumeric()))
            .next()
            .unwrap_or_default();
        ["headers", "cookies", "queryString"].contains(&name)
    });
    let mut front = line.trim_end_matches(is(signs));
    let mut is_bearer = false;
    if let Some(scheme) = ends_with(front, "bearer").or_else(|| ends_with(front, "jwt")) {
        is_bearer = front.len() - scheme.len() == "bearer".len();
        front = scheme.trim_end_matches(is(signs));
    }
    if let Some(pair) = ends_with(front, "value") {
        front = pair.trim_end_matches(is(signs));
    }
    let name =
        front.rsplit(is(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))).next().unwrap_or_default();
    let is_set = front.len() < line.len();
    // `access token: `, as people write it.
    let words = front.strip_suffix(name).map(str::trim_end).filter(|words| words.len() < front.len() - name.len());
    let kind = words.and_then(|words| words.rsplit(is(char::is_whitespace)).next()).unwrap_or_default();
    let is_kind = ["access", "id", "refresh", "user", "bearer"].iter().any(|one| one.eq_ignore_ascii_case(kind));
    let named = if is_kind { format!("{kind}_{name}") } else { name.to_owned() }.to_ascii_lowercase();
    let says_assertion = named.contains("assertion") && !named.contains("user");
    // A name with a hyphen in it is a header's, but for options of a command line.
    let is_header = named.contains('-') && !named.starts_with('-') && line.trim_end().contains(':');
    let is_cookie = ["cookie:", "--cookie", " -b "].iter().any(|word| line.to_ascii_lowercase().contains(word));
    !says_assertion && is_set && (of_archive || is_bearer || is_header || is_cookie || names_other(&named))
}

fn signs(character: char) -> bool {
    character.is_whitespace() || "\"'`\\:=>,{(".contains(character)
}

fn ends_with<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (before, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    end.eq_ignore_ascii_case(word).then_some(before)
}

/// Whether a name is of another token. `token` alone may be any.
fn names_other(name: &str) -> bool {
    let is_plain = ["token", "jwt_token", "jwt-token", "jwttoken", "client_token"].contains(&name);
    (names::names_secret(name) && !is_plain) || (name.contains("user") && name.contains("assertion"))
}
