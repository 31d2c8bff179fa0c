//! The parameters of a token request (RFC 7523, section 2.2), in whatever they are written: a form body, options of curl,
//! a hash table, JSON, a list.
//!
//! One scanner finds names that are known, with their values; what stands between two of them tells whether they belong to
//! the same request.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::boundary::{ENCODINGS, list, next_label, own, trim_signs};
use super::names::{ASSERTION, KEPT, TOKENS, known, names_secret};
use super::{Content, jws};
use crate::character::is;
use crate::decode::secret;

/// What is kept of a request: never the assertion's neighbours that are secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TokenRequest {
    /// Where it was sent, without query; none where that is not said.
    pub(crate) url: Option<String>,
    /// The parameters that say something about the client assertion, as sent, decoded once.
    pub(crate) parameters: Vec<(&'static str, String)>,
    /// Parameters whose value is not told: a variable of a script, or a place-holder.
    pub(crate) unresolved: Vec<&'static str>,
    /// Whether a client secret travels beside it.
    pub(crate) has_client_secret: bool,
    /// Whether `&amp;` stands between parameters.
    pub(crate) has_escaped_ampersands: bool,
    pub(crate) body: Body,
    /// The names of those whose values are dropped.
    pub(crate) dropped: Vec<&'static str>,
}

/// How its body was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Body {
    /// It may be a part, and written otherwise than it was sent.
    #[default]
    Copied,
    /// All of it as it was sent: that of an HTTP message or of an archive's entry.
    AsSent,
    /// The same, with the assertion in quotes.
    Quoted,
}

impl Body {
    /// All of a body, as it was sent.
    pub(super) fn as_sent(text: &str) -> Self {
        if text.contains("client_assertion=\"") { Self::Quoted } else { Self::AsSent }
    }
}

impl TokenRequest {
    /// Whether nothing of it is left out.
    pub(crate) fn is_whole(&self) -> bool {
        self.body != Body::Copied
    }

    /// Whether a parameter of this name was sent, told or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.dropped.contains(&name) || self.parameters.iter().any(|(other, _)| *other == name)
    }

    /// The value of a parameter, if it was sent and is told.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let (_, value) = self.parameters.iter().find(|(other, _)| *other == name)?;
        (!self.unresolved.contains(&name)).then_some(value)
    }
}

/// What is written before a name without white space: options of curl, an ampersand as JSON escapes it.
const PREFIXES: [&str; 4] = ["", "-d", "-F", "u0026"];
const QUOTES: [&str; 4] = ["\\\"", "\"", "'", "`"];
/// How far two parameters of a request can be apart, in bytes.
const GAP: usize = 16 << 10;

/// A parameter, where it was found.
#[derive(Debug)]
pub(super) struct Parameter<'a> {
    name: &'static str,
    value: Cow<'a, str>,
    /// Neither in quotes nor in a form: in a script, it may be the name of a variable.
    bare: bool,
    /// From the name to the end of the value.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> Parameter<'a> {
    /// One that was told by its name and value alone.
    pub(super) fn new(name: &str, value: Cow<'a, str>) -> Option<Self> {
        Some(Self { name: known(name)?, value, bare: false, start: 0, end: 0 })
    }

    /// Whether it holds a token that is no client assertion.
    pub(super) fn is_other_token(&self) -> bool {
        let value = self.value.trim_start_matches("Bearer ");
        self.name != ASSERTION && (value.starts_with("ey") || value.starts_with("ew"))
    }
}

/// Every parameter in a text.
pub(super) fn parameters(text: &str) -> Vec<Parameter<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = word(text, at) {
        at = start + word.len();
        // A dollar makes it a variable that is set.
        if text.get(..start).is_some_and(|before| before.ends_with('$')) {
            continue;
        }
        let name = PREFIXES.iter().find_map(|prefix| known(word.strip_prefix(prefix)?));
        let Some((name, written)) = name.and_then(|name| Some((name, value(text, at, name)?))) else { continue };
        at = written.end;
        found.push(Parameter { name, value: written.value, bare: written.bare, start, end: at });
    }
    found
}

