//! A federated token, and the federated credentials that were given: which of its three values each has.

use super::assertion::Assertion;
use crate::decode::entra_error::EntraError;
use crate::decode::federation::{CUT, FederatedCredential, told};
use crate::decode::json::{Member, Object};
use crate::decode::registration::Registration;
use crate::entra::{Refusal, classify, expression, federation, is_resource};
use crate::report::Place;
use crate::token::Token;

/// A value of the token, and where it stands.
type Stated<T> = Option<(T, Place)>;

/// What decides of a federated token.
#[derive(Default)]
pub(crate) struct Federation<'a> {
    /// Whether the assertion is one, or, without an assertion, Entra's code says so.
    pub(crate) is_federated: bool,
    /// Whether the token is one for another resource.
    pub(crate) is_of_resource: bool,
    pub(crate) issuer: Stated<String>,
    pub(crate) subject: Stated<String>,
    pub(crate) audiences: Stated<Vec<String>>,
    pub(crate) credentials: Vec<&'a FederatedCredential>,
    /// Whether issuer, subject or expression, and audience of each credential are the token's; none where that is not known.
    pub(crate) fits: Vec<[Option<bool>; 3]>,
    /// Whether each is known to be the application's.
    tied: Vec<bool>,
}

impl<'a> Federation<'a> {
    pub(super) fn read(
        given: &[(&'a FederatedCredential, bool)],
        assertion: &Assertion<'a>,
        error: Option<&EntraError>,
        registration: Option<&Registration>,
    ) -> Self {
        let credentials: Vec<&'a FederatedCredential> = given.iter().map(|(one, _)| *one).collect();
        let is_token = matches!(assertion.token, Some(Token::Federated(_)));
        let is_told = |error: &EntraError| classify(error).is_ok_and(Refusal::is_federated);
        let is_said = assertion.jws.is_none() && error.is_some_and(is_told);
        if !is_token && !is_said {
            return Self { credentials, ..Self::default() };
        }
        let claims = assertion.jws.and_then(|jws| jws.claims.as_ref()).filter(|_| is_token);
        let printed = |name: &str| Some((error?.printed(name)?, Place::response(name)));
        let text = |name, printed_as| {
            let own = claims.and_then(|claims| string(claims, name)).map(|value| (value, Place::claim(name)));
            own.or_else(|| printed(printed_as))
        };
        let audiences = claims.and_then(|claims| stated(claims, "aud")).map(|all| (all, Place::claim("aud")));
        let audiences = audiences.or_else(|| printed("audience").map(|(one, place)| (vec![one], place)));
        let mut read = Self {
            is_federated: true,
            is_of_resource: assertion.is_of_resource || is_said && error.is_some_and(is_of_resource),
            issuer: text("iss", "issuer"),
            subject: text("sub", "subject"),
            audiences,
            tied: given.iter().map(|(one, is_said)| *is_said || is_of(one, registration)).collect(),
            ..Self::default()
        };
        let is_of_issuer = error.is_some_and(|error| OF_ISSUER.iter().any(|code| error.codes.contains(code)));
        read.fits = credentials.iter().map(|one| read.fit(one, claims, is_of_issuer)).collect();
        Self { credentials, ..read }
    }

    fn fit(&self, one: &FederatedCredential, claims: Option<&Object>, is_of_issuer: bool) -> [Option<bool>; 3] {
        let is = |own: &Option<String>, stated: &Stated<String>| {
            let (own, (stated, _)) = (own.as_ref()?, stated.as_ref()?);
            // What a table cut is another value, or may be this one.
            match own.strip_suffix(CUT) {
                Some(begin) if stated.starts_with(begin) => None,
                _ => Some(own == stated),
            }
        };
        let claim = |name: &str| match name {
            "sub" => self.subject.as_ref().map(|(value, _)| value.clone()),
            name => claims.and_then(|claims| string(claims, name)),
        };
        let of_subject = match &one.expression {
            Some(text) => expression::fits(text, claim),
            None => is(&one.subject, &self.subject),
        };
        let of_audience = || {
            let (own, (stated, _)) = (one.audiences.as_ref()?, self.audiences.as_ref()?);
            Some(stated.iter().all(|token| own.iter().any(|own| federation::is_audience(own, token))))
        };
        let (of_issuer, of_audience) = (is(&one.issuer, &self.issuer), of_audience());
        // A slash at the end was passed over for years: where Entra does not name the issuer, and more differs, that is told.
        let is_more = of_subject == Some(false) || of_audience == Some(false);
        let is_passed_over = is_more && !is_of_issuer && self.is_but_for_slash(one);
        [if is_passed_over { None } else { of_issuer }, of_subject, of_audience]
    }

    /// Whether this credential's issuer is the token's but for a slash at the end.
    pub(crate) fn is_but_for_slash(&self, one: &FederatedCredential) -> bool {
        let both = one.issuer.as_ref().zip(self.issuer.as_ref());
        both.is_some_and(|(own, (token, _))| own != token && own.trim_end_matches('/') == token.trim_end_matches('/'))
    }

    /// The credential that differs least, of those that may fit in the first so many of the three values. Of several that
    /// differ in as many, the one with the token's issuer, and then the one with most of its subject.
    pub(crate) fn nearest(&self, values: usize) -> Option<(usize, &'a FederatedCredential)> {
        let common = |n: usize| {
            let own = self.credentials.get(n).and_then(|one| one.subject.as_deref()).unwrap_or_default();
            let stated = self.subject.as_ref().map_or("", |(value, _)| value);
            own.bytes().zip(stated.bytes()).take_while(|(own, stated)| own == stated).count()
        };
        let key = |(n, _): &(usize, &FederatedCredential)| {
            let fits = self.fits.get(*n).unwrap_or(&[None; 3]);
            let differing = fits.iter().filter(|fit| **fit == Some(false)).count();
            (differing, fits.first() == Some(&Some(false)), usize::MAX - common(*n))
        };
        self.fitting(values).min_by_key(key)
    }

    /// The credentials that may fit in the first so many of the three values.
    pub(crate) fn fitting(&self, values: usize) -> impl Iterator<Item = (usize, &'a FederatedCredential)> {
        let may = move |fits: &[Option<bool>; 3]| fits.iter().take(values).all(|fit| *fit != Some(false));
        let all = self.fits.iter().zip(&self.credentials).enumerate();
        let all: Vec<_> = all.filter(|(_, (fits, _))| may(fits)).map(|(n, (_, one))| (n, *one)).collect();
        all.into_iter()
    }

    /// The credential that has all three values of the token, first of those that are known to be the application's.
    pub(crate) fn fits_whole(&self) -> Option<&'a FederatedCredential> {
        self.whole().map(|(one, _)| one)
    }

    /// Whether the credential that fits is known to be the application's.
    pub(crate) fn is_tied(&self) -> bool {
        self.whole().is_some_and(|(_, is_tied)| is_tied)
    }

    fn whole(&self) -> Option<(&'a FederatedCredential, bool)> {
        let all = || self.credentials.iter().copied().zip(self.tied.iter().copied()).zip(&self.fits);
        let mut fitting = all().filter(|(_, fits)| fits.iter().all(|fit| *fit == Some(true))).map(|(one, _)| one);
        let first = fitting.next()?;
        Some(if first.1 { first } else { fitting.find(|(_, is_tied)| *is_tied).unwrap_or(first) })
    }
}

/// Whether Entra says that the token was one for another resource, or prints the audience of one.
fn is_of_resource(error: &EntraError) -> bool {
    let audience = error.printed("audience").unwrap_or_default();
    let host = audience.split_once("://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
    error.codes.contains(&7_002_121) || is_resource(&host.to_ascii_lowercase())
}

/// The codes that name the issuer of the token.
const OF_ISSUER: [u32; 2] = [70_021, 700_211];

/// Whether a credential is on the object of this registration.
fn is_of(one: &FederatedCredential, registration: Option<&Registration>) -> bool {
    let object = registration.filter(|one| one.app_id.is_some()).and_then(|one| one.object_id.as_ref());
    one.of.as_deref().zip(object).is_some_and(|(of, object)| of == object.as_str())
}

/// The values of a claim, one or several, where all are told.
pub(super) fn stated(claims: &Object, name: &str) -> Option<Vec<String>> {
    let member = claims.get(name)?;
    let all = member.string().map(|one| vec![one]).or_else(|| member.strings())?;
    all.iter().map(|one| told(one)).collect()
}

/// A claim that is told.
fn string(claims: &Object, name: &str) -> Option<String> {
    claims.get(name).and_then(Member::string).and_then(|text| told(&text))
}
