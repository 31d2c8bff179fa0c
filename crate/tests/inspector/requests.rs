//! Token requests in every form that people paste, with the noise round them.

mod forms;

use std::fmt::Write;

use assertion_inspector::report::{Kind, Outcome, Report};
use assertion_inspector::request::{Context, Request};
use assertion_inspector::{Inspector, inspect};

use self::forms::forms;
use super::mint::{encode, sign};
use super::{finding, pasted};

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const URL: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";
const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const TYPE_ENCODED: &str = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
const SCOPE: &str = "https://graph.microsoft.com/.default";

pub(crate) fn report(text: &str) -> Report {
    inspect(&Request { sources: vec![pasted(text)], ..Request::default() })
}

pub(crate) fn kinds(report: &Report) -> Vec<Kind> {
    report.sources.iter().map(|source| source.kind).collect()
}

pub(crate) fn fact<'a>(report: &'a Report, place: &str) -> Option<&'a str> {
    let mut facts = report.sections.iter().flat_map(|section| &section.facts);
    facts.find(|fact| fact.place.as_str() == place).map(|fact| fact.value.as_str())
}

fn token(issuer: &str) -> String {
    let header = encode(r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTqmwwdcYba-b9K8ZYSVaU"}"#);
    let body = format!("{header}.{}", encode(format!(r#"{{"iss":"{issuer}","sub":"{issuer}","aud":"{URL}"}}"#)));
    format!("{body}.{}", encode(sign("client", "RS256", &body)))
}

/// A user's token, as an on-behalf-of request carries it.
fn user() -> String {
    let body = format!(
        "{}.{}",
        encode(r#"{"typ":"JWT","alg":"RS256","kid":"user"}"#),
        encode(r#"{"aud":"x","scp":"user.read"}"#)
    );
    format!("{body}.{}", encode([7; 256]))
}

fn body(token: &str) -> String {
    format!(
        "client_id={CLIENT}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&grant_type=client_credentials&\
         client_assertion_type={TYPE_ENCODED}&client_assertion={token}"
    )
}

#[test]
fn a_request_is_recognized_in_every_form() {
    let token = token(CLIENT);
    for (form, has_url, text) in forms(&token) {
        let report = report(&text);
        assert_eq!(kinds(&report), [Kind::Request, Kind::Assertion], "{form}: {text}");
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!(report.assertions[0].segments, [parts[0], parts[1]], "{form}");
        assert_eq!(fact(&report, "signature"), Some("256"), "{form}");
        assert_eq!(fact(&report, "request.client_id"), Some(CLIENT), "{form}");
        assert_eq!(fact(&report, "request.grant_type"), Some("client_credentials"), "{form}");
        assert_eq!(fact(&report, "request.client_assertion_type"), Some(TYPE), "{form}");
        assert_eq!(fact(&report, "request.scope"), Some(SCOPE), "{form}");
        assert_eq!(fact(&report, "request.url"), has_url.then_some(URL), "{form}");
        for id in ["request/client_id", "request/assertion_type", "request/secret"] {
            assert_eq!(finding(&report, id).verdict, Outcome::Pass, "{form}: {id}");
        }
        let whole = serde_json::to_string(&report).unwrap();
        assert!(!whole.contains("secretcookie"), "{form}");
    }
}

/// The user's token and the secrets of an on-behalf-of request are dropped, in whatever form.
#[test]
fn the_users_token_is_never_taken() {
    let (token, user) = (token(CLIENT), user());
    let inside = [
        (
            "&client_assertion=",
            format!("&assertion={user}&client_secret=hunter2secret&requested_token_use=on_behalf_of&client_assertion="),
        ),
        (
            "\"client_assertion=",
            format!("\"assertion={user}\" \\\n  -d \"client_secret=hunter2secret\" \\\n  -d \"client_assertion="),
        ),
        (
            "'client_assertion=",
            format!(
                "'assertion={user}' \\\n  --data-urlencode 'client_secret=hunter2secret' \\\n  --data-urlencode 'client_assertion="
            ),
        ),
        (
            "    client_assertion =",
            format!("    assertion = \"{user}\"\n    client_secret = \"hunter2secret\"\n    client_assertion ="),
        ),
        (
            "    \"client_assertion\":",
            format!(
                "    \"assertion\": \"{user}\",\n    \"client_secret\": \"hunter2secret\",\n    \"client_assertion\":"
            ),
        ),
        (
            "    'client_assertion':",
            format!("    'assertion': '{user}',\n    'client_secret': 'hunter2secret',\n    'client_assertion':"),
        ),
        (
            "{\"name\":\"client_assertion\",",
            format!(
                "{{\"name\":\"assertion\",\"value\":\"{user}\"}},{{\"name\":\"client_secret\",\"value\":\"hunter2secret\"}},{{\"name\":\"client_assertion\","
            ),
        ),
        ("client_assertion: ", format!("assertion: {user}\nclient_secret: hunter2secret\nclient_assertion: ")),
    ];
    let mut seen = 0;
    // What is put into a wrapped text is not wrapped.
    for (form, _, text) in forms(&token).into_iter().filter(|(form, ..)| !form.contains("wrapped")) {
        let Some((text, _)) = inside
            .iter()
            .find_map(|(before, with)| text.contains(before).then(|| (text.replacen(before, with, 1), with)))
        else {
            continue;
        };
        seen += 1;
        let source = pasted(&text);
        let mut inspector = Inspector::default();
        let ids = inspector.add(&source);
        let report = inspector.report(&Context::default());
        assert_eq!(kinds(&report), [Kind::Request, Kind::Assertion], "{form}: {text}");
        assert_eq!(finding(&report, "request/secret").verdict, Outcome::Fail, "{form}");
        let shown: String = ids.iter().filter_map(|id| inspector.text(*id)).collect();
        let whole = serde_json::to_string(&report).unwrap() + &shown;
        assert!(!whole.contains("hunter2") && !whole.contains(&user[..60]), "{form}");
    }
    assert!(seen > 20, "{seen}");
    // In a log, line by line, and without a client assertion at all.
    let log = format!("[12:00] assertion={user}\n[12:00] client_assertion={token}\n[12:00] done\n");
    assert_eq!(kinds(&report(&log)), [Kind::Assertion]);
    let secret = format!("grant_type=x&client_secret=hunter2secret&assertion={user}&requested_token_use=on_behalf_of");
    assert_eq!(kinds(&report(&secret)), [Kind::Unknown]);
    let answered = format!("{}\n\nHTTP/1.1 200 OK\n\n{{\"access_token\":\"{user}\"}}", body(&token));
    assert_eq!(kinds(&report(&answered)), [Kind::Request, Kind::Assertion]);
}

/// Each request has its own assertion and its own URL.
#[test]
fn several_requests_in_one_text_are_told_apart() {
    let other = "11111111-2222-4333-8444-555555555555";
    let (one, two) = (body(&token(CLIENT)), body(&token(other)).replace(CLIENT, other));
    let elsewhere = URL.replace("microsoftonline.com", "microsoftonline.us");
    let texts = [
        format!("curl {URL} -d '{one}'\n\ncurl {elsewhere} -d '{two}'\n"),
        format!("POST {URL}\n\n{one}\n\n###\nPOST {elsewhere}\n\n{two}\n"),
        format!("$a = \"{one}\"\nirm -Uri {URL} -Body $a\n$a = \"{two}\"\nirm -Uri {elsewhere} -Body $a\n"),
    ];
    for text in texts {
        for (focus, client, url) in [(0, CLIENT, URL), (1, other, elsewhere.as_str())] {
            let context = Context { focus: Some(focus), ..Context::default() };
            let report = inspect(&Request { sources: vec![pasted(&text)], context });
            assert_eq!(report.assertions.len(), 2, "{text}");
            assert_eq!(fact(&report, "request.client_id"), Some(client), "{text}");
            assert_eq!(fact(&report, "request.url"), Some(url), "{text}");
            assert_eq!(finding(&report, "request/client_id").verdict, Outcome::Pass);
        }
    }
}

/// A request that carries another assertion says nothing of the one in focus.
#[test]
fn the_request_of_another_assertion_is_left_alone() {
    let request = pasted(body(&token("11111111-2222-4333-8444-555555555555")));
    let context = Context { focus: Some(1), ..Context::default() };
    let report = inspect(&Request { sources: vec![request, pasted(token(CLIENT))], context });
    assert_eq!(finding(&report, "request/client_id").verdict, Outcome::Skip);
    // The same assertion once more, by itself, has its request.
    let sources = vec![pasted(body(&token(CLIENT))), pasted(token(CLIENT))];
    let report = inspect(&Request { sources, ..Request::default() });
    assert_eq!(finding(&report, "request/client_id").verdict, Outcome::Pass);
}

/// A variable, a constant, a place-holder, a redacted value: none of them is what was sent.
#[test]
fn names_of_values_accuse_nobody() {
    let texts = [
        "requests.post(url, data={\"client_id\": CLIENT_ID, \"grant_type\": \"client_credentials\", \"client_assertion_type\": JWT_BEARER, \"client_assertion\": make_jwt()})".to_owned(),
        "$body = @{ client_id = $id; grant_type = 'client_credentials'; client_assertion_type = $type; client_assertion = $jwt }".to_owned(),
        "client_id={{client_id}}&grant_type=client_credentials&client_assertion_type={{type}}&client_assertion={{jwt}}".to_owned(),
        format!("client_id=***&grant_type=client_credentials&client_assertion_type={TYPE_ENCODED}&client_assertion=REDACTED"),
    ];
    for text in texts {
        let report = report(&text);
        assert_eq!(kinds(&report), [Kind::Request], "{text}");
        let failing: Vec<String> = super::failing(&report);
        assert!(failing.is_empty(), "{failing:?}");
    }
}

/// `+` that became a space, quotes and line feeds that were sent inside the value.
#[test]
fn damage_is_named() {
    let token = token(CLIENT);
    let (start, end) = token.split_at(token.len() - 40);
    for (sent, says) in [
        (format!("{start}+{end}"), "space"),
        (format!("%22{token}%22"), "\" (U+0022)"),
        (format!("{start}%0A{end}"), "U+000A"),
    ] {
        let report = report(&body(&sent));
        assert_eq!(kinds(&report), [Kind::Request, Kind::Assertion], "{sent}");
        let format = finding(&report, "token/format");
        assert!(format.verdict == Outcome::Fail && format.message.plain().contains(says), "{}", format.message.plain());
    }
    let escaped = report(&body(&token).replace('&', "&amp;"));
    let request = escaped.sections.iter().find(|section| section.id == "request").unwrap();
    assert!(request.facts.iter().any(|fact| fact.note.plain().contains("AADSTS7000216")));
}

/// 5,000 entries and 50 MB, one of which is a token request with a client assertion.
#[test]
fn the_token_request_is_found_in_a_large_archive() {
    let noise = "x".repeat(10_500);
    let mut har = String::from(r#"{"log":{"version":"1.2","entries":["#);
    for n in 0..5_000 {
        let text = match n {
            1_234 => body(&token(CLIENT)),
            2_345 => "grant_type=client_credentials&client_id=me&client_secret=hunter2".to_owned(),
            _ => format!("page={n}"),
        };
        let comma = if n == 0 { "" } else { "," };
        write!(
            har,
            r#"{comma}{{"startedDateTime":"2026-01-01T00:00:00Z","request":{{"method":"POST","url":"{URL}","headers":[],"postData":{{"mimeType":"x","text":"{text}"}}}},"response":{{"status":400,"content":{{"size":1,"mimeType":"text/html","text":"{noise} \"{n}\""}}}}}}"#
        )
        .unwrap();
    }
    har.push_str("]}}");
    assert!(har.len() > 50 << 20);
    let report = report(&har);
    assert_eq!(kinds(&report), [Kind::Request, Kind::Assertion]);
    assert_eq!(fact(&report, "request.url"), Some(URL));
}

#[test]
fn each_entry_of_an_archive_is_an_exchange_of_its_own() {
    let entry = |issuer: &str| {
        format!(
            r#"{{"request":{{"url":"{URL}","postData":{{"text":"{}"}}}}}}"#,
            body(&token(issuer)).replace(CLIENT, issuer)
        )
    };
    let other = "11111111-2222-4333-8444-555555555555";
    let har = format!(r#"{{"log":{{"entries":[{},{}]}}}}"#, entry(CLIENT), entry(other));
    for (focus, client) in [(0, CLIENT), (1, other)] {
        let context = Context { focus: Some(focus), ..Context::default() };
        let report = inspect(&Request { sources: vec![pasted(&har)], context });
        assert_eq!(fact(&report, "request.client_id"), Some(client));
    }
    assert_eq!(kinds(&report(&entry(CLIENT))), [Kind::Request, Kind::Assertion]);
}

#[test]
fn an_archive_without_a_request_says_so() {
    let report = report(r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://example.com/"}}]}}"#);
    let recognized = finding(&report, "source/recognized");
    assert_eq!(recognized.reason, Some("unknown"));
    assert!(
        recognized.message.plain().contains("no token request carries a client assertion"),
        "{}",
        recognized.message.plain()
    );
}

/// Input that nests, repeats and never closes takes no longer than other input.
#[test]
fn hostile_text_is_read_in_bounded_time() {
    let request = body(&token(CLIENT));
    for piece in [
        "client_assertion=\"",
        "client_id=",
        "client_id='x",
        "curl '",
        "curl a\\\\\n",
        "a=",
        "a: ",
        "$a=\"b ",
        "https://",
        "https://a/token ",
        "client_assertion=ey&client_id=a\n",
        "client_assertion=eyJ&",
        "eyJ ",
        "{\"a\":",
        "irm { ",
        "\n\n",
        "POST /token\nHost: a\n",
        "^",
        "`\n",
        "\\\"",
    ] {
        let text = piece.repeat((1 << 17) / piece.len());
        for text in [format!("assertion {text}"), format!("{request}&scope=$x\n{text}"), format!("{text}\n{request}")] {
            assert!(!report(&text).sources.is_empty());
        }
    }
}
