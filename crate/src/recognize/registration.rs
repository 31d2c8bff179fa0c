//! App registrations: manifests, Microsoft Graph, Azure CLI, PowerShell.

use super::{Content, Exchange, Unrecognized, Unwanted};
use crate::decode::guid::Guid;
use crate::decode::json::Json;
use crate::decode::registration::{Credential, Registration, registrations};

/// The registrations in one JSON value, if that is what it is; nothing else of it is kept.
pub(super) fn recognize(value: Json<'_>) -> Option<Vec<Exchange>> {
    let found = registrations(value)?;
    if found.is_empty() {
        let limit = "a list of more than 4,096 applications or credentials";
        return Some(vec![vec![Content::Unrecognized(Unrecognized::TooLarge(limit))]]);
    }
    Some(vec![found.into_iter().flat_map(contents).collect()])
}

/// What the directory answers has a `keyId` in each entry and says of which object it is; what is sent to it has neither.
fn contents(registration: Registration) -> Vec<Content> {
    let credentials = registration.credentials.iter().flatten();
    let has_id = |one: &Credential| one.key_id.as_deref().is_some_and(|id| Guid::parse(id).is_some());
    let is_answer =
        registration.app_id.is_some() || registration.object_id.is_some() || credentials.clone().any(has_id);
    if is_answer || credentials.clone().next().is_none() {
        return vec![Content::Registration(Box::new(registration))];
    }
    let credentials = registration.credentials.into_iter().flatten();
    let certificates = credentials.filter_map(|one| Some(Content::Certificate(Box::new(one.certificate?))));
    [Content::Unwanted(Unwanted::Change)].into_iter().chain(certificates).collect()
}
