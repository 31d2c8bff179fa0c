//! What can be given, what was, and what the rest would settle.

use crate::evidence::Evidence;
use crate::recognize::Content;
use crate::remedies::key_query;
use crate::report::{CauseEntry, ChecklistEntry, Need};

/// The rows, with the needs that each meets.
const ROWS: [(Need, &str, &[Need]); 6] = [
    (Need::Registration, "App registration", &[Need::Registration, Need::Federation]),
    (Need::Certificate, "Certificates", &[Need::Certificate]),
    (Need::Assertion, "Client assertion", &[Need::Assertion, Need::Request]),
    (Need::Response, "Entra's error", &[Need::Response]),
    (Need::ClientId, "Tenant and client ID", &[Need::Tenant, Need::ClientId]),
    (Need::Time, "Time of the request", &[Need::Time]),
];

/// All rows, those that settle most first.
pub(crate) fn checklist(evidence: &Evidence<'_>, causes: &[CauseEntry]) -> Vec<ChecklistEntry> {
    let open: Vec<Need> = causes.iter().flat_map(|cause| cause.needs.iter().copied()).collect();
    let row = |(id, title, meets): (Need, &'static str, &[Need])| {
        let sources: Vec<u32> = evidence
            .items
            .iter()
            .filter(|(_, item)| need_of(&item.content).is_some_and(|need| meets.contains(&need)))
            .map(|(id, _)| *id)
            .collect();
        let expected = &evidence.context.expected;
        let given = match id {
            Need::ClientId => expected.tenant.is_some() || expected.client_id.is_some(),
            Need::Time => evidence.moment.of_request.is_some(),
            _ => !sources.is_empty(),
        };
        let wanted = open.iter().any(|need| meets.contains(need));
        let hint = match evidence.moment.of_request {
            Some(moment) if id == Need::Time && evidence.moment.is_answered => {
                format!("Entra's error tells it: {moment}.")
            }
            _ if given && !wanted => String::new(),
            _ if id == Need::Registration && evidence.federated.is_federated => hint(Need::Federation, evidence),
            _ => hint(id, evidence),
        };
        // The request is wanted round an assertion that is there.
        let is_round = id == Need::Assertion && evidence.assertion.jws.is_some();
        let title = match id {
            Need::Registration if !evidence.federated.is_federated => title,
            Need::Registration if !evidence.federated.credentials.is_empty() => "The issuer's keys",
            Need::Registration => "Federated credentials",
            _ => title,
        };
        let (title, hint) = if is_round && wanted { ("Token request", REQUEST.to_owned()) } else { (title, hint) };
        ChecklistEntry { id, title, given, wanted, sources, hint }
    };
    ROWS.into_iter().map(row).collect()
}

/// The need that a source of this kind meets.
fn need_of(content: &Content) -> Option<Need> {
    match content {
        Content::Assertion(_) => Some(Need::Assertion),
        Content::Request(_) => Some(Need::Request),
        // Which of both a thumbprint is, the person may say.
        Content::Certificate(_) | Content::Thumbprint(_) => Some(Need::Certificate),
        Content::Registration(_) => Some(Need::Registration),
        Content::Federation(_) | Content::Jwk(_) => Some(Need::Federation),
        Content::Response(_) | Content::Success => Some(Need::Response),
        Content::Unwanted(_) | Content::Unrecognized(_) => None,
    }
}

const REQUEST: &str = "Tells whether what is round the assertion fits: its address, `client_id`, scope. The whole request, in a HAR file or in the client's log.";

/// What it would settle, and where to find it.
fn hint(id: Need, evidence: &Evidence<'_>) -> String {
    let words = match id {
        Need::Assertion => {
            "Tells whom it names, who signed it and what it claims. It is `client_assertion` in the token request: in a HAR file, or in the client's log. What jwt.ms shows of it tells all but who signed it."
        }
        Need::Certificate => {
            "Tells whether the assertion names it, and whether its key signed. The `.cer` or `.pem` file of the client, without the private key; else its thumbprint."
        }
        Need::Registration => {
            return format!(
                "Tells whether the certificate is registered. In the portal, on Certificates & secrets of the app registration: select all, copy, paste it here, and its address, too. With the certificates themselves, in Graph Explorer: `GET {}`.",
                key_query(evidence)
            );
        }
        Need::Response => {
            "Tells what Entra objected to, and when. The whole text from AADSTS on, as the client got it."
        }
        Need::Federation if !evidence.federated.credentials.is_empty() => {
            "Tell whether the token was signed by its issuer. The JWKS to which `jwks_uri` points, in `/.well-known/openid-configuration` below the issuer."
        }
        Need::Federation => {
            "Tells whether a federated credential fits the token. What `az ad app federated-credential list` or `az identity federated-credential list` prints, or the source of Terraform or Bicep."
        }
        Need::ClientId | Need::Tenant => {
            "Tell whether it was made for this application and tenant. Microsoft Entra admin center > App registrations > Overview."
        }
        Need::Time | Need::Request => {
            "Tells whether it was valid then. In the client's log; Entra's error has it too, as its timestamp."
        }
    };
    words.to_owned()
}
