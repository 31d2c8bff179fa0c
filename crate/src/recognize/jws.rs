//! JWS in any text, compact (RFC 7515, section 3.1) or as JSON (section 7.2): behind `Bearer `, in quotes, in a form, cut.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Content, Exchange};
use crate::character::is;
use crate::decode::base64;
use crate::decode::json::{Json, Malformed, Member};
use crate::decode::jws::Jws;

/// A header begins with `{"`, or with `{` and white space, so its base64 begins with one of these.
const STARTS: [&str; 2] = ["ey", "ew"];
/// The shortest word that may be a signature, in digits: that of HS256.
const SIGNATURE: usize = 43;
/// The longest name of a user in front of a prompt, in characters.
const USER: usize = 20;

/// Every assertion in a text. The beginning of one counts where there is no more.
pub(super) fn assertions(text: &str) -> Vec<Content> {
    let mut found: Vec<&str> = Vec::new();
    for (start, word) in words(text) {
        // A full stop behind the third segment ends a sentence.
        let token = word.strip_suffix('.').filter(|rest| rest.matches('.').count() == 2).unwrap_or(word);
        let behind = text.get(start + word.len()..).unwrap_or_default();
        // What stands in place of the signature is in brackets.
        let length = if word.ends_with('.') && behind.starts_with(is(|c| matches!(c, '<' | '{' | '[' | '('))) {
            word.len() + behind.find(is(|c| matches!(c, '>' | '}' | ']' | ')'))).map_or(0, |end| end + 1)
        } else {
            token.len()
        };
        found.extend(text.get(start..start + length).filter(|token| is_token(token)));
    }
    let has_whole = found.iter().any(|token| token.contains('.'));
    found
        .into_iter()
        .filter(|token| !has_whole || token.contains(is(|c| matches!(c, '.' | '%' | '\u{2026}'))))
        .map(|token| parse(token, false))
        .collect()
}

/// Words that may be tokens, and where they stand.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    text.match_indices('e').filter_map(move |(start, _)| {
        let rest =
            text.get(start..).filter(|rest| start >= end && STARTS.iter().any(|begin| rest.starts_with(begin)))?;
        let inside_word = |c: char| c == '.' || (base64::is_digit(c) && c != '=');
        let before = text.get(..start)?;
        // The mark of a comparison.
        let marked = before
            .strip_suffix(is(|c| matches!(c, '+' | '-')))
            .filter(|before| before.is_empty() || before.ends_with('\n'));
        if marked.unwrap_or(before).ends_with(inside_word) {
            return None;
        }
        let word = token(rest);
        end = start + word.len();
        Some((start, word))
    })
}

/// The three segments as members of an object, or as a list of them, or what they decode to; none if that is not what it is.
pub(super) fn exchanges(value: Json<'_>) -> Option<Vec<Exchange>> {
    encoded(value).or_else(|| decoded(value))
}

/// A header, claims, or both in one object, as tools decode a token.
fn decoded(value: Json<'_>) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    if !value.text().starts_with('{')
        || !["\"alg\"", "\"iss\"", "\"aud\""].iter().any(|name| value.text().contains(name))
    {
        return None;
    }
    let part = |names: &[&str]| names.iter().find_map(|name| value.get(name)).map(Json::text);
    let has = |name: &&&str| value.get(name).is_some();
    let is_header = value.get("alg").and_then(Json::string).is_some() && value.get("kty").is_none();
    let (header, claims) = if ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"].iter().filter(has).count() > 2 {
        (None, Some(value.text()))
    } else if is_header {
        (Some(value.text()), None)
    } else {
        (part(&["header"]), part(&["payload", "claims"]))
    };
    if header.is_none() && claims.is_none() {
        return None;
    }
    Some(vec![vec![Content::Assertion(Box::new(Jws::decoded(header, claims)))]])
}

