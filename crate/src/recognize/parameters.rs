//! The parameters of a token request by their names, in whatever they are written: a form body, options of curl, a hash
//! table, JSON, a table, calls of any language.

use std::borrow::Cow;

use super::boundary::{list, next_label, trim_signs};
use super::names::{ASSERTION, KEPT, known};
use crate::character::{is, words};

/// What is written before a name without white space: options of curl.
const PREFIXES: [&str; 3] = ["", "-d", "-F"];
const QUOTES: [&str; 3] = ["\"", "'", "`"];
const BLANK: [char; 2] = [' ', '\t'];

/// A parameter, where it was found.
#[derive(Debug)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'static str,
    pub(super) value: Cow<'a, str>,
    /// Neither in quotes nor in a form: in a script, it may be the name of a variable.
    pub(super) bare: bool,
    /// It ends with its line, or at a sign of a carrier, and something follows: it may have been cut there.
    pub(super) cut: bool,
    /// What follows is joined to another parameter: it was cut there.
    pub(super) goes_on: bool,
    /// From the name to the end of the value.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> Parameter<'a> {
    /// One that was told by its name and value alone.
    pub(super) fn new(name: &str, value: Cow<'a, str>) -> Option<Self> {
        Some(Self { name: known(name)?, value, bare: false, cut: false, goes_on: false, start: 0, end: 0 })
    }
}

/// Every parameter in a text.
pub(super) fn parameters(text: &str) -> Vec<Parameter<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = word(text, at) {
        at = start + word.len();
        let before = text.get(..start).unwrap_or_default();
        let Some(name) =
            PREFIXES.iter().find_map(|prefix| known(word.strip_prefix(prefix)?)).or_else(|| variable(text, at, word))
        else {
            continue;
        };
        // A dollar makes it a variable that is set, and what is commented out was not sent.
        if before.ends_with('$') || is_comment(before) {
            continue;
        }
        let Some(written) = value(text, at, name, before) else { continue };
        // The names of a list stand one behind the other.
        if !written.bare && known(&written.value).is_some() {
            continue;
        }
        at = written.end;
        if !is_disabled(text.get(at..).unwrap_or_default()) {
            let behind = text.get(at..).unwrap_or_default();
            // A part of a tag is none of it, and neither is the sign of a mail's encoding.
            let is_torn = is_torn(&written.value);
            let goes_on = is_torn || is_joined(behind);
            let cut = goes_on || is_cut(behind, name == ASSERTION);
            found.push(Parameter { name, value: written.value, bare: written.bare, cut, goes_on, start, end: at });
        }
    }
    found
}

/// Whether a value may go on behind the sign that ended it: what follows has no name. A long token is cut in front of one, too.
fn is_cut(behind: &str, is_token: bool) -> bool {
    let ends_line = behind.starts_with(is(|c| c.is_whitespace() || matches!(c, '<' | '\\' | '|' | '`')));
    let next = behind.trim_start_matches(is(|c| c.is_whitespace() || matches!(c, '|' | '-' | '*')));
    ends_line && !next.is_empty() && (is_token || !(next.starts_with('&') || is_labelled(next)))
}

/// Whether signs of a carrier stand in a value, and do not enclose it.
fn is_torn(value: &str) -> bool {
    let is_enclosed = value.starts_with('<') && value.ends_with('>');
    (value.bytes().any(|byte| matches!(byte, b'<' | b'>')) && !is_enclosed)
        || value.starts_with('=')
        || value.starts_with("3D")
}

/// Whether what stands behind the line of a value has no name, and is joined to another parameter.
fn is_joined(behind: &str) -> bool {
    const REACH: usize = 200;
    let Some(end) = behind.bytes().take(REACH).position(|byte| byte == b'&') else { return false };
    let (between, next) = behind.split_at_checked(end).unwrap_or_default();
    let name = next.trim_start_matches(is(|c| c == '&')).trim_start_matches("amp;").split('=').next();
    behind.starts_with(is(|c| c.is_whitespace() || matches!(c, '`' | '\\')))
        && !between.trim().is_empty()
        && !between.split('=').skip(1).any(|value| value.starts_with(is(|c| c.is_ascii_graphic())))
        && name.and_then(known).is_some()
}

/// The name of a variable of the environment that is set.
fn variable(text: &str, end: usize, word: &str) -> Option<&'static str> {
    let is_set =
        text.get(end..)?.starts_with('=') && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_set.then(|| known(&word.to_ascii_lowercase()))?
}

fn is_comment(before: &str) -> bool {
    let marked = before.trim_end_matches(BLANK);
    let line = marked.strip_suffix("//").or_else(|| marked.strip_suffix('#')).map(|line| line.trim_end_matches(BLANK));
    line.is_some_and(|line| line.is_empty() || line.ends_with('\n'))
}

/// Whether what follows a value says that it is switched off.
fn is_disabled(after: &str) -> bool {
    const REACH: usize = 100;
    let near = (0..=REACH.min(after.len())).rev().find_map(|end| after.get(..end)).unwrap_or_default();
    let rest = near.split(is(|c| matches!(c, '}' | '\n'))).next().unwrap_or_default();
    rest.split_once("disabled").is_some_and(|(_, state)| state.contains("true"))
}

