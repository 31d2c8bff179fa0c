//! HTTP archives (HAR 1.2), as browsers and proxies save them: token requests among thousands of entries.

use std::borrow::Cow;

use super::parameters::{self, Parameter};
use super::variables::Variables;
use super::{Content, Exchange, Unrecognized, boundary, entra_error, form, request};
use crate::character::is;
use crate::decode::base64;
use crate::decode::json::Json;

/// What a token request with an assertion, or an answer with Entra's refusal, is not without.
pub(super) const MARKS: [&str; 2] = ["client_assertion", "AADSTS"];

/// The token requests of an archive, or of one entry of it, each with what answered it; none if it is neither.
pub(super) fn exchanges(value: Json<'_>) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    let archive = value.text().contains("\"entries\"").then(|| value.get("log")?.get("entries")?.elements()).flatten();
    if let Some(entries) = archive {
        let found: Vec<Exchange> = entries.filter_map(exchange).collect();
        if found.is_empty() {
            let what = "a HAR file in which no token request carries a client assertion";
            return Some(vec![vec![Content::Unrecognized(Unrecognized::Unknown(what))]]);
        }
        return Some(found);
    }
    exchange(value).map(|exchange| vec![exchange])
}

fn exchange(entry: Json<'_>) -> Option<Exchange> {
    // Most entries are something else, and are not worth reading.
    if !MARKS.iter().any(|mark| entry.text().contains(mark)) {
        return None;
    }
    let mut exchange = sent(entry.get("request")?).unwrap_or_default();
    let answer = entry.get("response");
    if let Some(text) = answer.and_then(|answer| received(answer.get("content")?)) {
        exchange.extend(entra_error::responses(&text).0);
        let is_ok = answer.and_then(|answer| answer.get("status")).is_some_and(|status| status.text() == "200");
        if is_ok && !exchange.is_empty() && Json::at_start(text.trim_start()).is_ok_and(is_success) {
            exchange.push(Content::Success);
        }
    }
    (!exchange.is_empty()).then_some(exchange)
}

/// Whether it is the body of an answer that gives a token (RFC 6749, section 5.1).
pub(super) fn is_success(body: Json<'_>) -> bool {
    // Few values are worth reading for it.
    body.text().contains("\"access_token\"")
        && ["access_token", "token_type"].iter().all(|name| string(body, name).is_some())
}

fn string<'a>(object: Json<'a>, name: &str) -> Option<Cow<'a, str>> {
    object.get(name)?.string()
}

fn sent(sent: Json<'_>) -> Option<Exchange> {
    let url = string(sent, "url")?;
    let body = sent.get("postData")?;
    let text = string(body, "text").filter(|text| text.contains("client_assertion"));
    let mut contents = match &text {
        Some(text) => request::requests(text).each.into_iter().next()?.0,
        None => from_params(body.get("params")?)?,
    };
    if let Some(Content::Request(request)) = contents.first_mut() {
        request.url = boundary::address(&url);
        let content = string(body, "mimeType").unwrap_or_default();
        request.sent_as = form::sent_as(&string(sent, "method").unwrap_or_default(), &content);
        // What is not known may have split it.
        let count = text.as_deref().map(|text| text.split('&').count());
        if count.is_none_or(|count| count == request.parameters.len() + request.dropped.len()) {
            request.body = form::Body::as_sent(text.as_deref().unwrap_or_default());
        }
    }
    Some(contents)
}

/// Some programs write the values as sent, some decode them.
fn from_params(params: Json<'_>) -> Option<Exchange> {
    let decoded = |value: &str| {
        let encoded = value.contains('%') && !value.contains(is(|c| matches!(c, ' ' | ':' | '/')));
        if encoded { parameters::decoded(value).into_owned() } else { value.to_owned() }
    };
    let parameter = |one| Parameter::new(&string(one, "name")?, decoded(&string(one, "value")?).into());
    let sent: Vec<_> = params.elements()?.filter_map(parameter).collect();
    if !form::is_request(&sent) {
        return None;
    }
    let (request, assertion) = form::contents(&sent, &Variables::default());
    Some([Some(Content::Request(Box::new(request))), assertion].into_iter().flatten().collect())
}

fn received(content: Json<'_>) -> Option<String> {
    let text = string(content, "text")?;
    if string(content, "encoding").is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        return base64::decode(&text).map(|bytes| crate::decode::text::decode(&bytes));
    }
    Some(text.into_owned())
}
