//! The certificate is registered. Entra looks for it in the application's `keyCredentials`, and nowhere else.
//!
//! That a certificate is missing can be said only where every credential tells which certificate it holds: Microsoft Graph
//! leaves `key` out of most answers, and `customKeyIdentifier` may be anything.

use super::identity_place;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::certificate::Certificate;
use crate::decode::hex;
use crate::decode::registration::{Credential, Registration};
use crate::entra::{PUBLIC_GRAPH, graph};
use crate::evidence::{Coverage, Evidence, HASHES, Subject, WHOLE};
use crate::report::{Cause, Need, Severity, Text, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "registration/certificate",
    title: "The certificate is registered on the application",
    fails: "This certificate is not in the registration given",
    severity: Severity::Error,
    cause: Some(Cause::NotRegistered),
    reasons: &["absent", "empty", "same-key", "subject-trust-only"],
    cites: "Microsoft Graph, keyCredential; refusal on record: AADSTS700027, AADSTS700026",
    examine: Examine::Evidence(examine),
};

/// Whose thumbprint it is that was looked for.
const USED: &str = "the client used";

fn examine(evidence: &Evidence<'_>) -> Examined {
    let registration = super::registration(evidence)?;
    if evidence.registered.is_of_another {
        return Err(Skip::owned("registration/app", "The registration is another application's."));
    }
    if registration.service_principal {
        let message = say(
            "What was given is the service principal (enterprise application), which has certificates of its own; those for client assertions stand in the app registration: {}.",
            [value(query(evidence, registration))],
        );
        return Err(Skip::needs(Need::Registration, message));
    }
    let subjects = evidence.subjects();
    let Some(first) = subjects.first() else {
        let message = "Nothing given tells which certificate should be registered.";
        return Err(Skip::needs(Need::Certificate, message));
    };
    let held = evidence.holding(&subjects);
    // One that is for client assertions, if there is one.
    if let Some((n, credential)) = held.iter().find(|(_, one)| one.is_usable()).or(held.first()) {
        let found = registered(evidence, *n, credential, &subjects);
        return Ok(if evidence.registered.coverage == Coverage::Differing {
            found.needing(Need::Registration)
        } else {
            found
        });
    }
    if evidence.registered.trusts_subjects {
        if evidence.assertion.x5c.is_some() {
            let message = "The registration trusts certificate subjects and `x5c` was sent, so Entra need not find the certificate itself; whether it trusts this one, only its answer tells.";
            return Err(Skip::needs(Need::Response, message));
        }
        if evidence.assertion.jws.is_none() {
            let message =
                "The registration trusts certificate subjects; only the assertion tells whether `x5c` is sent for it.";
            return Err(Skip::needs(Need::Assertion, message));
        }
    }
    let credentials = listed(evidence, registration, &subjects)?;
    let place = first.place.clone();
    let names = Text::join(subjects.iter().map(|subject| subject.label.clone()), " nor ");
    let application = application(registration);
    let whose = |words: &str, bytes: &[u8]| {
        let file = evidence.certificate_with(bytes).and_then(|one| one.file.as_ref());
        file.map_or_else(|| words.to_owned(), |file| format!("{words} ({file})"))
    };
    let fail = |message: Text| {
        let found = Found::fail(message);
        match HASHES.into_iter().find_map(|hash| first.thumbprint(hash)) {
            Some(meant) => found.showing(hex::encode(meant)).of("", whose(USED, meant)),
            None => found,
        }
    };
    if evidence.registered.trusts_subjects {
        return Ok(fail(say("No key credential of {} holds {}; `trustedCertificateSubjects` registers no certificate, and counts only where `x5c` is sent.", [application, names]))
        .because("subject-trust-only")
        .at(place));
    }
    if credentials.is_empty() {
        return Ok(fail(say("No certificate at all is registered on {}{}.", [application, said(evidence)]))
            .because("empty")
            .at(place));
    }
    let at_hand = evidence.at_hand();
    let mut usable = credentials.iter().enumerate().filter(|(_, one)| one.is_usable());
    if let Some((n, credential)) = usable.find(|(_, one)| same_key(&subjects, at_hand.certificate(one))) {
        return Ok(Found::fail(say("The credential {} holds another certificate with the same key as {}; Entra looks for the certificate, not for its key.", [credential.label(), names]))
        .because("same-key")
        .at(place)
        .at(identity_place(n, credential)));
    }
    let found = match credentials {
        [only] => {
            let found = fail(say(
                "Only another certificate is registered on {}{}, not {}.",
                [application, said(evidence), names],
            ));
            // After a rotation both have one name: their thumbprints tell them apart.
            let found = match HASHES
                .into_iter()
                .find_map(|hash| Some((at_hand.thumbprint(only, hash)?, first.thumbprint(hash)?)))
            {
                Some((registered, meant)) => {
                    let compared = found.compare(hex::encode(registered), hex::encode(meant));
                    compared.of(whose("registered", registered), whose(USED, meant))
                }
                None => found,
            };
            found.at(identity_place(0, only))
        }
        all => fail(say(
            "None of the {} key credentials of {} is {}{}.",
            [words(all.len()), application, names, said(evidence)],
        )),
    };
    Ok(found.because("absent").at(place))
}

