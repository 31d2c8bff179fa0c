//! What Entra compares of a federated token and a credential (facts of federation, 2.1 to 2.4): exactly, and in one case.

use super::login_url::LoginUrl;
use crate::decode::federation::CUT;
use crate::decode::guid::Guid;

/// The audiences of the token exchange, one for each cloud.
pub(crate) const EXCHANGE: [&str; 3] =
    ["api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov", "api://AzureADTokenExchangeChina"];
/// What stands for the first of them in a token that Entra issued.
pub(crate) const EXCHANGE_ID: &str = "fb60f99c-7a34-4190-8149-302f77469936";

/// Whether an audience is that of the token exchange, in any spelling.
pub(crate) fn is_exchange(audience: &str) -> bool {
    let audience = audience.trim_end_matches('/');
    EXCHANGE.iter().chain([&EXCHANGE_ID]).any(|one| audience.eq_ignore_ascii_case(one))
}

/// Whether a credential's audience is the one of a token.
pub(crate) fn is_audience(credential: &str, token: &str) -> bool {
    // Which application stands for the exchange in other clouds is not known.
    let is_issued = match EXCHANGE.iter().position(|one| *one == credential) {
        Some(0) => token.eq_ignore_ascii_case(EXCHANGE_ID),
        Some(_) => Guid::parse(token).is_some(),
        None => false,
    };
    is_issued || credential == token && !credential.eq_ignore_ascii_case(EXCHANGE_ID)
}

/// Whether a host is that of the issuers of clusters in Azure.
fn is_cluster(host: &str) -> bool {
    host.ends_with("-aks.azure.com") || host.contains(".oic.prod-")
}

fn host(text: &str) -> Option<&str> {
    text.split_once("://")?.1.split('/').next()
}

/// In what a credential's issuer differs from the token's.
pub(crate) fn issuer_difference(credential: &str, token: &str) -> &'static str {
    let both = [credential, token];
    let urls = both.map(|one| LoginUrl::parse(one).filter(|url| url.cloud.is_some()));
    let is_devops = |text: &str| text.contains("vstoken.");
    let is_shared = |text: &str| text.contains("//sts.windows.net/");
    let is_cluster = |text: &str| host(text).is_some_and(is_cluster);
    let is_in_cluster = |text: &&str| host(text).is_some_and(|host| host.starts_with("kubernetes.default"));
    let slash = |text: &str| text.trim_end_matches('/').to_owned();
    if credential.ends_with(CUT) {
        "absent"
    } else if credential.trim() == token.trim() {
        "white-space"
    } else if slash(credential) == slash(token) {
        "trailing-slash"
    } else if credential.eq_ignore_ascii_case(token) {
        "case"
    } else if credential.contains("/.well-known/") {
        "discovery-url"
    } else if is_devops(credential) != is_devops(token) && urls.iter().any(Option::is_some) {
        "azure-devops-kind"
    } else if let [Some(credential), Some(token)] = &urls {
        let is_one = credential.tenant == token.tenant;
        if is_one && is_shared(both[0]) != is_shared(both[1]) { "entra-version" } else { "other-tenant" }
    } else if both.iter().any(is_in_cluster) {
        "cluster-internal"
    } else if both.iter().all(|one| is_cluster(one))
        || (host(credential) == host(token)
            && (token.contains("/id/") || token.contains("//container.googleapis.com/")))
    {
        "other-cluster"
    } else if both.iter().all(|one| one.starts_with("https://token.actions.githubusercontent.com")) {
        "enterprise-slug"
    } else {
        "absent"
    }
}

/// In what a credential's audience differs from the token's only one.
pub(crate) fn audience_difference(credential: &str, token: &[String], issuer: Option<&str>) -> &'static str {
    let first = token.first().map_or("", String::as_str);
    let is_of_cluster = |one: &String| {
        Some(one.as_str()) == issuer
            || one.contains("//kubernetes.default")
            || one.contains(".azmk8s.io")
            || host(one).is_some_and(is_cluster)
    };
    if token.iter().any(is_of_cluster) {
        "default-kubernetes"
    } else if token.len() > 1 {
        "multiple"
    } else if Guid::parse(credential).is_some() && is_exchange(credential) {
        "guid"
    } else if credential.trim_end_matches('/') == first.trim_end_matches('/') {
        "trailing-slash"
    } else if credential.eq_ignore_ascii_case(first) {
        "case"
    } else if is_exchange(credential) && is_exchange(first) {
        "other-cloud"
    } else if Guid::parse(first).is_some() && !is_exchange(first) {
        "resource-token"
    } else if first.starts_with("https://github.com/") {
        "default-github"
    } else {
        "other"
    }
}
