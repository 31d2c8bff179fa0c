//! Secrets under their own names: in every form of a request, in values that are read too far, beside an error.

use std::fs;

use assertion_inspector::report::{Kind, Outcome};
use serde_json::json;

use super::super::{finding, folder};
use super::{CLIENT, SCOPE, TYPE, URL, WORD, assertion, body, holds_none, leak, shown, user, windows, with};

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
                let (_, shown) = shown(&with(text));
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
        let (report, shown) = shown(&with(text));
        let kinds: Vec<Kind> = report.sources.iter().map(|source| source.kind).collect();
        assert_eq!(kinds, [Kind::Request, Kind::Assertion], "{text}");
        leaks.extend(leak(&shown, &windows).map(|leak| format!("{text}\n  {leak}")));
    }
    holds_none(&leaks, texts.len(), 19);
    // It is not lost that there was a secret.
    for text in &texts[..4] {
        let report = shown(&with(text)).0;
        assert_eq!(finding(&report, "request/secret").verdict, Outcome::Fail, "{text}");
        let facts = report.sections.iter().flat_map(|section| &section.facts);
        let client: Vec<&str> =
            facts.filter(|fact| fact.place.as_str() == "request.client_id").map(|fact| fact.value.as_str()).collect();
        assert_eq!(client, [CLIENT], "{text}");
    }
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
                format!("{error} | device_code: {WORD}"),
                format!("{error}, \"code_verifier\": \"{WORD}\""),
                format!("{error} | code: {WORD}"),
            ] {
                runs += 1;
                let (_, shown) = shown(&with(&*text));
                leaks.extend(leak(&shown, &windows).map(|leak| format!("{text}\n  {leak}")));
            }
        }
    }
    holds_none(&leaks, runs, 300);
}
