//! The rules: one check a file, one folder a family. A check's id is its path.

mod certificate;
mod claims;
mod federated;
mod header;
mod miswritten;
mod registration;
mod request;
mod response;
mod signature;
mod source;
mod token;

use crate::check::Check;

/// The families, in the order of the report.
const FAMILIES: [&[&Check]; 10] = [
    source::CHECKS,
    token::CHECKS,
    header::CHECKS,
    signature::CHECKS,
    claims::CHECKS,
    certificate::CHECKS,
    registration::CHECKS,
    federated::CHECKS,
    request::CHECKS,
    response::CHECKS,
];

/// Every check, in the order of the report.
pub(crate) fn all() -> impl Iterator<Item = &'static Check> {
    FAMILIES.into_iter().flatten().copied()
}
