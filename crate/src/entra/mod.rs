//! What Entra is, in one place: its codes, its clouds, and what is asked of Microsoft Graph about it.

mod classify;
mod clouds;
mod codes;
pub(crate) mod expression;
pub(crate) mod federation;
pub(crate) mod graph;
mod login_url;
mod near;
mod refusal;
pub(crate) mod subject;
mod tenant;

pub(crate) use classify::{Unknown, classify, of_federated};
pub(crate) use clouds::{Cloud, PUBLIC_GRAPH, SHARED_ISSUER, is_resource};
pub(crate) use login_url::{Endpoint, LoginUrl, has_placeholder};
pub(crate) use near::is_near;
pub(crate) use refusal::{Advice, Detail, Refusal, Subject};
pub(crate) use tenant::Tenant;

/// The `client_assertion_type` of a JWT (RFC 7523, section 2.2).
pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
