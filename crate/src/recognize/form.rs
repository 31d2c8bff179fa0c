//! The form body of a token request (RFC 7523, section 2.2), alone or as a word of a longer text.

use super::{Content, jws};

/// What is kept of a request: never the assertion's neighbours that are secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TokenRequest {
    /// The parameters that say something about the client assertion, as sent, decoded once.
    pub(crate) parameters: Vec<(&'static str, String)>,
    /// Whether a client secret travels beside it.
    pub(crate) has_client_secret: bool,
}

/// The parameters that are kept. All others may hold secrets.
const KEPT: [&str; 5] = ["client_id", "grant_type", "client_assertion_type", "scope", "resource"];

const MARK: &str = "client_assertion=";

/// Takes every request out of a text, each with its assertion, and gives the text without them.
pub(super) fn requests(text: &str) -> (Vec<Content>, String) {
    let joined = unwrapped(text);
    let text = joined.as_deref().unwrap_or(text);
    let mut found = Vec::new();
    let mut rest = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        match request(word.trim().trim_matches(['"', '\'', '`', ',', ';'])) {
            Some(contents) => found.extend(contents),
            None => rest.push_str(word),
        }
    }
    (found, rest)
}

/// A body that was wrapped: nothing but lines without white space inside.
fn unwrapped(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let body = lines.len() > 1 && text.contains(MARK) && !lines.iter().any(|line| line.contains(char::is_whitespace));
    body.then(|| lines.concat())
}

/// One word as a body: at least two parameters, one of which is the assertion.
fn request(word: &str) -> Option<Vec<Content>> {
    if !word.contains(MARK) || !word.contains('&') {
        return None;
    }
    // A URL or an option may stand in front of the first parameter.
    let body = word.rsplit_once(['?', '"', '\'']).map_or(word, |(_, body)| body);
    let mut request = TokenRequest::default();
    let mut assertion = None;
    for (name, value) in form_urlencoded::parse(body.as_bytes()) {
        if name == "client_assertion" {
            assertion = Some(jws::parse(value.trim()));
        } else if name == "client_secret" {
            request.has_client_secret = true;
        } else if let Some(kept) = KEPT.into_iter().find(|kept| *kept == name) {
            request.parameters.push((kept, value.into_owned()));
        }
    }
    Some([Some(Content::Request(Box::new(request))), assertion].into_iter().flatten().collect())
}
