//! A federated token: one value of a credential to change, or the token that Entra would take.

use super::federated_credential::{Change, in_its_form, listing};
use super::{ALWAYS, Failed, Writer, quote, remedy};
use crate::decode::federation::FederationForm;
use crate::decode::json::Member;
use crate::entra::{Advice, Refusal, federation, subject};
use crate::evidence::Evidence;
use crate::report::{Remedy, Text, say, value, words};

/// Of two that are as likely, the first here comes first.
pub(super) const WRITERS: [Writer; 6] = [
    Writer { called_by: COMPARED, helps: ALWAYS, write: change },
    Writer {
        called_by: &[
            ("response/says_federation_refused", &[]),
            ("response/says_issuer_key", &[]),
            ("federated/alg", &[]),
            ("federated/typ", &[]),
            ("federated/claims", &[]),
            ("federated/key", &[]),
            ("registration/app", &[]),
        ],
        helps: ALWAYS,
        write: refused,
    },
    Writer {
        called_by: &[("response/says_no_credential", &[])],
        helps: |evidence, failed| {
            let code = refusal(evidence).map_or(0, |refusal| refusal.code);
            let is_moot = NONE_AT_ALL.contains(&code) || !failed.has_any(COMPARED);
            !OF_VALUES.contains(&code) && is_moot && !failed.has("registration/app", &[])
        },
        write: told,
    },
    Writer {
        called_by: &[("response/says_no_credential", &[])],
        helps: |evidence, failed| {
            let is_compared = failed.has_any(COMPARED) || failed.has("registration/app", &[]);
            !evidence.federated.credentials.is_empty() && !is_compared
        },
        write: elsewhere,
    },
    Writer {
        called_by: &[("claims/exp", &["expired"]), ("response/says_bad_time", &[]), ("response/clock", &[])],
        helps: ALWAYS,
        write: expired,
    },
    Writer {
        called_by: &[("token/federated", &[]), ("response/says_no_credential", &[]), ("response/about_assertion", &[])],
        helps: |evidence, _| evidence.federated.credentials.is_empty() && !evidence.federated.is_of_resource,
        write: list,
    },
];

/// What compares a credential with the token.
const COMPARED: &[(&str, &[&str])] = &[
    ("federated/issuer", &[]),
    ("federated/subject", &[]),
    ("federated/expression", &[]),
    ("federated/audience", &[]),
];
/// Differences that are for one more credential to mend: the one that is there may be needed as it is.
const ANOTHER: [&str; 11] = [
    "entity",
    "entity-value",
    "repository",
    "namespace",
    "service-account",
    "run-phase",
    "workspace",
    "connection",
    "tenant",
    "no-match",
    "absent",
];
/// Audiences that the token has wrong, and not the credential.
const OF_TOKEN: [&str; 5] = ["resource-token", "default-github", "default-kubernetes", "multiple", "other-cloud"];

/// Codes that name a value of the token that no credential has.
const OF_VALUES: [u32; 5] = [70_021, 700_211, 700_212, 700_213, 7_002_131];
/// Codes that say that the application has no credential at all.
const NONE_AT_ALL: [u32; 2] = [70_025, 7_000_226];

