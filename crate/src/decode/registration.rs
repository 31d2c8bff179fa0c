//! App registrations: the application object of Microsoft Graph, and what its older versions, Azure CLI and PowerShell make
//! of it. No shape is documented whole, so names are read in any case and values in every form that has been seen.

use super::certificate::Certificate;
use super::der::{self, Structure};
use super::json::{self, Json};
use super::{base64, guid, hex, instant, pem, text};
use crate::crypto::Hash;
use crate::list::List;
use crate::time;

/// The largest number of entries of one list.
pub(crate) const LIMIT: usize = 4_096;

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
    pub(crate) extent: Extent,
    /// Whether `trustedCertificateSubjects` has an entry.
    pub(crate) trusts_subjects: bool,
    /// Whether it is the service principal (enterprise application) instead, which has credentials of its own.
    pub(crate) service_principal: bool,
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
    /// A text that somebody chose, or other bytes, as hexadecimal digits.
    Label { text: String, label: String },
}

impl Registration {
    /// What was read of it, as JSON that reads the same.
    pub(crate) fn shown(&self) -> String {
        let text = |text: &Option<String>| json::quoted_or_null(text.as_deref());
        let credentials = self.credentials.as_ref().map(|all| all.iter().map(Credential::shown).list());
        match credentials {
            Some(all) if self.extent == Extent::Single => all.concat(),
            Some(all) if self.app_id.is_none() && self.object_id.is_none() => json::array(&all),
            credentials => {
                let mut members = vec![
                    ("appId", text(&self.app_id)),
                    ("displayName", text(&self.display_name)),
                    ("id", text(&self.object_id)),
                ];
                members.extend(credentials.map(|all| ("keyCredentials", json::array(&all))));
                members.extend(self.service_principal.then(|| ("servicePrincipalType", json::quoted("Application"))));
                members.extend(
                    self.trusts_subjects.then(|| ("trustedCertificateSubjects", json::array(&[json::object(&[])]))),
                );
                json::object(&members)
            }
        }
    }
}

impl CustomKeyIdentifier {
    /// As it stands in the registration; a list of numbers as base64.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Hex { text, .. }
            | Self::Bytes { text, .. }
            | Self::DoubleBase64 { text, .. }
            | Self::Sha256 { text, .. }
            | Self::Label { text, .. } => text,
        }
    }

    /// Reads the text on the wire. 40 hexadecimal digits are base64 too, so they come first.
    fn of_text(text: &str) -> Self {
        let text = text.trim();
        let digits = text.len() == 40 && text.chars().all(|c| c.is_ascii_hexdigit());
        if let Some(bytes) = hex::decode(text).filter(|_| digits) {
            return Self::Hex { text: text.to_owned(), bytes };
        }
        match base64::decode(text) {
            Some(bytes) => Self::of_base64(text, bytes),
            None => Self::Label { text: text.to_owned(), label: text.to_owned() },
        }
    }

    /// Reads the bytes of an SDK, which has decoded the wire's text as base64, be it hexadecimal digits.
    fn of_bytes(bytes: Vec<u8>) -> Self {
        let text = base64::encode(&bytes);
        if bytes.len() == 30 { Self::of_text(&text) } else { Self::of_base64(&text, bytes) }
    }

    fn of_base64(text: &str, bytes: Vec<u8>) -> Self {
        let text = text.to_owned();
        // A hash is hardly ever all printable; a label of as many characters is.
        let readable = bytes.iter().all(|byte| matches!(byte, b' '..=b'~')).then(|| String::from_utf8(bytes.clone()));
        if let Some(Ok(label)) = readable {
            return match base64::decode(&label).filter(|inner| inner.len() == 20) {
                Some(bytes) => Self::DoubleBase64 { text, bytes },
                None => Self::Label { text, label },
            };
        }
        match bytes.len() {
            20 => Self::Bytes { text, bytes },
            32 => Self::Sha256 { text, bytes },
            _ => {
                let decoded = text::decode(&bytes);
                let shows = decoded.chars().all(|c| !c.is_control() && c != char::REPLACEMENT_CHARACTER);
                Self::Label { text, label: if shows { decoded } else { hex::encode(&bytes) } }
            }
        }
    }
}

