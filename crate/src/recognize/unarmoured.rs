//! DER in digits without armour, wherever it stands: members of JSON, XML and YAML, literals of programs, lines of settings.

use super::{Content, armour, binary};
use crate::character::words;
use crate::decode::{base64, der, hex, pem};

/// What a sequence of more than 255 bytes begins with, in base64 and in hexadecimal.
const BASE64: &str = "MII";
const HEXADECIMAL: &str = "3082";
/// The same of armour that is itself in base64, as in a Kubernetes secret.
const ARMOUR: &str = "LS0tLS1CRUdJTi";
/// As many digits as tell how long the whole is.
const HEAD: usize = 8;

/// Everything whole that is known, one behind the other.
pub(super) fn contents(text: &str) -> Vec<Content> {
    let mut found = Vec::new();
    let mut passed = 0;
    // What begins like one may be none, and hold the beginning of the next.
    let mut left = 4 * text.len();
    for (start, word) in words(text, |byte| byte != b'=' && base64::is_digit(byte.into())) {
        if start < passed || left == 0 {
            continue;
        }
        let rest = || text.get(start..).unwrap_or_default();
        if word.starts_with(ARMOUR) {
            let armoured =
                base64::decode(word).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
            found.extend(pem::blocks(&armoured).0.into_iter().flat_map(armour::contents));
        } else if word.starts_with(BASE64) || word.starts_with(HEXADECIMAL) {
            let decode = if word.starts_with(BASE64) { base64::decode } else { hex::decode };
            let head = word.get(..HEAD).and_then(decode).and_then(|head| der::length(&head));
            let wanted =
                head.map(|length| if word.starts_with(BASE64) { (length * 4).div_ceil(3) } else { length * 2 });
            left = left.saturating_sub(wanted.unwrap_or_default());
            let digits = wanted.and_then(|wanted| digits(rest(), wanted));
            if let Some((bytes, length)) = digits.and_then(|(digits, length)| Some((decode(&digits)?, length))) {
                found.extend(binary::from_der(&bytes, None).into_iter().flatten());
                passed = start + length;
            }
        }
    }
    found
}

/// So many digits, with white space and colons between them passed over, and how long that was in the text.
fn digits(text: &str, wanted: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    for (at, c) in text.char_indices() {
        if digits.len() == wanted {
            return Some((digits, at));
        }
        if base64::is_digit(c) {
            digits.push(c);
        } else if !(c.is_whitespace() || c == ':') {
            return None;
        }
    }
    (digits.len() == wanted).then_some((digits, text.len()))
}
