//! App registrations: the application object of Microsoft Graph, and what its older versions, Azure CLI and PowerShell make
//! of it. No shape is documented whole, so names are read in any case and values in every form that has been seen.

mod audit;
mod credential;
mod custom_key_identifier;
mod members;

pub(crate) use audit::Change;
pub(crate) use credential::Credential;
pub(crate) use custom_key_identifier::CustomKeyIdentifier;

use self::credential::is_key_credential;
use self::members::{CONTEXTS, MARKS, Members, NEXT_PAGE, OF_APPLICATIONS, OF_SERVICE_PRINCIPALS};
use super::certificate::Certificate;
use super::guid::Guid;
use super::json::{self, Json};

/// The largest number of entries of one list.
pub(crate) const LIMIT: usize = 4_096;
/// What Microsoft Graph calls the two kinds of objects, in lower case.
const APPLICATION: &str = "application";
const SERVICE_PRINCIPAL: &str = "serviceprincipal";

/// An application, as far as its certificates go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Registration {
    /// The application (client) ID.
    pub(crate) app_id: Option<Guid>,
    /// The object's own ID, which is no client ID.
    pub(crate) object_id: Option<Guid>,
    pub(crate) display_name: Option<String>,
    /// `keyCredentials`; none where what was given does not list them at all.
    pub(crate) credentials: Option<Vec<Credential>>,
    pub(crate) extent: Extent,
    /// Whether it stands on a page of a list that has another page.
    pub(crate) is_of_page: bool,
    /// Whether `trustedCertificateSubjects` has an entry.
    pub(crate) trusts_subjects: bool,
    /// `disabledByMicrosoftStatus`, where it is there: a string, or `null`.
    pub(crate) disabled_status: Option<String>,
    pub(crate) unread: Unread,
    /// What an entry of the audit log says of the keys before and after.
    pub(crate) change: Option<Change>,
    /// Whether it is the service principal (enterprise application) instead, which has credentials of its own.
    pub(crate) service_principal: bool,
}

/// What of the text was not read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unread {
    /// Whether the text ends before the registration does.
    pub(crate) is_cut: bool,
    /// How many lines round it hold values.
    pub(crate) lines: usize,
}

/// How much of an application's key credentials is known to be in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Extent {
    /// One credential by itself: nothing is known of others.
    Single,
    /// A list, which may have been cut or be one page of several.
    #[default]
    Listed,
    /// All of them: the application's own object, with no further page.
    Whole,
}

impl Registration {
    /// One of which nothing is known but that it has this certificate.
    pub(crate) fn holding(certificate: Certificate) -> Self {
        let credential = Credential { certificate: Some(certificate), ..Credential::default() };
        Self { credentials: Some(vec![credential]), extent: Extent::Single, ..Self::default() }
    }

    /// What was read of it, as JSON that reads the same.
    pub(crate) fn shown(&self) -> String {
        if let Some(change) = &self.change {
            return change.shown(self);
        }
        let own = self.own();
        if !self.is_of_page {
            return own;
        }
        json::object(&[("@odata.nextLink", json::quoted("(left out)")), ("value", json::array(&[own]))])
    }

    fn own(&self) -> String {
        let text = |text: &Option<String>| json::quoted_or_null(text.as_deref());
        let id = |id: &Option<Guid>| json::quoted_or_null(id.as_ref().map(Guid::as_str));
        let credentials = self.credentials.as_ref().map(|all| all.iter().map(Credential::shown).collect::<Vec<_>>());
        match credentials {
            Some(all) if self.extent == Extent::Single => all.concat(),
            Some(all) if self.app_id.is_none() && self.object_id.is_none() => json::array(&all),
            credentials => {
                let mut members = vec![
                    ("appId", id(&self.app_id)),
                    ("displayName", text(&self.display_name)),
                    ("id", id(&self.object_id)),
                ];
                members.extend(
                    (self.extent == Extent::Whole)
                        .then(|| ("@odata.type", json::quoted("#microsoft.graph.application"))),
                );
                members.extend(credentials.map(|all| ("keyCredentials", json::array(&all))));
                members.extend(self.disabled_status.as_deref().map(|status| {
                    let status = if status == "null" { status.to_owned() } else { json::quoted(status) };
                    ("disabledByMicrosoftStatus", status)
                }));
                members.extend(self.service_principal.then(|| ("servicePrincipalType", json::quoted("Application"))));
                members.extend(
                    self.trusts_subjects.then(|| ("trustedCertificateSubjects", json::array(&[json::object(&[])]))),
                );
                json::object(&members)
            }
        }
    }
}

