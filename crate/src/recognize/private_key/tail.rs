//! Keys of RSA of which only the last lines are there: a key ends with three long numbers (RFC 8017, section A.1.2), which
//! nothing public does.

use super::{Found, Unwanted, run};
use crate::character::position;
use crate::decode::base64;

/// The fewest digits in the first line.
const LINE: usize = 16;
/// Exponents of both primes, and the coefficient.
const NUMBERS: usize = 3;
/// The fewest bytes of one: no number of a signature or of parameters is as long in such company.
const NUMBER: usize = 48;
/// The most bytes of all of them, for the longest keys that are used.
const LONGEST: usize = 3 * 1_028;

/// Every key of a text that is written so.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    let is_digit = |byte: u8| base64::is_digit(char::from(byte));
    while let Some(start) = text.get(at..).and_then(|rest| position(rest, is_digit)).map(|start| at + start) {
        let start = run::after_escape(text, start);
        let is_end = |byte: u8| !base64::is_digit(char::from(byte));
        let word = text.get(start..).map_or(0, |rest| position(rest, is_end).unwrap_or(rest.len()));
        if word < LINE {
            at = start + word.max(1);
            continue;
        }
        let (digits, end) = run::base64_digits(text, start, usize::MAX);
        let padding = text.get(start..end).map_or(0, |run| run.len() - run.trim_end_matches('=').len());
        // A line may be cut; the last digits are a whole.
        let odd = (digits.len() + padding) % 4;
        let bytes = digits.get(odd..).and_then(base64::decode).unwrap_or_default();
        if is_tail(&bytes) {
            found.push(Found::new(start..end, Unwanted::PrivateKey));
        }
        at = end.max(start + word);
    }
    found
}

fn is_tail(bytes: &[u8]) -> bool {
    let last = bytes.get(bytes.len().saturating_sub(LONGEST)..).unwrap_or_default();
    (0..last.len()).any(|at| {
        let rest = last.get(at..).and_then(|rest| (0..NUMBERS).try_fold(rest, |rest, _| after_number(rest)));
        rest.is_some_and(<[u8]>::is_empty)
    })
}

/// What follows a long number of DER.
fn after_number(bytes: &[u8]) -> Option<&[u8]> {
    let (length, rest) = match bytes {
        [2, 0x81, length, rest @ ..] => (usize::from(*length), rest),
        [2, 0x82, high, low, rest @ ..] => (usize::from(*high) << 8 | usize::from(*low), rest),
        [2, length, rest @ ..] if *length < 0x80 => (usize::from(*length), rest),
        _ => return None,
    };
    rest.get(length..).filter(|_| length >= NUMBER)
}
