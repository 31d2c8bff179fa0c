//! GUIDs, as Entra writes its identifiers.

/// Whether this is a GUID: 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_guid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// The GUID that a text begins with.
pub(crate) fn at_start(text: &str) -> Option<String> {
    text.get(..36).filter(|text| is_guid(text)).map(str::to_owned)
}
