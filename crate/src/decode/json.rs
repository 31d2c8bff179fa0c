//! JSON (RFC 8259) as it was sent: the text of each value, the order of members, and those that stand twice.
//!
//! A value stays text until something of it is asked for, so that a long one is never held parsed.

use std::borrow::Cow;

use super::decimal;
use crate::index::Index;
use crate::list::List;

/// How deep values may stand inside of each other. Nothing here needs a limit, but parsers have one, and no token comes near.
pub(crate) const DEPTH: usize = 128;

/// One well-formed value: its text, without white space round it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a>(&'a str);

/// Why a text is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// It ends too early.
    Cut,
    /// It is not JSON from this byte on.
    At(usize),
    /// At this byte it is deeper than the limit.
    Deep(usize),
}

impl<'a> Json<'a> {
    /// Reads one value and nothing beside it.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Malformed> {
        let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
        scanner.value()?;
        let end = scanner.at;
        scanner.space();
        if scanner.at < text.len() { Err(scanner.malformed()) } else { Ok(Self::between(text, 0, end)) }
    }

    /// Reads the value that a text begins with.
    pub(crate) fn at_start(text: &'a str) -> Result<Self, Malformed> {
        let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
        scanner.value()?;
        Ok(Self::between(text, 0, scanner.at))
    }

    fn between(text: &'a str, start: usize, end: usize) -> Self {
        Self(text.get(start..end).unwrap_or_default().trim_start())
    }

    pub(crate) fn text(self) -> &'a str {
        self.0
    }

    /// The value if it is a string, and one of Unicode: `"\uD800"` is none.
    pub(crate) fn string(self) -> Option<Cow<'a, str>> {
        unescape(self.0.strip_prefix('"')?.strip_suffix('"')?)
    }

    /// The elements if it is an array.
    pub(crate) fn elements(self) -> Option<impl Iterator<Item = Json<'a>>> {
        self.0.starts_with('[').then_some(Parts { text: self.0, at: 1 }.map(|(_, value)| value))
    }

    /// The members if it is an object, in order; those whose name is no Unicode are left out.
    pub(crate) fn members(self) -> Option<impl Iterator<Item = (Cow<'a, str>, Json<'a>)>> {
        let parts = self.0.starts_with('{').then_some(Parts { text: self.0, at: 1 })?;
        Some(parts.filter_map(|(name, value)| Some((name?.string()?, value))))
    }

    /// The member of this name if it is an object that has one; of several, the last, as most parsers take it.
    pub(crate) fn get(self, name: &str) -> Option<Json<'a>> {
        self.members()?.filter(|(other, _)| other == name).last().map(|(_, value)| value)
    }
}

/// The parts of an array or of an object, with their names.
struct Parts<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Parts<'a> {
    type Item = (Option<Json<'a>>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut scanner = Scanner { bytes: self.text.as_bytes(), at: self.at };
        let mut value = || {
            scanner.space();
            let start = scanner.at;
            scanner.value().ok()?;
            let value = Json::between(self.text, start, scanner.at);
            scanner.space();
            Some((value, scanner.next()?))
        };
        let (first, behind) = value()?;
        let (name, value) = if behind == b':' { (Some(first), value()?.0) } else { (None, first) };
        self.at = scanner.at;
        Some((name, value))
    }
}

