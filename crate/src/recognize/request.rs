//! Token requests in any text: a form body, a full HTTP request, a command line, a script.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::iter;

use super::form::{self, Body, Parameter, Variables};
use super::{Content, bearer, boundary};
use crate::character::is;

/// The requests of a text, taken out of it.
pub(super) struct Requests {
    /// What stands before the first of them.
    pub(super) before: String,
    /// Each with its assertion, and what stands between it and the next.
    pub(super) each: Vec<(Vec<Content>, String)>,
}

/// Words that begin a command that sends a request.
const COMMANDS: [&str; 7] = ["curl", "invoke-restmethod", "invoke-webrequest", "irm", "iwr", "post", "fetch"];

/// Takes every request out of a text, each with its assertion. The tokens beside them, such as the user's, go with them.
pub(super) fn requests(text: &str) -> Requests {
    let mut requests =
        if text.contains("assertion") { take(text) } else { Requests { before: text.to_owned(), each: Vec::new() } };
    let pieces = iter::once(&mut requests.before).chain(requests.each.iter_mut().map(|(_, after)| after));
    bearer::leave_out(pieces.collect(), text);
    requests
}

/// Apart from the above: a browser compiles a function when it is first called, and most texts hold no request.
#[inline(never)]
fn take(text: &str) -> Requests {
    let plain = plain(text);
    let text = plain.as_ref();
    let commands = commands(text);
    let same_command = |one: usize, other: usize| {
        let command = commands.get(..commands.partition_point(|command| command.start <= one)).and_then(<[_]>::last);
        command.is_some_and(|command| command.is_curl && other < command.end)
    };
    let groups = form::groups(text, form::parameters(text), same_command);
    let speaks_of_client = groups.iter().any(|group| form::has(group, "client_assertion"));
    let lost_type = groups.iter().any(|group| !form::is_request(group) && form::has(group, "client_assertion_type"));
    let variables =
        if groups.iter().any(|group| form::is_request(group)) { Variables::read(text) } else { Variables::default() };
    let spans: Vec<(usize, usize)> =
        groups.iter().filter(|group| form::is_request(group)).map(|group| span(group)).collect();
    let urls = urls(text);

    let mut pieces = vec![String::new()];
    let mut each = Vec::new();
    let mut at = 0;
    let mut append = |pieces: &mut Vec<String>, until: usize, next: usize| {
        if let (Some(piece), Some(kept)) = (pieces.last_mut(), text.get(at..until)) {
            piece.push_str(kept);
            piece.push('\n');
        }
        at = next;
    };
    for group in &groups {
        if form::is_request(group) {
            let (start, end) = span(group);
            append(&mut pieces, start, end);
            pieces.push(String::new());
            let (mut request, assertion) = form::contents(group, &variables);
            if lost_type && request.parameters.iter().all(|(name, _)| *name != "client_assertion_type") {
                request.unresolved.push("client_assertion_type");
            }
            request.has_escaped_ampersands = text.get(start..end).is_some_and(|body| body.contains("&amp;"));
            let is_whole = text.get(..start).is_some_and(is_message)
                && text
                    .get(end..)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(is(|c| matches!(c, '\r' | '\n'))));
            if is_whole {
                request.body = text.get(start..end).map(Body::as_sent).unwrap_or_default();
            }
            request.url = url(text, each.len(), &spans, &commands, &urls)
                .and_then(|url| boundary::address(&variables.resolve(url, false)));
            each.push([Some(Content::Request(Box::new(request))), assertion].into_iter().flatten().collect());
            continue;
        }
        // On behalf of a user, with a secret: the token in it is the user's.
        let on_behalf =
            ["requested_token_use", "client_secret", "grant_type"].iter().any(|name| form::has(group, name));
        for parameter in group.iter().filter(|parameter| parameter.is_other_token()) {
            if speaks_of_client || on_behalf {
                append(&mut pieces, parameter.start, parameter.end);
            }
        }
    }
    append(&mut pieces, text.len(), text.len());
    let mut pieces = pieces.into_iter();
    let before = pieces.next().unwrap_or_default();
    Requests { before, each: each.into_iter().zip(pieces).collect() }
}

/// Whether a text is the head of an HTTP message, so that its body comes next, as it was sent.
fn is_message(head: &str) -> bool {
    let blank = ["\n\n", "\n\r\n"].iter().any(|end| head.ends_with(end));
    blank && head.lines().any(|line| line.starts_with("POST ") && line.contains(" HTTP/"))
}

