//! The assertion in focus: what kind of token it is, its header, and the certificate that the header names.

use crate::crypto::{Algorithm, Hash, Message};
use crate::decode::certificate::Certificate;
use crate::decode::identifier::Identifier;
use crate::decode::json::{self, Object};
use crate::decode::jws::Jws;
use crate::report::{Need, say, words};
use crate::skip::Skip;
use crate::token::Token;
use crate::x5c::X5c;

/// A member of the header that says which certificate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    X5t,
    X5tS256,
    Kid,
}

impl Member {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::X5t => "x5t",
            Self::X5tS256 => "x5t#S256",
            Self::Kid => "kid",
        }
    }

    /// The hash that its thumbprint is made with; none where any will do.
    pub(crate) fn hash(self) -> Option<Hash> {
        match self {
            Self::X5t => Some(Hash::Sha1),
            Self::X5tS256 => Some(Hash::Sha256),
            Self::Kid => None,
        }
    }
}

/// The assertion in focus, read.
pub(crate) struct Assertion<'a> {
    pub(crate) jws: Option<&'a Jws>,
    /// The text that is signed.
    pub(super) message: Option<Message>,
    /// What it is; none where its claims cannot be read.
    pub(crate) token: Option<Token>,
    /// Whether it is an access token that was sent as a federated token.
    pub(crate) is_of_resource: bool,
    pub(crate) x5t: Option<Identifier>,
    pub(crate) x5t_s256: Option<Identifier>,
    pub(crate) kid: Option<Identifier>,
    pub(crate) x5c: Option<X5c>,
}

impl<'a> Assertion<'a> {
    pub(super) fn read(jws: Option<&'a Jws>) -> Self {
        let header = jws.and_then(|jws| jws.header.as_ref());
        let member = |name| header.and_then(|header| sent(header, name));
        let identifier = |name| member(name).map(|member| Identifier::read(&member.shown()));
        Self {
            jws,
            message: jws.map(|jws| Message::new(jws.signing_input())),
            token: jws.and_then(|jws| jws.claims.as_ref()).map(Token::classify),
            is_of_resource: false,
            x5t: identifier("x5t"),
            x5t_s256: identifier("x5t#S256"),
            kid: identifier("kid"),
            x5c: member("x5c").map(X5c::read),
        }
    }

    /// Takes an access token for one that was sent in a federated exchange.
    pub(super) fn exchanged(mut self, is_federated: bool) -> Self {
        if is_federated && matches!(self.token, Some(Token::Access(_))) {
            self.is_of_resource = true;
            self.token = Some(Token::Federated("it was sent as one".into()));
        }
        self
    }

    /// The header of a client assertion.
    pub(crate) fn header(&self) -> Result<&'a Object, Skip> {
        self.part("header", |jws| jws.header.as_ref())
    }

    /// A member of the header that is there and not `null`.
    pub(crate) fn in_header(&self, name: &str) -> Result<Option<&'a json::Member>, Skip> {
        Ok(sent(self.header()?, name))
    }

    /// A member of the header that is meant to say which certificate it is, and is misspelt: `x5t#s256`, `X5T`.
    pub(crate) fn misspelt_identifier(&self) -> Option<(&'a str, Member)> {
        let plain =
            |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let members = &self.header().ok()?.members;
        members.iter().find_map(|member| {
            let mut all = [Member::X5tS256, Member::X5t, Member::Kid].into_iter();
            let meant = all.find(|one| plain(one.name()) == plain(&member.name) && one.name() != member.name)?;
            Some((member.name.as_str(), meant))
        })
    }

    /// One of the two objects of a client assertion.
    pub(super) fn part(
        &self,
        name: &str,
        part: impl FnOnce(&'a Jws) -> Option<&'a Object>,
    ) -> Result<&'a Object, Skip> {
        self.given(name, part, Self::is_not_another_token)
    }

    /// The same of an assertion that is allowed here.
    pub(super) fn given(
        &self,
        name: &str,
        part: impl FnOnce(&'a Jws) -> Option<&'a Object>,
        is_allowed: fn(&Self) -> Result<(), Skip>,
    ) -> Result<&'a Object, Skip> {
        let jws = self.jws.ok_or_else(|| Skip::needs(Need::Assertion, "No assertion was given."))?;
        is_allowed(self)?;
        part(jws).ok_or_else(|| match jws.fault {
            None => Skip::needs(Need::Assertion, say("The {} of the token was not given.", [words(name)])),
            Some(_) => Skip::owned("token/format", say("The {} cannot be read.", [words(name)])),
        })
    }

    /// Skips for what is certainly no client assertion: no certificate plays a part in it.
    pub(crate) fn is_not_another_token(&self) -> Result<(), Skip> {
        match &self.token {
            Some(Token::ClientAssertion) | None => Ok(()),
            Some(token @ Token::Federated(_)) => Err(Skip::inapplicable(say("It is {}.", [words(token.label())]))),
            Some(token) => Err(Skip::owned("token/kind", say("It is {}.", [words(token.label())]))),
        }
    }

    /// Skips for what is no client assertion, a federated one or a certificate's.
    pub(crate) fn is_client_assertion(&self) -> Result<(), Skip> {
        if self.is_federated() { Ok(()) } else { self.is_not_another_token() }
    }

    /// Whether it is a token for a federated identity credential.
    pub(crate) fn is_federated(&self) -> bool {
        matches!(self.token, Some(Token::Federated(_)))
    }

    /// `alg`, if it is one of RSA's.
    pub(crate) fn algorithm(&self) -> Result<Algorithm, Skip> {
        let alg = self.in_header("alg")?.and_then(json::Member::string);
        alg.and_then(|alg| Algorithm::parse(&alg))
            .ok_or_else(|| Skip::owned("header/alg", "`alg` is none of the RSA algorithms."))
    }

    /// The identifiers that say which certificate it is, with their members; `kid` counts where it stands alone.
    pub(crate) fn identifiers(&self) -> impl Iterator<Item = (Member, &Identifier)> {
        let alone = self.x5t.is_none() && self.x5t_s256.is_none();
        [(Member::X5tS256, &self.x5t_s256), (Member::X5t, &self.x5t), (Member::Kid, &self.kid)]
            .into_iter()
            .filter(move |(member, _)| alone || *member != Member::Kid)
            .filter_map(|(member, identifier)| Some((member, identifier.as_ref()?)))
    }

    /// The thumbprints that these are.
    fn thumbprints(&self) -> impl Iterator<Item = (Hash, &[u8])> {
        self.identifiers().filter_map(|(_, identifier)| identifier.thumbprint())
    }

    /// Whether one of its identifiers names this certificate.
    pub(super) fn names(&self, certificate: &Certificate) -> bool {
        self.thumbprints().any(|(hash, bytes)| certificate.thumbprint(hash) == Some(bytes))
    }
}

/// What is `null` was not set.
fn sent<'a>(header: &'a Object, name: &str) -> Option<&'a json::Member> {
    header.get(name).filter(|member| !member.is_null())
}