impl Credential {
    /// What was read of it, as Microsoft Graph writes it (keyCredential resource type).
    fn shown(&self) -> String {
        let text = |text: &Option<String>| json::quoted_or_null(text.as_deref());
        let date = |seconds: Option<f64>| text(&seconds.map(time::instant));
        json::object(&[
            (
                "customKeyIdentifier",
                json::quoted_or_null(self.custom_key_identifier.as_ref().map(CustomKeyIdentifier::text)),
            ),
            ("displayName", text(&self.display_name)),
            ("endDateTime", date(self.end)),
            ("key", text(&self.certificate.as_ref().map(|certificate| base64::encode(&certificate.der)))),
            ("keyId", text(&self.key_id)),
            ("startDateTime", date(self.start)),
            ("type", text(&self.kind)),
            ("usage", text(&self.usage)),
        ])
    }

    /// The same, to be sent back; none where that would change the entry, because a part of it was not read.
    pub(crate) fn entry(&self) -> Option<String> {
        let is_read = self.key_id.as_deref().is_some_and(guid::is_guid)
            && self.certificate.is_some()
            && self.start.is_some()
            && self.end.is_some()
            && self.kind.is_some()
            && self.usage.is_some();
        is_read.then(|| self.shown())
    }

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

    /// Whether it is one for client assertions, as far as it says.
    pub(crate) fn is_usable(&self) -> bool {
        let is = |value: &Option<String>, wanted: &str| {
            value.as_ref().is_none_or(|value| value.eq_ignore_ascii_case(wanted))
        };
        is(&self.usage, "Verify") && is(&self.kind, "AsymmetricX509Cert")
    }

    /// What a person calls it, in a sentence.
    pub(crate) fn label(&self) -> String {
        // Microsoft Graph takes 90 characters, a pasted text any number.
        let short = |text: &String| text.chars().take(90).collect::<String>();
        match (self.display_name.as_ref().map(short), self.key_id.as_ref().map(short)) {
            (Some(name), Some(id)) => format!("`{name}` ({id})"),
            (Some(name), None) => format!("`{name}`"),
            (None, Some(id)) => id,
            (None, None) => "without a name".to_owned(),
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
        let credentials = Some(vec![credential(&object)]);
        return Some(vec![Registration { credentials, extent: Extent::Single, ..Registration::default() }]);
    }
    let mut found = list(object.raw("value")?)?;
    if has_next_page(&object) {
        for one in &mut found {
            one.extent = Extent::Listed;
        }
    }
    Some(found)
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
        return Some(objects.iter().map(application).list());
    }
    if !objects.iter().all(|object| is_key_credential(object) || is_password(object)) {
        return None;
    }
    // PowerShell lists keys and passwords together; Azure CLI lists passwords alone, which says nothing of keys.
    let keys: Vec<Credential> = objects.iter().filter(|object| is_key_credential(object)).map(credential).list();
    let credentials = Some(keys).filter(|keys| !keys.is_empty());
    Some(vec![Registration { credentials, ..Registration::default() }])
}

