//! What Microsoft Graph is asked about an application, and the entry that it takes for a certificate.

use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::guid::Guid;
use crate::decode::{base64, json};

/// The URL of an application by its client ID.
pub(crate) fn application_url(host: &str, client_id: &str) -> String {
    format!("https://{host}/v1.0/applications(appId='{client_id}')")
}

/// The URL that answers with these members of an application. `key` of a key credential is answered only so: where it is
/// selected, on a single object.
pub(crate) fn query_url(host: &str, client_id: &str, members: &[&str]) -> String {
    format!("{}?$select={}", application_url(host, client_id), members.join(","))
}

/// The longest `displayName`, in characters.
const DISPLAY_NAME: usize = 90;

/// The entry of `keyCredentials` for this certificate (keyCredential resource type), as JSON; none where its dates cannot be
/// read. Without randomness `keyId` is a place-holder.
pub(crate) fn key_credential(certificate: &Certificate, random: Option<[u8; 16]>) -> Option<String> {
    let (fields, der) = (certificate.fields.as_ref()?, certificate.der.as_ref()?);
    let name: String = certificate.label().chars().take(DISPLAY_NAME).collect();
    let members = [
        // Upper-case hexadecimal is what the portal writes and Graph's reference describes (40 characters).
        ("customKeyIdentifier", certificate.digits(Hash::Sha1)?),
        ("displayName", name),
        ("endDateTime", fields.not_after.to_string()),
        ("key", base64::encode(der)),
        ("keyId", key_id(der, random)),
        ("startDateTime", fields.not_before.to_string()),
        ("type", "AsymmetricX509Cert".to_owned()),
        ("usage", "Verify".to_owned()),
    ];
    Some(json::object(&members.map(|(member, value)| (member, json::quoted(&value)))))
}

/// A fresh GUID, another for each certificate.
fn key_id(der: &[u8], random: Option<[u8; 16]>) -> String {
    let Some(random) = random else {
        return "<a fresh GUID>".to_owned();
    };
    let digest = Hash::Sha256.digest(&[&random, der]);
    let bytes = digest.first_chunk().copied().unwrap_or(random);
    Guid::fresh(bytes).to_string()
}
