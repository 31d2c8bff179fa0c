//! A certificate: its fields, its thumbprints in every form that some tool shows, and its `keyCredentials` entry.

use super::fact;
use crate::crypto::Hash;
use crate::decode::certificate::{Certificate, Fields};
use crate::decode::{base64, hex};
use crate::entra::graph;
use crate::evidence::{Evidence, Holder};
use crate::report::{Fact, Form, Section, Text, say, words};
use crate::time::UnixTime;

/// Where its facts are not wanted, there are none.
pub(super) fn section(holder: Holder, certificate: &Certificate, evidence: &Evidence<'_>, is_wanted: bool) -> Section {
    let kind = match holder {
        Holder::X5c(_) => "Certificate in x5c",
        Holder::Thumbprint(_) => "Thumbprint",
        Holder::File(_) | Holder::Credential(_) => "Certificate",
    };
    let facts = if is_wanted { facts(holder, certificate, evidence) } else { Vec::new() };
    super::section(holder.section(), format!("{kind}: {}", certificate.label()), facts)
}

fn facts(holder: Holder, certificate: &Certificate, evidence: &Evidence<'_>) -> Vec<Fact> {
    let mut facts =
        certificate.fields.as_ref().map(|fields| fields_of(holder, fields, evidence.moment.now)).unwrap_or_default();
    let sha1 = certificate.sha1.iter().flat_map(|bytes| thumbprints(holder, "sha1", "SHA-1", bytes, "x5t"));
    facts.extend(sha1);
    let sha256 =
        certificate.sha256.iter().flat_map(|bytes| thumbprints(holder, "sha256", "SHA-256", bytes, "x5t#S256"));
    facts.extend(sha256);
    if let Some(fields) = &certificate.fields {
        let hash = Hash::Sha256.digest(&[&fields.public_key_info]);
        facts.push(
            fact("Public key (SPKI), SHA-256", hex::encode(&hash), Form::Code)
                .with_note("the same for every certificate of this key"),
        );
        if let Some(entry) = graph::key_credential(certificate, evidence.context.random) {
            facts.push(
                fact("keyCredentials entry", entry, Form::Json)
                    .at(holder.place("key_credential"))
                    .with_note("for the app registration; a PATCH replaces the whole list, so keep the others in it"),
            );
        }
    }
    facts
}

fn fields_of(holder: Holder, fields: &Fields, now: UnixTime) -> Vec<Fact> {
    let row = |name: &str, label: &str, value: &str| fact(label, value, Form::Code).at(holder.place(name));
    let date = |name: &str, label: &str, time: UnixTime| {
        row(name, label, &time.to_string()).with_note(words(time.relative_to(now)))
    };
    vec![
        row("subject", "Subject", &fields.subject),
        row("issuer", "Issuer", &fields.issuer),
        row("serial", "Serial number", &fields.serial),
        date("not_before", "Valid from", fields.not_before),
        date("not_after", "Valid to", fields.not_after),
        row("key", "Key", &fields.key.label()),
        fact("Signed with", &fields.signature_algorithm, Form::Code).with_note("does not matter to Entra"),
    ]
}

fn thumbprints(holder: Holder, name: &str, label: &str, bytes: &[u8], member: &str) -> [Fact; 4] {
    let row = |form: &str, form_label: &str, value: String, note: Text| {
        let row = fact(&format!("{label}, {form_label}"), value, Form::Code).with_note(note);
        // Of one that is known by it alone it is one value.
        let is_placed = form == "hex" || !(form.is_empty() || matches!(holder, Holder::Thumbprint(_)));
        if is_placed { row.at(holder.place(&format!("thumbprint.{name}.{form}"))) } else { row }
    };
    let portal = if name == "sha1" { "Thumbprint in the Azure portal and in Windows" } else { "" };
    [
        row("hex", "hexadecimal", hex::encode(bytes), portal.into()),
        row("", "with colons", hex::encode_colons(bytes), "as openssl prints it".into()),
        row("base64", "base64", base64::encode(bytes), Text::default()),
        row("base64url", "base64url", base64::encode_url(bytes), say("the value of {}", [words(member)])),
    ]
}
