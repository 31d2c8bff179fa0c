//! Which of Entra's errors answers the assertion in focus, and how that is known.

use std::cmp::Ordering;

use super::assertion::Assertion;
use super::claims::Claim;
use super::exchange::{Exchange, later};
use super::federated;
use super::given::Given;
use super::signer::may_be_of;
use crate::decode::base64;
use crate::decode::certificate::{Certificate, PublicKey};
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::decode::hex;
use crate::decode::json::Member;
use crate::entra::{JWT_BEARER, LoginUrl, Refusal, classify};
use crate::recognize::TokenRequest;
use crate::time::{TOLERANCE, UnixTime};

/// The error that is read with the assertion in focus.
#[derive(Default)]
pub(crate) struct Answer<'a> {
    pub(crate) error: Option<&'a EntraError>,
    /// By what it belongs to the assertion.
    pub(crate) tie: Tie,
    /// Why it cannot be about the assertion.
    pub(crate) contradiction: Option<Contradiction>,
    /// Whether Entra gave a token for the assertion, and no refusal of it is known.
    pub(crate) is_success: bool,
}

/// By what an error belongs to an assertion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// By nothing: it says nothing about this assertion.
    #[default]
    Nothing,
    /// It prints the certificate and the application: it may be of another request with the same.
    Certificate,
    /// It is the answer to this very assertion; without an assertion, to its own.
    Assertion,
}

/// What an error says that is not so of this assertion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Contradiction {
    /// It looked for this thumbprint, and the assertion's is the other.
    Thumbprint { printed: String, own: String },
    /// The assertion that it speaks of ends at another time.
    Times { printed: UnixTime, own: UnixTime },
    /// It looked up this application, and `iss` is the other.
    Application { printed: String, own: String },
    /// It finds a fault that this assertion does not have: the code, and what is there instead.
    Claim { code: u32, instead: &'static str },
    /// It prints an issuer, a subject or an audience that this federated token does not have.
    Value { name: &'static str, claim: &'static str, printed: String, own: String },
    /// It was written more than a day before or after the life of the assertion.
    Age { written: UnixTime },
}

/// What an error prints of a federated token, with the claims that these are.
const PRINTED: [(&str, &str); 3] = [("issuer", "iss"), ("subject", "sub"), ("audience", "aud")];

/// Farther apart than any time zone, in seconds.
const DAY: f64 = 86_400.0;

impl<'a> Answer<'a> {
    /// What is tied comes before what is not, what says something before a bare code, and the later before the earlier.
    pub(super) fn find(
        given: &Given<'a>,
        exchange: &Exchange<'a>,
        assertion: &Assertion<'a>,
        reference: Option<&Certificate>,
    ) -> Self {
        let candidates = given.responses.iter().filter(|(number, _)| !exchange.is_another(*number));
        let judged = candidates.map(|(number, error)| {
            let contradiction = contradiction(error, assertion, reference, exchange.request);
            let tie = match contradiction {
                None => tie(error, assertion, exchange.is_own(*number)),
                Some(_) => Tie::Nothing,
            };
            Self { error: Some(error), tie, contradiction, is_success: false }
        });
        let answer = judged
            .max_by(|one, other| one.tie.cmp(&other.tie).then_with(|| newer(one.error, other.error)))
            .unwrap_or_default();
        let is_success = (answer.error.is_none() || answer.tie < Tie::Assertion)
            && given.successes.iter().any(|number| exchange.is_own(*number))
            && exchange.request.is_some_and(is_answered_by_entra);
        Self { is_success, ..answer }
    }

    /// When Entra refused the assertion, by its own clock.
    pub(super) fn moment(&self) -> Option<UnixTime> {
        self.error.filter(|_| self.tie == Tie::Assertion)?.server_time
    }
}

/// Whether what answered a request was Entra: it went, encrypted, to a login host that is known.
pub(crate) fn is_answered_by_entra(request: &TokenRequest) -> bool {
    let url = request.url.as_deref().and_then(LoginUrl::parse);
    url.is_some_and(|url| url.is_secure && url.cloud.is_some())
}

