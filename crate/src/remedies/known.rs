//! Values that stand in snippets, each checked to be what it should be, or its place-holder.

use crate::crypto::Hash;
use crate::decode::guid::Guid;
use crate::decode::identifier::Identifier;
use crate::decode::{base64, hex};
use crate::entra::{Cloud, LoginUrl, Tenant, graph, has_placeholder};
use crate::evidence::{Claim, Evidence};
use crate::report::{Text, say, words};

pub(super) const APPLICATION: &str = "<application (client) ID>";
pub(super) const TENANT: &str = "<tenant ID>";

/// The client ID, if one of the sources has it.
pub(super) fn client_id(evidence: &Evidence<'_>) -> Option<Guid> {
    let read = |text: Option<String>| Guid::parse(&text?);
    let expected = evidence.context.expected.client_id.as_deref().and_then(|id| Guid::parse(id.trim()));
    let issuer = evidence.assertion.issuer();
    let registration = evidence.registered.registration;
    // Some take the object's ID for the client ID.
    let of_object = registration.filter(|one| one.object_id.is_some() && one.object_id == issuer);
    expected
        .or_else(|| of_object?.app_id.clone())
        .or(issuer)
        .or_else(|| read(evidence.assertion.present_string("sub").ok()))
        .or_else(|| evidence.answer.error?.app_id.clone())
        .or_else(|| registration?.app_id.clone())
        .or_else(|| read(parameter(evidence, "client_id")))
}

/// The client ID, or its place-holder.
pub(super) fn application(evidence: &Evidence<'_>) -> String {
    client_id(evidence).map_or_else(|| APPLICATION.to_owned(), |id| id.to_string())
}

/// `iss` of a client assertion.
pub(super) fn issuer(evidence: &Evidence<'_>) -> Option<String> {
    evidence.assertion.present_string("iss").ok()
}

/// A parameter of the token request.
pub(super) fn parameter(evidence: &Evidence<'_>, wanted: &str) -> Option<String> {
    let parameters = &evidence.exchange.request?.parameters;
    parameters.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone())
}

/// The first audience, if it is a URL of a login host that is still there.
fn audience(evidence: &Evidence<'_>) -> Option<LoginUrl> {
    let Ok(Claim::Present(audiences)) = evidence.assertion.audiences() else { return None };
    let url = LoginUrl::parse(audiences.first()?)?;
    url.cloud.is_some_and(|cloud| cloud != Cloud::Germany).then_some(url)
}

/// The tenant, or its place-holder: letters, digits, full stops and hyphens.
pub(super) fn tenant(evidence: &Evidence<'_>) -> String {
    let expected = evidence.context.expected.tenant.as_deref().map(|tenant| tenant.trim().to_owned());
    let of_audience =
        audience(evidence).map(|url| url.tenant).filter(|tenant| matches!(tenant, Tenant::Id(_) | Tenant::Domain(_)));
    let of_audience = of_audience.map(|tenant| tenant.to_string());
    let known = [expected, of_audience].into_iter().flatten().find(|tenant| is_name(tenant));
    known.unwrap_or_else(|| TENANT.to_owned())
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !has_placeholder(text)
        && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '.' | '-'))
}

/// The cloud that `aud` is of, else the one that answered.
pub(super) fn cloud(evidence: &Evidence<'_>) -> Cloud {
    let answered =
        evidence.answer.error.and_then(|response| LoginUrl::parse(&format!("https://{}/", response.host.as_ref()?)));
    let cloud = audience(evidence).or(answered).and_then(|url| url.cloud);
    cloud.filter(|cloud| *cloud != Cloud::Germany).unwrap_or(Cloud::Public)
}

/// The login host of the cloud, without scheme.
pub(super) fn login_host(evidence: &Evidence<'_>) -> String {
    let own = || audience(evidence).map(|url| url.host).filter(|host| is_name(host));
    let host = cloud(evidence).login_host().map(str::to_owned).or_else(own);
    host.unwrap_or_else(|| "<login host>".to_owned())
}

/// What the libraries call the authority.
pub(super) fn authority(evidence: &Evidence<'_>) -> String {
    format!("https://{}/{}", login_host(evidence), tenant(evidence))
}

