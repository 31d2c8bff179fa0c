//! Entra's errors in any text: as JSON, bare, in a client's log or a stack trace.

use super::Content;

/// Takes every error out of a text, and gives the text without them.
pub(super) fn responses(text: &str) -> (Vec<Content>, String) {
    (Vec::new(), text.to_owned())
}
