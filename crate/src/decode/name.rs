//! Distinguished names as strings (RFC 4514).

use std::fmt::Write;

use x509_parser::asn1_rs::{Any, ToDer};
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use super::hex;

/// The short names of RFC 4514, section 3.
const SHORT: [(&str, &str); 9] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.6", "C"),
    ("2.5.4.9", "STREET"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("0.9.2342.19200300.100.1.1", "UID"),
];

/// The whole name: the last relative name first.
pub(crate) fn string(name: &X509Name<'_>) -> String {
    let mut relative: Vec<String> =
        name.iter_rdn().map(|rdn| rdn.iter().map(attribute).collect::<Vec<_>>().join("+")).collect();
    relative.reverse();
    relative.join(",")
}

/// The most specific common name, as `CN=…`.
pub(crate) fn common_name(name: &X509Name<'_>) -> Option<String> {
    name.iter_common_name().last().map(attribute)
}

fn attribute(attribute: &AttributeTypeAndValue<'_>) -> String {
    let oid = attribute.attr_type().to_id_string();
    let short = SHORT.iter().find(|(dotted, _)| *dotted == oid);
    match (short, text(attribute.attr_value())) {
        (Some((_, short)), Some(value)) => format!("{short}={}", escape(&value)),
        (short, _) => {
            let value = attribute.attr_value().to_der_vec().unwrap_or_default();
            format!("{}=#{}", short.map_or(oid.as_str(), |(_, short)| short), hex::encode(&value))
        }
    }
}

/// The value of any of the string types that names are made of.
fn text(value: &Any<'_>) -> Option<String> {
    let data = value.data;
    match value.tag().0 {
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
