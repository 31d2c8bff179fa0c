//! URLs of Entra's login hosts, as they stand in `aud` and in requests.

use super::clouds::Cloud;
use crate::decode::guid;
use crate::list::List;

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
        Some(Self { cloud: Cloud::of_host(&host), host, path: path.split('/').map(str::to_owned).list() })
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
