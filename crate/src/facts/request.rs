//! The parameters of a token request that are kept.

use super::fact;
use crate::recognize::TokenRequest;
use crate::report::{Form, Section};

pub(super) fn section(request: &TokenRequest) -> Section {
    let parameters = request.parameters.iter();
    let mut facts: Vec<_> =
        parameters.map(|(name, value)| fact(format!("request.{name}"), name, value, Form::Code)).collect();
    if request.has_client_secret {
        facts.push(fact("", "client_secret", "present, and not shown", Form::Text));
    }
    Section { id: "request".to_owned(), title: "Token request".to_owned(), facts }
}
