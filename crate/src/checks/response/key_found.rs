//! Entra says that it did not find the key, and the registration given lists it: then it looked elsewhere or earlier.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::entra_error::EntraError;
use crate::decode::hex;
use crate::decode::identifier::Identifier;
use crate::decode::registration::Credential;
use crate::evidence::{Evidence, Tie};
use crate::report::{Need, Place, Severity, say, value, words};
use crate::time::UnixTime;

pub(super) const CHECK: Check = Check {
    id: "response/key_found",
    title: "The registration given does not list the key that Entra did not find",
    fails: "The list given holds the key that Entra did not find",
    severity: Severity::Warning,
    cause: None,
    reasons: &["registered-since", "removed-before", "other-cloud", "other-tenant-or-app", "unexplained"],
    cites: "Microsoft Graph, keyCredential; refusals on record: AADSTS700027",
    examine: Examine::Response(examine),
};

/// The application has no certificate registered at all.
const NO_KEYS: u32 = 700_026;

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    let refusal = super::about_assertion(evidence, error)?;
    if evidence.answer.tie == Tie::Nothing {
        return Err(Skip::inapplicable("Nothing ties the error to this assertion."));
    }
    // That there is none at all is not so either, where the list has this one.
    if !refusal.is_key_not_found() && refusal.code != NO_KEYS {
        return Err(Skip::inapplicable("The error does not say that the key was not found."));
    }
    let credentials = evidence.registered.registration.and_then(|registration| registration.credentials.as_deref());
    let Some(credentials) = credentials else {
        return Err(Skip::inapplicable("No registration was given to compare with."));
    };
    let printed = error.x5t().map(|(_, identifier)| identifier);
    let in_header =
        [&evidence.assertion.x5t_s256, &evidence.assertion.x5t, &evidence.assertion.kid].into_iter().flatten();
    let identifiers: Vec<&Identifier> = printed.iter().chain(in_header.filter(|_| printed.is_none())).collect();
    let named: Vec<(Hash, &[u8])> = identifiers.into_iter().filter_map(Identifier::thumbprint).collect();
    if named.is_empty() {
        return Err(Skip::inapplicable("Which key it was is not known."));
    }
    let listed = credentials
        .iter()
        .enumerate()
        .find(|(_, credential)| named.iter().any(|(hash, bytes)| credential.thumbprint(*hash) == Some(*bytes)));
    let Some((n, credential)) = listed else {
        let unknown = credentials.iter().any(|one| named.iter().any(|(hash, _)| one.thumbprint(*hash).is_none()));
        if unknown {
            return Err(Skip::needs(
                Need::Registration,
                "The registration does not tell the thumbprints of all its certificates.",
            ));
        }
        return Ok(Found::pass("The registration given does not list it either."));
    };
    let thumbprint = named.first().map(|(_, bytes)| hex::encode(bytes)).unwrap_or_default();
    let start = credential.start.zip(error.server_time).filter(|(start, time)| start.since(*time) > 0.0);
    let said =
        |why| say("Entra did not find {}, and the registration given lists it: {}.", [value(&thumbprint), words(why)]);
    let changed = changed(evidence, error, credential);
    let found = if let Some((change, was_added, false)) = changed {
        let why =
            if was_added { "registered at {}, after that" } else { "removed at {}, before that; the list is older" };
        let time = error.server_time.map(value).unwrap_or_default();
        Found::fail(say(
            "Entra did not find {} at {}, and the registration given lists it: the audit log says that it was {}.",
            [value(thumbprint), time, say(why, [value(change)])],
        ))
        .because(if was_added { "registered-since" } else { "removed-before" })
    } else if let Some((start, time)) = start {
        Found::fail(say("Entra did not find {} at {}; the registration given lists it, from {} on: it was registered since, or is not known everywhere yet.", [value(thumbprint), value(time), value(start)]))
            .because("registered-since")
    } else if super::app::is_another_cloud(evidence, error) {
        Found::fail(said("another cloud answered, which has applications of its own")).because("other-cloud")
    } else if changed.is_some() {
        Found::fail(said("the audit log says that it was registered then; it was not yet known everywhere, or another tenant answered"))
            .because("unexplained")
    } else if error.app_id.is_none() {
        Found::fail(said("Entra looked at another application or in another tenant, or it was registered since"))
            .because("other-tenant-or-app")
    } else {
        Found::fail(said("it was registered since and is not yet known everywhere, or another tenant answered"))
            .because("unexplained")
    };
    Ok(found.at(Place::response("code")).at(Place::credential(n, "start")))
}

