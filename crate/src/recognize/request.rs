//! Token requests in any text: a form body, a full HTTP request, a command line.

use super::{Content, form};

/// Takes every request out of a text, each with its assertion, and gives the text without them.
pub(super) fn requests(text: &str) -> (Vec<Content>, String) {
    form::requests(text)
}