/// The elements of an array, up to one more than the limit, if all are objects.
fn objects(json: Json<'_>) -> Option<Vec<Members<'_>>> {
    json.elements()?.take(LIMIT + 1).map(Members::read).whole()
}

/// Members that only an application or a service principal has, beside those that much else has, too.
const MARKS: [&str; 13] = [
    "passwordcredentials",
    "trustedcertificatesubjects",
    "signinaudience",
    "requiredresourceaccess",
    "identifieruris",
    "publisherdomain",
    "approles",
    "replyurlswithtype",
    "publicclient",
    "isfallbackpublicclient",
    "serviceprincipaltype",
    "serviceprincipalnames",
    "appownerorganizationid",
];
/// Those of them that an application has not.
const OF_SERVICE_PRINCIPALS: [&str; 3] = ["serviceprincipaltype", "serviceprincipalnames", "appownerorganizationid"];
/// Where Microsoft Graph says what it answers with.
const CONTEXTS: [&str; 4] = ["@odata.context", "@odata.type", "odata.metadata", "odata.type"];
/// Where it says that more follows.
const NEXT_PAGE: [&str; 3] = ["@odata.nextlink", "odata.nextlink", "keycredentials@odata.nextlink"];
/// All other members that are read. Anything else is passed over, secrets among it.
const READ: [&str; 20] = [
    "keycredentials",
    "appid",
    "id",
    "objectid",
    "displayname",
    "name",
    "value",
    "count",
    "keyid",
    "usage",
    "type",
    "key",
    "customkeyidentifier",
    "startdatetime",
    "enddatetime",
    "startdate",
    "enddate",
    // Only whether it is there.
    "hint",
    "secrettext",
    "datetime",
];

fn is_application(object: &Members) -> bool {
    if object.raw("keycredentials").is_some() {
        return true;
    }
    let has = |name: &str| object.string(name).is_some();
    let app_id = object.string("appid").is_some_and(|id| guid::is_guid(&id));
    let selected = (has("id") || has("objectid")) && has("displayname");
    app_id && (selected || MARKS.iter().any(|mark| object.raw(mark).is_some()))
}

const USAGES: [&str; 2] = ["verify", "sign"];
const TYPES: [&str; 3] = ["asymmetricx509cert", "x509certandpassword", "symmetric"];

fn is_key_credential(object: &Members) -> bool {
    let one_of = |name, words: &[&str]| {
        object.string(name).is_some_and(|value| words.contains(&value.to_ascii_lowercase().as_str()))
    };
    let identified = ["keyid", "customkeyidentifier", "key"].iter().any(|name| object.raw(name).is_some());
    identified && (one_of("usage", &USAGES) || one_of("type", &TYPES))
}

fn is_password(object: &Members) -> bool {
    object.raw("keyid").is_some() && (object.raw("hint").is_some() || object.raw("secrettext").is_some())
}

fn application(object: &Members) -> Registration {
    let id = |name| object.string(name).filter(|id| guid::is_guid(id));
    let context =
        |name: &&str| object.string(name).is_some_and(|value| value.to_ascii_lowercase().contains("serviceprincipal"));
    let subjects = object.raw("trustedcertificatesubjects").and_then(objects);
    let credentials = object.raw("keycredentials").and_then(credentials);
    let service_principal =
        CONTEXTS.iter().any(context) || OF_SERVICE_PRINCIPALS.iter().any(|mark| object.get(mark).is_some());
    let is_whole = credentials.is_some() && !service_principal && !has_next_page(object);
    Registration {
        extent: if is_whole { Extent::Whole } else { Extent::Listed },
        app_id: id("appid"),
        object_id: id("id").or_else(|| id("objectid")),
        display_name: object.string("displayname").or_else(|| object.string("name")),
        credentials,
        trusts_subjects: subjects.is_some_and(|subjects| !subjects.is_empty()),
        service_principal,
    }
}

/// `keyCredentials`: an array, or what PowerShell makes of one. Where it was cut to a string, it lists nothing.
fn credentials(json: Json<'_>) -> Option<Vec<Credential>> {
    let wrapped = Members::read(json).and_then(|object| object.raw("count").and(object.raw("value")));
    let json = wrapped.unwrap_or(json);
    if let Some(object) = Members::read(json) {
        return is_key_credential(&object).then(|| vec![credential(&object)]);
    }
    let objects = objects(json)?;
    (objects.len() <= LIMIT).then(|| objects.iter().map(credential).list())
}

fn credential(object: &Members) -> Credential {
    let date = |long, short| date(object.get(long).or_else(|| object.get(short))?);
    let binary = |name| object.get(name).and_then(Binary::read);
    Credential {
        key_id: object.string("keyid"),
        display_name: object.string("displayname"),
        usage: object.string("usage"),
        kind: object.string("type"),
        start: date("startdatetime", "startdate"),
        end: date("enddatetime", "enddate"),
        custom_key_identifier: binary("customkeyidentifier").map(|binary| match binary {
            Binary::Text(text) => CustomKeyIdentifier::of_text(&text),
            Binary::Bytes(bytes) => CustomKeyIdentifier::of_bytes(bytes),
        }),
        certificate: binary("key").or_else(|| binary("value")).and_then(certificate),
    }
}

/// A date, by itself or in the object that Windows PowerShell makes of one.
fn date(json: Json<'_>) -> Option<f64> {
    match json.string() {
        Some(text) => instant::parse(&text),
        None => instant::parse(&value(json)?.string()?),
    }
}

/// The member `value`, in any case.
fn value(json: Json<'_>) -> Option<Json<'_>> {
    json.members()?.find(|(name, _)| name.eq_ignore_ascii_case("value")).map(|(_, value)| value)
}

/// Microsoft Graph's `Edm.Binary`: base64 on the wire, bytes in an SDK.
enum Binary {
    Text(String),
    Bytes(Vec<u8>),
}

impl Binary {
    /// A string; numbers as an array, as `{"value":[…],"Count":20}`, or with spaces between as PowerShell writes what lies
    /// too deep.
    fn read(json: Json<'_>) -> Option<Self> {
        if let Some(text) = json.string() {
            let numbers: Option<Vec<u8>> = text.split_whitespace().map(|number| number.parse().ok()).whole();
            let numbers = numbers.filter(|numbers| numbers.len() > 1);
            let text = Some(text.into_owned()).filter(|text| !text.trim().is_empty());
            return numbers.map(Self::Bytes).or_else(|| text.map(Self::Text));
        }
        let numbers = json.elements().or_else(|| value(json)?.elements())?;
        let bytes = numbers.map(|number| number.text().parse().ok()).whole()?;
        Some(bytes).filter(|bytes| !bytes.is_empty()).map(Self::Bytes)
    }
}

/// The certificate of a credential: base64 of DER, or of PEM as old portals wrote it. Anything else is dropped: beside
/// `usage: Sign` it may be a private key.
fn certificate(key: Binary) -> Option<Certificate> {
    let bytes = match key {
        Binary::Text(armoured) if armoured.contains("-----BEGIN") => armoured.into_bytes(),
        Binary::Text(text) => base64::decode_lines(&text)?,
        Binary::Bytes(bytes) => bytes,
    };
    let der = |bytes: &[u8]| match der::structure(bytes) {
        Some(Structure::Certificate) => Certificate::parse(bytes, None),
        _ => None,
    };
    der(&bytes).or_else(|| {
        let text = text::decode(&bytes);
        let (blocks, rest) = pem::blocks(&text);
        let armoured = blocks.into_iter().filter(|block| block.label.ends_with("CERTIFICATE"));
        armoured
            .filter_map(|block| block.bytes())
            .find_map(|bytes| der(&bytes))
            .or_else(|| der(&base64::decode_lines(&rest)?))
    })
}

/// The members of an object that are read, with their names in lower case.
struct Members<'a>(Vec<(String, Json<'a>)>);