fn registered(evidence: &Evidence<'_>, n: usize, credential: &Credential, subjects: &[Subject<'_>]) -> Found {
    let at_hand = evidence.at_hand();
    let (held, others): (Vec<_>, Vec<_>) =
        subjects.iter().partition(|subject| subject.is_in(credential, &at_hand) == Some(true));
    let all = |subjects: &[&Subject<'_>]| Text::join(subjects.iter().map(|subject| subject.label.clone()), " and ");
    let mut message = say("The credential {} holds {}", [credential.label(), all(&held)]);
    if !others.is_empty() {
        message = say("{}, but not {}", [message, all(&others)]);
    }
    let place = held.first().map(|subject| subject.place.clone()).unwrap_or_default();
    Found::pass(say("{}{}.", [message, said(evidence)])).at(identity_place(n, credential)).at(place)
}

/// All credentials, where each that counts tells which certificate it holds.
fn listed<'e>(
    evidence: &'e Evidence<'_>,
    registration: &Registration,
    subjects: &[Subject<'_>],
) -> Result<&'e [&'e Credential], Skip> {
    let query = query(evidence, registration);
    let needs = |message: Text| Skip::needs(Need::Registration, message);
    let Some(credentials) = &evidence.registered.credentials else {
        return Err(needs(say("The registration given does not list its keys; this does: {}.", [value(query)])));
    };
    if let Some(begun) = evidence.begun(subjects) {
        return Err(needs(say(
            "The identifier of the credential {} begins as the certificate's does, and the rest of it was cut; in PowerShell, {} before the same command shows it whole.",
            [begun.label(), value(WHOLE)],
        )));
    }
    if evidence.registered.coverage != Coverage::Whole {
        let message = if evidence.registered.coverage == Coverage::Differing {
            "The lists given differ, and nothing tells which is newer"
        } else if registration.app_id.is_none() {
            "The certificate is not among these credentials, which do not say of which application they are"
        } else {
            "The certificate is not among these credentials, which need not be all"
        };
        return Err(needs(say("{}; this gives the whole list: {}.", [words(message), value(query)])));
    }
    let at_hand = evidence.at_hand();
    let untold =
        |one: &&&Credential| one.is_usable() && subjects.iter().any(|subject| subject.is_in(one, &at_hand).is_none());
    let mut silent = credentials.iter().filter(untold);
    if let Some(first) = silent.next() {
        let count = 1 + silent.count();
        let total = credentials.len();
        return Err(needs(say(
            "{} of {} key credentials, such as {}, cannot be compared, because their `key` was left out; `az ad app show` and lists never have it, and this has: {}.",
            [words(count), words(total), first.label(), value(query)],
        )));
    }
    Ok(credentials)
}

/// What rests on the person's word says so.
fn said(evidence: &Evidence<'_>) -> Text {
    if evidence.registered.is_by_word { ", as you say".into() } else { Text::default() }
}

/// Whether this certificate has the key of one of the subjects.
fn same_key(subjects: &[Subject<'_>], certificate: Option<&Certificate>) -> bool {
    let Some(certificate) = certificate else { return false };
    let key = |certificate: &Certificate| Some(certificate.fields.as_ref()?.public_key_info.clone());
    let wanted: Vec<Vec<u8>> = subjects.iter().filter_map(|subject| key(subject.certificate?)).collect();
    key(certificate).is_some_and(|key| wanted.contains(&key))
}

/// What a person calls the application.
fn application(registration: &Registration) -> Text {
    match (&registration.display_name, &registration.app_id) {
        (Some(name), Some(id)) => say("{} ({})", [value(name), value(id)]),
        (Some(name), None) => value(name),
        (None, Some(id)) => value(id),
        (None, None) => "the application".into(),
    }
}

/// What really shows the keys.
fn query(evidence: &Evidence<'_>, registration: &Registration) -> String {
    let id = registration.app_id.clone().or_else(|| evidence.assertion.issuer());
    let id = id.map_or_else(|| "{appId}".to_owned(), |id| id.to_string());
    format!("GET {}", graph::query_url(PUBLIC_GRAPH, &id, &["appId", "keyCredentials"]))
}
