//! Keys as `openssl asn1parse` prints them: RSA's and DSA's, SEC 1, and PKCS#8 of Edwards and Montgomery curves. That of
//! RSA and EC holds DER in hexadecimal, which is found as such.

use super::{Found, Unwanted, in_order};
use crate::character::is;

/// What stands before a value, and before that of a new structure.
const VALUE: &str = "prim:";
const OUTERMOST: &str = ":d=0 ";
/// The fewest digits of a number that is no serial number, and no part of a signature.
const NUMBER: usize = 96;
/// So many of these are in private keys only: parameters have two.
const NUMBERS: usize = 3;
/// What an octet string is printed with. The fewest digits of the number of a curve.
const DUMP: &str = "[HEX DUMP]";
const SCALAR: usize = 32;
/// What stands before it: the version of SEC 1, or the name of its curve.
const BEFORE: [&str; 5] = ["01", "ED25519", "ED448", "X25519", "X448"];

/// Every key of a text that is written so.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = text.find(VALUE).unwrap_or(text.len());
    let (mut numbers, mut span) = (0, 0..0);
    let mut last = "";
    for line in text.get(at..).unwrap_or_default().split(VALUE).skip(1) {
        at += VALUE.len();
        let (kind, value) = line.split_once(':').unwrap_or_default();
        let length = value.find(is(|c: char| !c.is_ascii_alphanumeric())).unwrap_or(value.len());
        let start = at + line.len() - value.len();
        let end = start + length;
        match kind.trim() {
            "INTEGER" => {
                if numbers == 0 {
                    span.start = start;
                }
                span.end = end;
                numbers += usize::from(length >= NUMBER);
            }
            kind if kind.ends_with(DUMP) && length >= SCALAR && BEFORE.contains(&last) => {
                found.push(Found::new(start..end, Unwanted::PrivateKey));
            }
            _ => {}
        }
        last = value.get(..length).unwrap_or_default();
        at += line.len();
        if line.contains(OUTERMOST) {
            found.extend((numbers >= NUMBERS).then(|| Found::new(span.clone(), Unwanted::PrivateKey)));
            (numbers, span) = (0, 0..0);
        }
    }
    found.extend((numbers >= NUMBERS).then(|| Found::new(span, Unwanted::PrivateKey)));
    in_order(found)
}
