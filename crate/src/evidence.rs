//! What all sources say together: the assertion in focus, the reference certificate, the moment of the request.
//!
//! [`Evidence::gather`] never fails; what is missing is told by the accessors, as the reason for a check to skip.

use crate::crypto::{Algorithm, Hash, Power, Verification, verify};
use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::identifier::Identifier;
use crate::decode::json::{Member, Number, Object};
use crate::decode::jws::Jws;
use crate::decode::registration::{Credential, Registration};
use crate::index::Index;
use crate::list::List;
use crate::recognize::{Content, Item, TokenRequest};
use crate::report::Need;
use crate::request::Context;
use crate::skip::Skip;
use crate::time::{TOLERANCE, UnixTime};
use crate::token::Token;
use crate::x5c::X5c;

/// How many certificates are tried against a signature.
pub(crate) const TRIED: usize = 64;

/// An error and an assertion that are farther apart than this, in seconds, hardly belong together: more than any time zone.
const ANOTHER: f64 = 86_400.0;

/// Everything that was given, read together.
pub(crate) struct Evidence<'a> {
    /// Everything found, with its id.
    pub(crate) items: &'a [(u32, Item)],
    pub(crate) context: &'a Context,
    power: Power,
    /// Each with the number of its exchange.
    pub(crate) assertions: Vec<(u32, &'a Jws)>,
    /// The assertion that is inspected, as an index of `assertions`.
    pub(crate) focus: Option<usize>,
    /// What it is, if there is one whose claims can be read.
    pub(crate) token: Option<Token>,
    pub(crate) x5t: Option<Identifier>,
    pub(crate) x5t_s256: Option<Identifier>,
    pub(crate) kid: Option<Identifier>,
    pub(crate) x5c: Option<X5c>,
    pub(crate) certificates: Vec<&'a Certificate>,
    /// The registration of the application that is meant; of one application only, whatever its name is.
    pub(crate) registration: Option<&'a Registration>,
    /// Its key credentials, from all that was given of it; none where nothing lists them.
    pub(crate) credentials: Option<Vec<&'a Credential>>,
    /// Whether these are all that it has.
    pub(crate) credentials_complete: bool,
    /// Whether it has `trustedCertificateSubjects`.
    pub(crate) trusts_subjects: bool,
    /// The request that carried the assertion in focus, else the only one given.
    pub(crate) request: Option<&'a TokenRequest>,
    /// The answer to the assertion in focus, else the last one given by itself.
    pub(crate) response: Option<&'a EntraError>,
    /// Whether it came as the answer to the request that carried the assertion in focus.
    pub(crate) answered: bool,
    /// The certificate that the assertion names, as an index of `certificates`.
    pub(crate) named: Option<usize>,
    /// The certificate that the checks are about, as an index of `certificates`.
    pub(crate) reference: Option<usize>,
    /// What the reference certificate's key says of the signature.
    pub(crate) verification: Option<Verification>,
}

/// A claim: missing and malformed are different findings.
pub(crate) enum Claim<T> {
    Absent,
    /// What stands there instead.
    Malformed(String),
    Present(T),
}

impl<T> Claim<T> {
    fn read(member: Option<&Member>, read: impl FnOnce(&Member) -> Option<T>) -> Self {
        match member {
            None => Self::Absent,
            Some(member) => read(member).map_or_else(|| Self::Malformed(member.shown()), Self::Present),
        }
    }

    /// The value, if there is a good one; the check that owns the others says so.
    pub(crate) fn present(self, name: &str) -> Result<T, Skip> {
        match self {
            Self::Present(value) => Ok(value),
            Self::Absent => Err(Skip::not_applicable(format!("There is no `{name}`."))),
            Self::Malformed(_) => Err(Skip::not_applicable(format!("`{name}` cannot be read."))),
        }
    }
}

