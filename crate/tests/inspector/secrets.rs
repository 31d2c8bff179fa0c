//! No secret gets out: planted under its own name in every form that people paste, and by its shape in every field, it is
//! in no report, no text that is shown and none that is given back, neither as it is nor encoded.

mod names;
mod shapes;

use std::collections::BTreeSet;

use assertion_inspector::report::{Kind, Outcome, Report};
use assertion_inspector::request::Request;
use assertion_inspector::{Inspector, markdown};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::mint::{der, encode, sign};
use super::{dropped, finding, pasted};

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const URL: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";
const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const SCOPE: &str = "https://graph.microsoft.com/.default";

/// A secret of no telling shape, and one as Entra makes them.
const WORD: &str = "wVx5Lq9TzHunter2NmRkYp4Gd7Fs";
const OF_ENTRA: &str = "xKp8Q~mVt3LcRz0NdQwYs5HgBf7JuAe2XiOkPqTa";
/// What a user's token says of the user.
const PERSON: [&str; 3] =
    ["jane.doe.planted@contoso.example", "Jane Planted Doe", "7777aaaa-bbbb-4ccc-8ddd-eeeeffff0000"];
/// As many characters of a secret as tell that it is shown.
const WINDOW: usize = 12;

/// Bytes that look like nothing.
fn noise(count: usize) -> Vec<u8> {
    (0..count).map(|n| u8::try_from((n * 73 + n / 256 * 31 + 29) % 256).unwrap()).collect()
}

/// Begins as PKCS#8 of an RSA key of 2,048 bits; and as much of it as is secret.
fn private_key() -> (String, String) {
    let mut bytes =
        vec![0x30, 0x82, 0x04, 0xBD, 2, 1, 0, 0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 1, 1, 5, 0];
    bytes.extend([4, 0x82, 0x04, 0xA7, 0x30, 0x82, 0x04, 0xA3, 2, 1, 0, 2, 0x82, 1, 1, 0]);
    bytes.extend(noise(1_171));
    let digits = STANDARD.encode(bytes);
    let secret = digits[60..].to_owned();
    (digits, secret)
}

/// In armour.
fn pem() -> String {
    let (digits, _) = private_key();
    let lines: Vec<&str> = (0..digits.len()).step_by(64).map(|n| &digits[n..digits.len().min(n + 64)]).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", lines.join("\n"))
}

