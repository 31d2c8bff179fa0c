//! Token requests in any text: a form body, a full HTTP request, a command line, a script.

use std::borrow::Cow;
use std::iter;

use super::form::{Body, SentAs};
use super::names::ASSERTION;
use super::parameters::{Parameter, parameters};
use super::urls::urls;
use super::variables::Variables;
use super::{Content, bearer, boundary, form};
use crate::character::{is, words};

/// The requests of a text, taken out of it.
pub(super) struct Requests {
    /// What stands before the first of them.
    pub(super) before: String,
    /// Each with its assertion, and what stands between it and the next.
    pub(super) each: Vec<(Vec<Content>, String)>,
}

/// No head of a message is longer, in bytes.
const HEAD: usize = 8 << 10;
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
    let parameters = parameters(text);
    if parameters.is_empty() {
        return Requests { before: text.to_owned(), each: Vec::new() };
    }
    let commands = commands(text);
    let same_command = |one: usize, other: usize| {
        let command = commands.get(..commands.partition_point(|command| command.start <= one)).and_then(<[_]>::last);
        command.is_some_and(|command| command.is_curl && other < command.end)
    };
    let groups = form::groups(text, parameters, same_command);
    let speaks_of_client = groups.iter().any(|group| form::has(group, "client_assertion"));
    let lost_type = groups.iter().any(|group| !form::is_request(group) && form::has(group, "client_assertion_type"));
    let variables =
        if groups.iter().any(|group| form::is_request(group)) { Variables::read(text) } else { Variables::default() };
    let spans: Vec<(usize, usize)> =
        groups.iter().filter(|group| form::is_request(group)).map(|group| span(group)).collect();
    let urls = if spans.is_empty() { Vec::new() } else { urls(text) };

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
            let body = text.get(start..end).unwrap_or_default();
            request.has_escaped_ampersands = body.contains("&amp;");
            // Rows of a table are apart.
            request.is_torn |= assertion.is_none();
            request.is_torn &= body.contains('&');
            let is_line = !body.contains(is(char::is_whitespace));
            let is_whole = is_line
                && text.get(..start).is_some_and(is_message)
                && text
                    .get(end..)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(is(|c| matches!(c, '\r' | '\n'))));
            if is_whole {
                request.body = Body::as_sent(body);
            }
            request.sent_as = sent_as(text, start);
            request.url = url(text, each.len(), &spans, &commands, &urls)
                .and_then(|url| boundary::address(&variables.resolve(url, false)));
            if !is_line {
                request.leave_out_torn();
            }
            each.push([Some(Content::Request(Box::new(request))), assertion].into_iter().flatten().collect());
            continue;
        }
        // On behalf of a user, with a secret: the token in it is the user's.
        let on_behalf =
            ["requested_token_use", "client_secret", "grant_type"].iter().any(|name| form::has(group, name));
        for parameter in group.iter().filter(|parameter| is_other_token(parameter)) {
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

/// How parameters were sent, where that is not in the form of a POST: by curl, or as the head of a message says.
fn sent_as(text: &str, start: usize) -> Option<SentAs> {
    let (before, behind) = text.split_at_checked(start)?;
    let option = before.trim_end_matches(is(|c| matches!(c, '"' | '\'' | ' ')));
    if behind.starts_with("-F") || option.ends_with(" -F") || option.ends_with(" --form") {
        return Some(form::MULTIPART);
    }
    let head = before.trim_end_matches(is(|c| c.is_whitespace() || matches!(c, '{' | '"')));
    let end = before.get(head.len()..)?;
    let blank = ["\n\n", "\r\n\r\n"].into_iter().find(|blank| end.starts_with(blank))?;
    let (path, head) = head.split_at_checked(head.rfind("/token")?)?;
    let is_head = head.len() < HEAD && head.contains(" HTTP/") && !head.contains(blank);
    let content = head.to_ascii_lowercase();
    let content = content.split("\ncontent-type:").nth(1).unwrap_or_default();
    is_head.then(|| form::sent_as(path.rsplit('\n').next().unwrap_or_default(), content))?
}

/// Whether it holds a token that is no client assertion.
fn is_other_token(parameter: &Parameter<'_>) -> bool {
    let value = parameter.value.strip_prefix("Bearer ").unwrap_or(&parameter.value);
    parameter.name != ASSERTION && (value.starts_with("ey") || value.starts_with("ew"))
}

/// From the first to the last of them.
fn span(group: &[Parameter<'_>]) -> (usize, usize) {
    (group.first().map_or(0, |first| first.start), group.last().map_or(0, |last| last.end))
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
    for (start, word) in words(text, |byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        let inside = commands.last().is_some_and(|command| start < command.end);
        let is_command = COMMANDS.iter().any(|command| command.eq_ignore_ascii_case(word)) && word != "Post";
        if inside || !is_command {
            continue;
        }
        // A method is a command where a target follows it.
        let behind = text.get(start + word.len()..).unwrap_or_default();
        if word.eq_ignore_ascii_case("post")
            && !["/", "h"].iter().any(|target| behind.get(1..).is_some_and(|rest| rest.starts_with(target)))
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
        // Where a sentence ends between them, it is told of something else.
        let place = urls.iter().find(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(url)));
        let between = place.and_then(|(at, _)| text.get(*at + url.len()..start)).unwrap_or_default();
        let mut sentences = between.split(". ").skip(1);
        let is_apart =
            commands.is_empty() && sentences.any(|next| next.starts_with(is(|c: char| c.is_ascii_uppercase())));
        return Some(url).filter(|_| !is_apart);
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
