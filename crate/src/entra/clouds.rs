//! The clouds of Entra and their hosts.

use super::near::is_near;

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

/// What a cloud is reached by.
#[derive(Debug)]
pub(crate) struct Endpoints {
    cloud: Cloud,
    /// The login hosts, the documented one first. Hosts below them are theirs.
    login_hosts: &'static [&'static str],
    /// Whether each tenant has a login host of its own, below those.
    own_hosts: bool,
    /// Microsoft Graph, where its host is known.
    pub(crate) graph_host: Option<&'static str>,
    /// What Azure CLI calls it, where its users must say so.
    pub(crate) azure_cli: Option<&'static str>,
    /// What Microsoft Graph PowerShell calls it, where its users must say so.
    pub(crate) powershell: Option<&'static str>,
}

/// Microsoft Graph of the public cloud.
pub(crate) const PUBLIC_GRAPH: &str = "graph.microsoft.com";

const NAMELESS: Endpoints = Endpoints {
    cloud: Cloud::Public,
    login_hosts: &[],
    own_hosts: false,
    graph_host: None,
    azure_cli: None,
    powershell: None,
};

/// Microsoft Authentication Library for .NET, `KnownMetadataProvider`; Microsoft, national clouds; Microsoft Graph, national
/// cloud deployments.
const CLOUDS: [Endpoints; 10] = [
    Endpoints {
        cloud: Cloud::Public,
        login_hosts: &[
            "login.microsoftonline.com",
            "login.windows.net",
            "login.microsoft.com",
            SHARED_ISSUER,
            "mtlsauth.microsoft.com",
        ],
        graph_host: Some(PUBLIC_GRAPH),
        ..NAMELESS
    },
    Endpoints {
        cloud: Cloud::UsGovernment,
        login_hosts: &["login.microsoftonline.us", "login.usgovcloudapi.net", "login-us.microsoftonline.com"],
        graph_host: Some("graph.microsoft.us"),
        azure_cli: Some("AzureUSGovernment"),
        powershell: Some("USGov"),
        ..NAMELESS
    },
    Endpoints {
        cloud: Cloud::China,
        login_hosts: &["login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "sts.chinacloudapi.cn"],
        graph_host: Some("microsoftgraph.chinacloudapi.cn"),
        azure_cli: Some("AzureChinaCloud"),
        powershell: Some("China"),
        ..NAMELESS
    },
    Endpoints { cloud: Cloud::Germany, login_hosts: &["login.microsoftonline.de"], ..NAMELESS },
    Endpoints { cloud: Cloud::Bleu, login_hosts: &["login.sovcloud-identity.fr"], ..NAMELESS },
    Endpoints { cloud: Cloud::Delos, login_hosts: &["login.sovcloud-identity.de"], ..NAMELESS },
    Endpoints { cloud: Cloud::GovSg, login_hosts: &["login.sovcloud-identity.sg"], ..NAMELESS },
    Endpoints {
        cloud: Cloud::PreProduction,
        login_hosts: &["login.windows-ppe.net", "sts.windows-ppe.net", "login.microsoft-ppe.com"],
        ..NAMELESS
    },
    Endpoints {
        cloud: Cloud::ExternalId,
        login_hosts: &["ciamlogin.com"],
        own_hosts: true,
        graph_host: Some(PUBLIC_GRAPH),
        ..NAMELESS
    },
    Endpoints {
        cloud: Cloud::B2c,
        login_hosts: &["b2clogin.com", "b2clogin.cn", "b2clogin.us", "b2clogin.de"],
        own_hosts: true,
        ..NAMELESS
    },
];

/// Hosts of what tokens are asked for, and their parents.
const RESOURCES: [&str; 16] = [
    PUBLIC_GRAPH,
    "graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
    "graph.windows.net",
    "management.azure.com",
    "management.core.windows.net",
    "management.usgovcloudapi.net",
    "management.chinacloudapi.cn",
    "vault.azure.net",
    "storage.azure.com",
    "database.windows.net",
    "dynamics.com",
    "sharepoint.com",
    "outlook.office365.com",
    "outlook.office.com",
    "api.botframework.com",
];

/// Whether a host in lower case is this one or below it.
fn is_of(host: &str, known: &str) -> bool {
    host.strip_suffix(known).is_some_and(|front| front.is_empty() || front.ends_with('.'))
}

/// Whether a host in lower case is known to be a resource, which tokens are asked for.
pub(crate) fn is_resource(host: &str) -> bool {
    RESOURCES.iter().any(|known| is_of(host, known))
}

/// Whether a host in lower case that is none of Entra's is within two letters of one, or has one among its labels. Another
/// top-level domain alone may be a cloud that is not known here.
pub(super) fn is_look_alike(host: &str) -> bool {
    let hosts = CLOUDS.iter().flat_map(|one| one.login_hosts);
    let front = |host: &str| host.rsplit_once('.').map(|(front, _)| front.to_owned());
    hosts.into_iter().any(|known| {
        format!(".{host}").contains(&format!(".{known}")) || (is_near(host, known) && front(host) != front(known))
    })
}

/// The host of version 1's issuers, which is that of several clouds.
pub(crate) const SHARED_ISSUER: &str = "sts.windows.net";

impl Cloud {
    /// The cloud that a host in lower case belongs to; none where it is none that Entra is known to have.
    pub(crate) fn of_host(host: &str) -> Option<Self> {
        CLOUDS.iter().find(|one| one.login_hosts.iter().any(|known| is_of(host, known))).map(|one| one.cloud)
    }

    pub(crate) fn endpoints(self) -> &'static Endpoints {
        CLOUDS.iter().find(|one| one.cloud == self).unwrap_or(&NAMELESS)
    }

    /// The documented login host; none where each tenant has its own.
    pub(crate) fn login_host(self) -> Option<&'static str> {
        let endpoints = self.endpoints();
        endpoints.login_hosts.first().filter(|_| !endpoints.own_hosts).copied()
    }
}
