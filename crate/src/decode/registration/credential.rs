//! Key credentials: the entries of `keyCredentials`.

use super::custom_key_identifier::CustomKeyIdentifier;
use super::members::{self, Members};
use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::der::{self, Structure};
use crate::decode::guid::Guid;
use crate::decode::json::{self, Json};
use crate::decode::{base64, hex, instant, pem, text};
use crate::report::{Text, say, value};
use crate::time::UnixTime;

/// One entry of `keyCredentials`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credential {
    pub(crate) key_id: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) usage: Option<String>,
    /// `type`.
    pub(crate) kind: Option<String>,
    pub(crate) start: Option<UnixTime>,
    pub(crate) end: Option<UnixTime>,
    /// Whether its dates are days, without a time.
    pub(crate) is_by_day: bool,
    /// A date that is there and cannot be read.
    pub(crate) unread_date: Option<String>,
    pub(crate) custom_key_identifier: Option<CustomKeyIdentifier>,
    /// Whether that is `null`, and neither left out nor unread.
    pub(crate) has_no_identifier: bool,
    /// The certificate in `key` or `value`.
    pub(crate) certificate: Option<Certificate>,
}

impl Credential {
    /// What was read of it, as Microsoft Graph writes it (keyCredential resource type).
    pub(super) fn shown(&self) -> String {
        let text = |text: &Option<String>| json::quoted_or_null(text.as_deref());
        let length = if self.is_by_day { "2026-01-31".len() } else { usize::MAX };
        let date = |time: Option<UnixTime>| {
            let known = time.map(|time| time.to_string().chars().take(length).collect());
            text(&known.or_else(|| self.unread_date.clone()))
        };
        json::object(&[
            (
                "customKeyIdentifier",
                json::quoted_or_null(self.custom_key_identifier.as_ref().map(CustomKeyIdentifier::text)),
            ),
            ("displayName", text(&self.display_name)),
            ("endDateTime", date(self.end)),
            ("key", text(&self.certificate.as_ref().and_then(|one| one.der.as_ref()).map(|der| base64::encode(der)))),
            ("keyId", text(&self.key_id)),
            ("startDateTime", date(self.start)),
            ("type", text(&self.kind)),
            ("usage", text(&self.usage)),
        ])
    }

    /// The same, to be sent back; none where that would change the entry, because a part of it was not read.
    pub(crate) fn entry(&self) -> Option<String> {
        let is_read = self.key_id.as_deref().is_some_and(|id| Guid::parse(id).is_some())
            && self.certificate.as_ref().is_some_and(|one| one.der.is_some())
            && self.start.is_some()
            && self.end.is_some()
            && !self.is_by_day
            && self.kind.is_some()
            && self.usage.is_some();
        is_read.then(|| self.shown())
    }

    /// Its thumbprint by this hash, as far as it is known: from the certificate, else from `customKeyIdentifier`.
    pub(crate) fn thumbprint(&self, hash: Hash) -> Option<&[u8]> {
        if let Some(certificate) = &self.certificate {
            return certificate.thumbprint(hash);
        }
        match (&self.custom_key_identifier, hash) {
            (Some(CustomKeyIdentifier::Hex { bytes, .. } | CustomKeyIdentifier::Bytes { bytes, .. }), Hash::Sha1) => {
                Some(bytes)
            }
            _ => None,
        }
    }

    /// Whether the beginning of `customKeyIdentifier` tells that it is of another certificate than the one with this SHA-1:
    /// of its bytes, or of what 40 digits are as base64.
    pub(crate) fn excludes(&self, sha1: &[u8]) -> bool {
        let Some(CustomKeyIdentifier::Cut { bytes, .. }) = &self.custom_key_identifier else { return false };
        let digits = base64::decode(&hex::encode(sha1)).unwrap_or_default();
        !bytes.is_empty() && !sha1.starts_with(bytes) && !digits.starts_with(bytes)
    }

    /// Whether it is one for client assertions, as far as it says.
    pub(crate) fn is_usable(&self) -> bool {
        let is = |value: &Option<String>, wanted: &str| {
            value.as_ref().is_none_or(|value| value.eq_ignore_ascii_case(wanted))
        };
        is(&self.usage, "Verify") && is(&self.kind, "AsymmetricX509Cert")
    }

    /// What a person calls it, in a sentence.
    pub(crate) fn label(&self) -> Text {
        // Microsoft Graph takes 90 characters, a pasted text any number.
        let short = |text: &String| value(text.chars().take(90).collect::<String>());
        match (self.display_name.as_ref().map(short), self.key_id.as_ref().map(short)) {
            (Some(name), Some(id)) => say("{} ({})", [name, id]),
            (Some(label), None) | (None, Some(label)) => label,
            (None, None) => match [Hash::Sha1, Hash::Sha256].into_iter().find_map(|hash| self.thumbprint(hash)) {
                Some(bytes) => value(hex::encode(bytes)),
                None => "without a name".into(),
            },
        }
    }
}