/// The last error of all that may be about a client assertion, by its own time.
pub(super) fn latest<'a>(given: &Given<'a>) -> Option<&'a EntraError> {
    let errors = given.responses.iter().map(|(_, error)| *error);
    let errors = errors.filter(|error| classify(error).is_ok_and(Refusal::is_about_assertion));
    errors.max_by(|one, other| newer(Some(one), Some(other)))
}

/// What says something comes before a bare code, and the later before the earlier.
fn newer(one: Option<&EntraError>, other: Option<&EntraError>) -> Ordering {
    let time = |error: Option<&EntraError>| error.and_then(|error| error.server_time);
    let is_worded = |error: Option<&EntraError>| error.is_some_and(is_worded);
    is_worded(one).cmp(&is_worded(other)).then_with(|| later(time(one), time(other)))
}

/// Whether it says more than a code.
fn is_worded(error: &EntraError) -> bool {
    error.text.split_whitespace().nth(2).is_some()
}

fn tie(error: &EntraError, assertion: &Assertion<'_>, is_own: bool) -> Tie {
    if is_own || assertion.jws.is_none() || prints_times(error, assertion) || is_in_life(error, assertion) {
        return Tie::Assertion;
    }
    let names_certificate = error.thumbprint.is_some() && own_thumbprint(error, assertion).is_some();
    let names_application = error.app_id.is_some() && error.app_id == assertion.issuer();
    // It prints what this token has, and nothing that it has not: that is a contradiction.
    let names_token = assertion.is_federated() && PRINTED.iter().any(|(name, _)| error.printed(name).is_some());
    // What it prints of the two is the assertion's: a contradiction is told before.
    if names_certificate || names_application || names_token { Tie::Certificate } else { Tie::Nothing }
}

/// Whether the error prints `nbf` and `exp` of this assertion, in whole seconds.
fn prints_times(error: &EntraError, assertion: &Assertion<'_>) -> bool {
    let is = |printed: UnixTime, name| match assertion.instant(name) {
        Ok(Claim::Present(own)) => own.since(printed).abs() < 1.0,
        // Entra prints what is not there as the beginning of 1970.
        Ok(Claim::Absent) => printed.seconds() <= 0.0,
        Ok(Claim::Malformed(_)) | Err(_) => false,
    };
    error.assertion_times.is_some_and(|(start, end)| is(start, "nbf") && is(end, "exp"))
}

/// The life of the assertion, from `nbf`, else `iat`, to `exp`.
pub(super) fn life(assertion: &Assertion<'_>) -> Option<(UnixTime, UnixTime)> {
    let time = |name| assertion.present_instant(name).ok().filter(|time| time.is_in_seconds());
    Some((time("nbf").or_else(|| time("iat"))?, time("exp")?))
}

fn is_in_life(error: &EntraError, assertion: &Assertion<'_>) -> bool {
    error.server_time.zip(life(assertion)).is_some_and(|(time, (start, end))| is_within(time, start, end, TOLERANCE))
}

fn is_within(time: UnixTime, start: UnixTime, end: UnixTime, tolerance: f64) -> bool {
    time.since(start) >= -tolerance && time.since(end) <= tolerance
}

/// The assertion's identifier whose bytes Entra printed as the thumbprint.
fn own_thumbprint(error: &EntraError, assertion: &Assertion<'_>) -> Option<String> {
    let printed = error.thumbprint.as_deref()?;
    let own = [&assertion.x5t, &assertion.x5t_s256, &assertion.kid].into_iter().flatten();
    own.filter_map(|one| Some(hex::encode(&base64::decode(&one.text)?))).find(|own| own == printed)
}

