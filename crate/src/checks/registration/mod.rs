//! Whether the certificate is registered on the application, as the registration given tells.

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[];
