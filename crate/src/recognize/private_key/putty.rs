//! Keys in the files of `PuTTY`, in both of their versions.

use super::{Found, Unwanted, run};
use crate::character::is;

/// The first line of such a file, and what their private part is headed with.
const PUTTY: &str = "PuTTY-User-Key-File-";
const PRIVATE: &str = "Private-Lines:";
/// What their last line begins with.
const LAST: [&str; 2] = ["Private-MAC:", "Private-Hash:"];

/// Every key of a text that is written so.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(PRIVATE)).map(|at| from + at) {
        let start = text
            .get(from..at)
            .and_then(|before| before.match_indices(PUTTY).last())
            .map_or(at, |(start, _)| from + start);
        let count = text.get(at + PRIVATE.len()..).unwrap_or_default();
        let number = count.trim_start().trim_start_matches(is(|c: char| c.is_ascii_digit()));
        let lines = text.len() - number.len();
        let mut end = run::base64_digits(text, lines + run::between(number), usize::MAX).1;
        let rest = text.get(end..).unwrap_or_default();
        let rest = rest.get(run::between(rest)..).unwrap_or_default();
        if let Some(code) = LAST.iter().find_map(|last| rest.strip_prefix(last)) {
            end = text.len() - code.trim_start().trim_start_matches(is(|c: char| c.is_ascii_hexdigit())).len();
        }
        found.push(Found::new(start..end, Unwanted::PrivateKey));
        from = end;
    }
    found
}
