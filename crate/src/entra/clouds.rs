//! The clouds of Entra and their hosts.

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

/// The host of version 1's issuers, which is that of several clouds.
pub(crate) const SHARED_ISSUER: &str = "sts.windows.net";

impl Cloud {
    /// The cloud that a host in lower case belongs to; none where it is none that Entra is known to have.
    pub(crate) fn of_host(host: &str) -> Option<Self> {
        let is_of =
            |known: &str| host.strip_suffix(known).is_some_and(|front| front.is_empty() || front.ends_with('.'));
        CLOUDS.iter().find(|one| one.login_hosts.iter().any(|known| is_of(known))).map(|one| one.cloud)
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
