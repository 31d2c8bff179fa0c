//! What kind of token was sent as the client assertion.

use crate::decode::guid::Guid;
use crate::decode::json::{self, Member, Object};
use crate::decode::jws::Jws;
use crate::entra::federation::is_exchange;
use crate::entra::{Cloud, LoginUrl};
use crate::report::{Text, say, value};

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
    Federated(Text),
}

/// The audience of a proof token (Microsoft Graph, application-rollkey-prooftoken).
const PROOF: &str = "00000002-0000-0000-c000-000000000000";
/// Claims that only Entra's own tokens carry: those of sign-ins, and the rest.
const OF_ID_TOKENS: [&str; 2] = ["nonce", "at_hash"];
const OF_ANY_TOKEN: [&str; 2] = ["ver", "tid"];
const OF_ACCESS_TOKENS: [&str; 4] = ["appid", "azp", "scp", "idtyp"];

/// What is kept of a token that Entra issued: what tells its kind, for whom it is, and when.
const KEPT: [&str; 11] = ["iss", "aud", "nbf", "iat", "exp", "ver", "tid", "appid", "azp", "scp", "idtyp"];
/// What tells of a person (`OpenID` Connect Core, section 5.1; Microsoft's reference of ID and access token claims).
const PERSONAL: [&str; 32] = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "email",
    "emails",
    "verified_primary_email",
    "verified_secondary_email",
    "gender",
    "birthdate",
    "zoneinfo",
    "phone_number",
    "address",
    "upn",
    "unique_name",
    "login_hint",
    "ipaddr",
    "in_corp",
    "puid",
    "sid",
    "onprem_sid",
    "samaccountname",
    "winaccountname",
    "deviceid",
    "user_id",
    "user_login",
    "user_email",
    "user_name",
];

/// Leaves out of a token what tells of a person, and of one that Entra issued all that does not tell its kind. What a client
/// says of itself stays.
pub(crate) fn leave_person_out(jws: &mut Jws) {
    // Claims that were copied by themselves stand where the header should.
    let is_header = jws.header.as_ref().is_some_and(|header| header.get("alg").is_some());
    let of_header = jws.header.as_mut().map_or(Person::None, |header| without_person(header, !is_header));
    let of_claims = jws.claims.as_mut().map_or(Person::None, |claims| without_person(claims, true));
    for (shown, person) in jws.shown.iter_mut().zip([of_header, of_claims]) {
        if person != Person::None {
            shown.clear();
        }
        if person == Person::Issued {
            jws.text.clear();
        }
    }
}

/// What was left out of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Person {
    None,
    /// Claims that tell of a person.
    Claims,
    /// The same, and that it is of a token of Entra's.
    Issued,
}

fn without_person(object: &mut Object, are_claims: bool) -> Person {
    if are_claims && is_clients_own(object) {
        return Person::None;
    }
    let is_issued = are_claims && matches!(Token::classify(object), Token::Access(_) | Token::Id(_));
    let before = object.members.len();
    let is_one_of = |names: &[&str], name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    object.members.retain(|Member { name, .. }| {
        let is_kept = is_one_of(&KEPT, name) || is_one_of(&OF_ID_TOKENS, name);
        !is_one_of(&PERSONAL, name) && (!is_issued || is_kept)
    });
    if !is_issued {
        return if object.members.len() < before { Person::Claims } else { Person::None };
    }
    // Of these the names tell enough.
    for member in object.members.iter_mut().filter(|member| is_one_of(&OF_ID_TOKENS, &member.name)) {
        member.set(json::quoted("(left out)"));
    }
    Person::Issued
}

/// Whether `iss` and `sub` are one: nobody but a client says so of itself.
pub(crate) fn is_clients_own(claims: &Object) -> bool {
    let string = |name| claims.get(name).and_then(Member::string).filter(|value| !value.is_empty());
    string("iss").is_some_and(|iss| string("sub").is_some_and(|sub| sub.eq_ignore_ascii_case(&iss)))
}

impl Token {
    /// Tells it by its claims.
    pub(crate) fn classify(claims: &Object) -> Self {
        let string = |name| claims.get(name).and_then(Member::string);
        let audience = audience(claims).unwrap_or_default();
        if is_exchange(&audience) {
            return Self::Federated(say("its `aud` is {}", [value(audience)]));
        }
        let issuer = string("iss").unwrap_or_default();
        let url = LoginUrl::parse(&issuer);
        let cloud = url.as_ref().and_then(|url| url.cloud);
        if url.is_some() && cloud.is_none() {
            return Self::Federated(say("its issuer is {}", [value(issuer)]));
        }
        let present = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| claims.get(name).is_some()).collect()
        };
        let is_of_directory = audience == PROOF;
        let marks = present(&[OF_ID_TOKENS.as_slice(), &OF_ANY_TOKEN, &OF_ACCESS_TOKENS].concat());
        // A client makes a proof token; what Entra issued for Azure AD Graph has the same audience.
        if is_of_directory && (cloud.is_none() || marks.is_empty()) {
            return Self::Proof;
        }
        // A client may add claims of its own (RFC 7519, section 4): where `iss` and `sub` are one GUID, they are.
        let is_client =
            Guid::parse(&issuer).is_some_and(|issuer| string("sub").and_then(|sub| Guid::parse(&sub)) == Some(issuer));
        if is_client || marks.len() < if cloud.is_some() { 1 } else { 2 } {
            return Self::ClientAssertion;
        }
        // In other clouds the application behind the exchange audience has another, unknown GUID.
        if cloud.is_some_and(|cloud| cloud != Cloud::Public) && Guid::parse(&audience).is_some() && !is_of_directory {
            return Self::Federated(say("its issuer is {} and its `aud` an application", [value(issuer)]));
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
