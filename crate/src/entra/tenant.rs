//! Which tenant a URL or a person means.

use std::fmt::{Display, Formatter, Result};

use crate::character::is;
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
    /// Neither of these: a GUID that was cut or has no hyphens, a name without a domain, blanks.
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
        } else if is_domain(text) {
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

    /// Whether it is one tenant.
    pub(crate) fn is_one(&self) -> bool {
        matches!(self, Self::Id(_) | Self::Domain(_))
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

/// Two labels or more.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii())
    };
    text.contains('.') && text.split('.').all(is_label) && !text.contains(is(char::is_whitespace))
}

impl Display for Tenant {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Tenant;

    #[test]
    fn what_is_cut_or_no_domain_is_malformed() {
        for text in ["8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "8F2C1D3E-5A6B-4C7D-8E9F-0A1B2C3D4E5F"] {
            assert!(matches!(Tenant::read(text), Tenant::Id(_)), "{text}");
        }
        for text in ["contoso.onmicrosoft.com", "contoso.com", "b\u{fc}cher.example", "a_b.example"] {
            assert!(matches!(Tenant::read(text), Tenant::Domain(_)), "{text}");
        }
        for text in ["common", "Organizations", "consumers"] {
            assert!(matches!(Tenant::read(text), Tenant::Many(_)), "{text}");
        }
        for text in [
            "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5",
            "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f0",
            "8f2c1d3e5a6b4c7d8e9f0a1b2c3d4e5f",
            "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f ",
            "contoso",
            "contoso.",
            ".com",
            "contoso..com",
            "contoso.com ",
            "contoso%2Ecom",
            "common ",
        ] {
            assert!(matches!(Tenant::read(text), Tenant::Malformed(_)), "{text}");
        }
        assert_eq!(Tenant::read(""), Tenant::Missing);
    }
}
