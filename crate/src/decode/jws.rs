//! JWS Compact Serialization (RFC 7515, section 3.1), read as far as it can be.

use super::base64::{self, Spelling};
use super::json::{NotObject, Object};
use super::secret::{self, Secret};
use super::secret_member;
use crate::character::is;

/// The names of the three segments, in order.
pub(crate) const SEGMENTS: [&str; 3] = ["header", "claims", "signature"];

/// A compact JWS. What could be read is there, and the first thing that could not.
#[derive(Clone, Debug)]
pub(crate) struct Jws {
    /// As sent, whole.
    pub(crate) text: String,
    /// The encoded header and claims, as sent; empty where there is none. They are compared, and never shown.
    pub(crate) segments: [String; 2],
    /// Those of them that may be shown; empty where there is no JSON object, or one that holds a secret, or
    /// where the token is encrypted.
    pub(crate) shown: [String; 2],
    /// Whether there was a private key in header or claims. It was dropped.
    pub(crate) held_private_key: bool,
    pub(crate) header: Option<Object>,
    pub(crate) claims: Option<Object>,
    /// The signature's bytes, where nothing is wrong with the form; empty where it is missing.
    pub(crate) signature: Option<Vec<u8>>,
    /// Whether it is what some tool made of a token: no signature, and header or claims may be missing.
    pub(crate) is_decoded: bool,
    /// Padding or standard alphabet in any segment.
    pub(crate) spelling: Spelling,
    pub(crate) fault: Option<Fault>,
}

/// Why a text is no compact JWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Not three segments.
    Segments(usize),
    /// A JWE: five segments, or a header with `enc`.
    Encrypted,
    /// It ends before its end.
    Truncated,
    /// A segment is not base64url.
    Base64 {
        segment: &'static str,
        /// The first character that does not belong; none if the length is wrong.
        character: Option<char>,
    },
    /// A segment is not a JSON object.
    Json { segment: &'static str, error: NotObject },
}

impl Jws {
    /// Reads a text without white space round it.
    pub(crate) fn parse(text: &str) -> Self {
        let cut = text.trim_end_matches(is(|c| matches!(c, '.' | '\u{2026}')));
        // Two full stops end the form without a signature; three are an ellipsis.
        let ellipsis = text.ends_with("...") || cut.len() < text.trim_end_matches('.').len();
        let segments: Vec<&str> = if ellipsis { cut } else { text }.split('.').collect();
        let segment = |n: usize| segments.get(n).copied().unwrap_or_default();
        let header = object(segment(0), "header");
        let claims = object(segment(1), "claims");
        let signature = base64::decode(segment(2)).ok_or(segment(2));

        let encrypted = segments.len() == 5 || header.as_ref().is_ok_and(|header| header.get("enc").is_some());
        let fault = if encrypted {
            Some(Fault::Encrypted)
        } else if ellipsis || (segments.len() < 3 && is_cut(if segments.len() == 1 { &header } else { &claims })) {
            Some(Fault::Truncated)
        } else if segments.len() != 3 {
            Some(Fault::Segments(segments.len()))
        } else {
            header.as_ref().err().or(claims.as_ref().err()).cloned().or_else(|| {
                signature.as_ref().err().map(|text| match foreign(text) {
                    None => Fault::Truncated,
                    character => Fault::Base64 { segment: "signature", character },
                })
            })
        };
        let secrets = [header, claims].map(|part| match part {
            Ok(mut object) => {
                let secret = secret_member::leave_out(&mut object);
                (Some(object), secret)
            }
            Err(_) => (None, None),
        });
        let [(header, secret_of_header), (claims, secret_of_claims)] = secrets;
        // An encrypted token has no claims, and what is in their place may be a user's.
        let (header, claims) = if encrypted { (None, None) } else { (header, claims) };
        let shown = |n: usize, object: &Option<Object>, secret: Option<Secret>| {
            let shows = object.is_some() && secret.is_none() && !secret::is_in(segment(n));
            if shows { segment(n).to_owned() } else { String::new() }
        };
        Self {
            text: text.to_owned(),
            shown: [shown(0, &header, secret_of_header), shown(1, &claims, secret_of_claims)],
            held_private_key: [secret_of_header, secret_of_claims].contains(&Some(Secret::PrivateKey)),
            segments: [segment(0).to_owned(), segment(1).to_owned()],
            header,
            claims,
            signature: signature.ok().filter(|_| fault.is_none()),
            is_decoded: false,
            spelling: Spelling { padded: segments.iter().any(|s| s.ends_with('=')), ..Spelling::of(text) },
            fault,
        }
    }

    /// A token of which the JSON texts of its header, its claims, or both are known.
    pub(crate) fn decoded(header: Option<&str>, claims: Option<&str>) -> Self {
        let segment = |part: Option<&str>| base64::encode_url(part.unwrap_or("{}").as_bytes());
        let mut jws = Self::parse(&format!("{}.{}.", segment(header), segment(claims)));
        let [shown_header, shown_claims] = &mut jws.shown;
        for (is_known, object, shown) in
            [(header.is_some(), &mut jws.header, shown_header), (claims.is_some(), &mut jws.claims, shown_claims)]
        {
            if !is_known {
                *object = None;
                shown.clear();
            }
        }
        Self { text: String::new(), signature: None, is_decoded: true, ..jws }
    }

    /// Takes the claims of the same token.
    pub(crate) fn join(&mut self, claims: Self) {
        let [header, _] = &self.segments;
        let [_, segment] = claims.segments;
        self.segments = [header.clone(), segment];
        let [header, _] = &self.shown;
        let [_, shown] = claims.shown;
        self.shown = [header.clone(), shown];
        self.held_private_key |= claims.held_private_key;
        self.claims = claims.claims;
    }

    /// The bytes that are signed: header and claims as sent (RFC 7515, section 5.2).
    pub(crate) fn signing_input(&self) -> Vec<u8> {
        self.segments.join(".").into_bytes()
    }
}

fn object(text: &str, segment: &'static str) -> Result<Object, Fault> {
    let bytes = base64::decode(text).ok_or_else(|| Fault::Base64 { segment, character: foreign(text) })?;
    Object::parse(&bytes).map_err(|error| Fault::Json { segment, error })
}

/// The first character that is no digit of base64.
fn foreign(text: &str) -> Option<char> {
    text.trim_end_matches('=').chars().find(|c| !base64::is_digit(*c) || *c == '=')
}

/// Whether a last segment looks as if its end were missing.
fn is_cut(object: &Result<Object, Fault>) -> bool {
    matches!(object, Err(Fault::Base64 { character: None, .. } | Fault::Json { error: NotObject::Cut, .. }))
}
