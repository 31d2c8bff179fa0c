//! What is this text, what are these bytes? Told by the content, never by a name. What is not wanted is dropped here.

mod armour;
mod bearer;
mod binary;
mod boundary;
mod entra_error;
mod federation;
mod form;
mod har;
mod json;
mod jwk;
mod jws;
mod listing;
mod literal;
mod names;
mod parameters;
mod private_key;
mod reading;
mod registration;
mod request;
mod strain;
mod text;
mod unarmoured;
mod urls;
mod variables;
mod weight;

use crate::character::is;
use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::federation::FederatedCredential;
use crate::decode::jwk::Jwk;
use crate::decode::jws::Jws;
use crate::decode::registration::Registration;
use crate::decode::thumbprint::Thumbprint;
use crate::report::Kind;
use crate::token::leave_person_out;

pub(crate) use form::{Body, TokenRequest};
pub use reading::Reading;

/// The largest source, in bytes.
pub(crate) const LIMIT: usize = 64 << 20;
/// The largest number of certificates that are kept.
pub(crate) const CERTIFICATES: usize = 4_096;

/// One thing found in a source.
#[derive(Debug)]
pub(crate) struct Item {
    /// The file's name, if it came in one.
    pub(crate) name: Option<String>,
    /// What belongs together: a request, its assertion and its response have the same number.
    pub(crate) exchange: u32,
    pub(crate) content: Content,
}

/// What it is. Only what is useful is kept.
#[derive(Debug)]
pub(crate) enum Content {
    Assertion(Box<Jws>),
    Request(Box<TokenRequest>),
    Certificate(Box<Certificate>),
    Thumbprint(Box<Thumbprint>),
    Registration(Box<Registration>),
    Federation(Box<FederatedCredential>),
    /// A key that an issuer publishes.
    Jwk(Box<Jwk>),
    Response(Box<EntraError>),
    /// The answer that gives a token, which is dropped.
    Success,
    /// Known by name, and of no use or not wanted here.
    Unwanted(Unwanted),
    Unrecognized(Unrecognized),
}

/// A known kind that is of no use here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwanted {
    PrivateKey,
    /// It may hold a private key.
    Pkcs12,
    /// Of another kind than PKCS#12: it may hold a private key, too.
    KeyStore,
    Csr,
    Crl,
    PublicKey,
    SshKey,
    /// What was sent to the directory, or is asked of it by a template: not what is registered.
    Change,
}

/// Why a source is none of the known kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unrecognized {
    Empty,
    /// Over a limit, which the sentence names.
    TooLarge(&'static str),
    /// It begins as this and ends too early.
    Truncated(&'static str),
    /// A kind of file that is known and that nothing is read from.
    Unsupported(&'static str),
    /// A GUID by itself: of the application, or of the tenant.
    Guid(String),
    /// An address of Entra's by itself, with this tenant in it.
    Tenant(String),
    /// It looked like this, if it looked like anything.
    Unknown(&'static str),
}

impl Content {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Assertion(_) => Kind::Assertion,
            Self::Request(_) => Kind::Request,
            Self::Certificate(_) => Kind::Certificate,
            Self::Thumbprint(_) => Kind::Thumbprint,
            Self::Registration(_) => Kind::Registration,
            Self::Federation(_) | Self::Jwk(_) => Kind::Federation,
            Self::Response(_) | Self::Success => Kind::Response,
            Self::Unwanted(Unwanted::PrivateKey | Unwanted::KeyStore) => Kind::PrivateKey,
            Self::Unwanted(Unwanted::Pkcs12) => Kind::Pkcs12,
            Self::Unwanted(Unwanted::Csr) => Kind::Csr,
            Self::Unwanted(Unwanted::Crl) => Kind::Crl,
            Self::Unwanted(Unwanted::PublicKey) => Kind::PublicKey,
            Self::Unwanted(Unwanted::SshKey) => Kind::SshKey,
            Self::Unwanted(Unwanted::Change) => Kind::Change,
            Self::Unrecognized(_) => Kind::Unknown,
        }
    }
}

/// What one exchange of request and response holds; most sources are one.
type Exchange = Vec<Content>;

/// Everything in one source, in the order of the source; at least one item. `room` is how many certificates are kept, and
/// `exchange` the number of the first exchange.
pub(crate) fn recognize(mut reading: Reading, room: usize, exchange: u32) -> Vec<Item> {
    let mut exchanges = reading.exchanges();
    let file =
        reading.name.as_deref().and_then(|name| name.rsplit(is(|c| matches!(c, '/' | '\\'))).next()).map(str::to_owned);
    let mut certificates = 0;
    let (mut unwanted, mut unrecognized) = (Vec::new(), Vec::new());
    for contents in &mut exchanges {
        contents.retain(|content| match content {
            Content::Certificate(_) | Content::Thumbprint(_) => {
                certificates += 1;
                certificates <= room
            }
            Content::Unwanted(what) => is_new(&mut unwanted, what),
            Content::Unrecognized(why) => is_new(&mut unrecognized, why),
            Content::Assertion(_)
            | Content::Request(_)
            | Content::Registration(_)
            | Content::Federation(_)
            | Content::Jwk(_)
            | Content::Response(_)
            | Content::Success => true,
        });
    }
    if certificates > room {
        exchanges.push(vec![Content::Unrecognized(Unrecognized::TooLarge("more than 4,096 certificates"))]);
    }
    (exchange..)
        .zip(exchanges)
        .flat_map(|(exchange, contents)| contents.into_iter().map(move |content| (exchange, content)))
        .map(|(exchange, mut content)| {
            match &mut content {
                Content::Assertion(jws) => leave_person_out(jws),
                Content::Certificate(certificate) => certificate.file.clone_from(&file),
                Content::Thumbprint(thumbprint) => thumbprint.certificate.file.clone_from(&file),
                _ => {}
            }
            Item { name: reading.name.clone(), exchange, content }
        })
        .collect()
}

/// What is of no use is named once for a source, however often it stands there.
fn is_new<T: Clone + PartialEq>(seen: &mut Vec<T>, one: &T) -> bool {
    let is_new = !seen.contains(one);
    if is_new {
        seen.push(one.clone());
    }
    is_new
}
