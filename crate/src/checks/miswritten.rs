//! What people put where a thumbprint is wanted, in words: of the header, and of what Entra printed of it.

use crate::crypto::Hash;
use crate::decode::identifier::{Identifier, Reading};
use crate::evidence::Member;

/// A reason word and a sentence, where the value betrays itself without any certificate; none where it may be a thumbprint.
pub(super) fn words(member: Member, wanted: Hash, identifier: &Identifier) -> Option<(&'static str, String)> {
    if !identifier.is_miswritten(wanted) {
        return None;
    }
    let (member, text, hash) = (member.name(), &identifier.text, wanted.label());
    let wanted = format!("the base64url of the {} bytes of the {hash} thumbprint", wanted.length());
    if identifier.is_documentation() {
        let message = format!(
            "`{member}` is {text}, an example from Microsoft's documentation, where the certificate's own thumbprint is wanted."
        );
        return Some(("placeholder", message));
    }
    Some(match &identifier.reading {
        Reading::Thumbprint(found, bytes) => (
            if *found == Hash::Sha1 { "sha1" } else { "sha256" },
            format!(
                "`{member}` holds {} bytes, as long as a {} thumbprint, where {wanted} is wanted.",
                bytes.len(),
                found.label()
            ),
        ),
        Reading::Hex(..) => {
            ("hex", format!("`{member}` holds the thumbprint as hexadecimal digits, where {wanted} is wanted."))
        }
        Reading::HexText { newline: false, .. } => {
            ("hex-text", format!("`{member}` is base64 of the hexadecimal digits as text, where {wanted} is wanted."))
        }
        Reading::HexText { newline: true, .. } => (
            "hex-text-newline",
            format!(
                "`{member}` is base64 of the hexadecimal digits as text with a line end (as `echo` adds one), where {wanted} is wanted."
            ),
        ),
        Reading::KeyId(id) => {
            ("key-id", format!("`{member}` holds the GUID {id}, as a `keyId` is, where {wanted} is wanted."))
        }
        Reading::Placeholder => ("placeholder", format!("`{member}` is still the place-holder {text}.")),
        Reading::HiddenCharacters(characters) => {
            let points: Vec<String> = characters.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            ("hidden-characters", format!("`{member}` has characters in it that do not show: {}.", points.join(", ")))
        }
        Reading::Length(bytes) => ("length", format!("`{member}` decodes to {bytes} bytes, where {wanted} is wanted.")),
        Reading::Undecodable => {
            ("undecodable", format!("`{member}` is {text}, which is not base64url, where {wanted} is wanted."))
        }
    })
}