/// Gathers neighbours: each group is what one request sends. `same_command` tells of two places whether one command line
/// holds both.
pub(super) fn groups<'a>(
    text: &str,
    parameters: Vec<Parameter<'a>>,
    same_command: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<Parameter<'a>>> {
    let mut groups: Vec<Vec<Parameter<'_>>> = Vec::new();
    for parameter in parameters {
        let joins = groups.last().is_some_and(|group: &Vec<Parameter<'_>>| {
            let end = group.last().map_or(0, |last| last.end);
            let gap = text.get(end..parameter.start).unwrap_or_default();
            group.iter().all(|other| other.name != parameter.name)
                && (same_command(end, parameter.start) || (gap.len() < GAP && adjoins(gap)))
        });
        match groups.last_mut() {
            Some(group) if joins => group.push(parameter),
            _ => groups.push(vec![parameter]),
        }
    }
    groups
}

/// Whether it carries a client assertion, and more than that alone.
pub(super) fn is_request(group: &[Parameter<'_>]) -> bool {
    let has = |name: &str| group.iter().any(|parameter| parameter.name == name);
    let count = group.iter().filter(|parameter| !TOKENS.contains(&parameter.name)).count();
    count > 1 && (has(ASSERTION) || has("client_assertion_type"))
}

/// Whether a parameter of this name is in it.
pub(super) fn has(group: &[Parameter<'_>], name: &str) -> bool {
    group.iter().any(|parameter| parameter.name == name)
}

/// A request and its assertion, without what is secret.
pub(super) fn contents(group: &[Parameter<'_>], variables: &Variables) -> (TokenRequest, Option<Content>) {
    let mut contents = (TokenRequest::default(), None);
    add(&mut contents, group, variables, ENCODINGS);
    contents
}

/// Adds parameters, and those that stand encoded in their values.
fn add(
    contents: &mut (TokenRequest, Option<Content>),
    group: &[Parameter<'_>],
    variables: &Variables,
    encodings: usize,
) {
    for parameter in group {
        let value = variables.resolve(&parameter.value, parameter.bare);
        let (value, others) = own(value, parameter.name == ASSERTION);
        let told = is_told(&value, parameter.bare);
        let (request, assertion) = &mut *contents;
        if !KEPT.contains(&parameter.name) {
            request.dropped.push(parameter.name);
        }
        if parameter.name == ASSERTION {
            let token = Some(value.trim()).filter(|value| told && is_meant_as_token(value)).map(jws::parse);
            *assertion = token.or_else(|| assertion.take());
        } else if parameter.name == "client_secret" {
            request.has_client_secret |= !value.is_empty();
        } else if KEPT.contains(&parameter.name) && request.parameters.iter().all(|(name, _)| *name != parameter.name) {
            // A plus sign of base64 that was not encoded is a blank by now.
            let joined = value.replace(' ', "+");
            let value = if secret::is_in(&joined) { secret::without(&joined).into_owned() } else { value };
            request.parameters.push((parameter.name, value));
            if !told {
                request.unresolved.push(parameter.name);
            }
        }
        if let Some(encodings) = encodings.checked_sub(1) {
            add(contents, &parameters(&others), variables, encodings);
        }
    }
}

/// Whether it is a value, and not the name of one.
fn is_told(value: &str, bare: bool) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii();
    let is_name = |c: char| is_letter(c) || c.is_ascii_digit() || matches!(c, '_' | '.' | '(' | ')' | '[' | ']');
    let named = bare && value.starts_with(is(is_letter)) && value.chars().all(is_name);
    let redacted = value.contains("***") || value.contains('\u{2026}') && !value.starts_with("ey");
    !(redacted || value.contains(is(|c| matches!(c, '$' | '{' | '}' | '<' | '>'))))
        && (!named || value.starts_with("ey"))
}

/// Whether something stands there that was sent as a token, and not a word that stands for one.
fn is_meant_as_token(value: &str) -> bool {
    ["ey", "ew", "\"ey", "'ey"].iter().any(|start| value.starts_with(start)) || value.contains('.') || value.len() >= 40
}

/// The next word that may be a name, and where it begins.
fn word(text: &str, at: usize) -> Option<(usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let rest = text.get(at..)?;
    let rest = rest.get(rest.find(is(is_part))?..)?;
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    Some((text.len() - rest.len(), rest.get(..length)?))
}

/// A value, as written.
struct Written<'a> {
    value: Cow<'a, str>,
    bare: bool,
    end: usize,
}

/// Reads what follows a name: a sign between them, and the value.
fn value<'a>(text: &'a str, after: usize, name: &str) -> Option<Written<'a>> {
    let blank = [' ', '\t'];
    let rest = text.get(after..)?;
    let unquoted = QUOTES.iter().find_map(|quote| rest.strip_prefix(quote)).unwrap_or(rest);
    let sign = unquoted.trim_start_matches(blank);
    let (is_form, tail) = match (sign.strip_prefix("=>"), sign.strip_prefix('='), sign.strip_prefix(':')) {
        (Some(tail), ..) => (false, tail),
        (_, Some(tail), _) if !tail.starts_with('=') => (true, tail),
        (.., Some(tail)) if !tail.starts_with(':') => (false, tail),
        _ => return None,
    };
    let content = tail.trim_start_matches(blank);
    let is_form = is_form && unquoted.len() == rest.len() && sign.len() == rest.len() && content.len() == tail.len();
    let start = text.len() - content.len();
    // Letters before a quote say how to read the string: `f"…"` of Python, `$'…'` of bash.
    let string = content.strip_prefix(is(|c| matches!(c, 'f' | 'b' | 'r' | '$' | '@'))).unwrap_or(content);
    let string = if QUOTES.iter().any(|quote| string.starts_with(quote)) { string } else { content };
    if let Some((inside, length)) = quoted(string) {
        let start = text.len() - string.len();
        // A quote that is not closed where it should be reaches over other parameters.
        if let Some(label) = next_label(inside, false).filter(|_| KEPT.contains(&name)) {
            let quote = (length - inside.len()) / 2;
            let value = literal(trim_signs(inside.get(..label)?));
            return Some(Written { value, bare: false, end: start + quote + label });
        }
        let end = start + length;
        return Some(Written { value: literal(inside), bare: false, end });
    }
    // White space behind a value is its end; what is a list, or a word and a token, goes on to the end of the line.
    let is_list = !is_form && matches!(name, "scope" | "authorization");
    let ends = |c: char| match c {
        '\r' | '\n' | '&' | ',' | ';' | '"' | '\'' | '`' | '\\' | '|' => true,
        ' ' | '\t' => !is_list,
        _ => false,
    };
    let length = content.find(ends).unwrap_or(content.len());
    let length = content.get(..length)?.split("</").next()?.len();
    // What stands behind a list in its line is passed over, unless it has a name.
    let own = if is_list { list(content.get(..length)?) } else { length };
    let others = content.get(own..length)?;
    let mut length = next_label(others, false).map_or(length, |label| own + label);
    let mut written = content.get(..own)?;
    for (open, close) in [('{', '}'), ('(', ')'), ('[', ']')] {
        if written.ends_with(close) && !written.contains(open) {
            written = written.trim_end_matches(close);
        }
    }
    let mut value = if is_form { decoded(written) } else { Cow::Borrowed(written.trim()) };
    if written.starts_with("ey") || written.starts_with("ew") {
        // A token may go on in the next line.
        let (token, with_line_ends) = jws::token(content);
        if with_line_ends > written.len() {
            length = with_line_ends;
            value = if is_form { decoded(&token).into_owned().into() } else { token.into() };
        }
    }
    Some(Written { value, bare: !is_form, end: start + length })
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

/// A string of a program: line ends of a wrapped token are left out, and what JSON escapes is read.
fn literal(inside: &str) -> Cow<'_, str> {
    if !inside.contains(is(|c| matches!(c, '\\' | '\n'))) {
        return Cow::Borrowed(inside);
    }
    let joined: String = inside.lines().map(str::trim).collect();
    Cow::Owned(joined.replace("\\/", "/").replace("\\u0026", "&").replace("\\u002B", "+").replace("\\u002b", "+"))
}

