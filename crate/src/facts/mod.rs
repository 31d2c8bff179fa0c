//! What the evidence says, as rows. No judgement is made here.

mod assertion;
mod certificate;
mod expected;
mod request;
mod response;

use crate::evidence::Evidence;
use crate::report::{Fact, Form, Section};

/// All sections, in the order of the page.
pub(crate) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let mut sections = assertion::sections(evidence);
    sections.extend(evidence.request.map(request::section));
    sections.extend(evidence.response.map(|error| response::section(error, evidence)));
    for (n, certificate) in evidence.certificates.iter().enumerate() {
        sections.push(certificate::section(&format!("certificate.{n}"), certificate, evidence));
    }
    sections.extend(expected::section(evidence));
    sections
}

fn fact(place: impl Into<String>, label: &str, value: impl Into<String>, form: Form) -> Fact {
    Fact { place: place.into(), label: label.to_owned(), value: value.into(), form, note: String::new() }
}

impl Fact {
    fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}
