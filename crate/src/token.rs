//! What kind of token was sent as the client assertion.

use crate::decode::guid::Guid;
use crate::decode::json::{Member, Object};
use crate::entra::{Cloud, LoginUrl};
use crate::list::List;

/// A kind of token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    ClientAssertion,
    /// Issued by Entra for a resource.
    Access(Vec<&'static str>),
    /// Issued by Entra for a sign-in.
    Id(Vec<&'static str>),
    /// The one for Microsoft Graph's `addKey` and `removeKey`.
    Proof,
    /// From another issuer, or for a federated identity credential.
    Federated(String),
}

/// The audience of a proof token (Microsoft Graph, application-rollkey-prooftoken).
const PROOF: &str = "00000002-0000-0000-c000-000000000000";
/// The audiences of federated identity credentials, and the application behind the public cloud's.
const EXCHANGE: [&str; 4] = [
    "api://AzureADTokenExchange",
    "api://AzureADTokenExchangeUSGov",
    "api://AzureADTokenExchangeChina",
    "fb60f99c-7a34-4190-8149-302f77469936",
];
/// Claims that only Entra's own tokens carry: those of sign-ins, and the rest.
const OF_ID_TOKENS: [&str; 2] = ["nonce", "at_hash"];
const OF_ANY_TOKEN: [&str; 2] = ["ver", "tid"];
const OF_ACCESS_TOKENS: [&str; 4] = ["appid", "azp", "scp", "idtyp"];

impl Token {
    /// Tells it by its claims.
    pub(crate) fn classify(claims: &Object) -> Self {
        let string = |name| claims.get(name).and_then(Member::string);
        let audience = audience(claims).unwrap_or_default();
        if audience == PROOF {
            return Self::Proof;
        }
        if EXCHANGE.iter().any(|exchange| audience.trim_end_matches('/').eq_ignore_ascii_case(exchange)) {
            return Self::Federated(format!("its `aud` is {audience}"));
        }
        let issuer = string("iss").unwrap_or_default();
        let url = LoginUrl::parse(&issuer);
        let cloud = url.as_ref().and_then(|url| url.cloud);
        if url.is_some() && cloud.is_none() {
            return Self::Federated(format!("its issuer is {issuer}"));
        }
        let present = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| claims.get(name).is_some()).list()
        };
        let marks = present(&[OF_ID_TOKENS.as_slice(), &OF_ANY_TOKEN, &OF_ACCESS_TOKENS].concat());
        // A client may add claims of its own (RFC 7519, section 4): where `iss` and `sub` are one GUID, they are.
        let is_client =
            Guid::parse(&issuer).is_some_and(|issuer| string("sub").and_then(|sub| Guid::parse(&sub)) == Some(issuer));
        if is_client || marks.len() < if cloud.is_some() { 1 } else { 2 } {
            return Self::ClientAssertion;
        }
        // In other clouds the application behind the exchange audience has another, unknown GUID.
        if cloud.is_some_and(|cloud| cloud != Cloud::Public) && Guid::parse(&audience).is_some() {
            return Self::Federated(format!("its issuer is {issuer} and its `aud` an application"));
        }
        if present(&OF_ACCESS_TOKENS).is_empty() && !audience.contains("://") {
            Self::Id(marks)
        } else {
            Self::Access(marks)
        }
    }

    /// What a person calls it.
    pub(crate) fn label(&self) -> &'static str {
        match self {
            Self::ClientAssertion => "a client assertion",
            Self::Access(_) => "an access token",
            Self::Id(_) => "an ID token",
            Self::Proof => "a proof token for Microsoft Graph",
            Self::Federated(_) => "a token for a federated identity credential",
        }
    }
}

/// The only audience.
fn audience(claims: &Object) -> Option<String> {
    let member = claims.get("aud")?;
    member.string().or_else(|| member.strings().filter(|all| all.len() == 1)?.pop())
}
