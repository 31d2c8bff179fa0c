//! What only the person knows: whose a bare thumbprint is, whose a list that names no application, what a bare GUID names.

use crate::decode::registration::Extent;
use crate::evidence::Evidence;
use crate::recognize::{Content, Item, Unrecognized};
use crate::report::{Answer, Question, Text, say, value};
use crate::request::{Role, Share};

/// The words of `expected.thumbprints` and `expected.lists`, with what a person calls them.
const OF_THUMBPRINTS: [(&str, &str); 3] = [
    ("It shows it, among others", "registered"),
    ("It shows it, and these are all", "registered_all"),
    ("No, it is my certificate's", "mine"),
];
const OF_LISTS: [(&str, &str); 3] =
    [("Yes, and these are all", "whole"), ("Yes, and there may be more", "part"), ("No, another's", "other")];
const OF_FEDERATION: [(&str, &str); 2] = [("Yes", "part"), ("No, another's", "other")];
/// Members of `expected`, which take the identifier.
const CLIENT_ID: (&str, &str) = ("The client ID", "client_id");
const TENANT: (&str, &str) = ("The tenant that the client asks", "tenant");

/// The question about one thing; none where the text says it itself.
pub(crate) fn question(id: u32, item: &Item, evidence: &Evidence<'_>) -> Option<Question> {
    let expected = &evidence.context.expected;
    let client = evidence.assertion.issuer().or_else(|| evidence.answer.error?.app_id.clone());
    let application = client.map_or_else(|| "the application".into(), |id| say("application {}", [value(id)]));
    let ask = |field, name, text: Text, answers: &[(&'static str, &'static str)], said: Option<&str>| Question {
        field,
        name,
        text,
        answers: answers.iter().map(|&(label, word)| Answer { label, word, chosen: said == Some(word) }).collect(),
    };
    match &item.content {
        Content::Thumbprint(thumbprint) if !thumbprint.is_mine => {
            let said = thumbprint.role(expected).map(Role::word);
            let text = say("Does Certificates & secrets of {} show this thumbprint?", [application]);
            Some(ask("thumbprints", thumbprint.digits(), text, &OF_THUMBPRINTS, said))
        }
        Content::Registration(registration)
            if registration.app_id.is_none()
                && registration.extent != Extent::Single
                && registration.credentials.is_some() =>
        {
            let said = expected.said(id).map(Share::word);
            Some(ask("lists", id.to_string(), say("Is this the list of {}?", [application]), &OF_LISTS, said))
        }
        // Of a list of federated credentials the one is asked about that decides.
        Content::Federation(one)
            if expected.said(id).is_some()
                || !evidence.federated.is_tied() && evidence.federated.fits_whole() == Some(one) =>
        {
            let said = expected.said(id).map(Share::word);
            let text =
                say("Is {} a credential of the application or identity that the client names?", [value(one.label())]);
            Some(ask("lists", id.to_string(), text, &OF_FEDERATION, said))
        }
        Content::Unrecognized(Unrecognized::Guid(guid)) => {
            let said = [(CLIENT_ID, &expected.client_id), (TENANT, &expected.tenant)];
            let said = said.into_iter().find(|(_, typed)| typed.as_ref() == Some(guid)).map(|((_, word), _)| word);
            Some(ask("expected", guid.clone(), "Which of the two is it?".into(), &[CLIENT_ID, TENANT], said))
        }
        Content::Unrecognized(Unrecognized::Tenant(tenant)) => {
            let said = (expected.tenant.as_ref() == Some(tenant)).then_some(TENANT.1);
            Some(ask("expected", tenant.clone(), "Is it the one that the client asks?".into(), &[TENANT], said))
        }
        _ => None,
    }
}