fn contradiction(
    error: &EntraError,
    assertion: &Assertion<'_>,
    reference: Option<&Certificate>,
    request: Option<&TokenRequest>,
) -> Option<Contradiction> {
    if assertion.is_federated() {
        return PRINTED.iter().find_map(|(name, claim)| {
            let printed = error.printed(name)?;
            let own = federated::stated(assertion.jws?.claims.as_ref()?, claim)?;
            (!own.contains(&printed)).then(|| Contradiction::Value { name, claim, printed, own: own.join(", ") })
        });
    }
    assertion.header().ok()?;
    let refusal = classify(error).ok();
    if let Some(code) = refusal.filter(|refusal| refusal.is_federated()).map(|refusal| refusal.code) {
        return Some(Contradiction::Claim { code, instead: "a certificate's key made the signature" });
    }
    if refusal.is_none_or(Refusal::is_about_assertion) {
        let thumbprint = || {
            let printed = error.thumbprint.clone().filter(|_| own_thumbprint(error, assertion).is_none())?;
            // The header has `x5t`, or its certificate tells what it would be.
            let own = match &assertion.x5t {
                Some(x5t) => base64::decode(&x5t.text)?,
                None => reference.filter(|one| !may_be_of(one, error))?.sha1.clone()?,
            };
            Some(Contradiction::Thumbprint { printed, own: hex::encode(&own) })
        };
        let times = || {
            let (_, printed) = error.assertion_times.filter(|(_, end)| end.seconds() > 0.0)?;
            let own = assertion.present_instant("exp").ok().filter(|own| own.is_in_seconds())?;
            (printed.since(own).abs() >= 1.0).then_some(Contradiction::Times { printed, own })
        };
        let claim = || claim(refusal?, error, assertion, reference, request);
        if let Some(found) = thumbprint().or_else(times).or_else(claim) {
            return Some(found);
        }
    }
    let application = || {
        let (printed, own) = (error.app_id.as_ref()?, assertion.issuer()?);
        let (printed, own) = (printed.to_string(), own.to_string());
        (printed != own).then_some(Contradiction::Application { printed, own })
    };
    let age = || {
        let (written, (start, end)) = error.server_time.zip(life(assertion))?;
        let is_apart = !is_within(written, start, end, DAY) && !prints_times(error, assertion);
        is_apart.then_some(Contradiction::Age { written })
    };
    application().or_else(age)
}

/// A fault that Entra names and that this assertion or its request does not have.
fn claim(
    refusal: &Refusal,
    error: &EntraError,
    assertion: &Assertion<'_>,
    reference: Option<&Certificate>,
    request: Option<&TokenRequest>,
) -> Option<Contradiction> {
    let claims = assertion.claims().ok()?;
    let header = assertion.header().ok()?;
    let string = |name| claims.get(name)?.string();
    let is_guid = |name| string(name).and_then(|text| Guid::parse(&text));
    let instead = match refusal.code {
        90_014 => error
            .quoted_after("required field")
            .filter(|name| claims.get(name).is_some())
            .map(|_| "the claim that it misses is there"),
        5_002_741 => matches!(assertion.audiences(), Ok(Claim::Present(all)) if all.len() == 1)
            .then_some("`aud` holds one audience"),
        50_048 => (string("iss").is_some() && string("iss") == string("sub")).then_some("`iss` and `sub` are one"),
        5_002_723 => assertion.identifiers().next().map(|_| "the header names a certificate"),
        50_032 => reference
            .filter(|one| {
                matches!(one.fields.as_ref().map(|fields| &fields.key), Some(PublicKey::Rsa { bits: 2048.., .. }))
            })
            .map(|_| "the key is not as short"),
        5_002_738 => header
            .get("alg")
            .and_then(Member::string)
            .filter(|alg| error.quoted_after("JWT token.").is_some_and(|quoted| !quoted.eq_ignore_ascii_case(alg)))
            .map(|_| "`alg` is another than the one that it names"),
        700_021 => request
            .and_then(|request| Guid::parse(request.parameter("client_id")?))
            .filter(|id| is_guid("iss").as_ref() == Some(id))
            .map(|_| "`client_id` is `iss`"),
        90_011 | 7_000_216 => request
            .filter(|request| {
                request.has("client_assertion") && request.parameter("client_assertion_type") == Some(JWT_BEARER)
            })
            .map(|_| "the request has both parameters"),
        _ => None,
    };
    instead.map(|instead| Contradiction::Claim { code: refusal.code, instead })
}
