//! JSON (RFC 8259) as it was sent: the text of each value, the order of members, and those that stand twice.
//!
//! `serde_json` finds where a value ends. It stays text until something of it is asked for, so that a long one is never
//! held parsed.

mod escapes;
mod object;
mod write;

use std::borrow::Cow;
use std::iter;

use crate::character::is;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Error};

pub(crate) use object::{DEPTH, Member, NotObject, Number, Object};
pub(crate) use write::{array, object, quoted, quoted_or_null};

/// One well-formed value: its text, without white space round it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a>(&'a RawValue);

/// Why a text is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// It ends too early.
    Cut,
    /// It is not JSON from this byte on, or, in `\u`, from one of the three before it.
    At(usize),
}

impl<'a> Json<'a> {
    /// Reads one value and nothing beside it.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Malformed> {
        serde_json::from_str(text).map(Self).map_err(|error| Malformed::new(text, &error))
    }

    /// Reads the value that a text begins with.
    pub(crate) fn at_start(text: &'a str) -> Result<Self, Malformed> {
        Self::first(text).map_err(|error| Malformed::new(text, &error))
    }

    fn first(text: &'a str) -> Result<Self, Error> {
        Deserialize::deserialize(&mut Deserializer::from_str(text)).map(Self)
    }

    pub(crate) fn text(self) -> &'a str {
        self.0.get()
    }

    /// The value if it is a string, and one of Unicode: `"\uD800"` is none.
    pub(crate) fn string(self) -> Option<Cow<'a, str>> {
        escapes::read(self.text().strip_prefix('"')?.strip_suffix('"')?)
    }

    /// The elements if it is an array.
    pub(crate) fn elements(self) -> Option<impl Iterator<Item = Json<'a>>> {
        self.text().strip_prefix('[').map(parts)
    }

    /// The members if it is an object, in order; those whose name is no Unicode are left out.
    pub(crate) fn members(self) -> Option<impl Iterator<Item = (Cow<'a, str>, Json<'a>)>> {
        let mut parts = parts(self.text().strip_prefix('{')?);
        let pairs = iter::from_fn(move || Some((parts.next()?, parts.next()?)));
        Some(pairs.filter_map(|(name, value)| Some((name.string()?, value))))
    }

    /// The member of this name if it is an object that has one; of several, the last, as most parsers take it.
    pub(crate) fn get(self, name: &str) -> Option<Json<'a>> {
        self.members()?.filter(|(other, _)| other == name).last().map(|(_, value)| value)
    }
}

/// The parts of an array, or names and values of an object, behind its bracket. One at a time, because a list of all that an
/// array has may take sixteen times its text.
fn parts(mut rest: &str) -> impl Iterator<Item = Json<'_>> {
    iter::from_fn(move || {
        rest = rest.trim_start_matches(is(|c| matches!(c, ' ' | '\n' | '\r' | '\t' | ',' | ':')));
        let part = Json::first(rest).ok()?;
        rest = rest.get(part.text().len()..)?;
        Some(part)
    })
}

impl Malformed {
    fn new(text: &str, error: &Error) -> Self {
        let mut ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let line = error.line().checked_sub(2).and_then(|before| ends.nth(before)).unwrap_or_default();
        let passed = line + error.column();
        let (before, rest) = text.split_at_checked(passed).unwrap_or((text, ""));
        // Of a number that ends too early, the crate says no more than that it is none.
        if error.is_eof() || (rest.is_empty() && ends_in_number(before)) {
            return Self::Cut;
        }
        // The crate stops in front of a control character in a string, but behind anything else.
        let is_control = rest.starts_with(is(|c| c.is_ascii_control())) && ends_in_string(before);
        Self::At(if is_control { passed } else { passed.saturating_sub(1) })
    }
}

/// Whether a number lacks the digits behind its last sign.
fn ends_in_number(text: &str) -> bool {
    let digits = text.trim_end_matches(is(|c| matches!(c, '-' | '+' | '.' | 'e' | 'E')));
    let is_first = digits.trim_end().is_empty() || digits.trim_end().ends_with(is(|c| matches!(c, '[' | ',' | ':')));
    match text.get(digits.len()..).unwrap_or_default() {
        "-" => is_first,
        "." | "e" | "E" | "e-" | "E-" | "e+" | "E+" => digits.ends_with(is(|c| c.is_ascii_digit())),
        _ => false,
    }
}