/// A value of a form.
pub(super) fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains(is(|c| matches!(c, '%' | '+'))) {
        return Cow::Borrowed(value);
    }
    form_urlencoded::parse(value.as_bytes()).next().map_or(Cow::Borrowed(value), |(decoded, _)| decoded)
}

/// Whether what stands between two parameters lets them belong together: signs, options, and other parameters.
fn adjoins(gap: &str) -> bool {
    let mut at = 0;
    let mut depth = 0_usize;
    loop {
        let next = word(gap, at);
        let signs = gap.get(at..next.map_or(gap.len(), |(start, _)| start)).unwrap_or_default();
        if signs.lines().skip(1).any(|line| {
            line.trim().is_empty() && !signs.trim_end_matches(is(|c| matches!(c, ' ' | '\t'))).ends_with('\n')
        }) || signs.contains("\n\n")
            || signs.contains("\n\r\n")
        {
            return false;
        }
        for sign in signs.chars() {
            match sign {
                '{' => depth += 1,
                '}' if depth == 0 => return false,
                '}' => depth -= 1,
                '?' | '[' | ']' | '<' => return false,
                _ => {}
            }
        }
        let Some((start, word)) = next else { return true };
        at = start + word.len();
        if word.starts_with('-') || ["amp", "u0026"].contains(&word) {
            continue;
        }
        if word.starts_with(is(|c: char| c.is_ascii_digit())) {
            return false;
        }
        match value(gap, at, word) {
            Some(written) => at = written.end,
            None => return false,
        }
    }
}

