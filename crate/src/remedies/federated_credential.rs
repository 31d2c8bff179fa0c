//! A federated credential with one value changed, in the form in which it was given: command, request or source.

use super::{known, quote};
use crate::decode::federation::{FederatedCredential, FederationForm};
use crate::decode::guid::Guid;
use crate::decode::json;
use crate::entra::federation;
use crate::evidence::Evidence;

/// A member of a credential, and the token's value of it.
pub(super) struct Change<'e> {
    pub(super) member: &'static str,
    pub(super) own: &'e str,
    pub(super) token: String,
    /// Whether one more credential is made of it.
    pub(super) is_another: bool,
    /// Whether the credential is deleted, and made anew with the same name.
    pub(super) is_anew: bool,
}

/// The values that the credential is to have.
struct Values {
    name: String,
    issuer: String,
    subject: String,
    audience: String,
    /// Whether it is created, and not changed in its place.
    is_new: bool,
}

const OWN_NAME: &str = "<a name of your own>";

/// The change: its language and its text.
pub(super) fn in_its_form(
    evidence: &Evidence<'_>,
    one: &FederatedCredential,
    change: &Change<'_>,
) -> (&'static str, String) {
    let or = |text: Option<&str>, otherwise: &str| text.unwrap_or(otherwise).to_owned();
    let of = |member: &str, own: Option<&str>| {
        if change.member == member { change.token.clone() } else { or(own, &format!("<{member}>")) }
    };
    let federated = &evidence.federated;
    let of_token = federated.subject.as_ref().map(|(one, _)| one.as_str());
    let issuer = federated.issuer.as_ref().map(|(one, _)| one.as_str()).or(one.issuer.as_deref());
    let audience = one.audiences.as_ref().and_then(|all| all.first()).map_or(federation::EXCHANGE[0], String::as_str);
    let values = Values {
        name: or(one.name.as_deref().filter(|_| !change.is_another), OWN_NAME),
        issuer: of("issuer", issuer),
        subject: of("subject", if change.is_another { of_token } else { one.subject.as_deref() }),
        audience: of("audiences", Some(audience)),
        is_new: change.is_another || change.is_anew,
    };
    match one.form {
        FederationForm::Terraform | FederationForm::Bicep => ("text", source(one.form, &values, change)),
        FederationForm::Identity => ("shell", identity(one, &values, change)),
        FederationForm::PowerShell => ("powershell", powershell(&values, change)),
        FederationForm::Graph => ("shell", graph(evidence, one, &values, change)),
        FederationForm::Cli => ("shell", cli(evidence, &values, change)),
    }
}

/// Lines of Terraform or Bicep.
fn source(form: FederationForm, values: &Values, change: &Change<'_>) -> String {
    let is_bicep = form == FederationForm::Bicep;
    let written = |text: &str| {
        if is_bicep { format!("'{}'", quote::printable(text).replace('\'', "\\'")) } else { json::quoted(text) }
    };
    let sign = if is_bicep { ": " } else { " = " };
    let all = [
        ("issuer", written(&values.issuer)),
        ("subject", written(&values.subject)),
        ("audiences", format!("[{}]", written(&values.audience))),
    ];
    let wanted = all.iter().filter(|(member, _)| change.is_another || *member == change.member);
    wanted.map(|(member, value)| [member, sign, value].concat()).collect::<Vec<_>>().join("\n")
}

/// The command before a command, where the credential is made anew.
fn after(change: &Change<'_>, delete: String, command: String) -> String {
    if change.is_anew { [delete, command].join("\n") } else { command }
}

fn identity(one: &FederatedCredential, values: &Values, change: &Change<'_>) -> String {
    let part = |mark: &str| {
        let path = one.of.as_deref().unwrap_or_default();
        let at = path.to_ascii_lowercase().find(mark).map(|at| at + mark.len());
        let part = at.and_then(|at| path.get(at..)).and_then(|rest| rest.split('/').next());
        quote::shell(part.filter(|part| !part.is_empty()).unwrap_or("<name>"))
    };
    let command = |verb: &str| {
        format!(
            "az identity federated-credential {verb} --name {} --identity-name {} --resource-group {}",
            quote::shell(&values.name),
            part("/userassignedidentities/"),
            part("/resourcegroups/"),
        )
    };
    let text = format!(
        "{} \\\n  --issuer {} --subject {} --audiences {}",
        command(if values.is_new { "create" } else { "update" }),
        quote::shell(&values.issuer),
        quote::shell(&values.subject),
        quote::shell(&values.audience),
    );
    after(change, command("delete"), text)
}