/// The documented token endpoint, which is the documented `aud` as well.
pub(super) fn token_endpoint(evidence: &Evidence<'_>) -> String {
    format!("{}/oauth2/v2.0/token", authority(evidence))
}

/// Microsoft Graph of the cloud, without scheme, or its place-holder.
pub(super) fn graph_host(evidence: &Evidence<'_>) -> &'static str {
    cloud(evidence).endpoints().graph_host.unwrap_or("<host of Microsoft Graph>")
}

/// The URL of the application by its client ID, which is a GUID or a place-holder.
pub(super) fn application_url(evidence: &Evidence<'_>) -> String {
    graph::application_url(graph_host(evidence), &application(evidence))
}

/// The URL that answers with the keys.
pub(crate) fn key_query(evidence: &Evidence<'_>) -> String {
    let members = ["id", "appId", "displayName", "keyCredentials"];
    graph::query_url(graph_host(evidence), &application(evidence), &members)
}

/// The line that signs in to Microsoft Graph in PowerShell.
pub(super) fn connect(evidence: &Evidence<'_>, scope: &str) -> String {
    let environment = cloud(evidence).endpoints().powershell.map(|name| format!(" -Environment {name}"));
    format!("Connect-MgGraph -Scopes '{scope}'{}", environment.unwrap_or_default())
}

/// A step for those who work in another cloud than the public one.
pub(super) fn cloud_step(evidence: &Evidence<'_>) -> Option<Text> {
    let cloud = cloud(evidence);
    let name = cloud.endpoints().azure_cli?;
    let (which, more) = match cloud {
        Cloud::UsGovernment => (
            "the US Government cloud",
            "; in the DoD environment the host of Microsoft Graph is dod-graph.microsoft.us",
        ),
        _ => ("the cloud in China", ""),
    };
    Some(say(
        "It is {}: for `az`, first `az cloud set --name {}` and sign in{}.",
        [words(which), words(name), words(more)],
    ))
}

/// The thumbprint by this hash that should stand in the header: of the reference certificate, else what the client meant.
pub(super) fn thumbprint(evidence: &Evidence<'_>, hash: Hash) -> Option<Vec<u8>> {
    if let Ok((_, certificate)) = evidence.reference() {
        return certificate.thumbprint(hash).map(<[u8]>::to_vec);
    }
    let meant = [&evidence.assertion.x5t_s256, &evidence.assertion.x5t, &evidence.assertion.kid].into_iter().flatten();
    meant
        .filter(|identifier| !identifier.is_documentation())
        .filter_map(Identifier::thumbprint)
        .find(|(other, _)| *other == hash)
        .map(|(_, bytes)| bytes.to_vec())
}

/// The value of `x5t` or `x5t#S256`, or its place-holder.
pub(super) fn identifier(evidence: &Evidence<'_>, hash: Hash) -> String {
    let bytes = thumbprint(evidence, hash);
    bytes.map_or_else(
        || format!("<base64url of the {} bytes of the certificate's {}>", hash.length(), hash.label()),
        |bytes| base64::encode_url(&bytes),
    )
}

/// The thumbprint to look for, in upper-case hexadecimal: as the header names it, else as Entra printed it, else that of
/// the certificate given.
pub(super) fn wanted(evidence: &Evidence<'_>) -> Option<(Hash, String)> {
    let named = [&evidence.assertion.x5t, &evidence.assertion.x5t_s256, &evidence.assertion.kid]
        .into_iter()
        .flatten()
        .filter(|identifier| !identifier.is_documentation())
        .find_map(Identifier::thumbprint)
        .map(|(hash, bytes)| (hash, hex::encode(bytes)));
    let printed = evidence.answer.error.and_then(|response| hex::decode(response.thumbprint.as_deref()?));
    let printed = printed.and_then(|bytes| Some((Hash::of_length(bytes.len())?, hex::encode(&bytes))));
    let given =
        evidence.reference().ok().and_then(|(_, certificate)| Some((Hash::Sha1, certificate.digits(Hash::Sha1)?)));
    named.or(printed).or(given)
}