/// Reads one JSON value: an application or several, a list of credentials, or one credential. None if it is anything else;
/// nothing of a list that is over the limit.
pub(crate) fn registrations(json: Json<'_>) -> Option<Vec<Registration>> {
    let Some(object) = Members::read(json) else { return list(json) };
    if is_application(&object) {
        return Some(vec![application(&object)]);
    }
    if is_key_credential(&object) {
        let credentials = Some(vec![credential::read(&object)]);
        return Some(vec![Registration { credentials, extent: Extent::Single, ..Registration::default() }]);
    }
    if let Some(accepted) = accepted(&object) {
        return Some(vec![accepted]);
    }
    if let Some(audited) = audit::registration(json) {
        return Some(vec![audited]);
    }
    let mut found = list(object.raw("value")?)?;
    for one in &mut found {
        one.service_principal |= is_of(&object, SERVICE_PRINCIPAL);
        if one.credentials.is_some() && one.app_id.is_some() && is_of(&object, APPLICATION) {
            one.extent = Extent::Whole;
        }
        if has_next_page(&object) {
            one.is_of_page = true;
            one.extent = Extent::Listed;
        }
    }
    Some(found)
}

/// The credential of a sign-in that Entra let in (signIn resource type).
fn accepted(object: &Members) -> Option<Registration> {
    let succeeded = object.raw("status")?.get("errorCode")?.text() == "0";
    let thumbprint = object.string("serviceprincipalcredentialthumbprint").filter(|_| succeeded)?;
    let credential = Credential {
        key_id: object.string("serviceprincipalcredentialkeyid"),
        custom_key_identifier: CustomKeyIdentifier::of_text(&thumbprint),
        ..Credential::default()
    };
    Some(Registration {
        app_id: object.guid("appid"),
        credentials: Some(vec![credential]),
        extent: Extent::Single,
        ..Registration::default()
    })
}

/// Whether Microsoft Graph says that it answers with objects of this kind.
fn is_of(object: &Members, kind: &str) -> bool {
    let context = |name: &&str| object.string(name).is_some_and(|value| value.to_ascii_lowercase().contains(kind));
    CONTEXTS.iter().any(context)
}

fn has_next_page(object: &Members) -> bool {
    NEXT_PAGE.iter().any(|name| object.raw(name).is_some())
}

/// Applications or credentials.
fn list(json: Json<'_>) -> Option<Vec<Registration>> {
    let objects = objects(json)?;
    let known = |object: &Members| is_application(object) || is_key_credential(object) || is_password(object);
    if !objects.first().is_some_and(known) {
        return None;
    }
    if objects.len() > LIMIT {
        return Some(Vec::new());
    }
    if objects.iter().all(is_application) {
        return Some(objects.iter().map(application).collect());
    }
    if !objects.iter().all(|object| is_key_credential(object) || is_password(object)) {
        return None;
    }
    // PowerShell lists keys and passwords together; Azure CLI lists passwords alone, which says nothing of keys.
    let keys: Vec<Credential> =
        objects.iter().filter(|object| is_key_credential(object)).map(credential::read).collect();
    let credentials = Some(keys).filter(|keys| !keys.is_empty());
    Some(vec![Registration { credentials, ..Registration::default() }])
}

