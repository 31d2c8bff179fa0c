//! A section in one line: the facts that tell most of it.

use crate::report::{Fact, Form, Section, Text, say, value, words};

/// The label of a fact, and what stands before its note where that tells more than its value.
type Telling = (&'static str, Option<&'static str>);

/// By the beginning of a section's id: those facts.
const TELLING: [(&str, &[Telling]); 8] = [
    ("header", &[("alg", None), ("x5t#S256", None), ("x5t", None), ("kid", None)]),
    ("claims", &[("iss", None), ("nbf", Some("nbf"))]),
    ("signature", &[("Signature", None)]),
    ("request", &[("URL", None), ("grant_type", None)]),
    ("response", &[("Code", None), ("Entra's clock", None)]),
    (
        "registration.",
        &[("SHA-1 of its key, hexadecimal", None), ("customKeyIdentifier", None), ("Valid to", Some("ends"))],
    ),
    ("registration", &[("Key credentials", None)]),
    // A certificate, wherever it stands.
    ("", &[("Subject", None), ("Key", None), ("Valid to", Some("ends"))]),
];

/// Empty where the facts are not at hand.
pub(super) fn summary(section: &Section) -> Text {
    let Some((_, telling)) = TELLING.iter().find(|(start, _)| section.id.starts_with(start)) else {
        return Text::default();
    };
    let told = telling.iter().filter_map(|(label, before)| {
        // What the title says already is not said again.
        let mut facts = section.facts.iter();
        let fact = facts.find(|fact| fact.label == *label && !section.title.contains(&fact.value))?;
        Some(match before {
            Some(before) => say("{} {}", [words(before), fact.note.clone()]),
            None if fact.form == Form::Text => say("{} {}", [words(&fact.value), counted(fact)]),
            None => value(&fact.value),
        })
    });
    Text::join(told.take(3), " \u{b7} ").readable()
}

/// What a number counts.
fn counted(fact: &Fact) -> Text {
    match (fact.note.is_empty(), fact.value.as_str()) {
        (false, _) => fact.note.clone(),
        (true, "1") => words(fact.label.to_ascii_lowercase().trim_end_matches('s')),
        (true, _) => words(fact.label.to_ascii_lowercase()),
    }
}
