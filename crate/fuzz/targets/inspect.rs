//! Everything in one: several sources and a context give one report, the same each time, no longer than its sources let
//! it be, and without what is secret in them.

#![no_main]

use arbitrary::Arbitrary;
use assertion_inspector::request::{Context, Expected, Request, Source};
use assertion_inspector::{Inspector, inspect, markdown};
use libfuzzer_sys::{Corpus, fuzz_target};

/// A seed is as many zeros as all but the text takes, and the text.
#[derive(Arbitrary, Debug)]
struct Input<'a> {
    now: i32,
    at: Option<i32>,
    focus: Option<u8>,
    random: Option<[u8; 16]>,
    has_expected: bool,
    secrets: [Secret; 2],
    text: &'a [u8],
}

/// A secret that is planted, and where.
#[derive(Arbitrary, Debug)]
struct Secret {
    /// 0 is none.
    form: u8,
    place: Place,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Place {
    Alone,
    Above,
    Below,
}

/// What stands between two sources.
const BETWEEN: &[u8] = b"\n%%\n";

// The digits are of base64, in groups of four, so that each stands in an encoded text as it is.
const KEY: &str = "PRIVATEKEYprivatekey";
const SECRET: &str = "CLIENTSECRETclientsecret";
const SIGNATURE: &str = "SIGNATUREsignatureab";
/// In a claim, and as the claim is encoded.
const TOKEN: [&str; 2] = ["USERTOKENusertokenab1", "VVNFUlRPS0VOdXNlcnRva2VuYWIx"];

/// What secrets come in. `{key}`, `{secret}` and `{token}` stand for themselves, `{jws}` for a signed assertion.
const FORMS: [&str; 26] = [
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC{key}\n{key}\n-----END PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\r\nMIIEpAIBAAKCAQEA{key}\r\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBOBgkqhkiG9w0B{key}\n-----END ENCRYPTED PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n{key}\n{key}",
    r#""-----BEGIN EC PRIVATE KEY-----\n{key}\n-----END EC PRIVATE KEY-----\n""#,
    r#"{"kty":"RSA","e":"AQAB","n":"AQAB","d":"{key}","p":"{key}","x5t":"AAAA"}"#,
    // PKCS#8 by its first bytes, without armour.
    "MCUCAQAwDQYJKoZIhvcNAQEBBQAEEQAA{key}",
    r#"{"keyCredentials":[{"keyId":"a","usage":"Sign","type":"X509CertAndPassword","key":"{key}"}]}"#,
    r#"{"appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","passwordCredentials":[{"keyId":"a","secretText":"{secret}"}]}"#,
    "client_id=a&client_secret={secret}&client_assertion={jws}&grant_type=client_credentials",
    "client_assertion={jws}&scope=a+b&client_secret={secret}",
    "curl https://login.microsoftonline.com/t/oauth2/v2.0/token -d 'client_id=a' -d 'client_secret={secret}' -d 'client_assertion={jws}'",
    "Invoke-RestMethod -Uri https://login.microsoftonline.com/t/oauth2/v2.0/token -Body @{\n client_id = 'a'\n client_secret = '{secret}'\n client_assertion = '{jws}'\n}",
    r#"{"client_id":"a","client_secret":"{secret}","client_assertion":"{jws}","scope":"b"}"#,
    "POST /t/oauth2/v2.0/token HTTP/1.1\r\nHost: login.microsoftonline.com\r\n\r\nclient_id=a&client_secret={secret}&client_assertion={jws}",
    "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={token}&client_assertion={jws}&client_id=a&requested_token_use=on_behalf_of",
    "client_id=a&client_assertion={jws}&refresh_token={secret}&username=b&password={secret}&grant_type=password",
    r#"{"request":{"url":"https://login.microsoftonline.com/t/oauth2/v2.0/token","postData":{"text":"client_id=a&client_secret={secret}&client_assertion={jws}&assertion={token}"}},"response":{"content":{"text":"{}"}}}"#,
    r#"{"request":{"url":"https://login.microsoftonline.com/t/oauth2/v2.0/token","postData":{"params":[{"name":"client_id","value":"a"},{"name":"client_secret","value":"{secret}"},{"name":"client_assertion","value":"{jws}"}]}}}"#,
    "{jws}",
    "client_id: a | scope: b | client_secret: {secret} | client_assertion: {jws}",
    "client_id=a%2526client_secret%253D{secret}&client_assertion_type=b&client_assertion={jws}",
    "POST /t/oauth2/v2.0/token HTTP/1.1\r\nHost: login.microsoftonline.com\r\nX-MS-TOKEN-AAD-ID-TOKEN: {token}\r\n\r\nclient_id=a&client_assertion={jws}",
    "Authorization: Bearer {token}\nand {jws}",
    "AADSTS700027: Client assertion contains an invalid signature. client_secret={secret}",
    "{lost}",
];

impl Secret {
    fn text(&self) -> Option<String> {
        let form = usize::from(self.form).checked_sub(1)?;
        // {"typ":"JWT","alg":"PS256","x5t":"AAAA"} and {"iss":"a","sub":"a"}; {"upn": "… for a person's.
        let header = "eyJ0eXAiOiJKV1QiLCJhbGciOiJQUzI1NiIsIng1dCI6IkFBQUEifQ";
        let jws = format!("{header}.eyJpc3MiOiJhIiwic3ViIjoiYSJ9.{}", SIGNATURE.repeat(16));
        let token = format!("{header}.eyJ1cG4iOiAi{}In0.{SECRET}", TOKEN[1]);
        // The signature in the place of the claims.
        let lost = format!("{header}.{}", SIGNATURE.repeat(16));
        let text = FORMS[form % FORMS.len()].replace("{jws}", &jws).replace("{token}", &token).replace("{lost}", &lost);
        Some(text.replace("{key}", KEY).replace("{secret}", SECRET))
    }
}

fuzz_target!(|input: Input<'_>| -> Corpus {
    let request = request(&input);
    // One that was made of the text would be no secret.
    if [KEY, SECRET, TOKEN[0], TOKEN[1], SIGNATURE].iter().any(|planted| contains(input.text, planted)) {
        return Corpus::Reject;
    }
    let mut inspector = Inspector::default();
    let ids: Vec<u32> = request.sources.iter().flat_map(|source| inspector.add(source)).collect();
    let report = inspector.report(&request.context);
    let json = serde_json::to_string(&report).expect("a report is JSON");
    assert_eq!(json, serde_json::to_string(&inspect(&request)).expect("a report is JSON"), "it differs");

    let markdown = markdown::of(&report);
    let given: usize = request.sources.iter().map(|source| source.bytes.len()).sum();
    let most = 100_000 + 100 * given;
    assert!(json.len() < most && markdown.len() < most, "{given} bytes give {} and {}", json.len(), markdown.len());

    let mut shown = json + &markdown;
    for id in &ids {
        shown += &inspector.text(*id).unwrap_or_default();
    }
    assert!(!contains(shown.as_bytes(), SIGNATURE), "a signature is shown");
    for id in ids {
        shown += &inspector.editable(id).unwrap_or_default();
        inspector.remove(id);
    }
    for planted in [KEY, SECRET, TOKEN[0], TOKEN[1]] {
        assert!(!contains(shown.as_bytes(), planted), "{planted} is shown");
    }
    assert!(inspector.report(&request.context).sources.is_empty(), "something is left");
    Corpus::Keep
});