/// The elements of an array, up to one more than the limit, if all are objects.
fn objects(json: Json<'_>) -> Option<Vec<Members<'_>>> {
    json.elements()?.take(LIMIT + 1).map(Members::read).collect()
}

fn is_application(object: &Members) -> bool {
    if object.raw("keycredentials").is_some() {
        return true;
    }
    let has = |name: &str| object.string(name).is_some();
    let app_id = object.guid("appid").is_some();
    let selected = (has("id") || has("objectid")) && has("displayname");
    app_id && (selected || MARKS.iter().any(|mark| object.raw(mark).is_some()))
}

fn is_password(object: &Members) -> bool {
    object.raw("keyid").is_some() && (object.raw("hint").is_some() || object.raw("secrettext").is_some())
}

fn application(object: &Members) -> Registration {
    let subjects = object.raw("trustedcertificatesubjects").and_then(objects);
    let credentials = object.raw("keycredentials").and_then(credentials);
    let has = |mark: &&str| object.raw(mark).is_some();
    let service_principal = is_of(object, SERVICE_PRINCIPAL) || OF_SERVICE_PRINCIPALS.iter().any(has);
    // With a few members alone it may be a service principal, too.
    let is_application = is_of(object, APPLICATION) || MARKS.iter().chain(&OF_APPLICATIONS).any(has);
    let is_whole = credentials.is_some() && !service_principal && is_application && !has_next_page(object);
    Registration {
        extent: if is_whole { Extent::Whole } else { Extent::Listed },
        app_id: object.guid("appid"),
        object_id: object.guid("id").or_else(|| object.guid("objectid")),
        display_name: object.string("displayname").or_else(|| object.string("name")),
        is_of_page: false,
        credentials,
        disabled_status: object
            .raw("disabledbymicrosoftstatus")
            .map(|status| status.string().map_or_else(|| "null".to_owned(), Into::into)),
        trusts_subjects: subjects.is_some_and(|subjects| !subjects.is_empty()),
        service_principal,
        ..Registration::default()
    }
}

/// `keyCredentials`: an array, or what PowerShell makes of one. Where it was cut to a string, it lists nothing.
fn credentials(json: Json<'_>) -> Option<Vec<Credential>> {
    let wrapped = Members::read(json).and_then(|object| object.raw("count").and(object.raw("value")));
    let json = wrapped.unwrap_or(json);
    if let Some(object) = Members::read(json) {
        return is_key_credential(&object).then(|| vec![credential::read(&object)]);
    }
    let objects = objects(json)?;
    (objects.len() <= LIMIT).then(|| objects.iter().map(credential::read).collect())
}

#[cfg(test)]
mod tests {
    use super::Registration;
    use crate::decode::json::Json;

    fn registrations(json: &str) -> Option<Vec<Registration>> {
        super::registrations(Json::parse(json).unwrap())
    }

    #[test]
    fn other_json_is_no_registration() {
        for json in [
            "{}",
            "[]",
            "[1,2]",
            r#"{"value":[]}"#,
            r#"{"value":"x","count":1}"#,
            r#"{"error":"invalid_client","error_codes":[700027]}"#,
            r#"{"appid":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","ver":"1.0","tid":"x"}"#,
            r#"{"appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","displayName":"x","password":"x","tenant":"x"}"#,
            r#"{"id":"x","appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","status":{"errorCode":700027}}"#,
            r#"{"keys":[{"kty":"RSA","use":"sig","kid":"x"}]}"#,
            r#"{"kty":"RSA","use":"sig","type":"Verify"}"#,
            r#"[{"type":"Symmetric"}]"#,
            r#"[{"keyId":"x","usage":"Verify"},{"name":"y"}]"#,
        ] {
            assert!(registrations(json).is_none(), "{json}");
        }
    }

    /// What is not listed is not empty.
    #[test]
    fn missing_lists_are_told_from_empty_ones() {
        let credentials = |json: &str| {
            let found = registrations(json).unwrap();
            found.first().unwrap().credentials.as_ref().map(Vec::len)
        };
        let id = r#""appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8""#;
        assert_eq!(credentials(&format!(r#"{{{id},"keyCredentials":[]}}"#)), Some(0));
        assert_eq!(credentials(&format!(r#"{{{id},"keyCredentials":null}}"#)), None);
        assert_eq!(credentials(&format!(r#"{{{id},"keyCredentials":"System.Object[]"}}"#)), None);
        assert_eq!(credentials(&format!(r#"{{{id},"KeyCredentials":["Microsoft.Graph.KeyCredential"]}}"#)), None);
        assert_eq!(credentials(&format!(r#"{{{id},"passwordCredentials":[{{}}]}}"#)), None);
        assert_eq!(credentials(&format!(r#"{{{id},"id":"x","displayName":"x"}}"#)), None);
        assert_eq!(credentials(r#"[{"keyId":"x","hint":"abc","secretText":null,"customKeyIdentifier":null}]"#), None);
        assert_eq!(credentials(r#"[{"keyId":"x","hint":"abc"},{"keyId":"y","type":"asymmetricx509cert"}]"#), Some(1));
        assert_eq!(credentials(r#"{"value":[{"KeyId":"y","Usage":"Verify"}],"Count":1}"#), Some(1));
        assert_eq!(credentials(r#"{"KeyCredentials":{"value":[{"KeyId":"y"}],"Count":1}}"#), Some(1));
    }
}