/// The next word that may be a name, and where it begins.
pub(super) fn word(text: &str, at: usize) -> Option<(usize, &str)> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    words(text.get(at..)?, is_part).next().map(|(start, word)| (at + start, word))
}

/// A value, as written.
pub(super) struct Written<'a> {
    pub(super) value: Cow<'a, str>,
    pub(super) bare: bool,
    pub(super) end: usize,
}

/// Reads what follows a name: a sign between them, what opens a value, and the value.
pub(super) fn value<'a>(text: &'a str, after: usize, name: &str, before: &str) -> Option<Written<'a>> {
    let rest = text.get(after..)?;
    let (is_form, tail) = behind_sign(rest, before)?;
    let content = opened(tail, is_form);
    let opening = tail.get(..tail.len() - content.len())?;
    let is_form = is_form
        && (opening.is_empty() || (opening.starts_with(is(|c| matches!(c, '\n' | '\r'))) && opening.trim().is_empty()));
    let at = text.len() - content.len();
    // A string that ends with the sign is joined to what is told behind it.
    let joined = content.strip_prefix(is(|c| matches!(c, '"' | '\''))).filter(|_| is_form).and_then(|rest| {
        let operator = rest.trim_start_matches(BLANK).strip_prefix(is(|c| matches!(c, '+' | '&' | '.')))?;
        Some(opened(operator, false))
    });
    let content = joined.unwrap_or(content);
    let (at, is_form) = if joined.is_some() { (text.len() - content.len(), false) } else { (at, is_form) };
    // Letters before a quote say how to read the string: `f"…"` of Python, `$'…'` of bash.
    let string = content.strip_prefix(is(|c| matches!(c, 'f' | 'b' | 'r' | '$' | '@'))).unwrap_or(content);
    let string = if QUOTES.iter().any(|quote| string.starts_with(quote)) { string } else { content };
    if let Some((inside, length)) = quoted(string) {
        let start = text.len() - string.len();
        // A token may be wrapped. Where its quote is not closed, what follows is something else.
        if name == ASSERTION
            && let Some((line, others)) = inside.split_once('\n')
            && others.lines().any(|other| other.trim().contains(is(|c| matches!(c, ' ' | ':'))))
        {
            let line = line.trim_end();
            return Some(Written {
                value: line.into(),
                bare: false,
                end: start + (length - inside.len()) / 2 + line.len(),
            });
        }
        // A quote that is not closed where it should be reaches over other parameters.
        if let Some(label) = next_label(inside, false).filter(|_| KEPT.contains(&name)) {
            let quote = (length - inside.len()) / 2;
            let value = literal(trim_signs(inside.get(..label)?));
            return Some(Written { value, bare: false, end: start + quote + label });
        }
        let end = start + length;
        return Some(Written { value: literal(inside), bare: false, end: closed(text, end, opening) });
    }
    // White space behind a value is its end; what is a list, or a word and a token, goes on to the end of the line.
    let is_list = !is_form && matches!(name, "scope" | "authorization");
    let ends = |c: char| match c {
        '&' | ',' | ';' | '"' | '\'' | '`' | '\\' | '|' => true,
        ' ' | '\t' => !is_list,
        _ => c.is_whitespace(),
    };
    let length = content.find(ends).unwrap_or(content.len());
    let length = content.get(..length)?.split("</").next()?.len();
    // What stands behind a list in its line is passed over, unless it has a name.
    let own = if is_list { list(content.get(..length)?) } else { length };
    let others = content.get(own..length)?;
    let length = next_label(others, false).map_or(length, |label| own + label);
    let mut written = content.get(..own)?;
    for (open, close) in [('{', '}'), ('(', ')'), ('[', ']')] {
        if written.ends_with(close) && !written.contains(open) {
            written = written.trim_end_matches(close);
        }
    }
    let value = if is_form { decoded(written) } else { Cow::Borrowed(written.trim()) };
    Some(Written { value, bare: !is_form, end: at + length })
}

