//! No secret gets out: planted under its own name in every form that people paste, and by its shape in every field, it is
//! in no report, no text that is shown and none that is given back, neither as it is nor encoded.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use assertion_inspector::report::{Kind, Outcome, Report};
use assertion_inspector::request::{Context, Expected, Request, Source};
use assertion_inspector::{Inspector, markdown};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::mint::{der, encode, sign};
use super::{cases, dropped, finding, folder, pasted};

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const URL: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";
const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const SCOPE: &str = "https://graph.microsoft.com/.default";
const MARK: &str = "(secret left out)";

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

/// The pieces of secrets that must not be found, each as it is, percent-encoded and in base64 at each alignment.
fn windows(secrets: &[&str]) -> BTreeSet<Vec<u8>> {
    let mut windows = BTreeSet::new();
    let mut add = |text: &str| windows.extend(text.as_bytes().windows(WINDOW).map(<[u8]>::to_vec));
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
fn leak(shown: &str, windows: &BTreeSet<Vec<u8>>) -> Option<String> {
    let bytes = shown.as_bytes();
    let at = bytes.windows(WINDOW).position(|window| windows.contains(window))?;
    Some(String::from_utf8_lossy(&bytes[at.saturating_sub(80)..bytes.len().min(at + 40)]).into_owned())
}

#[track_caller]
fn holds_none(leaks: &[String], runs: usize, least: usize) {
    assert!(runs >= least, "{runs} were planted");
    assert!(leaks.is_empty(), "{} of {runs}:\n{}", leaks.len(), leaks[..leaks.len().min(40)].join("\n"));
}

/// Names of what is secret in a request.
const NAMES: [&str; 9] = [
    "client_secret",
    "password",
    "refresh_token",
    "code",
    "device_code",
    "access_token",
    "id_token",
    "code_verifier",
    "subject_token",
];

/// A way to write the parameters of a request.
type Form = fn(&[(&str, &str)]) -> String;

fn each(parameters: &[(&str, &str)], between: &str, one: fn(&str, &str) -> String) -> String {
    parameters.iter().map(|(name, value)| one(name, value)).collect::<Vec<_>>().join(between)
}

fn body(parameters: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The kinds of forms that people have been seen to paste, each around the same parameters.
const FORMS: [(&str, Form); 44] = [
    ("form body", body),
    ("form body, encoded once more", |p| percent(&body(p))),
    ("form body, encoded twice more", |p| percent(&percent(&body(p)))),
    ("form body in a member of a form", |p| format!("body={}&x=1", percent(&body(p)))),
    ("body with blanks round the signs", |p| each(p, " & ", |n, v| format!("{n} = {v}"))),
    ("&amp;", |p| body(p).replace('&', "&amp;")),
    ("a line each", |p| each(p, "\n", |n, v| format!("{n}={v}"))),
    ("a line each, CRLF", |p| each(p, "\r\n", |n, v| format!("{n}: {v}"))),
    ("one line, pipes", |p| each(p, " | ", |n, v| format!("{n}: {v}"))),
    ("one line, pipes without blanks", |p| each(p, "|", |n, v| format!("{n}:{v}"))),
    ("one line, pipes and signs", |p| each(p, " | ", |n, v| format!("{n} = {v}"))),
    ("one line, commas", |p| each(p, ", ", |n, v| format!("{n}: {v}"))),
    ("one line, semicolons", |p| each(p, "; ", |n, v| format!("{n}: {v}"))),
    ("one line, slashes", |p| each(p, " / ", |n, v| format!("{n}: {v}"))),
    ("one line, dashes", |p| each(p, " - ", |n, v| format!("{n}: {v}"))),
    ("one line, blanks", |p| each(p, " ", |n, v| format!("{n}: {v}"))),
    ("one line, tabs", |p| each(p, "\t", |n, v| format!("{n}: {v}"))),
    ("one line, dots", |p| each(p, " \u{B7} ", |n, v| format!("{n}: {v}"))),
    ("one line, arrows", |p| each(p, ", ", |n, v| format!("{n} => {v}"))),
    ("bullets", |p| each(p, "\n", |n, v| format!("- **{n}**: `{v}`"))),
    ("numbered", |p| each(p, "\n", |n, v| format!("1. {n} = {v}"))),
    ("table of Markdown", |p| each(p, "\n", |n, v| format!("| {n} | {v} |"))),
    ("table of tabs", |p| each(p, "\n", |n, v| format!("{n}\t{v}"))),
    ("table of blanks", |p| each(p, "\n", |n, v| format!("{n:30} {v}"))),
    ("table of HTML", |p| each(p, "", |n, v| format!("<tr><td>{n}</td><td>{v}</td></tr>"))),
    ("name, line end, value", |p| each(p, "\n", |n, v| format!("{n}:\n{v}"))),
    ("YAML", |p| format!("request:\n{}", each(p, "\n", |n, v| format!("  {n}: {v}")))),
    ("YAML, names and values", |p| each(p, "\n", |n, v| format!("- name: {n}\n  value: {v}"))),
    ("JSON", |p| format!("{{{}}}", each(p, ",", |n, v| format!("\"{n}\":\"{v}\"")))),
    ("JSON in JSON", |p| {
        json!({ "message": format!("{{{}}}", each(p, ",", |n, v| format!("\"{n}\":\"{v}\""))) }).to_string()
    }),
    ("JSON of names and values", |p| format!("[{}]", each(p, ",", |n, v| json!({"name": n, "value": v}).to_string()))),
    ("JSON of the body", |p| json!({ "data": body(p) }).to_string()),
    ("hash table", |p| format!("$body = @{{\n{}\n}}", each(p, "\n", |n, v| format!("  {n} = '{v}'")))),
    ("hash table, one line", |p| format!("$body = @{{ {} }}", each(p, "; ", |n, v| format!("{n} = \"{v}\"")))),
    ("environment", |p| each(p, "\n", |n, v| format!("export {n}=\"{v}\""))),
    ("curl", |p| format!("curl {URL} {}", each(p, " ", |n, v| format!("-d \"{n}={v}\"")))),
    ("curl, encoded by it", |p| {
        format!("curl {URL} \\\n{}", each(p, " \\\n", |n, v| format!("  --data-urlencode '{n}={v}'")))
    }),
    ("curl, of a body", |p| format!("curl -X POST '{URL}' -H 'Cookie: a={WORD}' --data '{}'", body(p))),
    ("a dictionary of Python", |p| format!("data = {{{}}}", each(p, ", ", |n, v| format!("'{n}': '{v}'")))),
    ("pairs of Python", |p| format!("data = [{}]", each(p, ", ", |n, v| format!("('{n}', '{v}')")))),
    ("C#", |p| format!("new Dictionary {{ {} }}", each(p, ", ", |n, v| format!("[\"{n}\"] = \"{v}\"")))),
    ("Java", |p| each(p, "\n", |n, v| format!(".add(\"{n}\", \"{v}\")"))),
    ("HTTP", |p| {
        format!(
            "POST /t/oauth2/v2.0/token?client_secret={WORD} HTTP/1.1\r\nHost: login.microsoftonline.com\r\nX-Key: {WORD}\r\n\r\n{}",
            body(p)
        )
    }),
    ("HAR", |p| {
        let pair = json!({"name": "Authorization", "value": format!("Bearer {WORD}")});
        json!({"log": {"entries": [{
            "request": {
                "url": format!("{URL}?client_secret={WORD}#{WORD}"), "headers": [pair], "cookies": [pair], "queryString": [pair],
                "postData": {"text": body(p)}},
            "response": {"content": {"text": format!("{{\"access_token\":\"{WORD}\"}}")}}}]}})
        .to_string()
    }),
];

/// Secrets under their own names, among the parameters of a request: in front of each of them, and behind the last.
#[test]
fn a_secret_under_its_name_is_in_no_report() {
    let assertion = assertion();
    let (token, secrets_of_user) = user();
    let opaque = windows(&[WORD]);
    let of_user = windows(&secrets_of_user.iter().map(String::as_str).collect::<Vec<_>>());
    let sent = [
        ("client_id", CLIENT),
        ("scope", SCOPE),
        ("grant_type", "client_credentials"),
        ("client_assertion_type", TYPE),
        ("client_assertion", &assertion),
        ("resource", "https://vault.azure.net"),
    ];
    let (mut leaks, mut runs) = (Vec::new(), 0);
    for (form, write) in FORMS {
        for at in 0..=sent.len() {
            // Each place has some of the names, and each name comes to several places.
            let names = NAMES.iter().enumerate().filter(|(n, name)| **name == "client_secret" || (n + at) % 4 == 0);
            let opaque = names.map(|(_, name)| (*name, WORD, &opaque));
            let tokens = [("assertion", &*token, &of_user), ("access_token", &*token, &of_user)];
            for (name, value, windows) in opaque.chain(tokens) {
                let mut parameters = sent.to_vec();
                parameters.insert(at, (name, value));
                runs += 1;
                let text = write(&parameters);
                let (_, shown) = shown(&Request { sources: vec![pasted(text)], ..Request::default() });
                leaks.extend(leak(&shown, windows).map(|leak| format!("{form}, {name} at {at}: {leak}")));
            }
        }
    }
    holds_none(&leaks, runs, 1_500);
}

/// Values that hold other parameters: read too far, encoded more often than they should be, set by variables.
#[test]
fn a_value_ends_where_another_parameter_begins() {
    let assertion = assertion();
    let rest = format!("client_assertion_type={}&client_assertion={assertion}", percent(TYPE));
    let secret = format!("&client_secret={WORD}");
    let two = format!("{CLIENT}{}", percent(&secret));
    let texts = [
        format!("client_id={two}&{rest}"),
        format!("client_id={CLIENT}{}&{rest}", percent(&percent(&secret))),
        format!("client_id={CLIENT}{}&{rest}", percent(&percent(&percent(&secret)))),
        format!("{rest}&client_id={two}"),
        format!("scope=openid{}&client_id={CLIENT}&{rest}", percent(&percent(&secret))),
        format!("grant_type=client_credentials{}&client_id={CLIENT}&{rest}", percent(&secret)),
        format!("resource=https%3A%2F%2Fgraph.microsoft.com{}&client_id={CLIENT}&{rest}", percent(&percent(&secret))),
        format!("client_id={CLIENT}&{rest}%26client_secret%3D{WORD}"),
        format!("client_id: {CLIENT}\nscope: {SCOPE} client_secret {WORD}\nclient_assertion: {assertion}"),
        format!("client_id: {CLIENT}\nscope: {SCOPE}  Value  {WORD}\nclient_assertion: {assertion}"),
        format!("client_id: {CLIENT}\nscope: {SCOPE} | Secret: {WORD}\nclient_assertion: {assertion}"),
        format!("client_id: {CLIENT}\nscope: {SCOPE}, clientSecret={WORD}\nclient_assertion: {assertion}"),
        format!("client_id: \"{CLIENT}\nclient_secret: {WORD}\nscope: \"{SCOPE}\"\nclient_assertion: {assertion}"),
        format!("clientSecret = '{WORD}'\ndata = {{'client_id': clientSecret, 'client_assertion': '{assertion}'}}"),
        format!("$clientSecret = '{WORD}'\n$body = @{{ client_id = $clientSecret; client_assertion = '{assertion}' }}"),
        format!(
            "$id = '{CLIENT}; client_secret={WORD}'\n$body = @{{ client_id = $id; client_assertion = '{assertion}' }}"
        ),
        format!(
            "curl 'https://me:{WORD}@login.microsoftonline.com/t/oauth2/v2.0/token' -d 'client_id={CLIENT}' -d '{rest}'"
        ),
        format!(
            "$t = 't?client_secret={WORD}'\nirm \"https://login.microsoftonline.com/$t/oauth2/v2.0/token\" -Body @{{client_id='{CLIENT}'; client_assertion='{assertion}'}}"
        ),
        format!(
            "curl '{}%3Fclient_secret%3D{WORD}/token' -d 'client_id={CLIENT}&{rest}'",
            URL.trim_end_matches("/token")
        ),
    ];
    let windows = windows(&[WORD]);
    let mut leaks = Vec::new();
    for text in &texts {
        let (report, shown) = shown(&Request { sources: vec![pasted(text)], ..Request::default() });
        let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
        assert_eq!(kinds, [Kind::Request, Kind::Assertion], "{text}");
        leaks.extend(leak(&shown, &windows).map(|leak| format!("{text}\n  {leak}")));
    }
    holds_none(&leaks, texts.len(), 19);
    // It is not lost that there was a secret.
    for text in &texts[..4] {
        let report = shown(&Request { sources: vec![pasted(text)], ..Request::default() }).0;
        assert_eq!(finding(&report, "request/secret").verdict, Outcome::Fail, "{text}");
        let facts = report.sections.iter().flat_map(|section| &section.facts);
        let client: Vec<&str> =
            facts.filter(|fact| fact.place == "request.client_id").map(|fact| fact.value.as_str()).collect();
        assert_eq!(client, [CLIENT], "{text}");
    }
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
        let (report, shown) = shown(&Request { sources: vec![pasted(text)], ..Request::default() });
        let own: Vec<&str> = assertion.split('.').take(2).collect();
        let segments: Vec<_> =
            report.assertions.iter().map(|one| one.segments.each_ref().map(String::as_str)).collect();
        assert_eq!(segments, [[own[0], own[1]]], "{text}");
        assert_eq!(leak(&shown, &windows), None, "{text}");
    }
    // Nothing else is there: it is looked at, and says what it is, but not whose.
    for text in [token.clone(), headers[0].clone(), headers[3].clone(), format!("{token} and {token}")] {
        let (report, shown) = shown(&Request { sources: vec![pasted(&text)], ..Request::default() });
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
    let (assertion, signature) = (assertion(), encode(noise(256)));
    let windows = windows(&[&signature]);
    let (header, claims) = (assertion.split('.').next().unwrap(), assertion.split('.').nth(1).unwrap());
    let encrypted = encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM","kid":"k"}"#);
    let texts = [
        (format!("{header}.{signature}"), [header, ""]),
        (format!("{header}.{signature}.{claims}"), [header, ""]),
        (format!("{header}.{claims}.x.{signature}"), [header, claims]),
        (format!("{header}..{signature}"), [header, ""]),
        (format!("{encrypted}.{signature}.{signature}.{signature}.AAAA"), [&encrypted, ""]),
    ];
    for (text, wanted) in texts {
        let (report, shown) = shown(&Request { sources: vec![pasted(&text)], ..Request::default() });
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

/// A secret that is known by its shape, and what of it is searched for.
fn shapes() -> Vec<(&'static str, String, BTreeSet<Vec<u8>>)> {
    let ((digits, secret), (token, of_user)) = (private_key(), user());
    let escaped = pem().replace('\n', "\\n");
    let key = windows(&[&secret]);
    vec![
        ("a secret of Entra's", OF_ENTRA.to_owned(), windows(&[OF_ENTRA])),
        ("the same in base64", STANDARD.encode(OF_ENTRA), windows(&[OF_ENTRA])),
        ("a token", token, windows(&of_user.iter().map(String::as_str).collect::<Vec<_>>())),
        ("a key in armour", pem(), key.clone()),
        ("a key in armour, escaped", escaped, key.clone()),
        ("a key in DER", digits, key),
    ]
}

/// Each string in a value, by its path.
fn strings(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path.to_owned()),
        Value::Array(all) => all.iter().enumerate().for_each(|(n, one)| strings(one, &format!("{path}/{n}"), found)),
        Value::Object(all) => {
            all.iter().for_each(|(name, one)| strings(one, &format!("{path}/{}", name.replace('/', "~1")), found))
        }
        _ => {}
    }
}

/// A secret by its shape, in the place of each value of every case, every request of a client and every error on record.
#[test]
fn a_secret_by_its_shape_is_in_no_report_whatever_field_it_is_in() {
    let shapes = shapes();
    let (mut leaks, mut runs) = (Vec::new(), 0);
    // The same field is tried a few times, and not in each case anew.
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    let mut plant = |field: String, request: &Request, write: &dyn Fn(&mut Request, &str)| {
        let count = tried.entry(field.clone()).or_default();
        *count += 1;
        if *count > 2 {
            return;
        }
        for (name, secret, windows) in &shapes {
            let mut request = request.clone();
            write(&mut request, secret);
            runs += 1;
            let (_, shown) = shown(&request);
            leaks.extend(leak(&shown, windows).map(|leak| format!("{field}: {name}: {leak}")));
        }
    };
    let captures = fs::read_dir(folder("clients/captures")).unwrap().map(|entry| entry.unwrap().path());
    let captures = captures.map(|path| {
        let capture: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let text = capture["body"].as_str().or(capture["assertion"].as_str()).unwrap().to_owned();
        Request { sources: vec![pasted(text), dropped("client.pem")], ..Request::default() }
    });
    let errors = fs::read_dir(folder("responses")).unwrap().map(|entry| entry.unwrap().path());
    let errors = errors.filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let errors =
        errors.map(|path| Request { sources: vec![pasted(fs::read_to_string(path).unwrap())], ..Request::default() });
    let all = cases::all().iter().map(|case| case.request.clone()).chain(captures).chain(errors);
    for request in all {
        for (n, source) in request.sources.iter().enumerate() {
            let Ok(text) = String::from_utf8(source.bytes.clone()) else { continue };
            plant("name".to_owned(), &request, &|request, secret| {
                request.sources[n].name = Some(format!("{secret}.pem"))
            });
            if text.len() > 1 << 16 || text.starts_with("-----") {
                continue;
            }
            // Each string of JSON.
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let mut paths = Vec::new();
                strings(&value, "", &mut paths);
                for path in paths {
                    plant(format!("JSON {path}"), &request, &|request, secret| {
                        let mut value = value.clone();
                        *value.pointer_mut(&path).unwrap() = json!(secret);
                        request.sources[n] = pasted(value.to_string());
                    });
                }
                continue;
            }
            // Each member of header and claims.
            let segments: Vec<&str> = text.trim().split('.').collect();
            if let [header, claims, signature] = segments.as_slice() {
                let read = |segment: &str| {
                    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(segment).ok()?;
                    serde_json::from_slice::<Value>(&bytes).ok().filter(Value::is_object)
                };
                for (part, encoded) in [("header", header), ("claims", claims)] {
                    let Some(value) = read(encoded) else { continue };
                    for name in value.as_object().unwrap().keys().chain([&"added".to_owned()]) {
                        let with = |value: Value| {
                            let new = encode(value.to_string());
                            let (header, claims) = if part == "header" { (&*new, *claims) } else { (*header, &*new) };
                            pasted(format!("{header}.{claims}.{signature}"))
                        };
                        plant(format!("{part}.{name}"), &request, &|request, secret| {
                            let mut value = value.clone();
                            value[name] = json!(secret);
                            request.sources[n] = with(value);
                        });
                        plant(format!("{part}.{name}, in an array"), &request, &|request, secret| {
                            let mut value = value.clone();
                            value[name] = json!([secret, {"a": format!("x {secret}")}]);
                            request.sources[n] = with(value);
                        });
                        plant(format!("{part}, as a name"), &request, &|request, secret| {
                            let mut value = value.clone();
                            value[secret] = json!(1);
                            request.sources[n] = with(value);
                        });
                    }
                }
                continue;
            }
            // Each value of a form body.
            if text.contains("client_assertion=") && !text.contains(char::is_whitespace) {
                let parameters: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
                for (at, (name, _)) in parameters.iter().enumerate() {
                    plant(format!("request.{name}"), &request, &|request, secret| {
                        let mut parameters = parameters.clone();
                        secret.clone_into(&mut parameters[at].1);
                        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
                        request.sources[n] = pasted(body);
                    });
                }
                continue;
            }
            // Each word of an error.
            let mark = text.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| word.starts_with("AADSTS"));
            let words: BTreeSet<&str> =
                text.split([' ', '\'', '"', '\n']).filter(|word| word.len() > 7).take(30).collect();
            for word in words.iter().filter(|_| mark.is_some()) {
                plant(format!("{} {word}", mark.unwrap_or_default()), &request, &|request, secret| {
                    request.sources[n] = pasted(text.replacen(word, secret, 1));
                });
            }
        }
        plant("expected".to_owned(), &request, &|request, secret| {
            request.context.expected = Expected { tenant: Some(secret.to_owned()), client_id: Some(secret.to_owned()) };
        });
    }
    holds_none(&leaks, runs, 2_000);
}

