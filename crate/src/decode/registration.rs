//! App registrations: the application object of Microsoft Graph and its older and other spellings.

use super::certificate::Certificate;
use crate::crypto::Hash;

/// An application, as far as its certificates go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Registration {
    /// The application (client) ID.
    pub(crate) app_id: Option<String>,
    /// The object's own ID, which is no client ID.
    pub(crate) object_id: Option<String>,
    pub(crate) display_name: Option<String>,
    /// `keyCredentials`; none where what was given does not list them at all.
    pub(crate) credentials: Option<Vec<Credential>>,
    /// Whether `trustedCertificateSubjects` has an entry.
    pub(crate) trusts_subjects: bool,
}

/// One entry of `keyCredentials`. Instants are seconds since the Unix epoch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credential {
    pub(crate) key_id: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) usage: Option<String>,
    /// `type`.
    pub(crate) kind: Option<String>,
    pub(crate) start: Option<f64>,
    pub(crate) end: Option<f64>,
    pub(crate) custom_key_identifier: Option<CustomKeyIdentifier>,
    /// The certificate in `key` or `value`.
    pub(crate) certificate: Option<Certificate>,
}

/// `customKeyIdentifier`, read. Only the first two are ever taken as a thumbprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CustomKeyIdentifier {
    /// 40 hexadecimal digits, as the portal writes it.
    Hex { text: String, bytes: Vec<u8> },
    /// 20 bytes, as base64 or as a list of numbers.
    Bytes { text: String, bytes: Vec<u8> },
    /// base64 of base64 of 20 bytes.
    DoubleBase64 { text: String, bytes: Vec<u8> },
    /// base64 of 32 bytes.
    Sha256 { text: String, bytes: Vec<u8> },
    /// A text that somebody chose.
    Label { text: String, label: String },
}

impl Credential {
    /// Its thumbprint by this hash, as far as it is known: from the certificate, else from `customKeyIdentifier`.
    pub(crate) fn thumbprint(&self, hash: Hash) -> Option<&[u8]> {
        if let Some(certificate) = &self.certificate {
            return certificate.thumbprint(hash);
        }
        match (&self.custom_key_identifier, hash) {
            (Some(CustomKeyIdentifier::Hex { bytes, .. } | CustomKeyIdentifier::Bytes { bytes, .. }), Hash::Sha1) => {
                Some(bytes)
            }
            _ => None,
        }
    }
}
