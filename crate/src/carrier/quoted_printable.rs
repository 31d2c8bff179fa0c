//! Quoted-printable (RFC 2045, section 6.7), as the source of a mail shows it.

use crate::character::is;

pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut parts = text.split('=');
    bytes.extend(parts.next()?.bytes());
    for part in parts {
        let soft = part.trim_start_matches(is(|c| matches!(c, ' ' | '\t')));
        let soft = soft.strip_prefix("\r\n").or_else(|| soft.strip_prefix('\n'));
        // In such a text every sign of equality is one of the encoding.
        let (byte, rest) = match soft {
            Some(rest) => (None, rest),
            None if part.is_empty() => (None, part),
            None => {
                let (digits, rest) = part.split_at_checked(2)?;
                if !digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F')) {
                    return None;
                }
                (Some(u8::from_str_radix(digits, 16).ok()?), rest)
            }
        };
        bytes.extend(byte);
        bytes.extend(rest.bytes());
    }
    (bytes.len() < text.len()).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn only_where_all_signs_are_of_the_encoding() {
        assert_eq!(decoded("a=3Db=\r\nc=C3=BC d=\n").as_deref(), Some("a=bc\u{FC} d"));
        for text in ["a=b=3D", "plain", "a=3d", "a==3D="] {
            assert_ne!(decoded(text).as_deref(), Some("a"), "{text}");
        }
        assert_eq!((decoded("a=b=3D"), decoded("plain"), decoded("a=3d")), (None, None, None));
    }
}
