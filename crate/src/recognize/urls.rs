//! The addresses of token endpoints: whole, or as the path of a message whose host stands in a header.

use std::borrow::Cow;
use std::collections::BinaryHeap;

use crate::character::{is, words};
use crate::entra::Cloud;

/// No address is longer, in bytes.
const LONGEST: usize = 400;

/// The URLs of token endpoints in a text, without query, and where they stand.
pub(super) fn urls(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    let mut urls = BinaryHeap::new();
    let mut end = 0;
    for (sign, _) in text.match_indices("://") {
        let Some(scheme) =
            ["https", "http"].iter().find(|scheme| text.get(..sign).is_some_and(|before| before.ends_with(*scheme)))
        else {
            continue;
        };
        let start = sign - scheme.len();
        if start < end {
            continue;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | '\\' | '?' | '#' | '|');
        let rest = text.get(start..).unwrap_or_default();
        let url = rest.split(is(ends)).next().and_then(|url| url.split("</").next()).unwrap_or_default();
        end = start + url.len();
        if is_token_endpoint(url) && !url.contains('@') && !is_audience(text.get(..start).unwrap_or_default()) {
            urls.push((start, Cow::Borrowed(url)));
        }
    }
    urls.extend(targets(text).into_iter().map(|(at, url)| (at, Cow::Owned(url))));
    urls.into_sorted_vec()
}

/// Paths of token endpoints that stand without their host: it is in a header behind them, else the only one of a login
/// that is named.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut hosts: Vec<(usize, &str, bool)> = Vec::new();
    let (mut header, mut is_posted) = (false, false);
    for (start, word) in words(text, |byte| {
        byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'\'' | b'`' | b',' | b';' | b'\\' | b'?' | b'#' | b'|' | b'<' | b'(' | b')')
    }) {
        let host = word.strip_prefix("https://").unwrap_or(word);
        let behind = text.get(start + word.len()..).unwrap_or_default();
        if word.starts_with('/') && is_target(word, behind, is_posted) {
            paths.push((start, word));
        } else if header && host.contains('.') && is_host(host) && !goes_on(behind) {
            hosts.push((start, host, true));
        } else if word.len() < LONGEST {
            let host = host.split(is(|c| matches!(c, ':' | '/' | '='))).find(|part| Cloud::of_host(part).is_some());
            hosts.extend(host.map(|host| (start, host, false)));
        }
        let is_named = word.eq_ignore_ascii_case("host:") || word == ":authority:";
        header = is_named;
        is_posted = word == "POST";
    }
    let only = hosts.first().filter(|(_, first, _)| hosts.iter().all(|(_, host, _)| host == first));
    let mut targets = Vec::new();
    for (n, (start, path)) in paths.iter().enumerate() {
        let next = paths.get(n + 1).map_or(text.len(), |(next, _)| *next);
        let own = hosts.iter().find(|(at, _, is_header)| *is_header && (*start..next).contains(at));
        targets.extend(own.or(only).map(|(_, host, _)| (*start, format!("https://{host}{path}"))));
    }
    targets
}

/// Whether a path is where a message was sent: the method and the version say so, or it is that of a tenant's token
/// endpoint. Anything else may be a part of one that was cut.
fn is_target(path: &str, behind: &str, is_posted: bool) -> bool {
    let query = if behind.starts_with('?') { behind.trim_start_matches(is(|c| c.is_ascii_graphic())) } else { behind };
    let has_tenant = path.find("/oauth2/").is_some_and(|at| at > 0);
    !path.starts_with("//") && ((is_posted && query.starts_with(" HTTP/")) || (has_tenant && is_token_endpoint(path)))
}

/// Whether what ends with its line goes on in the next, which is none of the head of a message.
fn goes_on(behind: &str) -> bool {
    let mut lines = behind.lines();
    let (line, next) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let ends_line = !line.contains(is(|c| c.is_alphanumeric() || matches!(c, '"' | '\'')));
    ends_line && !next.is_empty() && !next.contains(": ")
}

/// Whether it is the name of a host, with or without a port.
fn is_host(word: &str) -> bool {
    let (name, port) = word.split_once(':').unwrap_or((word, ""));
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && port.bytes().all(|b| b.is_ascii_digit())
}

fn is_token_endpoint(url: &str) -> bool {
    url.trim_end_matches(is(|c| matches!(c, ')' | '}' | '/'))).to_ascii_lowercase().ends_with("/token")
}

/// Whether a claim is what comes next, and no target.
fn is_audience(before: &str) -> bool {
    let line = before.get(before.len().saturating_sub(40)..).unwrap_or_default();
    let name = line.trim_end_matches(is(|c| {
        matches!(c, '"' | '\'' | '\\' | ' ' | '\t' | '[' | '=' | ':' | '>' | '@' | '$' | 'f')
    }));
    ["aud", "audience", "iss", "issuer"]
        .iter()
        .any(|claim| name.len() < line.len() && name.to_ascii_lowercase().ends_with(claim))
}