/// Secrets under their names beside an error, whose own words alone are shown.
#[test]
fn of_a_log_with_an_error_its_own_words_are_shown() {
    let windows = windows(&[WORD]);
    let mut leaks = Vec::new();
    let mut runs = 0;
    for path in fs::read_dir(folder("responses")).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        // As far as a client prints it that leaves out the trailer.
        let cut = text.split("Trace ID").next().unwrap().trim_end();
        for error in [text.trim_end(), cut] {
            for text in [
                format!("{error} client_secret={WORD}"),
                format!("{error}\nclient_secret: {WORD}\n"),
                format!("{error}, 'refresh_token': '{WORD}'"),
                format!("{error} (clientSecret \"{WORD}\" password=\"{WORD}\")")
                    .replace(&format!("clientSecret \"{WORD}\" "), ""),
                format!("client_secret={WORD}\n{error}"),
                format!("password: {WORD} {error}"),
            ] {
                runs += 1;
                let (_, shown) = shown(&Request { sources: vec![pasted(&text)], ..Request::default() });
                leaks.extend(leak(&shown, &windows).map(|leak| format!("{text}\n  {leak}")));
            }
        }
    }
    holds_none(&leaks, runs, 300);
}

/// Nothing that is public has the shape of a secret: what was not planted is not left out.
#[test]
fn nothing_public_is_left_out() {
    for case in cases::all().iter().filter(|case| case.check != "source/private_key") {
        let (_, shown) = shown(&case.request);
        let at = shown.find(MARK).map(|at| String::from_utf8_lossy(&shown.as_bytes()[at.saturating_sub(200)..at + 40]));
        assert_eq!(at, None, "{}/{}", case.check, case.name);
    }
    for file in super::seeds::files() {
        let (report, shown) = shown(&Request { sources: vec![file], context: Context::default() });
        assert!(!shown.contains(MARK), "{:?}", report.sources);
    }
}

/// What is left out leaves the places of facts and findings equal.
#[test]
fn places_meet_where_a_name_is_a_secret() {
    let header = json!({"alg": "RS256", "x5t": "vZXm4eTqmwwdcYba-b9K8ZYSVaU"});
    let claims = format!(r#"{{"iss":"{CLIENT}","sub":"{CLIENT}","{OF_ENTRA}":1,"{OF_ENTRA}":2}}"#);
    let token = format!("{}.{}.AAAA", encode(header.to_string()), encode(claims));
    let source = Source { name: None, bytes: token.into_bytes() };
    let (report, _) = shown(&Request { sources: vec![source], ..Request::default() });
    let twins = finding(&report, "token/spelling");
    assert_eq!(twins.places, [format!("claims.{MARK}")]);
    assert!(report.sections.iter().flat_map(|section| &section.facts).any(|fact| fact.place == twins.places[0]));
}