/// Goes through a text and finds where its values end.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn malformed(&self) -> Malformed {
        if self.at < self.bytes.len() { Malformed::At(self.at) } else { Malformed::Cut }
    }

    fn takes(&mut self, byte: u8) -> bool {
        let takes = self.peek() == Some(byte);
        self.at += usize::from(takes);
        takes
    }

    fn take(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.takes(byte) { Ok(()) } else { Err(self.malformed()) }
    }

    /// Takes bytes as long as they are of a kind, and says how many.
    fn run(&mut self, of_kind: fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(of_kind) {
            self.at += 1;
        }
        self.at - start
    }

    fn space(&mut self) {
        self.run(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
    }

    /// One value.
    fn value(&mut self) -> Result<(), Malformed> {
        // What closes each of the arrays and objects round this place.
        let mut open = Vec::new();
        loop {
            self.space();
            if open.len() == DEPTH && matches!(self.peek(), Some(b'[' | b'{')) {
                return Err(Malformed::Deep(self.at));
            }
            match self.peek() {
                Some(b'[') => {
                    self.at += 1;
                    self.space();
                    if !self.takes(b']') {
                        open.push(b']');
                        continue;
                    }
                }
                Some(b'{') => {
                    self.at += 1;
                    self.space();
                    if !self.takes(b'}') {
                        open.push(b'}');
                        self.name()?;
                        continue;
                    }
                }
                Some(b'"') => self.string()?,
                Some(b't') => "true".bytes().try_for_each(|byte| self.take(byte))?,
                Some(b'f') => "false".bytes().try_for_each(|byte| self.take(byte))?,
                Some(b'n') => "null".bytes().try_for_each(|byte| self.take(byte))?,
                _ => self.number()?,
            }
            // A value has ended, and with it those that it is the last part of.
            while let Some(close) = open.last().copied() {
                self.space();
                if self.takes(b',') {
                    if close == b'}' {
                        self.space();
                        self.name()?;
                    }
                    break;
                }
                self.take(close)?;
                open.pop();
            }
            if open.is_empty() {
                return Ok(());
            }
        }
    }

    /// A member's name and its colon.
    fn name(&mut self) -> Result<(), Malformed> {
        self.string()?;
        self.space();
        self.take(b':')
    }

    fn string(&mut self) -> Result<(), Malformed> {
        self.take(b'"')?;
        loop {
            self.run(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F));
            if self.takes(b'"') {
                return Ok(());
            }
            self.take(b'\\')?;
            if self.takes(b'u') {
                for _ in 0..4 {
                    self.digit(|byte| byte.is_ascii_hexdigit())?;
                }
            } else {
                self.digit(|byte| matches!(byte, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'))?;
            }
        }
    }

    fn digit(&mut self, of_kind: fn(u8) -> bool) -> Result<(), Malformed> {
        let fits = self.peek().is_some_and(of_kind);
        self.at += usize::from(fits);
        if fits { Ok(()) } else { Err(self.malformed()) }
    }

    fn number(&mut self) -> Result<(), Malformed> {
        self.takes(b'-');
        // No zero stands in front of other digits.
        if !self.takes(b'0') {
            self.digits()?;
        }
        if self.takes(b'.') {
            self.digits()?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            if !self.takes(b'+') {
                self.takes(b'-');
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        let count = self.run(|byte| byte.is_ascii_digit());
        if count > 0 { Ok(()) } else { Err(self.malformed()) }
    }
}

/// The text that stands between the quotes of a string.
fn unescape(mut rest: &str) -> Option<Cow<'_, str>> {
    if !rest.contains('\\') {
        return Some(Cow::Borrowed(rest));
    }
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut characters = escape.chars();
        let (character, after) = match (characters.next()?, characters.as_str()) {
            ('b', after) => ('\u{8}', after),
            ('f', after) => ('\u{C}', after),
            ('n', after) => ('\n', after),
            ('r', after) => ('\r', after),
            ('t', after) => ('\t', after),
            ('u', after) => of_units(after)?,
            itself => itself,
        };
        text.push(character);
        rest = after;
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The character behind `\u`, of one unit of UTF-16 or of two, and what follows it.
fn of_units(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, rest));
    }
    let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
    Some((char::decode_utf16([first, second]).next()?.ok()?, rest))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

/// One member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// The value's own JSON text.
    raw: String,
}

/// A number in a claim: its value and whether it was spelled as the standard wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    /// Sent as a string.
    pub(crate) string: bool,
}

impl Member {
    pub(crate) fn json(&self) -> Json<'_> {
        Json(&self.raw)
    }

    /// Puts another value there: its JSON text.
    pub(crate) fn set(&mut self, raw: String) {
        self.raw = raw;
    }

    /// The value if it is a string.
    pub(crate) fn string(&self) -> Option<String> {
        self.json().string().map(Cow::into_owned)
    }

    /// The value if it is an array of strings.
    pub(crate) fn strings(&self) -> Option<Vec<String>> {
        self.json().elements()?.map(|element| Some(element.string()?.into_owned())).whole()
    }

    /// The value if it is a finite number, or a string that holds one.
    pub(crate) fn number(&self) -> Option<Number> {
        let string = self.string();
        let text = string.as_deref().unwrap_or(&self.raw);
        Some(Number { value: decimal::parse(text)?, string: string.is_some() })
    }

    /// The value as it is shown: a string bare, anything else as its JSON text.
    pub(crate) fn shown(&self) -> String {
        self.string().unwrap_or_else(|| self.raw.clone())
    }
}

/// An object.
#[derive(Clone, Debug)]
pub(crate) struct Object {
    pub(crate) members: Vec<Member>,
}

/// Why a text is no object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotObject {
    /// It ends too early.
    Cut,
    /// It is JSON, and no object.
    Kind,
    /// It is not JSON, from this column on.
    Syntax {
        /// Counted from 1.
        column: usize,
    },
    /// It is deeper than the limit.
    Deep,
    /// It is not UTF-8.
    Encoding,
}

