//! A JSON object as it was sent: the order of its members, their own text, and those that stand twice.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

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
    /// The value if it is a string.
    pub(crate) fn string(&self) -> Option<String> {
        serde_json::from_str(&self.raw).ok()
    }

    /// The value if it is an array of strings.
    pub(crate) fn strings(&self) -> Option<Vec<String>> {
        serde_json::from_str(&self.raw).ok()
    }

    /// The value if it is a finite number, or a string that holds one.
    pub(crate) fn number(&self) -> Option<Number> {
        let string = self.string();
        let text = string.as_deref().unwrap_or(&self.raw);
        if !text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return None;
        }
        let value = text.parse().ok().filter(|value: &f64| value.is_finite())?;
        Some(Number { value, string: string.is_some() })
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
    /// It is not UTF-8.
    Encoding,
}

impl Object {
    /// Reads one object and nothing beside it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, NotObject> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotObject::Encoding)?;
        serde_json::from_str(text).map_err(|error| match error.classify() {
            Category::Eof => NotObject::Cut,
            Category::Data => NotObject::Kind,
            Category::Syntax | Category::Io => NotObject::Syntax { column: error.column() },
        })
    }

    /// The member of this name; of several, the last, as most parsers take it.
    pub(crate) fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().rev().find(|member| member.name == name)
    }

    /// The first name that stands more than once.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        let mut seen = HashSet::new();
        self.members.iter().map(|member| member.name.as_str()).find(|name| !seen.insert(*name))
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some((name, raw)) = map.next_entry::<String, Box<RawValue>>()? {
                    members.push(Member { name, raw: raw.get().to_owned() });
                }
                Ok(Object { members })
            }
        }

        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::{NotObject, Number, Object};

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
}
