//! Keys as S-expressions, as the agent of `GnuPG` keeps them.

use super::{Found, Unwanted};

/// What stands before the last word of a label. A key that is shadowed is on a card.
const BEFORE: [&str; 2] = ["(", "(protected-"];
const LABEL: &str = "private-key";
/// The fewest digits of a number in its first line.
const NUMBER: usize = 32;

/// Every key of a text that is written so.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(LABEL)).map(|at| from + at) {
        let before = text.get(from..at).unwrap_or_default();
        let Some(label) = BEFORE.iter().find(|label| before.ends_with(**label)) else {
            from = at + LABEL.len();
            continue;
        };
        let start = at - label.len();
        let expression = expression(text.get(start..).unwrap_or_default());
        from = start + expression.len();
        let digits = |number: &str| number.bytes().take_while(u8::is_ascii_hexdigit).count();
        if expression.split('#').any(|number| digits(number) >= NUMBER) {
            found.push(Found::new(start..from, Unwanted::PrivateKey));
        }
    }
    found
}

/// A text to where its first parenthesis is closed, or to where armour begins.
fn expression(text: &str) -> &str {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' if open == 1 => return text.get(..=at).unwrap_or_default(),
            b')' => open -= 1,
            b'-' if text.get(at..).is_some_and(|rest| rest.starts_with("-----")) => {
                return text.get(..at).unwrap_or_default();
            }
            _ => {}
        }
    }
    text
}
