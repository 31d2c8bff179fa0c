//! Objects, held: those of an assertion and of an error.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::{Json, Malformed};
use crate::decode::decimal;

/// How deep values may stand inside of each other. Nothing here needs a limit, but parsers have one, and no token comes near.
pub(crate) const DEPTH: usize = 128;

/// One member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    value: Box<RawValue>,
}

/// A number in a claim: its value and whether it was spelled as the standard wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    /// Sent as a string.
    pub(crate) string: bool,
}

impl Member {
    /// Puts another value there: its JSON text, or `null` where that is none, so that the old one never stays.
    pub(crate) fn set(&mut self, json: String) {
        self.value = RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned());
    }

    pub(crate) fn json(&self) -> Json<'_> {
        Json(&self.value)
    }

    /// Whether it is `null`, which serializers write for what is not set.
    pub(crate) fn is_null(&self) -> bool {
        self.value.get() == "null"
    }

    /// The value if it is a string.
    pub(crate) fn string(&self) -> Option<String> {
        self.json().string().map(Into::into)
    }

    /// The value if it is an array of strings.
    pub(crate) fn strings(&self) -> Option<Vec<String>> {
        self.json().elements()?.map(|element| element.string().map(Into::into)).collect()
    }

    /// The value if it is a finite number, or a string that holds one.
    pub(crate) fn number(&self) -> Option<Number> {
        let string = self.json().string();
        let text = string.as_deref().unwrap_or(self.value.get());
        Some(Number { value: decimal::parse(text)?, string: string.is_some() })
    }

    /// The value as it is shown: a string bare, anything else as its JSON text.
    pub(crate) fn shown(&self) -> String {
        self.string().unwrap_or_else(|| self.value.get().to_owned())
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
            Malformed::At(at) => {
                let line = bytes.get(..at).unwrap_or_default().rsplit(|byte| *byte == b'\n').next();
                NotObject::Syntax { column: line.map_or(0, <[u8]>::len) + 1 }
            }
        })?;
        if depth(text) > DEPTH {
            return Err(NotObject::Deep);
        }
        Self::read(json).ok_or(NotObject::Kind)
    }

    /// Reads a value that is one.
    pub(crate) fn read(json: Json<'_>) -> Option<Self> {
        let member = |(name, Json(value)): (Cow<'_, str>, _)| Member { name: name.into(), value: value.to_owned() };
        Some(Self { members: json.members()?.map(member).collect() })
    }

    /// The member of this name; of several, the last, as most parsers take it.
    pub(crate) fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().rev().find(|member| member.name == name)
    }

    /// The first name that stands more than once.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        let mut seen = BTreeSet::new();
        self.members.iter().map(|member| member.name.as_str()).find(|name| !seen.insert(*name))
    }
}

/// How deep values stand inside of each other in a text of JSON. Where the crate keeps a value's text, it knows no depth.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut is_string, mut is_escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, NotObject, Number, Object};

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
        assert_eq!(Object::parse(b"{\n\"a\": \"\t\"}").unwrap_err(), NotObject::Syntax { column: 7 });
        assert_eq!(Object::parse(b"{\"a\xFF\":1}").unwrap_err(), NotObject::Encoding);
    }

    #[test]
    fn depth_has_a_limit() {
        let deep = |count| format!(r#"{{"[\"[":{}{}}}"#, "[".repeat(count), "]".repeat(count));
        assert!(Object::parse(deep(DEPTH - 1).as_bytes()).is_ok());
        assert_eq!(Object::parse(deep(DEPTH).as_bytes()).unwrap_err(), NotObject::Deep);
        let wide = format!(r#"{{"a":[{}1]}}"#, "[],{},".repeat(DEPTH));
        assert!(Object::parse(wide.as_bytes()).is_ok());
    }
}
