//! What is secret by its shape, whatever it is called and wherever it stands: private keys, signed tokens, and the client
//! secrets that Entra makes. A thumbprint, a GUID and a certificate have none of these shapes.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::base64;
use crate::character::is;

/// What stands in the place of a secret.
pub(crate) const LEFT_OUT: &str = "(secret left out)";

/// The fewest digits of base64 that are looked at: with less, no more of a secret is told than that it is one.
const DIGITS: usize = 12;
/// How many encodings may lie round each other, such as base64 of percent-encoded text.
const ENCODINGS: u8 = 4;

/// A kind of secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secret {
    PrivateKey,
    /// A token with its claims or its signature.
    Token,
    /// A client secret, or another word that was to be kept.
    Word,
}

/// A text without its secrets; itself where it has none.
pub(crate) fn without(text: &str) -> Cow<'_, str> {
    leave_out(text, &found(text, ENCODINGS))
}

/// Whether a text holds a secret.
pub(crate) fn is_in(text: &str) -> bool {
    !kinds(text).is_empty()
}

/// The secrets in a text.
pub(crate) fn kinds(text: &str) -> Vec<Secret> {
    found(text, ENCODINGS).into_iter().map(|(kind, _)| kind).collect()
}

fn leave_out<'a>(text: &'a str, secrets: &[(Secret, Range<usize>)]) -> Cow<'a, str> {
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for (_, secret) in secrets {
        kept.push_str(text.get(at..secret.start).unwrap_or_default());
        kept.push_str(LEFT_OUT);
        at = secret.end;
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where the secrets of a text are, in order.
fn found(text: &str, encodings: u8) -> Vec<(Secret, Range<usize>)> {
    let mut found: Vec<(Secret, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(word) = word(text, at) {
        at = word.end;
        let Some(inside) = text.get(word.clone()) else { break };
        // Most words are short, and no part of one.
        if inside.len() < DIGITS && !inside.ends_with("BEGIN") && !inside.as_bytes().contains(&b'~') {
            continue;
        }
        let secret = armour(text, &word).or_else(|| {
            let (kind, part) = of_word(inside, encodings)?;
            let end = word.start + part.end;
            // What is wrapped goes on in the next lines.
            let end = if end == word.end && kind != Secret::Word { wrapped(text, end) } else { end };
            Some((kind, word.start + part.start..end))
        });
        if let Some((kind, span)) = secret {
            at = span.end;
            found.push((kind, span));
        }
    }
    found
}

/// The next word of characters that secrets and their encodings are made of.
fn word(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = at + bytes.get(at..)?.iter().position(|byte| is_part(*byte))?;
    let length = bytes.get(start..)?.iter().position(|byte| !is_part(*byte));
    Some(start..length.map_or(bytes.len(), |length| start + length))
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=' | b'.' | b'~' | b'%')
}

/// From the beginning of a private key's armour to its end, or to where the text ends.
fn armour(text: &str, word: &Range<usize>) -> Option<(Secret, Range<usize>)> {
    let inside = text.get(word.clone())?;
    let begins = inside.match_indices("BEGIN").map(|(at, mark)| word.start + at + mark.len());
    let label = begins.into_iter().find(|at| is_private(text, *at))?;
    let before = text.get(word.start..label)?.strip_suffix("BEGIN")?;
    let ends = text.get(label..)?.match_indices("END").map(|(at, mark)| label + at + mark.len());
    let end = ends.into_iter().find(|at| is_private(text, *at)).and_then(|at| {
        let dashes = at + text.get(at..)?.find("--")?;
        let rest = text.get(dashes..)?;
        Some(dashes + rest.len() - rest.trim_start_matches('-').len())
    });
    Some((Secret::PrivateKey, word.start + before.trim_end_matches('-').len()..end.unwrap_or(text.len())))
}

/// Whether the label of armour that begins here is a private key's.
fn is_private(text: &str, at: usize) -> bool {
    const LABEL: usize = 48;
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let label = rest.get(..rest.len().min(LABEL)).unwrap_or_default();
    let mut words = label.windows(7).take_while(|word| !word.starts_with(b"--"));
    words.any(|word| word == b"PRIVATE")
}

/// Goes on over lines of base64, as long as they are long, and over the shorter one that ends them.
fn wrapped(text: &str, mut end: usize) -> usize {
    const LINE: usize = 40;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let next = rest.trim_start_matches(is(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '\\')));
        let between = rest.get(..rest.len() - next.len()).unwrap_or_default();
        // The letters of a line end that is escaped.
        let letters =
            if between.contains('\\') { next.trim_start_matches(is(|c| matches!(c, 'r' | 'n' | '\\'))) } else { next };
        let ends_line = between.contains('\n') || letters.len() < next.len();
        let digits = letters.find(is(|c| !base64::is_digit(c) && c != '.')).unwrap_or(letters.len());
        let line = letters.get(..digits).unwrap_or_default();
        let is_line = !line.trim_end_matches('=').contains('=') && line.contains(is(|c: char| !c.is_ascii_lowercase()));
        if !is_line || (digits < LINE && !ends_line) {
            return end;
        }
        end = text.len() - letters.len() + digits;
        if digits < LINE {
            return end;
        }
    }
}

