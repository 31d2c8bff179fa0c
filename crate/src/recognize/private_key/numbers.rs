//! Keys as numbers under their names: JSON Web Keys (RFC 7518, section 6), whole, cut, or in JSON that is none; XML of
//! .NET and XML Signature; what programs print of a key.

use std::ops::Range;

use super::{Found, Unwanted, in_order, run};
use crate::character::is;
use crate::decode::base64;

/// What a number under a name says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    /// It is private, whatever stands beside it.
    Private,
    /// `private key`: it is so where the value is no name of a file.
    Key,
    /// Of RSA's private numbers, or of a curve: private beside others of a key.
    Part,
    /// The key of a symmetric algorithm, beside `kty`.
    Symmetric,
    /// The private number of DSA in XML, beside its parameters.
    Dsa,
    /// The type of a JSON Web Key.
    Kty,
    /// Public, and of a key.
    Public,
    /// A parameter of DSA: its primes are public.
    Parameter,
}

fn name(text: &str, start: usize, word: &str) -> Option<Name> {
    // Most words are longer than the short ones, and begin otherwise than the long ones.
    match word.as_bytes() {
        [one] => match one {
            b'd' | b'p' | b'q' | b'D' | b'P' | b'Q' => Some(Name::Part),
            b'k' => Some(Name::Symmetric),
            b'n' => Some(Name::Public),
            b'X' => Some(Name::Dsa),
            b'G' | b'J' => Some(Name::Parameter),
            _ => None,
        },
        [b'd' | b'D' | b'q', _] => ["dp", "dq", "qi", "DP", "DQ"].contains(&word).then_some(Name::Part),
        [b'c' | b'd' | b'e' | b'E' | b'i' | b'I' | b'k' | b'K' | b'm' | b'M' | b'p' | b'P' | b'S', _, _, ..] => {
            long_name(text, start, word)
        }
        _ => None,
    }
}

fn long_name(text: &str, start: usize, word: &str) -> Option<Name> {
    Some(match word {
        "privateExponent" | "PrivateExponent" | "private_exponent" | "prime1" | "prime2" | "exponent1"
        | "exponent2" | "coefficient" | "InverseQ" | "inverseQ" | "priv" | "exp1" | "exp2" | "dmp1" | "dmq1"
        | "iqmp" | "primeP" | "primeQ" | "primeExponentP" | "primeExponentQ" | "crtCoefficient" => Name::Private,
        "exponent" | "Exponent" if follows(text, start, "private") => Name::Private,
        "key" | "Key" if follows(text, start, "private") => Name::Key,
        "privateKey" | "PrivateKey" | "privatekey" | "private_key" => Name::Key,
        "kty" => Name::Kty,
        "crv" | "Modulus" | "modulus" | "publicExponent" => Name::Public,
        "Seed" => Name::Parameter,
        _ => return None,
    })
}

/// Whether a word stands before another, with one sign between them.
fn follows(text: &str, start: usize, word: &str) -> bool {
    let before = text.get(..start).and_then(|before| before.strip_suffix(is(|c| matches!(c, ' ' | '-' | '_'))));
    let last = before.and_then(|before| before.get(before.len().checked_sub(word.len())?..));
    last.is_some_and(|last| last.eq_ignore_ascii_case(word))
}

/// One number.
struct Member<'a> {
    name: Name,
    word: &'a str,
    /// Where the value stands, and how many digits it has.
    span: Range<usize>,
    digits: usize,
    /// The name stands in quotes.
    is_quoted: bool,
    value: &'a str,
}

/// The fewest digits of a number that is private by its own name, of one beside a public number, and of a public one.
const NUMBER: usize = 22;
const ALONE: usize = 40;
/// The fewest digits in the first line of a number.
const LINE: usize = 16;
/// Values that are none, in JSON and in Python.
const NOTHING: [&str; 3] = ["", "null", "None"];
/// The longest name.
const LONGEST: usize = 16;

/// How many objects are open in each other at most; JSON that is deeper is read as if it were flat.
const DEPTH: usize = 128;

/// Every key of a text that is written so.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    // The objects that are open, from the outside.
    let mut open: Vec<Vec<Member<'_>>> = vec![Vec::new()];
    let mut word = None;
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            word = word.or(Some(at));
            continue;
        }
        if let Some(start) = word.take()
            && at - start <= LONGEST
            && let Some(member) = member(text, start, at)
            && let Some(members) = open.last_mut()
        {
            members.push(member);
        }
        match byte {
            b'{' if open.len() < DEPTH => open.push(Vec::new()),
            b'{' | b'}' => {
                private(&open.pop().unwrap_or_default(), &mut found);
                if open.is_empty() {
                    open.push(Vec::new());
                }
            }
            _ => {}
        }
    }
    for members in &open {
        private(members, &mut found);
    }
    in_order(found)
}

