//! Token requests (RFC 7523, section 2.2) made of the parameters in a text: what stands between two of them tells whether
//! they belong to the same request.

use super::boundary::{ENCODINGS, own};
use super::names::{ASSERTION, KEPT, TOKENS};
use super::parameters::{Parameter, parameters, value, word};
use super::variables::Variables;
use super::{Content, Unrecognized, jws};
use crate::character::is;
use crate::decode::guid::Guid;
use crate::decode::jws::Fault;
use crate::decode::secret;
use crate::entra::{Endpoint, LoginUrl};

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
    /// How it was sent, where that is known not to be a form in a POST.
    pub(crate) sent_as: Option<SentAs>,
    /// The names of those whose values are dropped.
    pub(crate) dropped: Vec<&'static str>,
    /// Whether it is a form in which the assertion did not come through whole.
    pub(super) is_torn: bool,
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

/// What is not as it should be of a message: the reason, and the method or the type of the content.
pub(crate) type SentAs = (&'static str, &'static str);

pub(super) const MULTIPART: SentAs = ("content-type", "multipart/form-data");
const OTHERS: [SentAs; 5] =
    [("method", "GET"), ("method", "PUT"), ("method", "PATCH"), MULTIPART, ("content-type", "application/json")];

/// How a message was sent, by what stands before its address and the type of its content, if it is no form in a POST.
pub(super) fn sent_as(method: &str, content: &str) -> Option<SentAs> {
    OTHERS
        .into_iter()
        .find(|(_, name)| method.split(' ').any(|word| word == *name) || content.trim_start().starts_with(*name))
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

    /// Leaves out what is not as it is meant to be, where the assertion is torn: what tore that may have torn the rest.
    pub(super) fn leave_out_torn(&mut self) {
        if !self.is_torn {
            return;
        }
        let unresolved = &mut self.unresolved;
        self.parameters.retain(|(name, value)| {
            let is_part = is_part(name, value, true);
            unresolved.extend(is_part.then_some(*name));
            !is_part
        });
        if self.url.as_deref().and_then(LoginUrl::parse).is_none_or(|url| url.leads_to() != Endpoint::Token) {
            self.url = None;
        }
    }

    /// Whether a parameter of this name was sent, told or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        let is_kept = self.parameters.iter().any(|(other, _)| *other == name);
        is_kept || self.dropped.contains(&name) || self.unresolved.contains(&name)
    }

    /// The value of a parameter, if it was sent and is told.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let (_, value) = self.parameters.iter().find(|(other, _)| *other == name)?;
        (!self.unresolved.contains(&name)).then_some(value)
    }
}

/// How far two parameters of a request can be apart, in bytes.
const GAP: usize = 16 << 10;

/// Gathers neighbours: each group is what one request sends. `same_command` tells of two places whether one command line
/// holds both.
pub(super) fn groups<'a>(
    text: &str,
    parameters: Vec<Parameter<'a>>,
    same_command: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<Parameter<'a>>> {
    let mut groups: Vec<Vec<Parameter<'_>>> = Vec::new();
    for parameter in parameters {
        let Some(group) = groups.last_mut() else {
            groups.push(vec![parameter]);
            continue;
        };
        let end = group.last().map_or(0, |last| last.end);
        let gap = text.get(end..parameter.start).unwrap_or_default();
        let is_near = || same_command(end, parameter.start) || (gap.len() < GAP && adjoins(gap));
        let joins = !has(group, parameter.name) && is_near();
        // Some print each parameter twice, and cut a long one.
        let is_twin = |other: &&mut Parameter<'_>| {
            other.name == parameter.name
                && (other.value == parameter.value || (other.cut && parameter.value.starts_with(&*other.value)))
        };
        match group.last_mut().filter(is_twin) {
            Some(twin) if is_near() => twin.end = parameter.end,
            Some(_) => {}
            None if joins => group.push(parameter),
            None => groups.push(vec![parameter]),
        }
    }
    groups
}