/// The first secret in a word, and where it is.
fn of_word(word: &str, encodings: u8) -> Option<(Secret, Range<usize>)> {
    if word.contains('%')
        && let Some(encodings) = encodings.checked_sub(1)
        && let decoded = percent_decode_str(word).decode_utf8_lossy()
        && decoded != word
        && let Some((kind, _)) = found(&decoded, encodings).first()
    {
        return Some((*kind, 0..word.len()));
    }
    let mut start = 0;
    let of_digits = word.split(is(|c| !base64::is_digit(c) || c == '=')).find_map(|digits| {
        let from = start;
        let end = start + digits.len();
        start = end + 1;
        let (kind, at) = if digits.len() < DIGITS { None } else { of_digits(digits, encodings) }?;
        let padding = word.get(end..).map_or(0, |rest| rest.len() - rest.trim_start_matches('=').len());
        Some((kind, from + at..end + padding))
    });
    let token = token(word).map(|span| (Secret::Token, span));
    let of_entra = of_entra(word).map(|span| (Secret::Word, span));
    // A token is one word, whatever its segments hold.
    [token, of_entra, of_digits].into_iter().flatten().min_by_key(|(_, span)| span.start)
}

/// A client secret of Entra's: three characters, a digit, `Q~`, and 31 to 34 more, some of which may have been cut off.
fn of_entra(word: &str) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '~' | '.' | '_' | '-');
    word.match_indices("Q~").find_map(|(at, mark)| {
        let start = at.checked_sub(4)?;
        let before = word.get(start..at)?;
        if !before.chars().all(is_part) || !before.ends_with(is(|c: char| c.is_ascii_digit())) {
            return None;
        }
        let rest = word.get(at + mark.len()..)?;
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        Some(start..at + mark.len() + length)
    })
}

/// A compact JWS with more than its header, which may have been cut off.
fn token(word: &str) -> Option<Range<usize>> {
    const HEADER: usize = 12;
    let starts = |text: &str| text.starts_with("ey") || text.starts_with("ew");
    let is_object = |digits: &str| beginning(digits).is_some_and(|bytes| bytes.trim_ascii().starts_with(b"{"));
    let mut end = 0;
    word.split_inclusive('.').find_map(|segment| {
        let from = end;
        end += segment.len();
        let follows = word.get(end..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('.'));
        let header = segment.strip_suffix('.').filter(|_| follows)?;
        let mut possible = header.match_indices('e').filter_map(|(at, _)| Some((at, header.get(at..)?)));
        let (at, _) = possible.find(|(_, digits)| starts(digits) && digits.len() >= HEADER && is_object(digits))?;
        Some(from + at..word.len())
    })
}

/// A private key in DER, or a text with a secret, in base64; a key in hexadecimal.
fn of_digits(digits: &str, encodings: u8) -> Option<(Secret, usize)> {
    // A sequence of 32 bytes or more, and not the one inside of a short certificate or request.
    let begins = |at: &usize| matches!(digits.as_bytes().get(at + 1), Some(b'C'..=b'I'));
    let is_inside =
        |at: usize| at.checked_sub(4).and_then(|at| digits.get(at..)).is_some_and(|one| one.starts_with("MI"));
    let is_key = |at: usize| digits.get(at..).and_then(beginning).is_some_and(|bytes| begins_key(&bytes));
    let mut possible = digits.match_indices('M').map(|(at, _)| at).filter(begins);
    if let Some(at) = possible.find(|at| !is_inside(*at) && is_key(*at)) {
        return Some((Secret::PrivateKey, at));
    }
    if let Some(bytes) = digits.get(..30).filter(|_| digits.starts_with("30")).and_then(super::hex::decode)
        && begins_key(&bytes)
    {
        return Some((Secret::PrivateKey, 0));
    }
    let encodings = encodings.checked_sub(1)?;
    let whole = of_encoded(digits, encodings).map(|kind| (kind, 0));
    // A slash is a digit, and stands in paths.
    let mut parts = std::iter::once(0).chain(digits.match_indices('/').map(|(at, _)| at + 1));
    whole.or_else(|| parts.find_map(|at| Some((of_encoded(digits.get(at..)?.split('/').next()?, encodings)?, at))))
}