/// Adds the private numbers among the members of one object; the first of them names the key.
fn private(members: &[Member<'_>], found: &mut Vec<Found>) {
    let has = |name: Name| members.iter().any(|one| one.name == name);
    let kty = members.iter().find(|one| one.name == Name::Kty).map(|one| one.value);
    let is_dsa = has(Name::Parameter);
    let is_long = |one: &&Member<'_>| one.digits >= ALONE && one.name == Name::Part;
    let company = members.iter().any(|one| one.name == Name::Public && (one.word == "crv" || one.digits >= ALONE));
    let first = members.iter().find(is_long).map(|one| one.word);
    let several = members.iter().filter(is_long).any(|one| Some(one.word) != first) || has(Name::Private);
    let is_private = |one: &Member<'_>| match one.name {
        Name::Private => one.digits >= NUMBER,
        Name::Key => one.digits > ALONE,
        Name::Part if is_dsa => false,
        Name::Part if kty.is_some() => one.is_quoted || one.digits >= NUMBER,
        Name::Part => one.digits >= ALONE && (company || several),
        Name::Symmetric => kty == Some("oct"),
        Name::Dsa => is_dsa && one.digits >= NUMBER,
        Name::Kty | Name::Public | Name::Parameter => false,
    };
    let mut what = Some(Unwanted::PrivateKey);
    for one in members.iter().filter(|one| is_private(one)) {
        found.push(Found { span: one.span.clone(), what: what.take(), instead: String::new() });
    }
}

/// What stands between a name and its value: quotes, signs, and what JSON, HTML and forms write for them.
const BETWEEN: [&str; 21] = [
    " ", "\t", "\r", "\n", "\\r", "\\n", "\\u0022", "\\u003e", "\\u003E", "\\", "\"", "'", "`", ":", "=", ">",
    "&quot;", "&#34;", "&#x22;", "&gt;", "[",
];

fn member(text: &str, start: usize, end: usize) -> Option<Member<'_>> {
    let start = run::after_escape(text, start);
    let word = text.get(start..end)?;
    let name = name(text, start, word)?;
    let after = text.get(end..)?;
    let rest = after_sign(after)?;
    let from = text.len() - rest.len();
    let length = rest.find(is(|c: char| !base64::is_digit(c))).unwrap_or(rest.len());
    let is_quoted = after.starts_with(is(|c| matches!(c, '"' | '\\' | '\'')));
    // Most values are short, and are no groups of digits.
    let is_group = length == 2 && rest.get(2..).is_some_and(|rest| rest.starts_with(is(|c| matches!(c, ':' | ' '))));
    if length < LINE && !is_group {
        let value = rest
            .get(..length)
            .filter(|value| !NOTHING.contains(value) && (is_quoted || name == Name::Kty || name == Name::Public))?;
        return Some(Member { name, word, span: from..from + length, digits: length, is_quoted, value });
    }
    let hexadecimal = run::hexadecimal(text, from, usize::MAX);
    let (digits, end) = run::base64_digits(text, from, usize::MAX);
    let is_hexadecimal = hexadecimal.end >= end;
    let digits = if is_hexadecimal { hexadecimal.bytes.len() * 2 } else { digits.len() };
    let end = end.max(hexadecimal.end);
    let value = text.get(from..end).filter(|value| !value.is_empty())?;
    let is_told = name != Name::Key || is_hexadecimal || value.ends_with('=');
    is_told.then_some(Member { name, word, span: from..end, digits, is_quoted, value })
}

/// What stands behind a name and a sign; none if no sign stands there.
fn after_sign(after: &str) -> Option<&str> {
    let mut rest = after;
    // Where no such thing follows at once, it is no name.
    while !rest.starts_with(is(|c: char| c.is_ascii_alphanumeric()))
        && let Some(next) = BETWEEN.iter().find_map(|one| rest.strip_prefix(one))
    {
        rest = next;
    }
    let between = after.get(..after.len() - rest.len())?;
    let is_sign =
        between.contains(is(|c| matches!(c, ':' | '=' | '>'))) || between.contains("&gt;") || between.contains("u003");
    is_sign.then(|| rest.strip_prefix("0x").unwrap_or(rest))
}
