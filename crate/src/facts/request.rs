//! The parameters of a token request that are kept.

use super::fact;
use crate::recognize::TokenRequest;
use crate::report::{Form, Place, Section};

pub(super) fn section(request: &TokenRequest) -> Section {
    let mut facts: Vec<_> =
        request.url.iter().map(|url| fact("URL", url, Form::Code).at(Place::request("url"))).collect();
    facts.extend(request.parameters.iter().map(|(name, value)| {
        let note = if request.unresolved.contains(name) { "not a value, but what stands for one" } else { "" };
        fact(name, value, Form::Code).at(Place::request(name)).with_note(note)
    }));
    if request.has_client_secret {
        facts.push(fact("client_secret", "present, and not shown", Form::Text));
    }
    if request.has_escaped_ampersands {
        let note = "read as `&` here; if it was sent so, Entra sees no `client_assertion` (AADSTS7000216)";
        facts.push(fact("Separator", "&amp;", Form::Code).with_note(note));
    }
    super::section("request", "Token request", facts)
}