/// The change of the audit log that tells whether the key was there at the time of the refusal: when it was, whether it added the
/// key, and whether the key was there.
fn changed(evidence: &Evidence<'_>, error: &EntraError, credential: &Credential) -> Option<(UnixTime, bool, bool)> {
    let (key, time) = (credential.key_id.as_deref()?, error.server_time?);
    let changes = || evidence.registered.changes.iter().filter_map(|one| Some((one.time?, one.added(key)?)));
    let order = |one: &(UnixTime, bool), other: &(UnixTime, bool)| one.0.seconds().total_cmp(&other.0.seconds());
    let before = changes().filter(|(change, _)| change.since(time) <= 0.0).max_by(order);
    let after = changes().filter(|(change, _)| change.since(time) > 0.0).min_by(order);
    match (before, after) {
        (None | Some((_, false)), Some((change, true))) => Some((change, true, false)),
        (None, Some((change, false))) | (Some((change, true)), _) => Some((change, false, true)),
        (Some((change, false)), _) => Some((change, false, false)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::decode::entra_error::EntraError;
    use crate::decode::hex;
    use crate::decode::registration::{Credential, CustomKeyIdentifier, Registration};
    use crate::evidence::Evidence;
    use crate::recognize::{Content, Item};
    use crate::report::Outcome;
    use crate::request::Context;
    use crate::time::UnixTime;

    const LISTED: &str = "84E05C1D98BCE3A5421D225B140B36E86A3D5535";

    /// What is found where the registration lists one certificate from `start` on, and Entra looked for this thumbprint.
    fn found(printed: &str, start: f64) -> (bool, Option<&'static str>) {
        let text = format!(
            "AADSTS700027: x [Reason - The key was not found., Thumbprint of key used by client: '{printed}', y] \
             Timestamp: 2026-01-01 00:00:00Z"
        );
        let identifier = CustomKeyIdentifier::Hex { text: LISTED.to_owned(), bytes: hex::decode(LISTED).unwrap() };
        let credential = Credential {
            start: Some(UnixTime::from_seconds(start)),
            custom_key_identifier: Some(identifier),
            ..Credential::default()
        };
        let registration = Registration { credentials: Some(vec![credential]), ..Registration::default() };
        let contents = [
            Content::Response(Box::new(EntraError::read(&text, &text))),
            Content::Registration(Box::new(registration)),
        ];
        let items: Vec<(u32, Item)> =
            (0..).zip(contents).map(|(n, content)| (n, Item { name: None, exchange: n, content })).collect();
        let context = Context::default();
        let evidence = Evidence::gather(&items, &context, crate::crypto::mod_pow);
        let finding = CHECK.findings(&evidence, 0).remove(0);
        assert_ne!(finding.verdict, Outcome::Skip, "{:?}", finding.message);
        (finding.verdict == Outcome::Fail, finding.reason)
    }

    #[test]
    fn the_registration_is_held_against_what_entra_did_not_find() {
        const TIME: f64 = 1_767_225_600.0;
        assert_eq!(found(&LISTED.replace("84E0", "84E1"), 0.0), (false, None));
        assert_eq!(found(LISTED, TIME - 86_400.0), (true, Some("other-tenant-or-app")));
        assert_eq!(found(LISTED, TIME + 300.0), (true, Some("registered-since")));
        assert!(["other-tenant-or-app", "registered-since"].iter().all(|reason| CHECK.reasons.contains(reason)));
    }
}