/// What stands behind the sign between a name and its value, and whether the sign is that of a form.
fn behind_sign<'a>(rest: &'a str, before: &str) -> Option<(bool, &'a str)> {
    let closed = rest.trim_start_matches(is(|c| matches!(c, '"' | '\'' | '`' | '*' | '\\' | ')' | ']')));
    let is_closed = closed.len() < rest.len();
    let sign = closed.trim_start_matches(BLANK);
    // The value has a name of its own: `key: "…", value: "…"`, and `Value [truncated]: …` of Wireshark.
    let named = closed.trim_start_matches(is(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'')));
    if let Some(tail) = named.strip_prefix("value").or_else(|| named.strip_prefix("Value"))
        && named.len() < rest.len()
    {
        let tail = tail.trim_start_matches(is(|c| matches!(c, '"' | '\''))).trim_start();
        let tail = tail.strip_prefix("[truncated]").unwrap_or(tail);
        if let Some(tail) = tail.strip_prefix(is(|c| matches!(c, ':' | '='))) {
            return Some((false, tail));
        }
    }
    if let Some(tail) = ["=>", "->", ":="].iter().find_map(|arrow| sign.strip_prefix(arrow)) {
        return Some((false, tail));
    }
    if let Some(tail) = sign.strip_prefix('=').filter(|tail| !tail.starts_with('=')) {
        return Some((tail.len() + 1 == rest.len(), tail));
    }
    if let Some(tail) = sign.strip_prefix(':').filter(|tail| !tail.starts_with(':')) {
        return Some((false, tail));
    }
    // An element, a column, a pair in brackets or quotes, a word of a list in a language of brackets.
    let is_apart = sign.len() > 1 && (closed.starts_with('\t') || closed.starts_with("  "));
    let opens = before.ends_with(is(|c| matches!(c, '[' | '(' | '{')));
    let tail = match sign.chars().next()? {
        '>' if before.ends_with('<') => sign.get(1..),
        '|' => sign.get(1..),
        ',' | ';' if is_closed || opens => sign.get(1..),
        '\r' | '\n' if before.is_empty() || before.ends_with('\n') => Some(sign),
        '"' | '\'' if before.ends_with(':') => Some(sign),
        _ if is_apart => Some(sign),
        _ => None,
    };
    Some((false, tail?))
}

/// What stands behind the signs that open a value: brackets, a type, a call that encodes it.
fn opened(text: &str, is_form: bool) -> &str {
    if is_form && !text.starts_with(is(|c| matches!(c, ' ' | '\n' | '\r' | '(' | '[' | '{'))) {
        return text;
    }
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(is(|c| matches!(c, ' ' | '\t' | '(' | '[' | '{' | '@' | '*')));
        // A value may stand in the line below its name.
        let below = next.trim_start();
        let is_below =
            below.len() < next.len() && next.trim_start_matches('\r').starts_with('\n') && !is_labelled(below);
        let next = if is_below { below } else { next };
        // `string(36) "…"` and `s:36:"…"` of PHP; a function and its first argument.
        let call = next.find(is(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'))));
        let (word, after) = next.split_at_checked(call.unwrap_or(0)).unwrap_or((next, ""));
        let typed = word.starts_with("s:").then_some(after);
        let inside = after.strip_prefix('(').filter(|_| !word.is_empty() && !word.contains(':'));
        let inside = inside.map(|inside| {
            let size = inside.trim_start_matches(is(|c: char| c.is_ascii_digit()));
            size.strip_prefix(") ").unwrap_or(inside)
        });
        match typed.or(inside).filter(|value| value.trim_start().starts_with(is(|c| matches!(c, '"' | '\'')))) {
            Some(value) => rest = value,
            None if next.len() < rest.len() => rest = next,
            None => return rest,
        }
    }
}

/// The end of a value with the brackets that these signs open.
fn closed(text: &str, mut end: usize, opening: &str) -> usize {
    for _ in opening.matches(['(', '[', '{']) {
        let rest = text.get(end..).unwrap_or_default();
        let Some(after) = rest.trim_start().strip_prefix(is(|c| matches!(c, ')' | ']' | '}'))) else { break };
        end = text.len() - after.len();
    }
    end
}

/// Whether a line has a name of its own.
fn is_labelled(line: &str) -> bool {
    let name = word(line, 0).filter(|(start, _)| {
        line.get(..*start).is_some_and(|before| before.trim().len() < 3 && !before.contains('\n'))
    });
    // A time is none.
    let name = name.filter(|(_, name)| !name.starts_with(is(|c| c.is_ascii_digit())));
    name.is_some_and(|(start, name)| {
        let after = line
            .get(start + name.len()..)
            .unwrap_or_default()
            .trim_start_matches(is(|c| matches!(c, '"' | '\'' | ']' | ')' | ' ')));
        known(name).is_some()
            || (after.starts_with(is(|c| matches!(c, ':' | '='))) && !after.starts_with("://") && name != "urn")
    })
}

/// What stands in quotes at the beginning of a text, and its length with them.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let (quote, inside) = QUOTES.iter().find_map(|quote| Some((*quote, text.strip_prefix(quote)?)))?;
    let mut at = 0;
    loop {
        let found = at + inside.get(at..)?.find(quote)?;
        let before = inside.get(..found)?;
        // A quote behind a backslash is part of the string, unless backslashes stand before all of them.
        if quote != "\"" || !before.ends_with('\\') {
            return Some((before, 2 * quote.len() + before.len()));
        }
        at = found + quote.len();
    }
}

/// A string of a program: line ends of a wrapped token are left out.
fn literal(inside: &str) -> Cow<'_, str> {
    if inside.contains('\n') { inside.lines().map(str::trim).collect::<String>().into() } else { inside.into() }
}

/// A value of a form.
pub(super) fn decoded(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Cow::Borrowed(value);
    }
    form_urlencoded::parse(value.as_bytes()).next().map_or(Cow::Borrowed(value), |(decoded, _)| decoded)
}