impl<'a> Members<'a> {
    fn read(json: Json<'a>) -> Option<Self> {
        let is_read =
            |name: &str| [READ.as_slice(), &MARKS, &CONTEXTS, &NEXT_PAGE].iter().any(|names| names.contains(&name));
        let members = json.members()?.map(|(name, value)| (name.to_ascii_lowercase(), value));
        Some(Self(members.filter(|(name, _)| is_read(name)).list()))
    }

    /// Of several of this name, the last.
    fn raw(&self, name: &str) -> Option<Json<'a>> {
        self.0.iter().rev().find(|(other, _)| other == name).map(|(_, value)| *value)
    }

    /// The value; none where it is `null`.
    fn get(&self, name: &str) -> Option<Json<'a>> {
        self.raw(name).filter(|value| value.text() != "null")
    }

    /// A string that says something.
    fn string(&self, name: &str) -> Option<String> {
        Some(self.raw(name)?.string()?.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::CustomKeyIdentifier as Identifier;
    use super::Registration;
    use crate::decode::json::Json;
    use crate::decode::{base64, hex};

    fn registrations(json: &str) -> Option<Vec<Registration>> {
        super::registrations(Json::parse(json).unwrap())
    }

    /// The five encodings of facts 4.3.
    #[test]
    fn custom_key_identifiers_are_told_apart() {
        let hex = "3BC87980310C490A62AA5F6343D4C55DF8EBBA85";
        let bytes = hex::decode(hex).unwrap();
        let owned = str::to_owned;
        assert_eq!(Identifier::of_text(hex), Identifier::Hex { text: owned(hex), bytes: bytes.clone() });
        // An SDK takes the 40 digits for base64 of 30 bytes.
        let decoded = base64::decode(hex).unwrap();
        assert_eq!(Identifier::of_bytes(decoded), Identifier::Hex { text: owned(hex), bytes: bytes.clone() });
        let text = base64::encode(&bytes);
        let read = Identifier::Bytes { text: text.clone(), bytes: bytes.clone() };
        assert_eq!(Identifier::of_text(&text), read);
        assert_eq!(Identifier::of_bytes(bytes), read);
        let double = "SFZzR2JqcWJUVVZvdkxmUHRxdDdZajRnZVdZPQ==";
        let bytes = base64::decode("HVsGbjqbTUVovLfPtqt7Yj4geWY=").unwrap();
        assert_eq!(Identifier::of_text(double), Identifier::DoubleBase64 { text: owned(double), bytes });
        let sha256 = "uQWFfYdoqJr6eMlOCdNk2rIyyj5JssB5bTMhGKg1Nl8=";
        let bytes = base64::decode(sha256).unwrap();
        assert_eq!(Identifier::of_text(sha256), Identifier::Sha256 { text: owned(sha256), bytes });
        for label in ["cert", "CN=DaemonConsoleCert", "CN=twenty characters", "CN=a label of thirty-two letters"] {
            let text = base64::encode(label.as_bytes());
            assert_eq!(Identifier::of_text(&text), Identifier::Label { text, label: owned(label) });
        }
        assert_eq!(Identifier::of_text("AQID"), Identifier::Label { text: owned("AQID"), label: owned("010203") });
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