const USAGES: [&str; 2] = ["verify", "sign"];
const TYPES: [&str; 3] = ["asymmetricx509cert", "x509certandpassword", "symmetric"];

/// Whether an object is one, as far as it says.
pub(super) fn is_key_credential(object: &Members) -> bool {
    let identified = ["keyid", "customkeyidentifier", "key"].iter().any(|name| object.raw(name).is_some());
    identified && (one_of(object, "usage", &USAGES).is_some() || one_of(object, "type", &TYPES).is_some())
}

/// A member that is one of these words; of another, nothing is known.
fn one_of(object: &Members, name: &str, words: &[&str]) -> Option<String> {
    object.string(name).filter(|value| words.contains(&value.to_ascii_lowercase().as_str()))
}

/// Reads one; what cannot be read of it is left out.
pub(super) fn read(object: &Members) -> Credential {
    let written = |long, short| written(object.get(long).or_else(|| object.get(short))?);
    let (first, last) = (written("startdatetime", "startdate"), written("enddatetime", "enddate"));
    let days = |text: &Option<String>| text.as_deref().and_then(instant::day);
    let date = |text: &Option<String>| text.as_deref().and_then(instant::parse);
    let start = date(&first).or_else(|| days(&first).map(|(begin, _)| begin));
    let end = date(&last).or_else(|| days(&last).map(|(_, end)| end));
    let unread = |text: &Option<String>, time: Option<UnixTime>| text.clone().filter(|_| time.is_none());
    let binary = |name| object.get(name).and_then(Binary::read);
    Credential {
        key_id: object.guid("keyid").map(|id| id.to_string()),
        display_name: object.string("displayname"),
        usage: one_of(object, "usage", &USAGES),
        kind: one_of(object, "type", &TYPES),
        is_by_day: days(&first).is_some() || days(&last).is_some(),
        unread_date: unread(&last, end).or_else(|| unread(&first, start)),
        start,
        end,
        custom_key_identifier: binary("customkeyidentifier").and_then(|binary| match binary {
            Binary::Text(text) => CustomKeyIdentifier::of_text(&text),
            Binary::Bytes(bytes) => CustomKeyIdentifier::of_bytes(bytes),
        }),
        has_no_identifier: object.raw("customkeyidentifier").is_some_and(|value| value.text() == "null"),
        certificate: binary("key").or_else(|| binary("value")).and_then(certificate),
    }
}

/// A date, by itself or in the object that Windows PowerShell makes of one.
fn written(json: Json<'_>) -> Option<String> {
    let text = json.string().or_else(|| members::value(json)?.string());
    Some(text.map_or_else(|| json.text().to_owned(), Into::into)).filter(|text| !text.is_empty())
}

/// Microsoft Graph's `Edm.Binary`: base64 on the wire, bytes in an SDK.
enum Binary {
    Text(String),
    Bytes(Vec<u8>),
}

impl Binary {
    /// A string; numbers as an array, as `{"value":[…],"Count":20}`, or with spaces between as PowerShell writes what lies
    /// too deep.
    fn read(json: Json<'_>) -> Option<Self> {
        if let Some(text) = json.string() {
            let numbers: Option<Vec<u8>> = text.split_whitespace().map(|number| number.parse().ok()).collect();
            let numbers = numbers.filter(|numbers| numbers.len() > 1);
            let text = Some(text.into_owned()).filter(|text| !text.trim().is_empty());
            return numbers.map(Self::Bytes).or_else(|| text.map(Self::Text));
        }
        let numbers = json.elements().or_else(|| members::value(json)?.elements())?;
        let bytes = numbers.map(|number| number.text().parse().ok()).collect::<Option<Vec<_>>>()?;
        Some(bytes).filter(|bytes| !bytes.is_empty()).map(Self::Bytes)
    }
}

/// The certificate of a credential: base64 of DER, or of PEM as old portals wrote it. Anything else is dropped: beside
/// `usage: Sign` it may be a private key.
fn certificate(key: Binary) -> Option<Certificate> {
    let bytes = match key {
        Binary::Text(armoured) if armoured.contains("-----BEGIN") => armoured.into_bytes(),
        Binary::Text(text) => base64::decode_lines(&text)?,
        Binary::Bytes(bytes) => bytes,
    };
    let der = |bytes: &[u8]| match der::structure(bytes) {
        Some(Structure::Certificate) => Certificate::parse(bytes, None),
        _ => None,
    };
    der(&bytes).or_else(|| {
        let text = text::decode(&bytes);
        let (blocks, rest) = pem::blocks(&text);
        let armoured = blocks.into_iter().filter(|block| block.label.ends_with("CERTIFICATE"));
        armoured
            .filter_map(|block| block.bytes())
            .find_map(|bytes| der(&bytes))
            .or_else(|| der(&base64::decode_lines(&rest)?))
    })
}
