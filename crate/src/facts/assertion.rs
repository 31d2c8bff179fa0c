//! The header, the claims and the length of the signature.

use super::{certificate, client, fact};
use crate::decode::hex;
use crate::decode::identifier::Identifier;
use crate::decode::json::Member;
use crate::evidence::{Evidence, MILLISECONDS};
use crate::list::List;
use crate::report::{Fact, Form, Section};
use crate::time::{instant, relative};

/// Members that hold instants.
const INSTANTS: [&str; 3] = ["exp", "nbf", "iat"];

pub(super) fn sections(evidence: &Evidence<'_>) -> Vec<Section> {
    let Some(jws) = evidence.jws() else { return Vec::new() };
    let mut sections = Vec::new();
    for (id, title, object) in [("header", "Header", &jws.header), ("claims", "Claims", &jws.claims)] {
        if let Some(object) = object {
            let mut facts: Vec<Fact> = object.members.iter().map(|member| row(id, member, evidence.now())).list();
            facts.extend(client::hint(jws).filter(|_| id == "header"));
            sections.push(Section { id: id.to_owned(), title: title.to_owned(), facts });
        }
    }
    if let Some(signature) = &jws.signature {
        let facts = vec![fact("signature", "Length in bytes", signature.len().to_string(), Form::Text)];
        sections.push(Section { id: "signature".to_owned(), title: "Signature".to_owned(), facts });
    }
    let chain = evidence.x5c.iter().flat_map(|x5c| &x5c.certificates).enumerate();
    sections
        .extend(chain.filter_map(|(n, one)| Some(certificate::section(&format!("x5c.{n}"), one.as_ref()?, evidence))));
    sections
}

fn row(part: &str, member: &Member, now: f64) -> Fact {
    let value = member.shown();
    let form = if value.starts_with(['{', '[']) { Form::Json } else { Form::Code };
    let note = match member.number() {
        Some(number) if part == "claims" && INSTANTS.contains(&member.name.as_str()) && number.value < MILLISECONDS => {
            format!("{}, {}", instant(number.value), relative(number.value, now))
        }
        _ if part == "header" && member.name.starts_with("x5t") => thumbprint_note(&value),
        _ => String::new(),
    };
    fact(format!("{part}.{}", member.name), &member.name, value, form).with_note(note)
}

/// The bytes as a portal or a tool shows them.
fn thumbprint_note(text: &str) -> String {
    let identifier = Identifier::read(text);
    match identifier.thumbprint() {
        Some((hash, bytes)) => format!("{} {}", hash.label(), hex::encode(bytes)),
        None => String::new(),
    }
}