impl<'a> Evidence<'a> {
    /// Reads everything together.
    pub(crate) fn gather(items: &'a [(u32, Item)], context: &'a Context, power: Power) -> Self {
        let mut evidence = Self {
            items,
            context,
            power,
            assertions: Vec::new(),
            focus: None,
            token: None,
            x5t: None,
            x5t_s256: None,
            kid: None,
            x5c: None,
            certificates: Vec::new(),
            registration: None,
            credentials: None,
            credentials_complete: false,
            trusts_subjects: false,
            request: None,
            response: None,
            answered: false,
            named: None,
            reference: None,
            verification: None,
        };
        let mut requests = Vec::new();
        let mut responses = Vec::new();
        let mut registrations = Vec::new();
        for (_, item) in items {
            match &item.content {
                Content::Assertion(jws) => evidence.assertions.push((item.exchange, jws)),
                Content::Certificate(certificate) => evidence.certificates.push(certificate),
                Content::Registration(registration) => registrations.push(&**registration),
                Content::Request(request) => requests.push((item.exchange, &**request)),
                Content::Response(error) => responses.push((item.exchange, &**error)),
                Content::Unwanted(_) | Content::Unrecognized(_) => {}
            }
        }
        let answered = |exchange: u32| responses.iter().find(|(other, _)| *other == exchange).map(|(_, error)| *error);
        let last = evidence.assertions.len().checked_sub(1);
        let refused = evidence.assertions.iter().position(|(exchange, _)| answered(*exchange).is_some());
        evidence.focus = context.focus.filter(|n| Some(*n) <= last).or(refused).or(last);
        let focused = evidence.focus.and_then(|n| evidence.assertions.get(n)).map(|(exchange, _)| *exchange);
        // What belongs to another assertion says nothing of this one; the same one may have been given twice.
        let of_another = |exchange: u32| evidence.assertions.iter().any(|(other, _)| *other == exchange);
        let of_twin = |exchange: u32| {
            let same = |jws: &Jws| evidence.jws().is_some_and(|focused| focused.segments == jws.segments);
            evidence.assertions.iter().any(|(other, jws)| *other == exchange && same(jws))
        };
        let own_request = requests.iter().find(|(exchange, _)| Some(*exchange) == focused);
        let own_request = own_request.or_else(|| requests.iter().find(|(exchange, _)| of_twin(*exchange)));
        let only_request = requests.first().filter(|(exchange, _)| requests.len() == 1 && !of_another(*exchange));
        evidence.request = own_request.or(only_request).map(|(_, request)| *request);
        let by_itself = responses.iter().rev().find(|(exchange, _)| !of_another(*exchange)).map(|(_, error)| *error);
        evidence.answered = own_request.is_some() && focused.and_then(answered).is_some();
        evidence.response = focused.and_then(answered).or(by_itself);
        evidence.choose_registration(&registrations);
        if let Some(header) = evidence.jws().and_then(|jws| jws.header.as_ref()) {
            let identifier = |name| header.get(name).map(|member: &Member| Identifier::read(&member.shown()));
            evidence.x5t = identifier("x5t");
            evidence.x5t_s256 = identifier("x5t#S256");
            evidence.kid = identifier("kid");
            evidence.x5c = header.get("x5c").map(X5c::read);
        }
        evidence.token = evidence.jws().and_then(|jws| Some(Token::classify(jws.claims.as_ref()?)));
        evidence.named = evidence.certificates.iter().position(|certificate| evidence.names(certificate));
        evidence.choose_reference();
        evidence
    }

