//! Whether the certificate's private key made the signature, and if not, what did.

mod key_fits;
mod salt;
mod verifies;

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[&key_fits::CHECK, &verifies::CHECK, &salt::CHECK];