/// Whether a string has begun and not ended.
fn ends_in_string(text: &str) -> bool {
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_string = !is_string,
            _ => {}
        }
    }
    is_string
}

#[cfg(test)]
mod tests {
    use super::{Json, Malformed};

    #[test]
    fn what_is_malformed_is_cut_or_says_where() {
        let text = r#" { "a" : [ 1 , -0.5e+10, true, false, null, {}, [] ], "b\u0041\"\n" : "c\ud83d\ude00\\/\/é" }"#;
        assert!(Json::parse(text).is_ok());
        for (at, _) in text.char_indices() {
            let (before, after) = text.split_at(at);
            assert_eq!(Json::parse(before).err(), Some(Malformed::Cut), "{before}");
            let controlled = [before, "\u{1}", after].concat();
            assert!(matches!(Json::parse(&controlled), Err(Malformed::At(place)) if place <= at + 4), "{controlled}");
        }
        for (text, at) in [
            ("\u{feff}{}", 0),
            ("{} x", 3),
            ("[1,]", 3),
            ("{\"a\":1,}", 7),
            ("{\"a\":1]", 6),
            ("{'a':1}", 1),
            ("{a:1}", 1),
            ("[NaN]", 1),
            ("[-Infinity]", 2),
            ("[01]", 2),
            ("[1.]", 3),
            ("[1.] -", 3),
            ("{}-", 2),
            ("tre", 2),
            ("\"a\tb\"", 2),
            ("{\n\"a\": \"\n\"}", 8),
            ("{\n\"a\": 1,\n'b': 2}", 10),
            ("[1, x\n]", 4),
            ("[\"\\\"\", x\n]", 7),
            (r#""\x""#, 2),
            ("[\"\u{e9}\" 1]", 6),
            ("// {}", 0),
        ] {
            assert_eq!(Json::parse(text).err(), Some(Malformed::At(at)), "{text}");
        }
        assert!(Json::parse("[\"\u{7f}\u{2028}\", 1e999, -0, 1E+2]").is_ok());
    }

    #[test]
    fn strings_are_of_unicode() {
        for (inside, wanted) in [
            ("", Some("")),
            ("a", Some("a")),
            (r"\b\f\n\r\t\/\\", Some("\u{8}\u{c}\n\r\t/\\")),
            (r#"\""#, Some("\"")),
            (r"\u0041\u00e9", Some("A\u{e9}")),
            (r"\ud83d\ude00", Some("\u{1F600}")),
            (r"\ud7ff\u0041", Some("\u{d7ff}A")),
            (r"\ud83d", None),
            (r"\ude00", None),
            (r"\ud83dx", None),
            (r"\ud83d\u0041", None),
        ] {
            let text = format!("{{\"{inside}\": \"{inside}\", \"\": 1}}");
            let json = Json::parse(&text).unwrap();
            let names: Vec<_> = json.members().unwrap().map(|(name, _)| name).collect();
            assert_eq!(
                names.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
                wanted.into_iter().chain([""]).collect::<Vec<_>>()
            );
            let text = format!("\"{inside}\"");
            assert_eq!(Json::parse(&text).unwrap().string().as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn parts_are_found() {
        let json = Json::parse(r#" {"a": [1, {"b": "]"}, []], "c": {}, "a": [ "x" , "y"]} "#).unwrap();
        let texts = |json: Json<'_>| json.elements().unwrap().map(|one| one.text().to_owned()).collect::<Vec<_>>();
        assert_eq!(json.members().unwrap().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "c", "a"]);
        assert_eq!(
            json.members().unwrap().next().map(|(_, value)| texts(value)).unwrap(),
            ["1", r#"{"b": "]"}"#, "[]"]
        );
        assert_eq!(texts(json.get("a").unwrap()), [r#""x""#, r#""y""#]);
        assert!(json.get("c").unwrap().members().unwrap().next().is_none() && json.elements().is_none());
    }

    #[test]
    fn what_a_text_begins_with_ends_where_it_ends() {
        for (text, wanted) in [("  {\"a\": 1}x", "{\"a\": 1}"), ("1 2", "1"), ("[]]", "[]"), ("\"a\"b", "\"a\"")] {
            assert_eq!(Json::at_start(text).map(Json::text), Ok(wanted));
        }
    }
}