/// A user's access token, and what of it is secret.
fn user() -> (String, Vec<String>) {
    let claims = json!({
        "aud": "https://graph.microsoft.com", "iss": "https://sts.windows.net/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/",
        "upn": PERSON[0], "name": PERSON[1], "oid": PERSON[2], "scp": "user.read", "ver": "1.0",
    });
    let (claims, signature) = (encode(claims.to_string()), encode(noise(256)));
    let token = format!("{}.{claims}.{signature}", encode(r#"{"typ":"JWT","alg":"RS256","kid":"of-a-user"}"#));
    (token, PERSON.iter().map(|one| (*one).to_owned()).chain([signature]).collect())
}

fn assertion() -> String {
    let body = format!(
        "{}.{}",
        encode(r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTqmwwdcYba-b9K8ZYSVaU"}"#),
        encode(format!(r#"{{"iss":"{CLIENT}","sub":"{CLIENT}","aud":"{URL}"}}"#))
    );
    format!("{body}.{}", encode(sign("client", "RS256", &body)))
}

/// A form body.
fn body(parameters: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

/// Pieces of secrets, and a mark for each way in which one begins, by which most of a text is passed over.
#[derive(Clone)]
struct Windows {
    all: BTreeSet<Vec<u8>>,
    begin: Vec<bool>,
}

fn beginning(window: &[u8]) -> usize {
    window[..6].iter().fold(0, |sum, byte| (sum * 31 + usize::from(*byte)) % (1 << 16))
}

/// The pieces of secrets that must not be found, each as it is, percent-encoded and in base64 at each alignment.
fn windows(secrets: &[&str]) -> Windows {
    let mut windows = Windows { all: BTreeSet::new(), begin: vec![false; 1 << 16] };
    let mut add = |text: &str| {
        for window in text.as_bytes().windows(WINDOW) {
            windows.begin[beginning(window)] = true;
            windows.all.insert(window.to_vec());
        }
    };
    for secret in secrets {
        add(secret);
        let percent: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        add(&percent);
        for before in 0..3 {
            let encoded = STANDARD.encode(["x".repeat(before).as_bytes(), secret.as_bytes()].concat());
            // The digits at both ends are of what stands beside it, too.
            let own = &encoded[if before == 0 { 0 } else { 4 }..encoded.trim_end_matches('=').len() - 2];
            add(own);
            add(&own.replace('+', "-").replace('/', "_"));
        }
    }
    windows
}

/// One pasted text.
fn with(text: impl Into<String>) -> Request {
    Request { sources: vec![pasted(text)], ..Request::default() }
}

/// Everything that anybody sees of these sources, the person's own assertion left out, which is theirs to edit.
fn shown(request: &Request) -> (Report, String) {
    let mut inspector = Inspector::default();
    let ids: Vec<u32> = request.sources.iter().flat_map(|source| inspector.add(source)).collect();
    let report = inspector.report(&request.context);
    // A line end in JSON must not hide a word that goes on behind it.
    let json = serde_json::to_string(&report).unwrap();
    let mut shown = format!("{}\n{json}\n{}", json.replace("\\n", "\n").replace("\\\"", "\""), markdown::of(&report));
    for id in ids {
        shown.push('\n');
        shown += &inspector.text(id).unwrap_or_default();
        let kind = report.sources.iter().find(|source| source.id == id).unwrap().kind;
        if kind != Kind::Assertion {
            shown += &inspector.editable(id).unwrap_or_default();
        }
    }
    (report, shown)
}

/// What of the secrets is shown, with what stands round it.
fn leak(shown: &str, windows: &Windows) -> Option<String> {
    let bytes = shown.as_bytes();
    let is_one = |window: &[u8]| windows.begin[beginning(window)] && windows.all.contains(window);
    let at = bytes.windows(WINDOW).position(is_one)?;
    Some(String::from_utf8_lossy(&bytes[at.saturating_sub(80)..bytes.len().min(at + 40)]).into_owned())
}

#[track_caller]
fn holds_none(leaks: &[String], runs: usize, least: usize) {
    assert!(runs >= least, "{runs} were planted");
    assert!(leaks.is_empty(), "{} of {runs}:\n{}", leaks.len(), leaks[..leaks.len().min(40)].join("\n"));
}

/// A user's token beside the assertion, told by where it stands: it is not taken for the assertion.
#[test]
fn a_users_token_is_not_taken_for_the_assertion() {
    let (assertion, (token, secrets)) = (assertion(), user());
    let windows = windows(&secrets.iter().map(String::as_str).collect::<Vec<_>>());
    let sent = body(&[("client_id", CLIENT), ("client_assertion_type", TYPE), ("client_assertion", &assertion)]);
    let headers = [
        format!("Authorization: Bearer {token}"),
        format!("authorization: bearer {token}"),
        format!("AUTHORIZATION:Bearer {token}"),
        format!("X-MS-TOKEN-AAD-ID-TOKEN: {token}"),
        format!("x-ms-token-aad-access-token: {token}"),
        format!("X-Forwarded-Access-Token: {token}"),
        format!("X-Custom: {token}"),
        format!("Cookie: a=b; AppServiceAuthSession={token}; c=d"),
        format!("set-cookie: session={token}; Secure"),
    ];
    let mut texts = Vec::new();
    for header in &headers {
        texts.push(format!(
            "POST /t/oauth2/v2.0/token HTTP/1.1\r\nHost: login.microsoftonline.com\r\n{header}\r\n\r\n{sent}"
        ));
        texts.push(format!("curl '{URL}' -H '{header}' --data-raw '{sent}'"));
        texts.push(format!("GET /me HTTP/1.1\n{header}\n\nand this is what the client made:\n\n{assertion}\n"));
        texts.push(format!("my assertion is {assertion}\n\n> {header}\n"));
    }
    texts.push(format!("curl '{URL}' -b 'session={token}' -d '{sent}'"));
    texts.push(format!(
        "$headers = @{{ Authorization = \"Bearer {token}\" }}\nirm {URL} -Headers $headers -Body '{sent}'"
    ));
    texts.push(format!("$userToken = '{token}'\n$jwt = '{assertion}'\n"));
    texts.push(format!("access_token: {token}\nassertion: {assertion}"));
    for list in ["headers", "cookies", "queryString"] {
        let entry = json!({"request": {"url": "https://graph.microsoft.com/v1.0/me", list: [{"name": "X-Any", "value": token}]}});
        texts.push(format!("{entry}\n\n{assertion}"));
        texts.push(format!("{entry:#}\n\nclient_assertion: {assertion}"));
    }
    for text in &texts {
        let (report, shown) = shown(&with(text));
        let own: Vec<&str> = assertion.split('.').take(2).collect();
        let segments: Vec<_> =
            report.assertions.iter().map(|one| one.segments.each_ref().map(String::as_str)).collect();
        assert_eq!(segments, [[own[0], own[1]]], "{text}");
        assert_eq!(leak(&shown, &windows), None, "{text}");
    }
    // Nothing else is there: it is looked at, and says what it is, but not whose.
    for text in [token.clone(), headers[0].clone(), headers[3].clone(), format!("{token} and {token}")] {
        let (report, shown) = shown(&with(&*text));
        assert_eq!(finding(&report, "token/kind").reason, Some("access-token"), "{text}");
        assert_eq!(leak(&shown, &windows), None, "{text}");
        let mut inspector = Inspector::default();
        let ids = inspector.add(&pasted(&text));
        assert!(ids.iter().all(|id| inspector.editable(*id).is_none()), "{text}");
    }
    // A client's own assertion in the wrong place stays one.
    let report = shown(&Request {
        sources: vec![pasted(format!("AADSTS7000216: no\nAuthorization: Bearer {assertion}"))],
        ..Request::default()
    })
    .0;
    assert_eq!(report.assertions.len(), 1);
}

/// What is in the place of header and claims, and is none.
#[test]
fn a_segment_that_holds_no_object_is_left_out() {
    let (assertion, signature, (token, mut secrets)) = (assertion(), encode(noise(256)), user());
    secrets.push(signature.clone());
    let windows = windows(&secrets.iter().map(String::as_str).collect::<Vec<_>>());
    let (header, claims) = (assertion.split('.').next().unwrap(), assertion.split('.').nth(1).unwrap());
    let encrypted = encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM","kid":"k"}"#);
    let texts = [
        (format!("{header}.{signature}"), [header, ""]),
        (format!("{header}.{signature}.{claims}"), [header, ""]),
        (format!("{header}.{claims}.x.{signature}"), [header, claims]),
        (format!("{header}..{signature}"), [header, ""]),
        (format!("{encrypted}.{signature}.{signature}.{signature}.AAAA"), ["", ""]),
        // Two tokens with a sign between them that may be padding are read as one.
        (format!("{token}={assertion}"), ["", ""]),
        (format!("{}.AAAA.{token}", token.split('.').nth(1).unwrap()), ["", ""]),
    ];
    for (text, wanted) in texts {
        let (report, shown) = shown(&with(&*text));
        assert_eq!(report.assertions[0].segments, wanted, "{text}");
        assert_eq!(leak(&shown, &windows), None, "{text}");
    }
    let serialized = [
        json!({"payload": claims, "protected": header, "signature": signature}),
        json!({"payload": claims, "signatures": [{"protected": header, "signature": signature}]}),
    ];
    for text in serialized {
        let shown = shown(&Request { sources: vec![pasted(text.to_string())], ..Request::default() }).1;
        assert_eq!(leak(&shown, &windows), None, "{text}");
    }
}

/// Private keys that were sent in the assertion are warned of, and nothing of them is shown.
#[test]
fn a_private_key_in_the_assertion_is_named_and_left_out() {
    let (digits, secret) = private_key();
    let certificate = String::from_utf8(dropped("client.pem").bytes).unwrap();
    let number = encode(noise(128));
    let jwk = json!({"kty": "RSA", "n": "AQAB", "e": "AQAB", "d": number, "p": number, "oth": [{"d": number}]});
    let windows = windows(&[&secret, &number]);
    for header in [
        json!({"x5c": [format!("{certificate}{}", pem())]}),
        json!({"x5c": format!("{}\n{certificate}", pem())}),
        json!({"x5c": [STANDARD.encode(der("client")), digits]}),
        json!({"x5c": [pem().replace("PRIVATE", "RSA PRIVATE")]}),
        json!({"jwk": jwk}),
        json!({"jwk": {"kty": "oct", "k": number}}),
        json!({"jwks": {"keys": [jwk]}, "kid": "k"}),
        json!({"kid": pem()}),
        json!({"kid": digits}),
        json!({"note": STANDARD.encode(pem())}),
    ] {
        let mut header = header;
        header["alg"] = json!("RS256");
        for (header, claims) in [
            (header.clone(), json!({"iss": CLIENT, "sub": CLIENT, "aud": URL})),
            (json!({"alg": "RS256"}), json!({"iss": CLIENT, "sub": CLIENT, "aud": URL, "cnf": header})),
        ] {
            let token = format!("{}.{}.AAAA", encode(header.to_string()), encode(claims.to_string()));
            let (report, shown) =
                shown(&Request { sources: vec![pasted(token), dropped("client.pem")], ..Request::default() });
            assert_eq!(leak(&shown, &windows), None, "{header} {claims}");
            let warned =
                report.findings.iter().find(|one| one.id == "source/private_key" && one.verdict == Outcome::Fail);
            assert_eq!(warned.and_then(|one| one.reason), Some("private-key"), "{header} {claims}");
        }
    }
}

/// The token that Entra gave for the assertion, and what came with it.
#[test]
fn the_tokens_of_a_success_are_dropped() {
    let (assertion, (token, mut secrets)) = (assertion(), user());
    secrets.extend([WORD.to_owned(), OF_ENTRA.to_owned()]);
    let windows = windows(&secrets.iter().map(String::as_str).collect::<Vec<_>>());
    let sent = body(&[("client_id", CLIENT), ("client_assertion_type", TYPE), ("client_assertion", &assertion)]);
    let answer = json!({
        "token_type": "Bearer", "expires_in": 3599, "access_token": token, "id_token": token, "refresh_token": WORD,
        "foci": OF_ENTRA,
    });
    let entry = json!({
        "request": {"url": URL, "postData": {"text": sent}},
        "response": {"status": 200, "content": {"text": answer.to_string()}},
    });
    let http = format!("POST {URL} HTTP/1.1\n\n{sent}\n\nHTTP/1.1 200 OK\n\n");
    for text in [
        json!({"log": {"entries": [entry]}}).to_string(),
        entry.to_string(),
        format!("{http}{answer}"),
        format!("{http}{answer:#}\n{answer}"),
        format!("{answer}\n{http}{answer}"),
    ] {
        let (report, shown) = shown(&with(&*text));
        assert_eq!(report.assertions.len(), 1, "{text}");
        assert_eq!(report.sources.iter().filter(|one| one.kind == Kind::Response).count(), 1, "{text}");
        assert_eq!(leak(&shown, &windows), None, "{text}");
    }
}
