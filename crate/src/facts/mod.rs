//! What the evidence says, as rows. No judgement is made here.

mod agreement;
mod assertion;
mod certificate;
mod client;
mod expected;
mod federation;
mod registration;
mod request;
mod response;
mod summary;
mod thumbprints;

pub(crate) use self::expected::unreadable;
pub(crate) use self::thumbprints::table;

use crate::evidence::{Evidence, Holder};
use crate::report::{Fact, Form, Place, Section, Text};

/// All sections, in the order of the page. Those of certificates and key credentials, of which there may be thousands, have
/// facts where `is_wanted` says so of their number and their id.
pub(crate) fn sections(evidence: &Evidence<'_>, is_wanted: &dyn Fn(usize, &str) -> bool) -> Vec<Section> {
    let mut sections = assertion::sections(evidence);
    sections.extend(agreement::section(evidence));
    sections.extend(evidence.exchange.request.map(request::section));
    sections.extend(evidence.answer.error.map(|error| response::section(error, evidence)));
    for (holder, certificate) in evidence.given() {
        let is_wanted = is_wanted(sections.len(), &holder.section());
        sections.push(certificate::section(holder, certificate, evidence, is_wanted));
    }
    if let Some(registration) = evidence.registered.registration {
        sections.push(registration::section(registration, evidence));
    }
    for (n, credential) in evidence.registered.credentials.iter().flatten().enumerate() {
        let is_wanted = is_wanted(sections.len(), &Holder::Credential(n).section());
        sections.push(registration::credential(n, credential, evidence, is_wanted));
    }
    let federation = federation::sections(evidence, is_wanted, sections.len());
    sections.extend(federation);
    sections.extend(expected::section(evidence));
    for section in &mut sections {
        section.summary = summary::summary(section);
        section.group = match section.id.split('.').next() {
            Some("header" | "claims" | "signature") => "Token",
            Some("registration") => "Registration",
            _ => "",
        };
    }
    sections
}

fn section(id: impl Into<String>, title: impl Into<String>, facts: Vec<Fact>) -> Section {
    Section { id: id.into(), title: title.into(), group: "", summary: Text::default(), columns: Vec::new(), facts }
}

fn fact(label: &str, value: impl Into<String>, form: Form) -> Fact {
    Fact { place: Place::default(), label: label.to_owned(), value: value.into(), form, note: Text::default() }
}

impl Fact {
    fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    fn with_note(self, note: impl Into<Text>) -> Self {
        Self { note: note.into(), ..self }
    }
}