/// Puts the header and the claims of a decoded token together, where each was found by itself. Where the token itself is there,
/// what it decodes to says no more.
pub(super) fn join(exchanges: &mut Vec<Exchange>) {
    let is_sent = |content: &Content| matches!(content, Content::Assertion(jws) if !jws.is_decoded);
    let has_sent = exchanges.iter().flatten().any(is_sent);
    let mut tokens: Vec<Jws> = Vec::new();
    for exchange in exchanges.iter_mut() {
        let (parts, others): (Vec<Content>, _) = std::mem::take(exchange)
            .into_iter()
            .partition(|content| matches!(content, Content::Assertion(jws) if jws.is_decoded));
        *exchange = others;
        for part in parts {
            let Content::Assertion(part) = part else { continue };
            match tokens.last_mut() {
                Some(last) if last.claims.is_none() && part.header.is_none() => last.join(*part),
                _ => tokens.push(*part),
            }
        }
    }
    if tokens.is_empty() || has_sent {
        return;
    }
    exchanges.retain(|exchange| !exchange.is_empty());
    let tokens = tokens.into_iter().map(|token| Content::Assertion(Box::new(token)));
    match exchanges.first_mut() {
        Some(first) => first.extend(tokens),
        None => exchanges.push(tokens.collect()),
    }
}

fn encoded(value: Json<'_>) -> Option<Vec<Exchange>> {
    // Few values are worth reading for it.
    let text = value.text();
    let segments = if text.contains("\"protected\"") {
        let several = value.get("signatures").and_then(Json::elements).and_then(|mut all| all.next());
        let signed = several.unwrap_or(value);
        [signed.get("protected")?, value.get("payload")?, signed.get("signature")?].map(Json::string)
    } else if text.get(1..).is_some_and(|list| list.trim_start().starts_with("\"e")) {
        let mut parts = value.elements()?.map(Json::string);
        [parts.next()?, parts.next()?, parts.next()?]
    } else {
        return None;
    };
    let [header, claims, signature] = segments;
    let token = [header?, claims?, signature?].join(".");
    is_token(&token).then(|| vec![vec![parse(&token, false)]])
}

/// One assertion, percent-encoded or not, which a carrier may have cut. Where something else stands in place of its
/// signature, it has none that is told.
pub(super) fn parse(token: &str, cut: bool) -> Content {
    let token: Cow<'_, str> =
        if token.contains('%') { percent_decode_str(token).decode_utf8_lossy() } else { token.into() };
    let mut parts = token.splitn(3, '.');
    if let (Some(header), Some(claims), Some(signature)) = (parts.next(), parts.next(), parts.next()) {
        let whole = Jws::parse(&format!("{header}.{claims}.{}", ended(header, signature)));
        if is_redacted(signature) || (cut && whole.claims.is_some() && !is_whole(&whole)) {
            let mut jws = Jws::parse(&format!("{header}.{claims}."));
            jws.text.push_str("[Signature]");
            jws.signature = None;
            return Content::Assertion(Box::new(jws));
        }
        return Content::Assertion(Box::new(whole));
    }
    Content::Assertion(Box::new(Jws::parse(&token)))
}

/// Whether a word stands in place of a signature.
fn is_redacted(signature: &str) -> bool {
    const WORDS: [&str; 6] = ["redacted", "signature", "removed", "hidden", "omitted", "masked"];
    let is_same = |c: char| matches!(c, 'x' | 'X') && signature.chars().all(|other| other == c);
    let word = signature.trim_matches(is(|c: char| !c.is_ascii_alphanumeric()));
    let is_word = word.len() < SIGNATURE && WORDS.iter().any(|one| word.to_ascii_lowercase().contains(one));
    signature.starts_with(is(|c| matches!(c, '<' | '{' | '[' | '(' | '*')))
        || is_word
        || signature.chars().next().is_some_and(is_same)
}

