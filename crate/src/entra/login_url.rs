//! URLs of Entra's login hosts, as they stand in `aud` and in requests.

use super::clouds::{Cloud, is_look_alike};
use super::tenant::Tenant;
use crate::character::is;

/// A URL, by its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginUrl {
    pub(crate) host: String,
    /// None where the host is none that Entra is known to have.
    pub(crate) cloud: Option<Cloud>,
    /// What the first segment of the path names.
    pub(crate) tenant: Tenant,
    /// The policy of Azure AD B2C, which stands behind the tenant.
    pub(crate) policy: Option<String>,
    /// Whether it is `https`.
    pub(crate) is_secure: bool,
    /// What follows the tenant, in lower case and without a slash at the end.
    pub(crate) endpoint: String,
}

/// What the path of a login URL leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Token,
    /// The tenant's issuer.
    Issuer,
    /// An endpoint that gives no token.
    Another,
    Unknown,
}

impl LoginUrl {
    /// Reads an absolute `https` or `http` URL.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if has_placeholder(text) {
            return None;
        }
        let (scheme, rest) = text.split_once("://")?;
        let is_secure = scheme.eq_ignore_ascii_case("https");
        if !is_secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let rest = rest.split(is(|c| matches!(c, '?' | '#'))).next().unwrap_or_default();
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let authority = authority.to_ascii_lowercase();
        let host = authority.strip_suffix(":443").unwrap_or(&authority).to_owned();
        if host.is_empty() || host.contains(is(|c: char| c.is_whitespace() || matches!(c, '@' | ':'))) {
            return None;
        }
        // Azure AD B2C puts a word in front of the tenant.
        let path = path.strip_prefix("tfp/").or_else(|| path.strip_prefix("te/")).unwrap_or(path);
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let is_tenant = !["oauth2", "v2.0", "v2", "token"].iter().any(|word| first.eq_ignore_ascii_case(word));
        let (tenant, rest) = if is_tenant { (Tenant::read(first), rest) } else { (Tenant::Missing, path) };
        let (policy, rest) = match rest.split_once('/') {
            Some((first, rest)) if first.to_ascii_lowercase().starts_with("b2c_1") => (Some(first.to_owned()), rest),
            _ => (None, rest),
        };
        let endpoint = rest.to_ascii_lowercase();
        if endpoint.contains(is(char::is_whitespace)) {
            return None;
        }
        let endpoint = endpoint.trim_end_matches('/').to_owned();
        Some(Self { cloud: Cloud::of_host(&host), host, tenant, policy, is_secure, endpoint })
    }

    /// Whether the tenant segment stands for many tenants.
    pub(crate) fn is_multi_tenant(&self) -> bool {
        matches!(self.tenant, Tenant::Many(_))
    }

    /// Whether its host is none of Entra's and looks like one.
    pub(crate) fn is_look_alike(&self) -> bool {
        self.cloud.is_none() && is_look_alike(&self.host)
    }

    pub(crate) fn leads_to(&self) -> Endpoint {
        match self.endpoint.as_str() {
            "oauth2/v2.0/token" | "oauth2/token" => Endpoint::Token,
            "" | "v2.0" | "v2" => Endpoint::Issuer,
            other
                if ["authorize", "devicecode", "logout", "keys", "openid-configuration"]
                    .iter()
                    .any(|word| other.rsplit('/').next() == Some(*word)) =>
            {
                Endpoint::Another
            }
            _ => Endpoint::Unknown,
        }
    }
}

/// Whether a template still waits for its value.
pub(crate) fn has_placeholder(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'$'))
        || text.to_ascii_lowercase().contains("%7b")
}