/// What Entra's error says.
fn refusal(evidence: &Evidence<'_>) -> Option<&'static Refusal> {
    evidence.answer.error.and_then(|error| evidence.refusal(error).ok())
}

fn change(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let federated = &evidence.federated;
    let finding = failed.calling.first().copied();
    let reason = finding.and_then(|finding| finding.reason).unwrap_or_default();
    let (member, nearest, token) = match finding.map(|finding| finding.id) {
        Some("federated/issuer") => ("issuer", 0, federated.issuer.as_ref().map(|(one, _)| one.clone())),
        Some("federated/audience") => ("audiences", 2, federated.audiences.as_ref().map(|(all, _)| all.join(", "))),
        _ => ("subject", 1, federated.subject.as_ref().map(|(one, _)| one.clone())),
    };
    let token = token.unwrap_or_default();
    // The audience of the exchange is right in the credential.
    let expected = finding.and_then(|finding| finding.expected.as_deref());
    let is_of_token = OF_TOKEN.contains(&reason) || reason == "other" && expected.is_some_and(federation::is_exchange);
    let Some((_, one)) = federated.nearest(nearest).filter(|_| !is_of_token) else {
        let why = finding.map(|finding| finding.message.clone()).unwrap_or_default();
        return other_token(reason, why, expected);
    };
    let own = match member {
        "issuer" => one.issuer.as_deref(),
        "subject" => one.subject.as_deref().or(one.expression.as_deref()),
        _ => one.audiences.as_ref().and_then(|all| all.first()).map(String::as_str),
    };
    // The token has the GUID, and the credential the URI.
    let token =
        if federation::is_exchange(&token) && reason == "guid" { federation::EXCHANGE[0].to_owned() } else { token };
    let own = own.unwrap_or_default();
    let is_another = ANOTHER.contains(&reason) && !subject::is_renamed(own, &token);
    let change = Change { member, own, token, is_another, is_anew: reason == "case" };
    let both = format!("credential: {}\ntoken:      {}", quote::printable(change.own), quote::printable(&change.token));
    let title = match (reason, change.is_another) {
        ("case", _) => "Delete the federated credential and create it anew",
        (_, true) => "Add a federated credential for this token",
        _ => "Change one value of the federated credential",
    };
    let why = if change.is_another {
        say("A credential with the token's `{}` is missing.", [words(member)])
    } else {
        say("`{}` of the credential {} is to be the token's.", [words(member), value(one.label())])
    };
    let mut written = remedy(title, why);
    let is_source = matches!(one.form, FederationForm::Terraform | FederationForm::Bicep);
    if change.is_another {
        let step = match reason {
            "entity" | "entity-value" | "repository" => {
                "If the run was meant to be the one that the credential names, change the workflow (its repository, its branch, its `environment`) and leave the credential as it is."
            }
            _ => "If the credential that is there is the right one, let the client use what it names.",
        };
        written = written.step(step);
    }
    if change.is_anew {
        written = written
            .step("Delete the credential first: a change of case in its place has been seen to stay without effect.");
    }
    written = written.step(match (is_source, change.is_another) {
        (true, false) => "Put what is below in the source, and apply it.",
        (true, true) => "Otherwise put what is below in the source, as one more credential, and apply it.",
        (false, false) => "Run the command below.",
        (false, true) => "Otherwise run the command below, which adds one and leaves the others.",
    });
    if one.expression.is_some() {
        written = written.step("Where a credential has an expression, use the beta of Microsoft Graph.");
    }
    let (language, text) = in_its_form(evidence, one, &change);
    written.step("Wait a few minutes, and ask for the token again.").snippet("Both values", "text", both).snippet(
        "What to change",
        language,
        text,
    )
}

/// The token is the wrong one, and the credential is well.
fn other_token(reason: &str, why: Text, audience: Option<&str>) -> Remedy {
    let written = remedy("Send the token that was made for this", why);
    match reason {
        "resource-token" => written
            .step("Ask the managed identity, or whoever issues the token, for the scope below, and for nothing else.")
            .step("Send that token as `client_assertion`, and ask for the resource with this second request.")
            .snippet("Scope of the first request", "text", "api://AzureADTokenExchange/.default"),
        "default-kubernetes" => written
            .step(
                "Give the pod the label below: then the token for Entra is put into it. The credential stays as it is.",
            )
            .step("Read the file that `AZURE_FEDERATED_TOKEN_FILE` names, and not the pod's own token.")
            .snippet("Label of the pod", "text", "azure.workload.identity/use: \"true\"")
            .snippet("The token's file", "shell", "cat \"$AZURE_FEDERATED_TOKEN_FILE\""),
        "other-cloud" => written
            .step("Let both be that of the cloud that the application is in: in the credential, and where the token is asked for (`audience` of azure/login).")
            .snippet("Public cloud, US Government, China", "text", federation::EXCHANGE.join("\n")),
        _ => written.step("Name the credential's audience where the token is asked for.").snippet(
            "Audience (`audience` of azure/login, `aud` of GitLab)",
            "text",
            quote::printable(audience.unwrap_or(federation::EXCHANGE[0])),
        ),
    }
}

/// What works where a rule refuses, or the issuer's key does.
fn refused(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let first = failed.calling.iter().find(|finding| !finding.id.starts_with("response/")).or(failed.calling.first());
    let why = first.map(|finding| finding.message.clone()).unwrap_or_default();
    let written = match first.map(|finding| finding.id) {
        Some("registration/app") => one_application(why),
        Some("federated/alg" | "federated/typ") => remedy("Let the issuer sign as Entra takes it", why)
            .step("Set the issuer's key type to RSA and `alg` to RS256 (SPIRE: `jwt_key_type = \"rsa-2048\"`)."),
        Some("federated/claims") => remedy("Let the issuer say all that is compared", why)
            .step("The token needs `iss`, `sub`, `aud` and `exp`, as a string, a string, a string and a number."),
        Some("federated/key") => remedy("Let Entra read the issuer's keys", why)
            .step("Publish the key that signs, an RSA key, in the JWKS that the issuer's discovery document names, and wait until Entra has read it anew."),
        Some("response/says_issuer_key") => remedy("Let Entra read the issuer's keys", why),
        _ => remedy("Use a token that the rule admits", why)
            .step("Leave the credential as it is: nothing that is changed in it helps."),
    };
    match refusal(evidence).and_then(|refusal| refusal.advice) {
        Some(Advice::Clause(advice)) if first.is_some_and(|finding| finding.id.starts_with("response/")) => {
            written.step(say("What works: {}.", [words(advice)]))
        }
        _ => written,
    }
}

fn one_application(why: Text) -> Remedy {
    remedy("Put credential and client on one application", why)
        .step(
            "Add the credential to the application that the client names, with the same issuer, subject and audience.",
        )
        .step("Or set the client ID of the service connection, the workflow or the pod to the application that has it.")
}

/// What Entra's code itself says is to be done with the credentials.
fn told(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let why = failed.calling.first().map(|finding| finding.message.clone()).unwrap_or_default();
    let refusal = refusal(evidence);
    let advice = match refusal.and_then(|refusal| refusal.advice) {
        Some(Advice::Clause(advice)) => say("What works: {}.", [words(advice)]),
        _ => Text::default(),
    };
    let written = match refusal.map_or(0, |refusal| refusal.code) {
        7_002_121 => return other_token("resource-token", why, None),
        code if NONE_AT_ALL.contains(&code) => one_application(why),
        7_002_138 => remedy("Delete the federated credential and create it anew", why).step(advice),
        _ => remedy("Mend the federated credential", why).step(advice),
    };
    written.snippet("Its credentials", "shell", listing(evidence))
}

/// Everything fits, and Entra found nothing that fits: it looked elsewhere, or earlier.
fn elsewhere(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    remedy(
        "Look whether these credentials are those of the client that was asked",
        "Where issuer, subject and audience fit, the credentials are another application's, or newer than the request.",
    )
    .step("Take the client ID from the request that failed, and list the credentials of that application.")
    .step("If the credential was made or changed in the last minutes, wait and try again; where it was changed long ago, delete it and create it anew.")
    .snippet("Its credentials", "shell", listing(evidence))
}

fn expired(_evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    remedy(
        "Log in again with a new token of the issuer",
        "The issuer's token is short: GitHub's lasts five minutes, and the command line asks Entra with it again for each new resource.",
    )
    .step("Log in right before the step that needs it, and again before a step that comes later.")
    .step("Put the commands that ask for an access token at the beginning of the script, or let the client read the token anew for each request.")
}

fn list(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    let claims = evidence.assertion.jws.and_then(|jws| jws.claims.as_ref());
    let of = |name: &str, printed: Option<&String>| {
        let member = claims.and_then(|claims| claims.get(name));
        let one = member.and_then(|member| member.string().or_else(|| member.strings()?.pop()));
        let shown = one.or_else(|| member.map(Member::shown)).or_else(|| printed.cloned());
        quote::json(&shown.unwrap_or_else(|| format!("<{name}>")))
    };
    let federated = &evidence.federated;
    let issuer = of("iss", federated.issuer.as_ref().map(|(one, _)| one));
    let subject = of("sub", federated.subject.as_ref().map(|(one, _)| one));
    let entry = format!(
        "{{\n  \"name\": \"<a name of your own>\",\n  \"issuer\": {issuer},\n  \"subject\": {subject},\n  \"audiences\": [\"{}\"]\n}}",
        federation::EXCHANGE[0]
    );
    remedy(
        "Give the federated credentials, too",
        "Entra looks for a credential of the application or identity with the token's issuer, subject and audience, character by character.",
    )
    .step("List those of the application that the client names, and paste what is printed here.")
    .snippet("Its credentials", "shell", listing(evidence))
    .snippet(
        "Those of a managed identity",
        "shell",
        "az identity federated-credential list --identity-name '<name>' --resource-group '<resource group>'",
    )
    .snippet("The credential that this token would fit", "json", entry)
}