/// A signature without what a sentence, a shell or its prompt puts behind it.
fn ended<'a>(header: &str, signature: &'a str) -> &'a str {
    let end = signature.find(is(|c| !base64::is_digit(c))).unwrap_or(signature.len());
    let (digits, tail) = signature.split_at_checked(end).unwrap_or((signature, ""));
    if tail.starts_with('@') {
        let jws = Jws::parse(header);
        let alg = jws.header.as_ref().and_then(|header| header.get("alg")).and_then(Member::string).unwrap_or_default();
        let lengths = (SIGNATURE..=end).rev().take(USER);
        let length = lengths.into_iter().find(|length| is_signature(&alg, length * 3 / 4) && length % 4 != 1);
        return length.and_then(|length| digits.get(..length)).unwrap_or(signature);
    }
    let is_sign = |c: char| matches!(c, '*' | '?' | '!' | '%' | '#' | '$' | '~' | '_');
    if tail.chars().all(is_sign) { digits } else { signature }
}

/// Whether a token has a signature as its algorithm makes them.
pub(super) fn is_whole(jws: &Jws) -> bool {
    let alg = jws.header.as_ref().and_then(|header| header.get("alg")).and_then(Member::string).unwrap_or_default();
    jws.signature.as_ref().is_some_and(|signature| is_signature(&alg, signature.len()))
}

/// Whether an algorithm makes signatures of so many bytes (RFC 7518, section 3).
fn is_signature(alg: &str, length: usize) -> bool {
    match alg {
        "HS256" => length == 32,
        "HS384" => length == 48,
        "HS512" | "ES256" | "EdDSA" => length == 64,
        "ES384" => length == 96,
        "ES512" => length == 132,
        // Keys of 1024 bits and more.
        _ => length >= 128 && length.is_multiple_of(64),
    }
}

/// The characters of a token that a text begins with.
fn token(text: &str) -> &str {
    text.get(..text.find(is(|c: char| !is_part(c))).unwrap_or(text.len())).unwrap_or_default()
}

/// Anything but what ends a word in logs, JSON, forms and shells: a character that does not belong is for the decoder to
/// name.
fn is_part(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(
            character,
            '"' | '\'' | '`' | ',' | ';' | ':' | '&' | '|' | '\\' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>'
        )
}

/// Whether it is meant as a token: parts, the first of which begins an object, or one long part that is the beginning of one.
fn is_token(token: &str) -> bool {
    let header = token.split(is(|c| matches!(c, '.' | '%' | '\u{2026}'))).next().unwrap_or_default();
    if token.len() > header.len() { object(header).is_some() } else { header.len() > 40 && begins(header) }
}

/// Whether a word is the base64 of an object of JSON, as far as it goes.
pub(super) fn begins(word: &str) -> bool {
    // Few words are worth reading for it.
    STARTS.iter().any(|start| word.starts_with(start))
        && object(word).is_some_and(|bytes| {
            // A character may have been cut.
            let valid = std::str::from_utf8(&bytes)
                .map_or_else(|error| if error.error_len().is_none() { error.valid_up_to() } else { 0 }, str::len);
            let text = bytes.get(..valid).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
            matches!(Json::parse(text), Ok(_) | Err(Malformed::Cut)) && !text.is_empty()
        })
}

/// The bytes of a word that begins an object: a brace, and a name or the end behind it.
fn object(word: &str) -> Option<Vec<u8>> {
    let whole = word.get(..word.len() / 4 * 4)?;
    let bytes = base64::decode(whole)?;
    let inside = bytes.strip_prefix(b"{")?.trim_ascii_start();
    (inside.is_empty() || inside.starts_with(b"\"") || inside.starts_with(b"}")).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{is_redacted, token};

    #[test]
    fn a_token_ends_with_its_word() {
        assert_eq!(token("eyJ.eyJ\n  abc"), "eyJ.eyJ");
        assert_eq!(token("eyJ.a.b\", \"x\": 1"), "eyJ.a.b");
        assert_eq!(token("eyJ.a.b&client_id=c"), "eyJ.a.b");
    }

    #[test]
    fn words_in_place_of_a_signature_are_none() {
        for word in ["REDACTED", "***", "<redacted>", "{signature}", "[Signature]", "xxxxx", "signature-removed"] {
            assert!(is_redacted(word), "{word}");
        }
        for word in ["", "AA", "c2lnbmF0dXJl", "...", "_"] {
            assert!(!is_redacted(word), "{word}");
        }
    }
}
