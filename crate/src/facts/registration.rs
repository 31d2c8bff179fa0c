//! The app registration: which credentials it has, and which certificates these are.

use super::fact;
use crate::crypto::Hash;
use crate::decode::guid::Guid;
use crate::decode::hex;
use crate::decode::registration::{Credential, CustomKeyIdentifier, Registration};
use crate::evidence::{Evidence, Holder};
use crate::report::{Fact, Form, Place, Section, Text, say, value, words};
use crate::time::UnixTime;

pub(super) fn section(registration: &Registration, evidence: &Evidence<'_>) -> Section {
    let name = registration.display_name.as_ref().map(|name| format!(": {name}")).unwrap_or_default();
    let title = if registration.service_principal { "Service principal" } else { "App registration" };
    let row = |label: &str, id: &Option<Guid>| id.as_ref().map(|id| fact(label, id.as_str(), Form::Code));
    let mut facts: Vec<Fact> = [
        row("Application (client) ID", &registration.app_id).map(|fact| fact.at(Place::application())),
        row("Object ID", &registration.object_id).map(|fact| fact.with_note("no client ID")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let count = match &evidence.registered.credentials {
        None => "not listed".to_owned(),
        Some(credentials) => credentials.len().to_string(),
    };
    facts.push(fact("Key credentials", count, Form::Text));
    if evidence.registered.trusts_subjects {
        let note = "registers no certificate; counts only where x5c is sent";
        facts.push(fact("trustedCertificateSubjects", "present", Form::Text).with_note(note));
    }
    super::section("registration", format!("{title}{name}"), facts)
}

/// Where its facts are not wanted, there are none.
pub(super) fn credential(n: usize, credential: &Credential, evidence: &Evidence<'_>, is_wanted: bool) -> Section {
    let facts = if is_wanted { facts(n, credential, evidence) } else { Vec::new() };
    let name = credential.display_name.as_ref().or(credential.key_id.as_ref());
    let name = name.map(|name| format!(": {name}")).unwrap_or_default();
    super::section(Holder::Credential(n).section(), format!("Key credential{name}"), facts)
}

fn facts(n: usize, credential: &Credential, evidence: &Evidence<'_>) -> Vec<Fact> {
    let row = |name: &str, label: &str, value: &str| fact(label, value, Form::Code).at(Place::credential(n, name));
    let date = |name: &str, label: &str, time: Option<UnixTime>| {
        time.map(|time| row(name, label, &time.to_string()).with_note(words(time.relative_to(evidence.moment.now))))
    };
    let whose = whose(credential, evidence);
    let identifier = match &credential.custom_key_identifier {
        Some(identifier) => Some(identifier.text()),
        None => credential.has_no_identifier.then_some("null"),
    };
    let identifier = identifier.map(|text| row("custom_key_identifier", "customKeyIdentifier", text));
    let mut note = credential.custom_key_identifier.as_ref().map(decoded).unwrap_or_default();
    if credential.certificate.is_none() {
        let parts = [note, whose.clone()];
        note = Text::join(parts.into_iter().filter(|part| !part.is_empty()), "; ");
    }
    [
        credential.key_id.as_ref().map(|id| row("key_id", "keyId", id).with_note("names the entry, no hash")),
        date("start", "Valid from", credential.start),
        date("end", "Valid to", credential.end),
        credential.usage.as_ref().map(|usage| row("usage", "usage", usage)),
        credential.kind.as_ref().map(|kind| row("type", "type", kind)),
        identifier.map(|row| row.with_note(note)),
        credential.certificate.as_ref().and_then(|certificate| {
            let digits = certificate.digits(Hash::Sha1)?;
            Some(row("sha1.hex", "SHA-1 of its key, hexadecimal", &digits).with_note(whose))
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What `customKeyIdentifier` says, decoded.
fn decoded(identifier: &CustomKeyIdentifier) -> Text {
    match identifier {
        CustomKeyIdentifier::Hex { .. } => "as long as a SHA-1 thumbprint".into(),
        CustomKeyIdentifier::Bytes { bytes, .. } => say("SHA-1 {}", [value(hex::encode(bytes))]),
        CustomKeyIdentifier::DoubleBase64 { bytes, .. } => {
            say("base64 of base64; decoded twice it is {}", [value(hex::encode(bytes))])
        }
        CustomKeyIdentifier::Sha256 { bytes, .. } => {
            say("as long as a SHA-256 thumbprint: {}", [value(hex::encode(bytes))])
        }
        CustomKeyIdentifier::Cut { .. } => "its first bytes alone".into(),
        CustomKeyIdentifier::Label { label, .. } => say("a label: {}", [value(label)]),
    }
}

/// Which of the certificates given it is.
fn whose(credential: &Credential, evidence: &Evidence<'_>) -> Text {
    let Some(sha1) = credential.thumbprint(Hash::Sha1) else { return Text::default() };
    match evidence.given().find(|(_, one)| one.thumbprint(Hash::Sha1) == Some(sha1)) {
        Some((holder, certificate)) if evidence.signer.reference == Some(holder) => {
            say("this is {}", [value(certificate.label())])
        }
        Some((_, certificate)) => say("this is {}, another of the certificates given", [value(certificate.label())]),
        None => match &credential.certificate {
            Some(certificate) => value(certificate.label()),
            None => Text::default(),
        },
    }
}
