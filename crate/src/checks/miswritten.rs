//! What people put where a thumbprint is wanted, in words: of the header, and of what Entra printed of it.

use crate::crypto::Hash;
use crate::decode::identifier::{Identifier, Reading};
use crate::evidence::Member;
use crate::report::{Text, say, value, words};

/// A reason word and a clause without its full stop, where the value betrays itself without any certificate; none where it may be a thumbprint.
pub(super) fn clause(member: Member, wanted: Hash, identifier: &Identifier) -> Option<(&'static str, Text)> {
    if !identifier.is_miswritten(wanted) {
        return None;
    }
    let (member, text, hash) = (member.name(), &identifier.text, wanted.label());
    let wanted = say("the base64url of the {} bytes of the {} thumbprint", [words(wanted.length()), words(hash)]);
    if identifier.is_documentation() {
        let message = say(
            "`{}` is {}, an example from Microsoft's documentation, where the certificate's own thumbprint is wanted",
            [words(member), value(text)],
        );
        return Some(("placeholder", message));
    }
    Some(match &identifier.reading {
        Reading::Thumbprint(found, bytes) => (
            if *found == Hash::Sha1 { "sha1" } else { "sha256" },
            say(
                "`{}` holds {} bytes, as long as a {} thumbprint, where {} is wanted",
                [words(member), words(bytes.len()), words(found.label()), wanted],
            ),
        ),
        Reading::Hex(..) => {
            ("hex", say("`{}` holds the thumbprint as hexadecimal digits, where {} is wanted", [words(member), wanted]))
        }
        Reading::HexText { newline: false, .. } => (
            "hex-text",
            say("`{}` is base64 of the hexadecimal digits as text, where {} is wanted", [words(member), wanted]),
        ),
        Reading::HexText { newline: true, .. } => (
            "hex-text-newline",
            say(
                "`{}` is base64 of the hexadecimal digits as text with a line end (as `echo` adds one), where {} is wanted",
                [words(member), wanted],
            ),
        ),
        Reading::KeyId(id) => (
            "key-id",
            say("`{}` holds the GUID {}, as a `keyId` is, where {} is wanted", [words(member), value(id), wanted]),
        ),
        Reading::Placeholder => ("placeholder", say("`{}` is still the place-holder {}", [words(member), value(text)])),
        Reading::HiddenCharacters(characters) => {
            let points: Vec<String> = characters.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            (
                "hidden-characters",
                say("`{}` has characters in it that do not show: {}", [words(member), value(points.join(", "))]),
            )
        }
        Reading::Length(bytes) => {
            ("length", say("`{}` decodes to {} bytes, where {} is wanted", [words(member), words(bytes), wanted]))
        }
        Reading::Undecodable => (
            "undecodable",
            say("`{}` is {}, which is not base64url, where {} is wanted", [words(member), value(text), wanted]),
        ),
    })
}
