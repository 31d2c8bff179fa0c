//! Garbage is never consistent: each single value of a healthy set of evidence, replaced by garbage of its type, changes the
//! verdict, but for the values in [`HARMLESS`], each with its reason.

use assertion_inspector::inspect;
use assertion_inspector::report::Status;
use assertion_inspector::request::{Context, Request, Source};
use serde_json::{Map, Value, json};

use super::clients::{Capture, captures};
use super::mint::{encode, fill, sign};
use super::{dropped, pasted};

const TENANT: &str = "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f";

/// Values that may be another, and why nothing follows from it.
const HARMLESS: &[(&str, &str)] = &[
    ("header typ", "may be absent, and is JWT in any case"),
    ("header x5t: cut", "takes the padding off"),
    ("header x5t#S256: cut", "takes the padding off"),
    ("header x5c", "Entra reads it only where subjects are trusted; `header/x5c` warns of what it can read"),
    ("claims iss: other case", "GUIDs are read in any case"),
    ("claims sub: other case", "GUIDs are read in any case"),
    ("claims aud: other case", "hosts and GUIDs are read in any case; of the path there is a notice"),
    ("claims exp: one more digit", "any instant to come will do; of a long life there is a notice"),
    ("claims nbf: cut", "any instant past will do"),
    ("claims jti", "any string will do"),
    ("claims iat", "may be absent, and any instant past will do"),
    ("registration appId: other case", "GUIDs are read in any case"),
    ("registration appId: blanks round it", "tools print it so"),
    ("registration displayName", "a name"),
    ("registration id", "names the object, and no check uses it"),
    ("credential displayName", "a name"),
    ("credential keyId", "names the entry"),
    ("credential customKeyIdentifier", "`key` tells the certificate"),
    ("credential key", "`customKeyIdentifier` tells the certificate"),
    ("credential endDateTime: cut", "takes the zone off, and leaves the date"),
    ("credential endDateTime: blanks round it", "tools print it so"),
    ("credential startDateTime: cut", "takes the zone off, and leaves the date"),
    ("credential startDateTime: blanks round it", "tools print it so"),
    ("credential type: other case", "tools print it so"),
    ("credential type: blanks round it", "tools print it so"),
    ("credential usage: other case", "tools print it so"),
    ("credential usage: blanks round it", "tools print it so"),
    ("request client_info", "asks for what comes back"),
    ("request client_id: empty", "the assertion names the client"),
    ("request client_id: blanks round it", "a carrier may have made them"),
    ("request client_id: other case", "GUIDs are read in any case"),
    ("request client_id: an object", "braces are a place-holder: it is not told"),
    ("request client_assertion_type: an object", "braces are a place-holder: it is not told"),
    ("request client_assertion_type: other case", "no refusal of it is on record"),
    ("request grant_type: an object", "braces are a place-holder: it is not told"),
    ("request scope: an object", "braces are a place-holder: it is not told"),
    ("request scope: blanks round it", "blanks stand between scopes"),
    ("request scope: other case", "no refusal of it is on record"),
    ("request URL: empty", "it is not told"),
    ("request URL: cut", "no address of a token endpoint: it is not taken for the request's, and nothing is compared"),
    ("request URL: one more", "the same"),
    ("request URL: other case", "the same"),
    ("request URL: blanks round it", "they are no part of it"),
];

/// The name of a garbage and its value, for a string.
fn garbage(value: &str) -> Vec<(&'static str, Value)> {
    let mut cut = value.to_owned();
    cut.pop();
    let other_case: String = value
        .chars()
        .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
        .collect();
    let without = |sign: fn(char) -> bool| value.chars().filter(|c| !sign(*c)).collect::<String>();
    let mut found = vec![
        ("empty", json!("")),
        ("cut", json!(cut)),
        ("one more", json!(format!("{value}x"))),
        ("a number", json!(7)),
        ("an object", json!({})),
        ("without hyphens", json!(without(|c| c == '-'))),
        ("without digits", json!(without(|c| c.is_ascii_digit()))),
        ("blanks round it", json!(format!(" {value} "))),
        ("other case", json!(other_case)),
    ];
    if value.contains("microsoftonline.com") {
        found.push(("look-alike host", json!(value.replace("microsoftonline.com", "microsoft0nline.com"))));
        found.push((
            "part of another host",
            json!(value.replace("microsoftonline.com", "microsoftonline.com.evil.example")),
        ));
    }
    found.retain(|(_, other)| other != value);
    found
}

fn of(value: &Value) -> Vec<(&'static str, Value)> {
    match value {
        Value::String(text) => garbage(text),
        Value::Number(number) => vec![
            ("text", json!("soon")),
            ("an object", json!({})),
            ("cut", json!(number.as_f64().unwrap() / 10.0)),
            ("one more digit", json!(number.as_f64().unwrap() * 10.0)),
        ],
        _ => vec![("a number", json!(7)), ("empty", json!(""))],
    }
}

/// One healthy set of evidence.
#[derive(Clone)]
struct Set {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    registration: Map<String, Value>,
    credential: Map<String, Value>,
    request: Map<String, Value>,
    url: String,
    now: f64,
    is_har: bool,
}

