//! App registrations: manifests, Microsoft Graph, Azure CLI, PowerShell.

use super::{Content, Exchange, Unrecognized};
use crate::decode::json::Json;
use crate::decode::registration::registrations;

/// The registrations in one JSON value, if that is what it is; nothing else of it is kept.
pub(super) fn recognize(value: Json<'_>) -> Option<Vec<Exchange>> {
    let found = registrations(value)?;
    if found.is_empty() {
        let limit = "a list of more than 4,096 applications or credentials";
        return Some(vec![vec![Content::Unrecognized(Unrecognized::TooLarge(limit))]]);
    }
    Some(vec![found.into_iter().map(|one| Content::Registration(Box::new(one))).collect()])
}