fn powershell(values: &Values, change: &Change<'_>) -> String {
    let command = |verb: &str, which: &str| {
        format!("{verb}-AzADAppFederatedCredential -ApplicationObjectId '<object ID of the application>' {which}")
    };
    let own = "-FederatedCredentialId '<its id>'";
    let name = format!("-Name {}", quote::powershell(&values.name));
    let text = format!(
        "{} -Issuer {} -Subject {} -Audience {}",
        if values.is_new { command("New", &name) } else { command("Update", own) },
        quote::powershell(&values.issuer),
        quote::powershell(&values.subject),
        quote::powershell(&values.audience),
    );
    after(change, command("Remove", own), text)
}

/// The credential as Microsoft Graph and Azure CLI take it, in one line.
fn body(values: &Values) -> String {
    one_line(&json::object(&[
        ("name", json::quoted(&values.name)),
        ("issuer", json::quoted(&values.issuer)),
        ("subject", json::quoted(&values.subject)),
        ("audiences", json::array(&[json::quoted(&values.audience)])),
    ]))
}

fn graph(evidence: &Evidence<'_>, one: &FederatedCredential, values: &Values, change: &Change<'_>) -> String {
    let all = format!(
        "https://{}/v1.0/applications/{}/federatedIdentityCredentials",
        known::graph_host(evidence),
        one.of.as_deref().unwrap_or("<object ID of the application>"),
    );
    let own = format!("{all}/{}", one.label());
    let send = |method: &str, url: &str, body: &str| {
        format!(
            "az rest --method {method} --url {} \\\n  --headers 'Content-Type=application/json' --body {}",
            quote::shell(url),
            quote::shell(body)
        )
    };
    if values.is_new {
        let delete = format!("az rest --method DELETE --url {}", quote::shell(&own));
        return after(change, delete, send("POST", &all, &body(values)));
    }
    let token = json::quoted(&change.token);
    let token = if change.member == "audiences" { json::array(&[token]) } else { token };
    send("PATCH", &own, &one_line(&json::object(&[(change.member, token)])))
}

fn cli(evidence: &Evidence<'_>, values: &Values, change: &Change<'_>) -> String {
    let id = quote::shell(&application(evidence));
    let command = |verb: &str| format!("az ad app federated-credential {verb} --id {id}");
    let which = format!(" --federated-credential-id {}", quote::shell(&values.name));
    let begin = if values.is_new { command("create") } else { command("update") + &which };
    let text = format!("{begin} \\\n  --parameters {}", quote::shell(&body(values)));
    after(change, command("delete") + &which, text)
}

/// JSON without its line ends.
fn one_line(json: &str) -> String {
    json.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The application that Entra looked up, else the one that the credentials are on.
fn application(evidence: &Evidence<'_>) -> String {
    let printed = evidence.answer.error.and_then(|error| error.quoted_after("The client")).and_then(Guid::parse);
    let of_registration = evidence.registered.registration.and_then(|registration| registration.app_id.clone());
    let expected = || evidence.context.expected.client_id.as_deref().and_then(|id| Guid::parse(id.trim()));
    let requested = || known::parameter(evidence, "client_id").and_then(|id| Guid::parse(&id));
    let known = printed.or(of_registration).or_else(expected).or_else(requested);
    known.map_or_else(|| known::APPLICATION.to_owned(), |id| id.to_string())
}

/// What lists the credentials of the application; Azure CLI's own command fails where one of them has an expression.
pub(super) fn listing(evidence: &Evidence<'_>) -> String {
    let (id, host) = (application(evidence), known::graph_host(evidence));
    let url = format!("https://{host}/beta/applications(appId='{id}')/federatedIdentityCredentials");
    format!(
        "az ad app federated-credential list --id {}\n# where one of them has an expression\naz rest --method GET --url \"{url}\"",
        quote::shell(&id)
    )
}