/// One of the objects of a set.
type Part = fn(&mut Set) -> &mut Map<String, Value>;

impl Set {
    fn of(capture: &Capture, is_har: bool) -> Self {
        let object = |segment: &str| match serde_json::from_slice(&super::mint::decode(segment)) {
            Ok(Value::Object(object)) => object,
            other => panic!("{other:?}"),
        };
        let mut segments = capture.assertion.split('.');
        let (header, claims) = (object(segments.next().unwrap()), object(segments.next().unwrap()));
        let client_id = claims["iss"].as_str().unwrap().to_owned();
        let parsed = |text: String| match serde_json::from_str(&text).unwrap() {
            Value::Object(object) => object,
            other => panic!("{other}"),
        };
        Self {
            registration: parsed(format!(
                r#"{{"appId":"{client_id}","displayName":"Daemon","id":"00000000-0000-4000-8000-000000000009"}}"#
            )),
            credential: parsed(fill(
                r#"{"customKeyIdentifier":"{client sha1 hex}","displayName":"CN=client","endDateTime":"2027-07-01T00:00:00Z","key":"{client der}","keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","startDateTime":"2025-07-01T00:00:00Z","type":"AsymmetricX509Cert","usage":"Verify"}"#,
            )),
            request: parsed(format!(
                r#"{{"client_id":"{client_id}","grant_type":"client_credentials","client_assertion_type":"urn:ietf:params:oauth:client-assertion-type:jwt-bearer","scope":"https://graph.microsoft.com/.default"}}"#
            )),
            url: format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"),
            header,
            claims,
            now: capture.captured_at,
            is_har,
        }
    }

    fn status(&self) -> Status {
        let alg = self.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        let message = format!(
            "{}.{}",
            encode(Value::from(self.header.clone()).to_string()),
            encode(Value::from(self.claims.clone()).to_string())
        );
        let algorithm = if alg == "PS256" { "PS256" } else { "RS256" };
        let assertion = format!("{message}.{}", encode(sign("client", algorithm, &message)));
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut pairs: Vec<(String, String)> =
            self.request.iter().map(|(name, value)| (name.clone(), plain(value))).collect();
        pairs.push(("client_assertion".to_owned(), assertion));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let request = if self.is_har {
            json!({"log": {"version": "1.2", "entries": [{"request": {"method": "POST", "url": self.url,
                "postData": {"mimeType": "application/x-www-form-urlencoded", "text": body}}}]}})
            .to_string()
        } else {
            format!("POST {} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n{body}", self.url)
        };
        let mut registration = self.registration.clone();
        registration.insert("signInAudience".to_owned(), json!("AzureADMyOrg"));
        registration.insert("keyCredentials".to_owned(), json!([self.credential]));
        let sources: Vec<Source> =
            vec![pasted(request), dropped("client.pem"), pasted(Value::from(registration).to_string())];
        inspect(&Request { sources, context: Context { now: self.now, ..Context::default() } }).verdict.status
    }

    /// Each value, with its name, and how it is replaced.
    fn replaced(&self) -> Vec<(String, Self)> {
        let mut replaced = Vec::new();
        let parts: [(&str, Part); 5] = [
            ("header", |set| &mut set.header),
            ("claims", |set| &mut set.claims),
            ("registration", |set| &mut set.registration),
            ("credential", |set| &mut set.credential),
            ("request", |set| &mut set.request),
        ];
        for (part, of_set) in parts {
            for (name, value) in of_set(&mut self.clone()).clone() {
                for (garbage, value) in of(&value) {
                    let mut set = self.clone();
                    of_set(&mut set).insert(name.clone(), value);
                    replaced.push((format!("{part} {name}: {garbage}"), set));
                }
            }
        }
        for (garbage, url) in garbage(&self.url) {
            let Some(url) = url.as_str() else { continue };
            replaced.push((format!("request URL: {garbage}"), Self { url: url.to_owned(), ..self.clone() }));
        }
        replaced
    }
}

#[test]
fn garbage_in_the_place_of_any_value_is_never_consistent() {
    let captures = captures();
    let healthy = |client: &str, is_har| {
        let capture = captures.iter().find(|one| one.client == client && one.certificate == "client.pem");
        Set::of(capture.unwrap_or_else(|| panic!("no capture of {client}")), is_har)
    };
    let sets = [
        healthy("MSAL Python", false),
        healthy("MSAL Node", false),
        healthy("@azure/identity", false),
        healthy("azure-identity (Python)", false),
        healthy("jose", false),
        healthy("MSAL Python", true),
    ];
    let (mut tried, mut stays) = (0, Vec::new());
    for set in sets {
        assert_eq!(set.status(), Status::Consistent, "{}", Value::from(set.claims));
        for (what, set) in set.replaced() {
            tried += 1;
            let is_harmless = HARMLESS.iter().any(|(name, _)| what == *name || what.starts_with(&format!("{name}:")));
            if !is_harmless && set.status() == Status::Consistent {
                stays.push(what);
            }
        }
    }
    stays.sort();
    stays.dedup();
    assert!(stays.is_empty() && tried > 600, "{tried} tried, consistent all the same:\n{}", stays.join("\n"));
}
