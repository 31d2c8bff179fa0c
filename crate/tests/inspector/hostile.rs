//! Requests with a hostile value wherever a person, a client or Entra may write one.

use std::fs;

use assertion_inspector::request::{Context, Expected, Request, Source};
use serde_json::{Map, Value, json};

use super::mint::{encode, sign, standard};
use super::{folder, mint, pasted};

/// The values of `tests/hostile.txt`.
pub(crate) fn values() -> Vec<String> {
    let text = fs::read_to_string(folder("hostile.txt")).unwrap();
    text.lines().filter(|line| line.starts_with('"')).map(|line| serde_json::from_str(line).unwrap()).collect()
}

const NOW: f64 = 1_767_225_900.0;
const APP: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const AUDIENCE: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";

const TENANT: &str = "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f";

pub(crate) fn request(sources: Vec<Source>, tenant: &str, client_id: &str) -> Request {
    let expected =
        Expected { tenant: Some(tenant.to_owned()), client_id: Some(client_id.to_owned()), ..Expected::default() };
    Request { sources, context: Context { now: NOW, expected, ..Context::default() } }
}

fn message(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encode(header.to_string()), encode(claims.to_string()))
}

/// The certificate of a client by another name, the signature of its issuer not made anew.
fn certificate(name: &str) -> Vec<u8> {
    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], content].concat()
    }
    // CN, O, OU, L, serialNumber, UID and one that nobody knows.
    let types: [&[u8]; 7] = [
        &[0x55, 4, 3],
        &[0x55, 4, 10],
        &[0x55, 4, 11],
        &[0x55, 4, 7],
        &[0x55, 4, 5],
        &[0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 1, 1],
        &[0x2B, 6, 1, 4, 1, 0x86, 0x8D, 0x1F, 1],
    ];
    let names: Vec<u8> = types
        .iter()
        .flat_map(|oid| {
            let attribute = [element(6, oid), element(12, name.as_bytes())].concat();
            element(0x31, &element(0x30, &attribute))
        })
        .collect();
    let client = mint::der("client");
    let (_, parsed) = x509_parser::parse_x509_certificate(&client).unwrap();
    let (signed, subject, issuer) = (&parsed.tbs_certificate, parsed.subject().as_raw(), parsed.issuer().as_raw());
    let content = signed.as_ref();
    let content = &content[content.len() - usize::from(u16::from_be_bytes([content[2], content[3]]))..];
    let offset = |part: &[u8]| part.as_ptr() as usize - content.as_ptr() as usize;
    let (first, second) = (offset(issuer), offset(subject));
    let name = element(0x30, &names);
    let parts =
        [&content[..first], &name, &content[first + issuer.len()..second], &name, &content[second + subject.len()..]];
    let rest = &client[4 + signed.as_ref().len()..];
    element(0x30, &[&element(0x30, &parts.concat()), rest].concat())
}

fn sha256(bytes: &[u8]) -> String {
    use rsa::sha2::{Digest, Sha256};
    encode(Sha256::digest(bytes))
}

fn registration(value: &str, der: &[u8]) -> Source {
    let credential = |key: Value, identifier: &str| {
        json!({
            "customKeyIdentifier": identifier, "displayName": value, "keyId": value, "type": value, "usage": "Verify", "key": key,
            "startDateTime": "2025-07-01T00:00:00Z", "endDateTime": "2027-07-01T00:00:00Z",
        })
    };
    let keys = [
        credential(json!(standard(der)), value),
        credential(Value::Null, value),
        credential(Value::Null, &standard(value.as_bytes())),
    ];
    pasted(
        json!({ "appId": "0b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8", "displayName": value, "keyCredentials": keys })
            .to_string(),
    )
}

/// Wherever a person or a client may write one.
pub(crate) fn requests(value: &str) -> Vec<Request> {
    let named = |bytes: Vec<u8>| Source { name: Some(value.to_owned()), bytes };
    let members = |names: &[&str]| -> Map<String, Value> {
        names.iter().copied().chain([value]).map(|name| (name.to_owned(), json!(value))).collect()
    };
    let der = certificate(value);
    let claims =
        json!({ "aud": AUDIENCE, "iss": APP, "sub": APP, "jti": value, "nbf": 1_767_225_600, "exp": 1_767_226_200 });
    let everywhere = message(
        &members(&["alg", "typ", "kid", "x5t", "x5t#S256", "x5u"]).into(),
        &members(&["aud", "iss", "sub", "jti", "nbf", "exp", "iat"]).into(),
    );
    let names_it = message(&json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": sha256(&der) }), &claims);
    let names_another =
        json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": sha256(&mint::der("other")), "x5c": [standard(&der)] });
    let names_another = message(&names_another, &claims);
    let names_nothing = message(&json!({ "alg": "PS256", "typ": "JWT", "kid": value }), &claims);
    let signed = |message: &str| format!("{message}.{}", encode(sign("client", "PS256", message)));
    let unsigned = |message: &str| format!("{message}.{}", encode([0; 256]));
    let body = |url: &str| {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for name in ["client_id", "scope", "grant_type", "client_assertion_type"] {
            body.append_pair(name, value);
        }
        body.append_pair("client_assertion", &unsigned(&names_it));
        format!(
            "POST {url} HTTP/1.1\r\nHost: login.microsoftonline.com\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n{}",
            body.finish()
        )
    };
    let other = || named(mint::der("other"));
    vec![
        request(vec![named(unsigned(&everywhere).into()), named(der.clone()), registration(value, &der)], value, value),
        request(vec![named(unsigned(&names_it).into()), named(der.clone()), registration(value, &der)], TENANT, APP),
        request(
            vec![named(signed(&names_another).into()), named(der.clone()), other(), registration(value, &der)],
            TENANT,
            APP,
        ),
        request(vec![named(unsigned(&names_nothing).into()), named(der.clone()), other()], TENANT, APP),
        request(vec![pasted(body(&format!("/{value}"))), named(der)], TENANT, APP),
        request(vec![named(value.as_bytes().to_vec())], value, value),
    ]
}

/// Wherever an error of Entra's may repeat one.
pub(crate) fn errors(value: &str) -> Vec<Request> {
    let trailer = "Trace ID: 0b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8 Correlation ID: 0b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8 Timestamp: 2026-01-01 00:05:00Z";
    let descriptions = [
        format!(
            "AADSTS700016: Application with identifier '{value}' was not found in the directory '{value}'. {trailer}"
        ),
        format!("AADSTS5002738: Invalid JWT token. '{value}' is not a supported signature algorithm. {trailer}"),
        format!("AADSTS90014: The required field '{value}' is missing from the credential. {trailer}"),
        format!("AADSTS90014: The request body must contain the following parameter: '{value}'. {trailer}"),
        format!(
            "AADSTS700027: Client assertion failed signature validation. [Reason - {value}, Thumbprint of key used by client: '{value}', Found key 'Start={value}, End={value}', Please visit the Azure Portal] {trailer}"
        ),
        format!(
            "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was found, but is expired., Thumbprint of key used by client: 'BD95E6E1E4EAAB0C1D71861B6BE6FD2BC6125215', Found key 'Start={value}, End={value}'] {value} {trailer}"
        ),
        format!(
            "AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter. {value} Trace ID: {value} Correlation ID: {value}"
        ),
        format!("AADSTS99999: {value}"),
    ];
    let json = |description: &String| {
        json!({ "error": value, "error_description": description, "error_codes": [700_027], "error_uri": format!("https://{value}/error"), "trace_id": value }).to_string()
    };
    descriptions.iter().map(|description| request(vec![pasted(json(description))], TENANT, APP)).collect()
}
