//! What lies round a thing changes nothing: every carrier that loses nothing round a bare thing of each form.

use std::collections::BTreeMap;
use std::fmt::Write;

use assertion_inspector::inspect;
use assertion_inspector::report::{Report, Severity};
use assertion_inspector::request::{Context, Request};

use super::mint::{encode, sign};
use super::{folder, pasted};

const CLIENT: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const URL: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";

/// How many pairs are tried where `CARRIERS` names no other number.
const PAIRS: usize = 400;
/// Of so many pairs of a hundred the report is that of the bare thing.
const EQUAL: usize = 92;

fn things() -> Vec<(&'static str, String)> {
    let header = encode(r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTqmwwdcYba-b9K8ZYSVaU"}"#);
    let claims =
        format!(r#"{{"iss":"{CLIENT}","sub":"{CLIENT}","aud":"{URL}","jti":"1","nbf":1795328578,"exp":1795329178}}"#);
    let signed = format!("{header}.{}", encode(claims));
    let token = format!("{signed}.{}", encode(sign("client", "RS256", &signed)));
    let body = format!(
        "client_id={CLIENT}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_assertion_type=\
         urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion={token}&grant_type=client_credentials"
    );
    let path = URL.trim_start_matches("https://login.microsoftonline.com");
    let error = format!(
        "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. \
         [Reason - The key was not found., Thumbprint of key used by client: 'BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5', \
         Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{CLIENT}'.] \
         Trace ID: 9b5a3607-298c-4745-a141-2ad7e00e0400 Correlation ID: 8940e0ba-6faf-4c69-ba1b-44f6c2aa24c3 \
         Timestamp: 2026-11-22 06:23:01Z"
    );
    let certificate = std::fs::read_to_string(folder("certificates").join("client.pem")).unwrap();
    let digits: String = certificate.lines().filter(|line| !line.starts_with("--")).collect();
    let registration = format!(
        "{{\"appId\": \"{CLIENT}\", \"displayName\": \"contoso daemon\", \"signInAudience\": \"AzureADMyOrg\", \"keyCredentials\": [{{\"customKeyIdentifier\": \
         \"BD95E6E1E4EA9B0C1D7186DAF9BF4AF1961255A5\", \"keyId\": \"11111111-2222-4333-8444-555555555555\", \"type\": \
         \"AsymmetricX509Cert\", \"usage\": \"Verify\", \"startDateTime\": \"2026-01-01T00:00:00Z\", \"endDateTime\": \
         \"2027-01-01T00:00:00Z\", \"key\": \"{digits}\"}}]}}"
    );
    vec![
        ("assertion", token),
        ("http", format!("POST {path} HTTP/1.1\nHost: login.microsoftonline.com\n\n{body}")),
        ("body", body),
        ("error", error),
        ("pem", certificate.trim().to_owned()),
        ("registration", registration),
    ]
}

type Carrier = (&'static str, fn(&str, usize) -> String);

fn lines(text: &str, line: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(n, text)| line(n, text)).collect::<Vec<_>>().join("\n")
}

fn chunks(text: &str, width: usize, end: &str) -> String {
    let line = |line: &str| {
        let characters: Vec<char> = line.chars().collect();
        characters.chunks(width).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join(end)
    };
    text.split('\n').map(line).collect::<Vec<_>>().join(end)
}

fn escaped(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut done, byte| {
        match byte {
            _ if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => done.push(char::from(byte)),
            _ => write!(done, "%{byte:02X}").unwrap(),
        }
        done
    })
}

fn quoted_printable(text: &str) -> String {
    let encoded = lines(&text.replace('=', "=3D"), |_, line| chunks(line, 75, "\u{1}"));
    // An escape is not cut.
    encoded.replace("=\u{1}3D", "\u{1}=3D").replace("=3\u{1}D", "\u{1}=3D").replace('\u{1}', "=\n")
}

fn dumped(text: &str, colon: &str, group: usize) -> String {
    let line = |(n, bytes): (usize, &[u8])| {
        let digits: Vec<String> =
            bytes.chunks(group).map(|group| group.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
        let shown: String = bytes.iter().map(|b| if b.is_ascii_graphic() { char::from(*b) } else { '.' }).collect();
        format!("{:08x}{colon} {:width$}  |{shown}|", 16 * n, digits.join(" "), width = 32 + 16 / group)
    };
    text.as_bytes().chunks(16).enumerate().map(line).collect::<Vec<_>>().join("\n")
}

const CARRIERS: [Carrier; 44] = [
    ("mail", |t, _| lines(t, |_, l| format!("> {l}"))),
    ("mail twice", |t, _| lines(t, |_, l| format!(">> {l}"))),
    ("mail below words", |t, _| format!("On Friday A wrote:\n{}\n\nthanks", lines(t, |_, l| format!("> {l}")))),
    ("times", |t, _| lines(t, |n, l| format!("2026-11-27T10:15:{:02}.1234567Z {l}", n % 60))),
    ("syslog", |t, _| lines(t, |_, l| format!("Nov 27 10:15:30 host app[123]: {l}"))),
    ("compose", |t, _| lines(t, |_, l| format!("app-1  | {l}"))),
    ("numbers", |t, _| lines(t, |n, l| format!("{:6}\t{l}", n + 1))),
    ("border", |t, _| lines(t, |_, l| format!("\u{2503} {l}"))),
    ("indented", |t, _| lines(t, |_, l| format!("    {l}"))),
    ("comparison", |t, _| lines(t, |_, l| format!("+{l}"))),
    ("frame", |t, w| {
        let wrapped = chunks(t, w, "\n");
        let rows = lines(&wrapped, |_, l| format!("\u{2502} {l:w$} \u{2502}"));
        format!("\u{256D}{}\u{256E}\n{rows}\n\u{2570}{}\u{256F}", "\u{2500}".repeat(w), "\u{2500}".repeat(w))
    }),
    ("wrapped", |t, w| chunks(t, w, "\n")),
    ("wrapped, CRLF", |t, w| chunks(t, w, "\r\n")),
    ("wrapped, CR", |t, w| chunks(t, w, "\r")),
    ("wrapped, U+2028", |t, w| chunks(t, w, "\u{2028}")),
    ("wrapped, vertical tab", |t, w| chunks(t, w, "\u{B}")),
    ("wrapped, <br>", |t, w| chunks(t, w, "<br>")),
    ("wrapped, <wbr>", |t, w| lines(t, |_, l| chunks(l, w, "<wbr>"))),
    ("wrapped, backslash", |t, w| lines(t, |_, l| chunks(l, w, "\\\n"))),
    ("wrapped, backtick", |t, w| lines(t, |_, l| chunks(l, w, "`\n"))),
    ("wrapped mail", |t, w| lines(&chunks(t, w, "\n"), |_, l| format!("> {l}"))),
    ("wrapped log", |t, w| lines(&chunks(t, w, "\n"), |_, l| format!("2026-11-27T10:15:30Z {l}"))),
    ("quoted-printable", |t, _| quoted_printable(t)),
    ("colours", |t, _| lines(t, |_, l| format!("\u{1B}[36;1m{l}\u{1B}[0m"))),
    ("zero-width", |t, w| lines(t, |_, l| chunks(l, w, "\u{200B}"))),
    ("soft hyphens", |t, w| lines(t, |_, l| chunks(l, w, "\u{AD}"))),
    ("byte order mark", |t, _| format!("\u{FEFF}{t}")),
    ("no-break spaces", |t, _| t.replace(' ', "\u{A0}")),
    ("typographic quotes", |t, _| t.replace('\'', "\u{2019}").replace('"', "\u{201D}")),
    ("JSON", |t, _| escaped(t)),
    ("JSON twice", |t, _| escaped(&escaped(t))),
    ("JSON three times", |t, _| escaped(&escaped(&escaped(t)))),
    ("JSON in a log", |t, _| format!("{{\"level\":\"info\",\"message\":{}}}", escaped(t))),
    ("\\u0022", |t, _| escaped(t).replace("\\\"", "\\u0022").replace('&', "\\u0026").replace('\'', "\\u0027")),
    ("entities", |t, _| t.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;")),
    ("hexadecimal entities", |t, _| t.replace('&', "&#x26;").replace('"', "&#x22;").replace('\'', "&#x27;")),
    ("percent", |t, _| percent(t)),
    ("percent twice", |t, _| percent(&percent(t))),
    ("base64", |t, _| encode(t)),
    ("hexadecimal", |t, _| t.bytes().fold(String::new(), |done, byte| done + &format!("{byte:02x}"))),
    ("hexdump -C", |t, _| dumped(t, " ", 1)),
    ("xxd", |t, _| dumped(t, ":", 2)),
    ("Markdown", |t, _| t.replace('_', "\\_").replace('*', "\\*").replace('[', "\\[")),
    ("fence", |t, _| format!("```\n{t}\n```")),
];

/// What is known not to be read as the bare thing, and why.
const LEFT: [(&str, &str); 3] = [
    // Whether `&amp;` was sent, the text does not tell: it is noted.
    ("http", "entities"),
    ("body", "entities"),
    // The words are shown with the signs in them.
    ("error", "wrapped, backtick"),
];

/// What no reader can tell: a plus sign is a digit of base64, and at the beginning of a line the mark of a comparison.
fn is_lost(form: &str, inner: &str, outer: &str) -> bool {
    form == "pem" && inner == "comparison" && (outer.starts_with("wrapped") || outer == "frame")
}

fn report(text: &str) -> Report {
    let context = Context { now: 1_795_328_600.0, ..Context::default() };
    inspect(&Request { sources: vec![pasted(text)], context })
}

fn without_sources(report: &Report) -> String {
    let mut value = serde_json::to_value(report).unwrap();
    value.as_object_mut().unwrap().remove("sources");
    value.to_string()
}

/// Values by their places.
fn values(report: &Report) -> BTreeMap<&str, &str> {
    let facts = report.sections.iter().flat_map(|section| &section.facts);
    facts
        .filter(|fact| !fact.place.as_str().is_empty())
        .map(|fact| (fact.place.as_str(), fact.value.as_str()))
        .collect()
}

/// The first value that differs; one that is not told is no wrong one, and neither is one that is told in another place.
fn wrong(bare: &Report, seen: &Report) -> Option<String> {
    let wanted = values(bare);
    let told = values(seen);
    told.into_iter()
        .find(|(place, value)| match wanted.get(place) {
            Some(other) => other != value,
            // A certificate of a registration that is not read is one by itself.
            None => !place.starts_with("certificate.") && wanted.values().all(|other| other != value),
        })
        .map(|(place, value)| format!("{place} is {value}, and {:?} bare", wanted.get(place)))
}

#[test]
fn a_carrier_changes_nothing() {
    let mut failed = Vec::new();
    for (form, bare) in things() {
        let wanted = report(&bare);
        for (name, carrier) in CARRIERS {
            for width in [64, 100] {
                let text = carrier(&bare, width);
                let seen = report(&text);
                if without_sources(&seen) != without_sources(&wanted) && !LEFT.contains(&(form, name)) {
                    let how = wrong(&wanted, &seen).unwrap_or_else(|| "something is not told".to_owned());
                    failed.push(format!("{form}, {name}, {width}: {how}"));
                    break;
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts are what it is run for")]
fn two_carriers_make_no_value_wrong() {
    let count = std::env::var("CARRIERS").ok().and_then(|count| count.parse().ok()).unwrap_or(PAIRS);
    let things: Vec<_> = things().into_iter().map(|(form, bare)| (form, report(&bare), bare)).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below).unwrap()).unwrap()
    };
    let (mut equal, mut failed) = (0, Vec::new());
    for _ in 0..count {
        let (form, wanted, bare) = &things[next(things.len())];
        let (inner, outer) = (CARRIERS[next(CARRIERS.len())], CARRIERS[next(CARRIERS.len())]);
        let width = 40 + next(101);
        if is_lost(form, inner.0, outer.0) {
            continue;
        }
        let found = report(&outer.1(&inner.1(bare, width), width));
        equal += usize::from(without_sources(&found) == without_sources(wanted));
        failed.extend(wrong(wanted, &found).map(|how| format!("{form}, {} in {}, {width}: {how}", inner.0, outer.0)));
    }
    println!("{equal} of {count} are as the bare thing");
    assert!(failed.is_empty(), "{} of {count}:\n{}", failed.len(), failed.join("\n"));
    assert!(100 * equal >= EQUAL * count, "{equal} of {count} are as the bare thing");
}

/// As a dissector prints a form: twice, and cut at a length of its own.
#[test]
fn a_token_that_a_tool_cut_accuses_nobody() {
    let token = things().swap_remove(0).1;
    let rows = [
        ("client_id", CLIENT),
        ("client_assertion", token.as_str()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("scope", "https://graph.microsoft.com/.default"),
        ("grant_type", "client_credentials"),
    ];
    for most in [150, 210, 300] {
        let text = rows.iter().fold(String::new(), |mut text, (name, value)| {
            let item = format!("    Item: \"{name}\" = \"{value}\"");
            let item = item.get(..most).unwrap_or(&item);
            let cut = if value.len() > most { " [truncated]" } else { "" };
            let value = value.get(..most).unwrap_or(value);
            writeln!(text, "{item}\n        Key: {name}\n        Value{cut}: {value}").unwrap();
            text
        });
        let report = report(&text);
        let errors = report.failed().filter(|finding| finding.severity == Severity::Error);
        assert_eq!(errors.map(|finding| finding.id).collect::<Vec<_>>(), [""; 0], "{most}: {text}");
        assert_eq!(values(&report).get("request.client_id"), Some(&CLIENT), "{most}");
    }
}