/// Whether it carries a client assertion, and more than that alone.
pub(super) fn is_request(group: &[Parameter<'_>]) -> bool {
    let has = |name: &str| group.iter().any(|parameter| parameter.name == name);
    let count = group.iter().filter(|parameter| !TOKENS.contains(&parameter.name)).count();
    let tells = group.iter().any(|parameter| KEPT.contains(&parameter.name));
    count > 1 && tells && (has(ASSERTION) || has("client_assertion_type"))
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
            let token = Some(value.trim()).filter(|value| told && is_meant_as_token(value));
            let token = token.map(|token| jws::parse(token, parameter.cut)).map(|token| match token {
                // Who cut it is not known.
                Content::Assertion(jws) if parameter.cut && jws.fault == Some(Fault::Truncated) => {
                    Content::Unrecognized(Unrecognized::Truncated("a client assertion"))
                }
                other => other,
            });
            request.is_torn |= token.as_ref().is_some_and(|token| match token {
                Content::Assertion(jws) if jws.fault.is_none() => {
                    !jws::is_whole(jws) && (parameter.cut || jws.signature.is_some())
                }
                _ => true,
            });
            *assertion = token.or_else(|| assertion.take());
        } else if parameter.name == "client_secret" {
            request.has_client_secret |= !value.is_empty();
        } else if parameter.cut && is_part(parameter.name, &value, parameter.goes_on) {
            request.unresolved.push(parameter.name);
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

/// Whether it is a value: not the name of one, not a place for one, not what someone put in its stead.
fn is_told(value: &str, bare: bool) -> bool {
    const STEAD: [&str; 9] =
        ["***", "...", "\u{2026}", "xxxx", "redacted", "%s", "%v", "%d", "00000000-0000-0000-0000-000000000000"];
    if value.starts_with("ey") {
        return true;
    }
    let is_letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii();
    let is_name = |c: char| is_letter(c) || c.is_ascii_digit() || matches!(c, '_' | '.' | '(' | ')' | '[' | ']');
    let named = bare && (value.is_empty() || value.starts_with(is(is_letter)) && value.chars().all(is_name));
    let is_variable = value.starts_with('%') && value.ends_with('%');
    let lower = value.to_ascii_lowercase();
    let stands_for = is_variable
        || STEAD.iter().any(|stead| lower.contains(stead))
        || value.contains(is(|c| matches!(c, '$' | '{' | '}' | '<' | '>')));
    !(stands_for || named)
}

/// Whether a value that may go on is a part of one that is meant, or that one and more. `goes_on` says that it does.
fn is_part(name: &str, value: &str, goes_on: bool) -> bool {
    // An escape may have been cut, too.
    let start = value.rsplit_once('%').filter(|(_, escape)| escape.len() < 2).map_or(value, |(before, _)| before);
    let is_of = |whole: &str| whole != value && (goes_on || whole.starts_with(start) || value.starts_with(whole));
    match name {
        "client_id" => Guid::parse(value).is_none() && (goes_on || value.len() < Guid::LENGTH),
        "client_assertion_type" => is_of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        "grant_type" => is_of("client_credentials"),
        "scope" => goes_on || !value.ends_with("/.default"),
        _ => goes_on,
    }
}

/// Whether something stands there that was sent as a token, and not a word that stands for one.
fn is_meant_as_token(value: &str) -> bool {
    ["ey", "ew", "\"ey", "'ey"].iter().any(|start| value.starts_with(start)) || value.contains('.') || value.len() >= 40
}

/// Whether what stands between two parameters lets them belong together: signs, options, and other parameters.
fn adjoins(gap: &str) -> bool {
    if is_between(gap) {
        return true;
    }
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
        match value(gap, at, word, "") {
            Some(written) => at = written.end,
            None => return false,
        }
    }
}

/// Whether it is no more than code, a table or a list has between two of its rows.
fn is_between(gap: &str) -> bool {
    const LONGEST: usize = 200;
    const MOST: usize = 8;
    let is_word = |word: &&str| word.starts_with(is(|c: char| c.is_ascii_alphabetic()));
    let words: Vec<&str> = gap.split(is(|c: char| !c.is_ascii_alphanumeric())).filter(is_word).collect();
    let has_empty_line = gap.lines().skip(1).any(|line| line.trim().is_empty())
        && !gap.trim_end_matches(is(|c| matches!(c, ' ' | '\t'))).ends_with('\n');
    let has_empty_line = has_empty_line || gap.contains("\n\n") || gap.contains("\n\r\n");
    gap.len() < LONGEST
        && words.len() <= MOST
        && (!has_empty_line || gap.trim().is_empty())
        // What ends here goes on with the next of its kind.
        && gap.rfind('}').is_none_or(|end| gap.get(end..).is_some_and(|rest| rest.contains('{')))
        && !gap.contains('?')
        && !words.iter().any(|word| ["curl", "POST", "HTTP", "http", "https"].contains(word))
}
