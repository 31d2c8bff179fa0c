//! The header, the claims and the length of the signature.

use super::{certificate, client, fact, section};
use crate::character::is;
use crate::decode::hex;
use crate::decode::identifier::Identifier;
use crate::decode::json::Member;
use crate::evidence::{Evidence, Holder};
use crate::report::{Fact, Form, Place, Section, Text, say, value, words};
use crate::time::{UnixTime, duration};

/// Members that hold instants.
const INSTANTS: [&str; 3] = ["exp", "nbf", "iat"];

pub(super) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let Some(jws) = evidence.assertion.jws else { return Vec::new() };
    let mut sections = Vec::new();
    for (n, id, title, object) in [(0, "header", "Header", &jws.header), (1, "claims", "Claims", &jws.claims)] {
        if let Some(object) = object {
            let mut facts: Vec<Fact> = object.members.iter().map(|member| row(id, member, evidence)).collect();
            facts.extend(client::hint(jws).filter(|_| id == "header"));
            if jws.shown.get(n).is_some_and(String::is_empty) {
                facts.push(fact("Left out", "what is secret, and what tells of a person", Form::Text));
            }
            sections.push(section(id, title, facts));
        }
    }
    if let Some(signature) = &jws.signature {
        let facts =
            vec![fact("Signature", signature.len().to_string(), Form::Text).at(Place::signature()).with_note("bytes")];
        sections.push(section("signature", "Signature", facts));
    }
    let chain = evidence.assertion.x5c.iter().flat_map(|x5c| &x5c.certificates).enumerate();
    sections
        .extend(chain.filter_map(|(n, one)| Some(certificate::section(Holder::X5c(n), one.as_ref()?, evidence, true))));
    sections
}

fn row(part: &str, member: &Member, evidence: &Evidence<'_>) -> Fact {
    let shown = member.shown();
    let form = if shown.starts_with(is(|c| matches!(c, '{' | '['))) { Form::Json } else { Form::Code };
    let note = match member.number() {
        Some(number)
            if part == "claims"
                && INSTANTS.contains(&member.name.as_str())
                && UnixTime::from_seconds(number.value).is_in_seconds() =>
        {
            let time = UnixTime::from_seconds(number.value);
            say("{}, {}", [words(time), when(time, evidence)])
        }
        _ if part == "header" && member.name.starts_with("x5t") => thumbprint_note(&shown),
        _ => Text::default(),
    };
    let place = if part == "header" { Place::header(&member.name) } else { Place::claim(&member.name) };
    fact(&member.name, shown, form).at(place).with_note(note)
}

/// Before or after what was the time of the request, as far as that is known.
fn when(time: UnixTime, evidence: &Evidence<'_>) -> Text {
    let Some(moment) = evidence.moment.of_request else { return words(time.relative_to(evidence.moment.now)) };
    let clock = if evidence.moment.is_answered { "Entra's clock" } else { "the time of the request" };
    match time.since(moment) {
        apart if apart.abs() < 1.0 => say("at {}", [words(clock)]),
        apart if apart < 0.0 => say("{} before {}", [words(duration(apart)), words(clock)]),
        apart => say("{} after {}", [words(duration(apart)), words(clock)]),
    }
}

/// The bytes as a portal or a tool shows them.
fn thumbprint_note(text: &str) -> Text {
    let identifier = Identifier::read(text);
    match identifier.thumbprint() {
        Some((hash, bytes)) => say("{} {}", [words(hash.label()), value(hex::encode(bytes))]),
        None => Text::default(),
    }
}
