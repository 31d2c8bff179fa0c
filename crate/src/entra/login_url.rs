//! URLs of Entra's login hosts, as they stand in `aud` and in requests.

use super::clouds::Cloud;
use super::tenant::Tenant;

/// A URL, by its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginUrl {
    pub(crate) host: String,
    /// None where the host is none that Entra is known to have.
    pub(crate) cloud: Option<Cloud>,
    /// What the first segment of the path names.
    pub(crate) tenant: Tenant,
    /// The other segments, as sent.
    path: Vec<String>,
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
        let mut segments = path.split('/');
        let tenant = Tenant::read(segments.next().unwrap_or_default());
        Some(Self { cloud: Cloud::of_host(&host), host, tenant, path: segments.map(str::to_owned).collect() })
    }

    /// Whether the tenant segment stands for many tenants.
    pub(crate) fn is_multi_tenant(&self) -> bool {
        matches!(self.tenant, Tenant::Many(_))
    }

    /// What follows the tenant, in lower case and without a slash at the end.
    pub(crate) fn endpoint(&self) -> String {
        let rest = self.path.join("/").to_ascii_lowercase();
        rest.trim_end_matches('/').to_owned()
    }
}

/// Whether a template still waits for its value.
pub(crate) fn has_placeholder(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'$'))
        || text.to_ascii_lowercase().contains("%7b")
}
