//! HTTP archives (HAR 1.2), as browsers and proxies save them: token requests among thousands of entries.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Content, Exchange, Unrecognized, entra_error, form, request};
use crate::decode::base64;

/// Only what is wanted is read. The entries stay text, so that the archive is never held parsed.
#[derive(Deserialize)]
struct Archive<'a> {
    #[serde(borrow)]
    log: Log<'a>,
}

#[derive(Deserialize)]
struct Log<'a> {
    #[serde(borrow)]
    entries: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    request: Sent<'a>,
    #[serde(borrow, default)]
    response: Option<Answer<'a>>,
}

#[derive(Deserialize)]
struct Sent<'a> {
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow, default, rename = "postData")]
    body: Option<Body<'a>>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    params: Option<Vec<Field<'a>>>,
}

#[derive(Deserialize)]
struct Field<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    value: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    content: Option<Received<'a>>,
}

#[derive(Deserialize)]
struct Received<'a> {
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    encoding: Option<Cow<'a, str>>,
}

/// The token requests of an archive, or of one entry of it, each with what answered it; none if it is neither.
pub(super) fn exchanges(value: &str) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    let archive = value.contains("\"entries\"").then(|| serde_json::from_str::<Archive<'_>>(value).ok()).flatten();
    if let Some(archive) = archive {
        let found: Vec<Exchange> = archive.log.entries.iter().filter_map(|entry| exchange(entry.get())).collect();
        if found.is_empty() {
            let what = "a HAR file in which no token request carries a client assertion";
            return Some(vec![vec![Content::Unrecognized(Unrecognized::Unknown(what))]]);
        }
        return Some(found);
    }
    exchange(value).map(|exchange| vec![exchange])
}

fn exchange(entry: &str) -> Option<Exchange> {
    // Most entries are something else, and are not worth reading.
    if !entry.contains("client_assertion") {
        return None;
    }
    let entry: Entry<'_> = serde_json::from_str(entry).ok()?;
    let mut exchange = sent(&entry.request)?;
    let received = entry.response.and_then(|answer| answer.content);
    if let Some(text) = received.and_then(text) {
        exchange.extend(entra_error::responses(&text).0);
    }
    Some(exchange)
}

fn sent(sent: &Sent<'_>) -> Option<Exchange> {
    let body = sent.body.as_ref()?;
    let text = body.text.as_deref().filter(|text| text.contains("client_assertion"));
    let mut contents = match (text, &body.params) {
        (Some(text), _) => request::requests(text).each.into_iter().next()?.0,
        (None, Some(params)) => from_params(params)?,
        (None, None) => return None,
    };
    if let Some(Content::Request(request)) = contents.first_mut() {
        let url = sent.url.split(['?', '#']).next().unwrap_or_default();
        request.url = Some(url.to_owned()).filter(|url| !url.contains('@'));
    }
    Some(contents)
}

/// Some programs write the values as sent, some decode them.
fn from_params(params: &[Field<'_>]) -> Option<Exchange> {
    let decoded = |value: &str| {
        let encoded = value.contains('%') && !value.contains([' ', ':', '/']);
        if encoded { form::decoded(value).into_owned() } else { value.to_owned() }
    };
    let parameters: Vec<_> = params
        .iter()
        .filter_map(|field| form::Parameter::new(&field.name, decoded(field.value.as_deref()?).into()))
        .collect();
    if !form::is_request(&parameters) {
        return None;
    }
    let (request, assertion) = form::contents(&parameters, &form::Variables::default());
    Some([Some(Content::Request(Box::new(request))), assertion].into_iter().flatten().collect())
}

fn text(received: Received<'_>) -> Option<String> {
    let text = received.text?;
    if received.encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        return base64::decode(&text).map(|bytes| crate::decode::text::decode(&bytes));
    }
    Some(text.into_owned())
}