fn request(input: &Input<'_>) -> Request {
    let mut texts: Vec<Vec<u8>> = Vec::new();
    let mut rest = input.text;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN).filter(|_| texts.len() < 7) {
        texts.push(rest[..at].to_vec());
        rest = &rest[at + BETWEEN.len()..];
    }
    texts.push(rest.to_vec());
    for secret in &input.secrets {
        let Some(text) = secret.text() else { continue };
        // Beside something else it is a paragraph of its own.
        match (secret.place, texts.last_mut()) {
            (Place::Above, Some(last)) => *last = [text.as_bytes(), b"\n\n", last].concat(),
            (Place::Below, Some(last)) => last.extend([b"\n\n", text.as_bytes()].concat()),
            _ => texts.insert(0, text.into_bytes()),
        }
    }
    let id = || input.has_expected.then(|| "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8".to_owned());
    let context = Context {
        // Round the certificates of the seeds.
        now: 1_767_225_900.0 + f64::from(input.now),
        at: input.at.map(f64::from),
        focus: input.focus.map(usize::from),
        random: input.random,
        expected: Expected { tenant: id(), client_id: id(), ..Expected::default() },
    };
    Request { sources: texts.into_iter().map(|bytes| Source { name: None, bytes }).collect(), context }
}

fn contains(text: &[u8], planted: &str) -> bool {
    text.windows(planted.len()).any(|window| window == planted.as_bytes())
}
