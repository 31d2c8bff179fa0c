//! Distinguished names as strings (RFC 4514).

use std::fmt::Write;

use super::der::{self, Element};
use super::hex;

/// The short names of RFC 4514, section 3, and behind them those that openssl prints.
const SHORT: [(&str, &str); 28] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.6", "C"),
    ("2.5.4.9", "STREET"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.12", "title"),
    ("2.5.4.13", "description"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.20", "telephoneNumber"),
    ("2.5.4.41", "name"),
    ("2.5.4.42", "GN"),
    ("2.5.4.43", "initials"),
    ("2.5.4.44", "generationQualifier"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.65", "pseudonym"),
    ("2.5.4.97", "organizationIdentifier"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.2.840.113549.1.9.2", "unstructuredName"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
];

/// A distinguished name.
pub(super) struct Name {
    /// All of it, the last relative name first.
    pub(super) text: String,
    /// The most specific common name, as `CN=…`.
    pub(super) common_name: Option<String>,
}

/// Reads an `RDNSequence` (RFC 5280, section 4.1.2.4), also one of which a relative name is empty.
pub(super) fn read(sequence: &[u8]) -> Option<Name> {
    let (sequence, _) = der::read(sequence)?;
    let mut name = Name { text: String::new(), common_name: None };
    for relative in der::children(sequence.content)? {
        let mut text = String::new();
        for attribute in der::children(relative.content)? {
            let [oid, value] = der::children(attribute.content)?.try_into().ok()?;
            let attribute = written(&oid, &value);
            text = joined(text, '+', &attribute);
            if attribute.starts_with("CN=") {
                name.common_name = Some(attribute);
            }
        }
        name.text = joined(text, ',', &name.text);
    }
    Some(name)
}

fn joined(mut text: String, separator: char, more: &str) -> String {
    if !text.is_empty() && !more.is_empty() {
        text.push(separator);
    }
    text + more
}

fn written(oid: &Element<'_>, value: &Element<'_>) -> String {
    let oid = der::dotted(oid.content);
    let short = SHORT.iter().find(|(dotted, _)| *dotted == oid).map_or(oid.as_str(), |(_, short)| short);
    let value = text(value).map_or_else(|| format!("#{}", hex::encode(value.raw)), |value| escape(&value));
    format!("{short}={value}")
}

/// The value of any of the string types that names are made of.
fn text(value: &Element<'_>) -> Option<String> {
    let data = value.content;
    match value.tag {
        // UTF8String
        12 => String::from_utf8(data.to_vec()).ok(),
        // NumericString, PrintableString, TeletexString, IA5String: TeletexString is read as Latin-1, as OpenSSL does.
        18 | 19 | 20 | 22 => Some(data.iter().map(|byte| char::from(*byte)).collect()),
        // UniversalString
        28 => data.chunks(4).map(|unit| char::from_u32(u32::from_be_bytes(unit.try_into().ok()?))).collect(),
        // BMPString
        30 if data.len().is_multiple_of(2) => {
            let units = data.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_be_bytes);
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        _ => None,
    }
}

/// RFC 4514, section 2.4. Control characters are escaped too, as the section allows and OpenSSL does.
fn escape(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (n, character) in value.chars().enumerate() {
        match character {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.extend(['\\', character]),
            ' ' if n == 0 || n == last => text.extend(['\\', ' ']),
            '#' if n == 0 => text.extend(['\\', '#']),
            '\0'..='\x1F' | '\x7F' => {
                // Writing to a string does not fail.
                let _ = write!(text, "\\{:02X}", u32::from(character));
            }
            _ => text.push(character),
        }
    }
    text
}