impl Object {
    /// Reads one object and nothing beside it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, NotObject> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotObject::Encoding)?;
        let json = Json::parse(text).map_err(|malformed| match malformed {
            Malformed::Cut => NotObject::Cut,
            Malformed::Deep(_) => NotObject::Deep,
            Malformed::At(at) => {
                let line = bytes.get(..at).unwrap_or_default().rsplit(|byte| *byte == b'\n').next();
                NotObject::Syntax { column: line.map_or(0, <[u8]>::len) + 1 }
            }
        })?;
        Self::read(json).ok_or(NotObject::Kind)
    }

    /// Reads a value that is one.
    pub(crate) fn read(json: Json<'_>) -> Option<Self> {
        let member =
            |(name, value): (Cow<'_, str>, Json<'_>)| Member { name: name.into_owned(), raw: value.text().to_owned() };
        Some(Self { members: json.members()?.map(member).list() })
    }

    /// The member of this name; of several, the last, as most parsers take it.
    pub(crate) fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().rev().find(|member| member.name == name)
    }

    /// The first name that stands more than once.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        let mut seen = Index::default();
        self.members.iter().map(|member| member.name.as_str()).find(|name| !seen.insert(name.as_bytes(), 0))
    }
}

/// A text as a string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A string, or `null`.
pub(crate) fn quoted_or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), quoted)
}

/// An object of these members, their values being JSON, in lines as people read it.
pub(crate) fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\": {value}")).list();
    lines("{", &members, "}")
}

/// An array of these values, which are JSON, in lines as people read it.
pub(crate) fn array(elements: &[String]) -> String {
    lines("[", elements, "]")
}

fn lines(open: &str, parts: &[String], close: &str) -> String {
    if parts.is_empty() {
        return [open, close].concat();
    }
    // A line end inside a string is escaped: each that is here ends a line.
    let inside = parts.join(",\n").replace('\n', "\n  ");
    [open, "\n  ", &inside, "\n", close].concat()
}

#[cfg(test)]
mod tests {
    use super::{Json, Malformed, NotObject, Number, Object, quoted};

    #[test]
    fn members_keep_order_text_and_twins() {
        let object = Object::parse(br#"{"b":1.50,"a":"x","b":"2"}"#).unwrap();
        assert_eq!(object.members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["b", "a", "b"]);
        assert_eq!(object.members.first().unwrap().shown(), "1.50");
        assert_eq!(object.get("a").unwrap().shown(), "x");
        assert_eq!(object.get("b").unwrap().number(), Some(Number { value: 2.0, string: true }));
        assert_eq!(object.duplicate(), Some("b"));
    }

    #[test]
    fn what_is_no_object_says_why() {
        assert_eq!(Object::parse(br#"{"a":1"#).unwrap_err(), NotObject::Cut);
        assert_eq!(Object::parse(b"[1]").unwrap_err(), NotObject::Kind);
        assert_eq!(Object::parse(b"{}x").unwrap_err(), NotObject::Syntax { column: 3 });
        assert_eq!(Object::parse(b"{\"a\xFF\":1}").unwrap_err(), NotObject::Encoding);
    }

    /// Texts with one byte left out, or with another in its place: taken where `serde_json` takes them.
    #[test]
    fn takes_what_another_reader_takes() {
        let texts = [
            r#" { "a" : [ 1 , -0.5e+10, true, false, null, {}, [] ], "b\u0041\"\n" : "c\ud83d\ude00\\/\/" }"#,
            "[0, 10, -1, 1.25, 1E3, 1e-3, \"\\b\\f\\n\\r\\t\\u00e9\u{e9}\u{1F600}\\ud7ff\\u0041\"]",
        ];
        for text in texts.map(str::as_bytes) {
            for at in 0..text.len() {
                let (before, after) = (&text[..at], &text[at + 1..]);
                let others = b"\"\\,:[]{}0-.eu \n\x1Fd".iter().map(|byte| [before, &[*byte], after].concat());
                for bytes in others.chain([text.to_vec(), [before, after].concat()]) {
                    let Ok(text) = str::from_utf8(&bytes) else { continue };
                    let wanted = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
                    assert_eq!(Json::parse(text).is_ok(), wanted, "{text}");
                }
                let Ok(cut) = str::from_utf8(before) else { continue };
                assert_eq!(Json::parse(cut).err(), Some(Malformed::Cut), "{cut}");
            }
        }
    }

    #[test]
    fn strings_are_those_of_another_reader() {
        for inside in [
            "",
            "a",
            r"\b\f\n\r\t\/\\",
            r#"\""#,
            r"\u0041\u00e9",
            r"\ud83d\ude00",
            r"\ud83d",
            r"\ude00",
            r"\ud83dx",
            r"\ud83d\u0041",
            r"\ud7ff\u0041",
        ] {
            let text = format!("\"{inside}\"");
            let seen = Json::parse(&text).unwrap().string();
            assert_eq!(seen.as_deref(), serde_json::from_str::<String>(&text).ok().as_deref(), "{text}");
            let Some(string) = seen else { continue };
            assert_eq!(Json::parse(&quoted(&string)).unwrap().string(), Some(string));
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
}
