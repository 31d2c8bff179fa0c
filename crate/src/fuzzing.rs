//! The doors of the fuzz targets, in `crate/fuzz`, to what is private: each decoder by itself, and what holds of it.

use crate::carrier;
use crate::character::is;
use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::identifier::Identifier;
use crate::decode::json::{self, Json, Malformed, Object};
use crate::decode::jws::Jws;
use crate::decode::{base64, decimal, der, hex, instant, pem, registration, text};
use crate::entra::LoginUrl;
use crate::recognize::{Content, LIMIT, Reading};

/// All bytes are recognized as something, and as the same wherever they were cut.
pub fn recognize(bytes: &[u8]) {
    let recognized = |length: usize| {
        let mut reading = Reading::default();
        bytes.chunks(length.max(1)).for_each(|chunk| assert!(reading.push(chunk)));
        crate::recognize::recognize(reading, 1, 7)
    };
    let items = recognized(bytes.len());
    for length in [1, 13, bytes.len() / 2] {
        assert_eq!(format!("{:?}", recognized(length)), format!("{items:?}"));
    }
    assert!(!items.is_empty() && bytes.len() <= LIMIT);
    let certificates = items.iter().filter(|item| matches!(item.content, Content::Certificate(_)));
    assert!(certificates.count() <= 1);
    assert!(items.iter().all(|item| item.exchange >= 7));
    assert!(items.windows(2).all(|pair| matches!(pair, [one, next] if one.exchange <= next.exchange)));
}

/// What lies round a text: readings are few, new, and not much longer than what they were read from.
pub fn carrier(text: &str) {
    let readings = carrier::readings(text);
    assert!(readings.len() < 40);
    for (n, reading) in readings.iter().enumerate() {
        assert!(reading != text && !readings.iter().skip(n + 1).any(|other| other == reading));
        assert!(reading.len() <= 4 * text.len() + 64, "{} of {}", reading.len(), text.len());
    }
}

/// The decoders of one word.
pub fn words(word: &str) {
    if let Some(bytes) = base64::decode(word) {
        for encoded in [base64::encode(&bytes), base64::encode_url(&bytes)] {
            assert_eq!(base64::decode(&encoded).as_ref(), Some(&bytes));
        }
        assert_eq!(base64::decode(&base64::Spelling::of(word).encode(&bytes)), Some(bytes));
    }
    if let Some(bytes) = hex::decode(word) {
        let digits: String = word.chars().filter(char::is_ascii_hexdigit).collect();
        assert_eq!(hex::encode(&bytes), digits.to_ascii_uppercase());
        for encoded in [hex::encode(&bytes), hex::encode_colons(&bytes)] {
            assert_eq!(hex::decode(&encoded).as_ref(), Some(&bytes));
        }
    }
    if let Some(number) = decimal::parse(word) {
        let theirs: f64 = word.parse().unwrap_or(f64::NAN);
        assert!((number - theirs).abs() <= 1e-12 * theirs.abs().max(1e-290), "{number} {theirs}");
    }
    assert!(instant::parse(word).is_none_or(|time| time.seconds().is_finite()));
    assert!(Guid::at_start(word).is_none_or(|id| word.starts_with(id.as_str())));
    let identifier = Identifier::read(word);
    assert!(identifier.thumbprint().is_none_or(|(hash, bytes)| hash.length() == bytes.len()));
    if let Some(url) = LoginUrl::parse(word) {
        let _ = (url.tenant.as_str(), url.is_multi_tenant(), url.leads_to());
    }
}

/// A text that may be JSON.
pub fn json(text: &str) {
    let value = match Json::parse(text) {
        Ok(value) => value,
        Err(Malformed::Cut) => return,
        Err(Malformed::At(at)) => return assert!(at < text.len()),
    };
    assert_eq!(value.text(), text.trim_matches(is(|c| matches!(c, ' ' | '\n' | '\r' | '\t'))));
    assert_eq!(Json::at_start(text).map(Json::text), Ok(value.text()));
    for element in value.elements().into_iter().flatten() {
        assert!(Json::parse(element.text()).is_ok());
    }
    if let Some(object) = Object::read(value) {
        for member in &object.members {
            assert!(Json::parse(&json::quoted(&member.name)).is_ok_and(|name| name.string().is_some()));
            let _ = (member.string(), member.strings(), member.number(), member.shown());
        }
        assert!(object.duplicate().is_none_or(|name| object.get(name).is_some()));
    }
}

/// A compact JWS.
pub fn jws(text: &str) {
    let jws = Jws::parse(text);
    assert_eq!(jws.text, text);
    assert!(jws.fault.is_some() || (jws.header.is_some() && jws.claims.is_some() && jws.signature.is_some()));
    if jws.fault.is_none() {
        let signed = String::from_utf8(jws.signing_input()).unwrap_or_default();
        assert!(text.strip_prefix(signed.as_str()).is_some_and(|rest| rest.starts_with('.')));
    }
}

/// Armour.
pub fn pem(text: &str) {
    let (blocks, rest) = pem::blocks(text);
    assert!(!blocks.is_empty() || rest == text);
    for block in blocks {
        assert!(block.armour.len() <= text.len() + 32);
        if let Some(bytes) = block.bytes() {
            let encoded = pem::encode(&bytes);
            let (again, _) = pem::blocks(&encoded);
            assert!(matches!(again.as_slice(), [one] if one.ended && one.bytes().as_ref() == Some(&bytes)));
        }
    }
}

/// DER, and certificates in it.
pub fn certificate(bytes: &[u8]) {
    let structure = der::structure(bytes);
    let _ = der::certificates(bytes);
    let Some(certificate) = Certificate::parse(bytes, None) else {
        assert!(structure.is_none(), "{structure:?}");
        return;
    };
    assert!(certificate.der.as_ref().is_some_and(|der| bytes.starts_with(der)));
    assert!(certificate.label().chars().count() <= 200, "{}", certificate.label());
    if let Some(fields) = &certificate.fields {
        assert!(fields.not_before.seconds().is_finite() && fields.not_after.seconds().is_finite());
        let _ = fields.key.label();
    }
}

/// Entra's errors.
pub fn entra_error(text: &str) {
    let error = EntraError::read(text, text).with_prefix(text);
    let _ = (error.quoted_after("'"), EntraError::squeeze(text));
    if let Ok(object) = Object::parse(text.as_bytes()) {
        let _ = EntraError::from_object(&object);
    }
}

/// Registrations: what is shown of one reads the same.
pub fn registration(text: &str) {
    let text = text::decode(text.as_bytes());
    let Ok(value) = Json::parse(&text) else { return };
    for registration in registration::registrations(value).into_iter().flatten() {
        let shown = registration.shown();
        let value = Json::parse(&shown);
        assert!(value.is_ok(), "{shown}");
        let read = value.ok().and_then(registration::registrations);
        if let Some([again]) = read.as_deref() {
            assert_eq!(again.shown(), shown);
        }
    }
}
