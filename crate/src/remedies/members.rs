//! Members of a JSON object that is corrected: names and JSON values in their order.

use std::collections::BTreeSet;
use std::fmt::{Display, Formatter, Result};

use super::quote;
use crate::decode::json::Object;

/// The members of an object.
#[derive(Default)]
pub(super) struct Members(Vec<(String, String)>);

impl Members {
    /// Those of an object; of twins the last value, as most parsers take it.
    pub(super) fn of(object: &Object) -> Self {
        let mut seen = BTreeSet::new();
        let mut members: Vec<(String, String)> = object
            .members
            .iter()
            .rev()
            .filter(|member| seen.insert(member.name.as_str()))
            .map(|member| {
                let value = member.string().map_or_else(|| member.shown(), |text| quote::json(&text));
                (member.name.clone(), value)
            })
            .collect();
        members.reverse();
        Self(members)
    }

    /// Gives a member this value, at the end where there was none of the name.
    pub(super) fn set(&mut self, name: &str, value: String) {
        match self.0.iter_mut().find(|(other, _)| other == name) {
            Some(member) => member.1 = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// The same with another name; a member that bears it already takes the value, and the old one goes.
    pub(super) fn rename(&mut self, name: &str, new: &str, value: String) {
        if self.0.iter().any(|(other, _)| other == new) {
            self.remove(name);
        } else if let Some(member) = self.0.iter_mut().find(|(other, _)| other == name) {
            new.clone_into(&mut member.0);
        }
        self.set(new, value);
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }
}

/// The object, one member a line.
impl Display for Members {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let lines: Vec<String> =
            self.0.iter().map(|(name, value)| format!("  {}: {value}", quote::json(name))).collect();
        if lines.is_empty() {
            return formatter.write_str("{}");
        }
        write!(formatter, "{{\n{}\n}}", lines.join(",\n"))
    }
}