/// A secret in a text that is encoded so.
fn of_encoded(digits: &str, encodings: u8) -> Option<Secret> {
    let is_text = |byte: &u8| *byte >= 0x80 || byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    beginning(digits).filter(|bytes| bytes.iter().all(is_text))?;
    // A rest of one digit is no byte.
    let whole = digits.get(..digits.len() - usize::from(digits.len() % 4 == 1))?;
    let text = String::from_utf8(base64::decode(whole)?).ok()?;
    found(&text, encodings).first().map(|(kind, _)| *kind)
}

/// The bytes that the first digits stand for.
fn beginning(digits: &str) -> Option<Vec<u8>> {
    let length = digits.len().min(2 * DIGITS) / 4 * 4;
    base64::decode(digits.get(..length)?)
}

/// Whether a private key begins so: PKCS#1 (RFC 8017), PKCS#8 (RFC 5958) with its encrypted form, SEC 1 (RFC 5915), and
/// PKCS#12 (RFC 7292). The key may be cut, so its end is not asked for.
fn begins_key(bytes: &[u8]) -> bool {
    /// PKCS#5 and PKCS#12, with which keys are encrypted.
    const ENCRYPTED: [&[u8]; 2] =
        [&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05], &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C]];
    fn sequence(bytes: &[u8]) -> Option<&[u8]> {
        match bytes {
            [0x30, 0x80, rest @ ..]
            | [0x30, 0x81, _, rest @ ..]
            | [0x30, 0x82, _, _, rest @ ..]
            | [0x30, 0x83, _, _, _, rest @ ..] => Some(rest),
            [0x30, length, rest @ ..] if *length < 0x80 => Some(rest),
            _ => None,
        }
    }
    match sequence(bytes) {
        // version, then the algorithm, the modulus, or the private number
        Some([2, 1, 0 | 1 | 3, 0x30, ..] | [2, 1, 0 | 1, 2, 0x20..=0xFF, ..] | [2, 1, 1, 4, ..]) => true,
        Some(inside) => sequence(inside)
            .and_then(|inside| inside.strip_prefix(&[6]))
            .and_then(|inside| inside.get(1..9))
            .is_some_and(|identifier| ENCRYPTED.contains(&identifier)),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{LEFT_OUT, without};
    use crate::decode::base64;

    /// Each of these has a mark where the secret was, and nothing else of it.
    #[test]
    fn secrets_are_left_out_and_what_stands_beside_them_stays() {
        let pem = include_str!("../../../tests/certificates/client.key");
        let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let lines = pem.lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\n");
        let word = "Rk18Q~kJ3vN2pL0xWzT9sYbC4dEfGhIjKlMnOpQrS";
        let token = format!("eyJhbGciOiJSUzI1NiJ9.eyJ1cG4iOiJqYW5lIn0.{}", "c2lnbmF0dXJl".repeat(28));
        let encoded = base64::encode(format!("label {word}").as_bytes());
        let hexadecimal = crate::decode::hex::encode(&base64::decode(&body).unwrap());
        for secret in [
            pem.trim(),
            pem.trim().replace('\n', "\\n").as_str(),
            pem.trim().replace(' ', "%20").replace('\n', "%0A").as_str(),
            &pem[..500],
            &body,
            &body[..100],
            &lines,
            &lines.replace('\n', "\\n"),
            word,
            &word.replace('~', "%7E"),
            &token,
            &token[..token.len() - 300],
            &encoded,
            &base64::encode(encoded.as_bytes()),
            &base64::encode(pem.as_bytes()),
            &hexadecimal,
        ] {
            assert_eq!(without(&format!("before ({secret}")), format!("before ({LEFT_OUT}"), "{secret}");
        }
        assert_eq!(without(&format!("a {word} b {token} c")), format!("a {LEFT_OUT} b {LEFT_OUT} c"));
        assert_eq!(without(&format!("{pem}after")), format!("{LEFT_OUT}\nafter"));
        let url = format!("https://example.com/{}/token", encoded.trim_end_matches('='));
        assert_eq!(without(&url), format!("https://example.com/{LEFT_OUT}"));
        assert_eq!(without(&format!("({}/a)", encoded.trim_end_matches('='))), format!("({LEFT_OUT})"));
        assert_eq!(without(&format!("{word}/{token}")), format!("{LEFT_OUT}/{LEFT_OUT}"));
    }

    #[test]
    fn what_is_public_stays() {
        let certificate = include_str!("../../../tests/certificates/client.pem");
        let body: String = certificate.lines().filter(|line| !line.starts_with('-')).collect();
        for text in [
            certificate,
            &body,
            &base64::encode(certificate.as_bytes()),
            include_str!("../../../tests/certificates/client.pub"),
            "BD95E6E1E4EA9B0C1D7186DAF9BF4AF19612559A5",
            "uQWFfYdoqJr6eMlOCdNk2rIyyj5JssB5bTMhGKg1Nl8=",
            "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8",
            "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token",
            "eyJhbGciOiJSUzI1NiJ9",
            "<base64url of the 32 bytes of the certificate's SHA-256>",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