/// From the first to the last of them.
fn span(group: &[Parameter<'_>]) -> (usize, usize) {
    (group.first().map_or(0, |first| first.start), group.last().map_or(0, |last| last.end))
}

/// A text without what mail, markdown and the Windows command line add to it.
fn plain(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if text.lines().all(|line| line.is_empty() || line.starts_with('>')) {
        text = text
            .lines()
            .flat_map(|line| [line.trim_start_matches(is(|c| matches!(c, '>' | ' '))), "\n"])
            .collect::<String>()
            .into();
    }
    if text.contains("curl") && text.contains('^') {
        text = without_carets(&text).into();
    }
    match unwrapped(&text) {
        Some(unwrapped) => Cow::Owned(unwrapped),
        None => text,
    }
}

/// The carets that escape a sign or a line end.
fn without_carets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('^', Some('\r' | '\n')) => plain.push('\\'),
            ('^', Some(next)) if next.is_ascii_punctuation() => {
                plain.extend(characters.next());
            }
            _ => plain.push(character),
        }
    }
    plain
}

/// Joins the lines of a body that was wrapped: a paragraph of nothing but lines without white space inside. A line that
/// begins with the name of a parameter, where the one above does not end with an ampersand, is no part of the one above.
fn unwrapped(text: &str) -> Option<String> {
    let mut joined = String::with_capacity(text.len());
    let mut changed = false;
    for paragraph in text.split_inclusive("\n\n").flat_map(|part| part.split_inclusive("\n\r\n")) {
        let lines: Vec<&str> = paragraph.lines().map(str::trim).filter(|line| !line.starts_with("```")).collect();
        let is_body = paragraph.contains("assertion")
            && paragraph.contains('=')
            && !lines.iter().any(|line| {
                line.contains(is(char::is_whitespace)) || line.starts_with(is(|c| matches!(c, '-' | '{' | '"' | '\'')))
            });
        if !is_body {
            changed |= push_columns(&mut joined, paragraph);
            continue;
        }
        for line in lines {
            if begins_parameter(line) && !joined.ends_with('&') {
                joined.push('\n');
            }
            joined.push_str(line);
        }
        joined.push_str("\n\n");
        changed = true;
    }
    changed.then_some(joined)
}

fn begins_parameter(line: &str) -> bool {
    line.split_once('=').and_then(|(name, _)| Parameter::new(name, "".into())).is_some()
}

/// Adds a paragraph; where a terminal cut its lines at a column, they are joined. Says whether any were.
fn push_columns(joined: &mut String, paragraph: &str) -> bool {
    let width = paragraph.lines().map(str::len).max().unwrap_or_default();
    let full = paragraph.lines().filter(|line| line.len() == width).count();
    if width < 40 || full < 2 || !paragraph.contains('&') || !paragraph.contains("assertion") {
        joined.push_str(paragraph);
        return false;
    }
    let mut lines = paragraph.lines().peekable();
    while let Some(line) = lines.next() {
        joined.push_str(line);
        let goes_on = lines.peek().is_some_and(|next| line.ends_with('&') || !begins_parameter(next));
        if line.len() < width || !goes_on {
            joined.push('\n');
        }
    }
    true
}

/// A command that sends a request.
struct Command {
    start: usize,
    /// The end of its line, where lines that go on are one.
    end: usize,
    is_curl: bool,
    /// Of PowerShell: its body may be set above.
    is_powershell: bool,
}

fn commands(text: &str) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    let mut closes = true;
    let mut at = 0;
    for word in text.split(is(|c: char| !c.is_ascii_alphanumeric() && c != '-')) {
        let start = at;
        at += word.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let inside = commands.last().is_some_and(|command| start < command.end);
        let is_command = COMMANDS.iter().any(|command| command.eq_ignore_ascii_case(word)) && word != "Post";
        if inside || !is_command {
            continue;
        }
        // A method is a command where a target follows it.
        if word.eq_ignore_ascii_case("post")
            && !text.get(at..).is_some_and(|rest| rest.starts_with(is(|c| matches!(c, '/' | 'h'))))
        {
            continue;
        }
        let is_curl = word.eq_ignore_ascii_case("curl");
        let is_powershell = !is_curl && !["post", "fetch"].iter().any(|other| other.eq_ignore_ascii_case(word));
        let is_line = is_curl || is_powershell;
        let end =
            if is_line { start + command_length(text.get(start..).unwrap_or_default(), &mut closes) } else { start };
        commands.push(Command { start, end, is_curl, is_powershell });
    }
    commands
}