    /// The issuer tells the registration, else the client ID expected, else Entra's error; else all given are one's.
    fn choose_registration(&mut self, given: &[&'a Registration]) {
        let issuer = self.jws().and_then(|jws| jws.claims.as_ref()?.get("iss")?.string());
        let expected = self.context.expected.client_id.clone().map(|id| id.trim().to_owned());
        let meant = match issuer.or(expected) {
            Some(id) => Guid::parse(&id),
            None => self.response.and_then(|error| error.app_id.clone()),
        };
        let of_meant = |one: &&&Registration| meant.is_some() && (one.app_id == meant || one.object_id == meant);
        // What says of which application it is comes before what does not, and the application before its service principal.
        let last = |candidates: Vec<&'a Registration>| {
            let rank = |one: &&Registration| (one.app_id.is_some(), !one.service_principal);
            candidates.into_iter().max_by_key(rank)
        };
        let own = last(given.iter().filter(of_meant).copied().list());
        let all = || {
            let mut ids = given.iter().filter_map(|one| one.app_id.as_ref());
            let first = ids.next();
            ids.all(|id| Some(id) == first).then(|| last(given.to_vec())).flatten()
        };
        let Some(chosen) = own.or_else(all) else { return };
        self.registration = Some(chosen);
        let of_chosen = |one: &&Registration| {
            let same = one.app_id.is_none() || chosen.app_id.is_none() || one.app_id == chosen.app_id;
            same && one.service_principal == chosen.service_principal
        };
        let of_chosen: Vec<&'a Registration> = given.iter().copied().filter(of_chosen).list();
        self.trusts_subjects = of_chosen.iter().any(|one| one.trusts_subjects);
        // The last list is the newest. Single credentials are a list only where there is none.
        let whole = of_chosen.iter().rev().filter(|one| !one.partial).find_map(|one| one.credentials.as_ref());
        self.credentials_complete = whole.is_some();
        let all: Vec<&'a Credential> = of_chosen.iter().filter_map(|one| one.credentials.as_ref()).flatten().list();
        let listed = whole.map_or_else(|| all.clone(), |whole| whole.iter().list());
        if whole.is_none() && all.is_empty() {
            return;
        }
        // A list without keys and one with them: `keyId` joins them.
        let mut keys = Index::default();
        for (n, one) in all.iter().enumerate() {
            if let (Some(_), Some(id)) = (&one.certificate, &one.key_id) {
                keys.insert(id.as_bytes(), n);
            }
        }
        let with_key = |one: &'a Credential| match (&one.certificate, &one.key_id) {
            (None, Some(id)) => keys.get(id.as_bytes()).and_then(|n| all.get(n)).copied().unwrap_or(one),
            _ => one,
        };
        self.credentials = Some(listed.into_iter().map(with_key).list());
    }

    /// The key that verifies the signature tells the reference certificate, else the name, else there is only one.
    fn choose_reference(&mut self) {
        let named = self.named.and_then(|n| Some((n, *self.certificates.get(n)?)));
        let others = self.certificates.iter().copied().enumerate().filter(|(n, _)| Some(*n) != self.named);
        let mut tried: Vec<(usize, Verification)> = Vec::new();
        for (n, certificate) in named.into_iter().chain(others) {
            let Some(verification) = self.verification_by(certificate) else { continue };
            tried.push((n, verification));
            if matches!(verification, Verification::Verified { .. }) || tried.len() == TRIED {
                break;
            }
        }
        let by = |fits: fn(Verification) -> bool| tried.iter().find(|(_, found)| fits(*found)).map(|(n, _)| *n);
        let only = || {
            let (first, rest) = self.certificates.split_first()?;
            rest.iter().all(|other| other.der == first.der).then_some(0)
        };
        self.reference = by(|found| matches!(found, Verification::Verified { .. }))
            .or(self.named)
            .or_else(only)
            .or_else(|| by(|found| !matches!(found, Verification::WrongKey | Verification::Length(_))));
        self.verification = tried.iter().find(|(n, _)| Some(*n) == self.reference).map(|(_, found)| *found);
    }

    /// What a certificate's key says of the signature; none where there is no signature, or no key that it is checked with.
    pub(crate) fn verification_by(&self, certificate: &Certificate) -> Option<Verification> {
        let jws = self.jws()?;
        let signature = jws.signature.as_ref().filter(|signature| !signature.is_empty())?;
        Some(verify(self.power, certificate.rsa_key()?, self.algorithm().ok()?, &jws.signing_input(), signature))
    }

    /// Whether the assertion's identifiers name this certificate; `kid` counts where it stands alone.
    fn names(&self, certificate: &Certificate) -> bool {
        let alone = self.x5t.is_none() && self.x5t_s256.is_none();
        [self.x5t_s256.as_ref(), self.x5t.as_ref(), self.kid.as_ref().filter(|_| alone)]
            .into_iter()
            .flatten()
            .filter_map(Identifier::thumbprint)
            .any(|(hash, bytes)| certificate.thumbprint(hash) == Some(bytes))
    }

    /// The assertion in focus.
    pub(crate) fn jws(&self) -> Option<&'a Jws> {
        self.assertions.get(self.focus?).map(|(_, jws)| *jws)
    }

    /// The header of a client assertion.
    pub(crate) fn header(&self) -> Result<&'a Object, Skip> {
        self.part("header", |jws| jws.header.as_ref())
    }

    /// The claims of a client assertion.
    pub(crate) fn claims(&self) -> Result<&'a Object, Skip> {
        self.part("claims", |jws| jws.claims.as_ref())
    }

    fn part(&self, name: &str, part: impl FnOnce(&'a Jws) -> Option<&'a Object>) -> Result<&'a Object, Skip> {
        let jws = self.jws().ok_or_else(|| Skip::needs(Need::Assertion, "No assertion was given."))?;
        if let Some(token) = self.token.as_ref().filter(|token| !matches!(token, Token::ClientAssertion)) {
            return Err(Skip::not_applicable(format!("It is {}.", token.label())));
        }
        part(jws).ok_or_else(|| Skip::needs(Need::Assertion, format!("The {name} cannot be read.")))
    }

    /// `alg`, if it is one of RSA's.
    pub(crate) fn algorithm(&self) -> Result<Algorithm, Skip> {
        let alg = self.header()?.get("alg").and_then(Member::string);
        alg.and_then(|alg| Algorithm::parse(&alg))
            .ok_or_else(|| Skip::not_applicable("`alg` is none of the RSA algorithms."))
    }

    /// A claim that is a string and not empty.
    pub(crate) fn string(&self, name: &str) -> Result<Claim<String>, Skip> {
        let member = self.claims()?.get(name);
        Ok(Claim::read(member, |member| member.string().filter(|value| !value.is_empty())))
    }

    /// A claim that is a number, whatever its spelling.
    pub(crate) fn number(&self, name: &str) -> Result<Claim<Number>, Skip> {
        Ok(Claim::read(self.claims()?.get(name), Member::number))
    }

    /// A claim that is an instant.
    pub(crate) fn instant(&self, name: &str) -> Result<Claim<UnixTime>, Skip> {
        let read = |member: &Member| member.number().map(|number| UnixTime::from_seconds(number.value));
        Ok(Claim::read(self.claims()?.get(name), read))
    }

    /// `iss`, where it is a GUID.
    pub(crate) fn issuer(&self) -> Option<Guid> {
        Guid::parse(&self.present_string("iss").ok()?)
    }

    /// A claim that is a good string; the check that owns another says so.
    pub(crate) fn present_string(&self, name: &str) -> Result<String, Skip> {
        self.string(name)?.present(name)
    }

    /// A claim that is a good instant; the check that owns another says so.
    pub(crate) fn present_instant(&self, name: &str) -> Result<UnixTime, Skip> {
        self.instant(name)?.present(name)
    }

    /// The audiences: one string or an array of strings.
    pub(crate) fn audiences(&self) -> Result<Claim<Vec<String>>, Skip> {
        let member = self.claims()?.get("aud");
        Ok(Claim::read(member, |member| member.string().map(|one| vec![one]).or_else(|| member.strings())))
    }

    /// The reference certificate.
    pub(crate) fn reference(&self) -> Result<(usize, &'a Certificate), Skip> {
        let found = self.reference.and_then(|n| Some((n, *self.certificates.get(n)?)));
        found.ok_or_else(|| {
            let message = match self.certificates.len() {
                0 => "No certificate was given.",
                _ if self.jws().is_none() => {
                    "Several certificates were given, and no assertion that names one of them."
                }
                _ => "None of the certificates given is the assertion's.",
            };
            let need =
                if self.certificates.is_empty() || self.jws().is_some() { Need::Certificate } else { Need::Assertion };
            Skip::needs(need, message)
        })
    }

    /// A given certificate by its thumbprint.
    pub(crate) fn certificate_with(&self, bytes: &[u8]) -> Option<&'a Certificate> {
        self.certificates.iter().find(|one| one.sha1 == bytes || one.sha256 == bytes).copied()
    }

    /// A key credential by the thumbprint that it has or is said to have.
    pub(crate) fn credential_with(&self, hash: Hash, bytes: &[u8]) -> Option<&'a Credential> {
        self.credentials.iter().flatten().find(|one| one.thumbprint(hash) == Some(bytes)).copied()
    }

    /// When the failed request was made, if that is known.
    pub(crate) fn moment(&self) -> Option<UnixTime> {
        self.answered_at().or(self.context.at.map(UnixTime::from_seconds))
    }

    /// The value that tells the moment.
    pub(crate) fn moment_place(&self) -> &'static str {
        if self.answered_at().is_some() { "response.server_time" } else { "at" }
    }

    /// The server's clock, unless the error is plainly about another assertion: a fresh one beside last week's error, or
    /// last week's beside a fresh error.
    fn answered_at(&self) -> Option<UnixTime> {
        let time = self.response?.server_time?;
        let instant = |name| self.present_instant(name).ok().filter(|time| !time.is_in_milliseconds());
        let made = instant("iat").or_else(|| instant("nbf"));
        let is_apart = made.is_some_and(|made| made.since(time) > ANOTHER)
            || instant("exp").is_some_and(|exp| time.since(exp) > ANOTHER);
        (!is_apart || self.is_own_response()).then_some(time)
    }

    /// Whether the error came as the answer to this assertion, or prints its expiry.
    fn is_own_response(&self) -> bool {
        let exp = self.present_instant("exp").ok();
        let printed = self.response.and_then(|error| error.assertion_times);
        let same = exp.zip(printed).is_some_and(|(exp, (_, printed))| exp.since(printed).abs() < 1.0);
        same || self.answered
    }

    /// The moment to judge a certificate by; none where now is certainly not it.
    pub(crate) fn moment_of_use(&self) -> Option<UnixTime> {
        self.moment().or_else(|| (!self.has_expired()).then(|| self.now()))
    }

    pub(crate) fn now(&self) -> UnixTime {
        UnixTime::from_seconds(self.context.now)
    }

    /// Whether the assertion had expired by now, so that now is not the moment of the request.
    pub(crate) fn has_expired(&self) -> bool {
        self.present_instant("exp").is_ok_and(|exp| !exp.is_in_milliseconds() && self.now().since(exp) > TOLERANCE)
    }
}
