//! Which tenant a URL or a person means.

use std::fmt::{Display, Formatter, Result};

use crate::decode::guid::Guid;

/// A tenant, as the first segment of a login URL's path or a person names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tenant {
    Id(Guid),
    /// One of the domains that a tenant may have.
    Domain(String),
    /// One of the words that stand for many tenants.
    Many(String),
    Missing,
    /// Neither of these.
    Malformed(String),
}

/// The words that stand for many tenants.
const MANY: [&str; 3] = ["common", "organizations", "consumers"];

impl Tenant {
    pub(crate) fn read(text: &str) -> Self {
        if let Some(id) = Guid::parse(text) {
            return Self::Id(id);
        }
        if text.is_empty() {
            Self::Missing
        } else if text.contains('.') {
            Self::Domain(text.to_owned())
        } else if MANY.iter().any(|name| text.eq_ignore_ascii_case(name)) {
            Self::Many(text.to_owned())
        } else {
            Self::Malformed(text.to_owned())
        }
    }

    /// Whether these are certainly one tenant.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Id(one), Self::Id(other)) => one == other,
            (Self::Domain(one), Self::Domain(other)) => one.eq_ignore_ascii_case(other),
            _ => false,
        }
    }

    /// Whether these are certainly two tenants: only IDs tell, because one tenant may have many domains.
    pub(crate) fn is_another(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Id(one), Self::Id(other)) if one != other)
    }

    /// As it stands there.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Id(id) => id.as_str(),
            Self::Domain(text) | Self::Many(text) | Self::Malformed(text) => text,
            Self::Missing => "",
        }
    }
}

impl Display for Tenant {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(self.as_str())
    }
}
