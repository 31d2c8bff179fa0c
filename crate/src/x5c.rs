//! The certificates in the header (RFC 7515, section 4.1.6), in every shape that clients send.

use crate::decode::base64;
use crate::decode::certificate::Certificate;
use crate::decode::json::Member;
use crate::decode::pem;

/// `x5c`, read: each value is a certificate, or cannot be read.
#[derive(Clone, Debug)]
pub(crate) struct X5c {
    pub(crate) certificates: Vec<Option<Certificate>>,
}

impl X5c {
    /// An array of strings (the standard), or one string (MSAL for .NET). Line feeds inside (MSAL for Python) and whole PEM
    /// text (Agents for JavaScript) are read.
    pub(crate) fn read(member: &Member) -> Self {
        let values = member.string().map(|one| vec![one]).or_else(|| member.strings()).unwrap_or_default();
        Self { certificates: values.iter().flat_map(|value| read(value)).collect() }
    }

    /// The first one, if all can be read.
    pub(crate) fn all(&self) -> Option<Vec<&Certificate>> {
        self.certificates.iter().map(Option::as_ref).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
    }
}

fn read(value: &str) -> Vec<Option<Certificate>> {
    let (blocks, _) = pem::blocks(value);
    if blocks.is_empty() {
        return vec![base64::decode_lines(value).and_then(|der| Certificate::parse(&der, None))];
    }
    blocks.into_iter().map(|block| Certificate::parse(&block.bytes()?, Some(block.armour.to_owned()))).collect()
}