/// What a script sets above: `$name = "value"`, `NAME='value'`.
#[derive(Debug, Default)]
pub(super) struct Variables(BTreeMap<String, String>);

/// How many assignments are read.
const VARIABLES: usize = 1_000;

impl Variables {
    /// Every assignment in a text.
    pub(super) fn read(text: &str) -> Self {
        let mut variables = Self::default();
        let (mut at, mut assigned) = (0, 0);
        while let Some((start, word)) = word(text, at) {
            at = start + word.len();
            let rest = text.get(at..).unwrap_or_default();
            let sign = rest.trim_start_matches(is(|c| matches!(c, ' ' | '\t')));
            // The name of a parameter is one of a variable, too, but not in a form.
            if !sign.starts_with('=') || (known(word).is_some() && sign.len() == rest.len()) {
                continue;
            }
            let Some(written) = value(text, at, word) else { continue };
            let is_quoted = written.end > 0
                && text.get(..written.end).is_some_and(|text| text.ends_with(is(|c| matches!(c, '"' | '\'' | '`'))));
            if !is_quoted {
                at = written.end.max(at);
            }
            // A secret is no value of what is shown.
            if names_secret(word) && !["ey", "ew"].iter().any(|start| written.value.starts_with(start)) {
                continue;
            }
            variables.0.insert(word.to_ascii_lowercase(), written.value.into_owned());
            assigned += 1;
            if assigned == VARIABLES {
                break;
            }
        }
        variables
    }

    /// Names are the same in any case.
    fn get(&self, name: &str) -> Option<&String> {
        self.0.get(&name.to_ascii_lowercase())
    }

    /// The value with the variables in it filled in, as far as they are known.
    pub(super) fn resolve<'a>(&self, value: &'a str, bare: bool) -> Cow<'a, str> {
        if bare && let Some(known) = self.get(value) {
            return Cow::Owned(known.clone());
        }
        if self.0.is_empty() || !value.contains('$') {
            return Cow::Borrowed(value);
        }
        let mut parts = value.split('$');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        let mut wraps = false;
        for part in parts {
            // `$($name)`
            if part == "(" {
                wraps = true;
                continue;
            }
            let name = part.strip_prefix('{').unwrap_or(part).trim_start_matches("env:");
            let length = name.find(is(|c: char| !c.is_ascii_alphanumeric() && c != '_')).unwrap_or(name.len());
            let (name, tail) = name.split_at_checked(length).unwrap_or((name, ""));
            match self.get(name) {
                Some(known) => {
                    let tail = if part.starts_with('{') { tail.strip_prefix('}').unwrap_or(tail) } else { tail };
                    let tail = if wraps { tail.strip_prefix(')').unwrap_or(tail) } else { tail };
                    filled.push_str(known);
                    filled.push_str(tail);
                }
                None => filled.extend(["$", part]),
            }
            wraps = false;
        }
        Cow::Owned(filled)
    }
}
