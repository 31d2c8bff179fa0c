//! URLs of Entra's login hosts, as they stand in `aud` and in requests.

use super::guid;
use crate::list::List;

/// A cloud of Entra. Aliases and regional hosts are their cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cloud {
    Public,
    UsGovernment,
    China,
    /// Closed on 29 October 2021.
    Germany,
    Bleu,
    Delos,
    GovSg,
    /// Microsoft's own.
    PreProduction,
    ExternalId,
    B2c,
}

/// Microsoft Authentication Library for .NET, `KnownMetadataProvider`; Microsoft, national clouds.
const HOSTS: [(&str, Cloud); 23] = [
    ("login.microsoftonline.com", Cloud::Public),
    ("login.windows.net", Cloud::Public),
    ("login.microsoft.com", Cloud::Public),
    ("sts.windows.net", Cloud::Public),
    ("mtlsauth.microsoft.com", Cloud::Public),
    ("login.microsoftonline.us", Cloud::UsGovernment),
    ("login.usgovcloudapi.net", Cloud::UsGovernment),
    ("login-us.microsoftonline.com", Cloud::UsGovernment),
    ("login.partner.microsoftonline.cn", Cloud::China),
    ("login.chinacloudapi.cn", Cloud::China),
    ("login.microsoftonline.de", Cloud::Germany),
    ("login.sovcloud-identity.fr", Cloud::Bleu),
    ("login.sovcloud-identity.de", Cloud::Delos),
    ("login.sovcloud-identity.sg", Cloud::GovSg),
    ("login.windows-ppe.net", Cloud::PreProduction),
    ("sts.windows-ppe.net", Cloud::PreProduction),
    ("login.microsoft-ppe.com", Cloud::PreProduction),
    ("ciamlogin.com", Cloud::ExternalId),
    ("b2clogin.com", Cloud::B2c),
    ("b2clogin.cn", Cloud::B2c),
    ("b2clogin.us", Cloud::B2c),
    ("b2clogin.de", Cloud::B2c),
    ("sts.chinacloudapi.cn", Cloud::China),
];

/// Tenant segments that stand for many tenants.
const MULTI_TENANT: [&str; 3] = ["common", "organizations", "consumers"];

/// A URL, by its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginUrl {
    pub(crate) host: String,
    /// None where the host is none that Entra is known to have.
    pub(crate) cloud: Option<Cloud>,
    /// The segments of the path, as sent.
    pub(crate) path: Vec<String>,
}

impl LoginUrl {
    /// Reads an absolute `https` or `http` URL.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if has_placeholder(text) {
            return None;
        }
        let (scheme, rest) = text.split_once("://")?;
        if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let authority = authority.to_ascii_lowercase();
        let host = authority.strip_suffix(":443").unwrap_or(&authority).to_owned();
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || matches!(c, '@' | ':')) {
            return None;
        }
        let cloud = HOSTS
            .iter()
            .filter(|(known, _)| {
                host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.'))
            })
            .max_by_key(|(known, _)| known.len())
            .map(|(_, cloud)| *cloud);
        Some(Self { cloud, host, path: path.split('/').map(str::to_owned).list() })
    }

    /// The tenant: the first segment of the path, if it can be one.
    pub(crate) fn tenant(&self) -> Option<&str> {
        let first = self.path.first()?;
        (guid::is_guid(first) || first.contains('.') || self.is_multi_tenant()).then_some(first)
    }

    /// Whether the tenant segment stands for many tenants.
    pub(crate) fn is_multi_tenant(&self) -> bool {
        self.path.first().is_some_and(|first| MULTI_TENANT.iter().any(|name| first.eq_ignore_ascii_case(name)))
    }

    /// What follows the tenant, in lower case and without a slash at the end.
    pub(crate) fn endpoint(&self) -> String {
        let rest = self.path.get(1..).unwrap_or_default().join("/").to_ascii_lowercase();
        rest.trim_end_matches('/').to_owned()
    }
}

/// Whether a template still waits for its value.
pub(crate) fn has_placeholder(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'$'))
        || text.to_ascii_lowercase().contains("%7b")
}

/// Whether these are different tenants: only IDs tell, because one tenant may have many domains.
pub(crate) fn are_different_tenants(one: &str, other: &str) -> bool {
    guid::is_guid(one) && guid::is_guid(other) && !one.eq_ignore_ascii_case(other)
}