/// The length of a command line. `closes` says whether all quotes and braces were closed so far: where they are not, a
/// quote is taken for an apostrophe, and lines are lines.
fn command_length(text: &str, closes: &mut bool) -> usize {
    let plain_end = || {
        let goes_on = |n: usize| {
            text.get(..n).is_some_and(|line| line.trim_end_matches('\r').ends_with(is(|c| matches!(c, '\\' | '`'))))
        };
        text.match_indices('\n').map(|(n, _)| n).find(|n| !goes_on(*n)).unwrap_or(text.len())
    };
    if !*closes {
        return plain_end();
    }
    let mut quote = None;
    let mut escaped = false;
    let mut depth = 0_usize;
    for (n, character) in text.char_indices() {
        match (quote, character) {
            _ if escaped => escaped = character == '\r',
            (None | Some('"'), '\\') | (None, '`') => escaped = true,
            (None, '{' | '(') => depth += 1,
            (None, '}' | ')') => depth = depth.saturating_sub(1),
            (None, '\n') if depth == 0 => return n,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    *closes = quote.is_none() && depth == 0;
    if *closes { text.len() } else { plain_end() }
}

/// The URLs of token endpoints in a text, without query, and where they stand.
fn urls(text: &str) -> Vec<(usize, Cow<'_, str>)> {
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
        let url = rest.split(is(ends)).next().unwrap_or_default();
        end = start + url.len();
        if is_token_endpoint(url) && !url.contains('@') && !is_audience(text.get(..start).unwrap_or_default()) {
            urls.push((start, Cow::Borrowed(url)));
        }
    }
    // A full request: the path stands in the first line, the host in another.
    let mut path = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let plain = line.trim().trim_start_matches(is(|c| matches!(c, '>' | '<' | '*' | ' ')));
        let mut words = plain.split_whitespace();
        match (words.next(), words.next()) {
            (Some("POST"), Some(target)) if target.starts_with('/') => path = Some((at, target)),
            (Some(name), Some(host)) if name.eq_ignore_ascii_case("host:") => {
                if let Some((start, target)) = path.take() {
                    let target = target.split('?').next().unwrap_or_default();
                    urls.push((start, Cow::Owned(format!("https://{host}{target}"))));
                }
            }
            _ => {}
        }
        at += line.len();
    }
    urls.into_sorted_vec()
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

/// The URL of the n-th request: the only one of the text, else the only one of its command. None where that is not sure.
fn url<'a>(
    text: &str,
    n: usize,
    spans: &[(usize, usize)],
    commands: &[Command],
    urls: &'a [(usize, Cow<'a, str>)],
) -> Option<&'a str> {
    let (start, end) = *spans.get(n)?;
    let previous = n.checked_sub(1).and_then(|n| spans.get(n)).map_or(0, |(_, end)| *end);
    let next = spans.get(n + 1).map_or(text.len(), |(start, _)| *start);
    let only = |from: usize, to: usize| {
        let first = urls.partition_point(|(at, _)| *at < from);
        let last = urls.partition_point(|(at, _)| *at < to);
        let (first, rest) = urls.get(first..last)?.split_first()?;
        rest.iter().all(|(_, other)| *other == first.1).then_some(first.1.as_ref())
    };
    if spans.len() == 1
        && let Some(url) = only(0, text.len())
    {
        return Some(url);
    }
    let after = commands.partition_point(|command| command.start <= start);
    let own = after.checked_sub(1).and_then(|n| commands.get(n)).filter(|command| command.start >= previous);
    // A body that is set after a command of PowerShell belongs to the next.
    let own = own.filter(|command| !command.is_powershell || start < command.end);
    let following = commands.get(after);
    match (own, following) {
        (Some(own), following) => {
            only(own.start, following.map_or(next, |command| command.start.clamp(end, next.max(end))))
        }
        (None, Some(command)) if command.is_powershell && command.start < next => {
            only(command.start, commands.get(after + 1).map_or(next, |command| command.start.min(next)))
        }
        _ => None,
    }
}
