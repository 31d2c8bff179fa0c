//! One token request as every tool writes it.

use std::fmt::Write;

use super::{CLIENT, SCOPE, TYPE, URL, body};

fn wrapped(text: &str, width: usize, end: &str) -> String {
    let lines: Vec<&str> = (0..text.len()).step_by(width).map(|n| &text[n..text.len().min(n + width)]).collect();
    lines.join(end)
}

/// Every form of the same request, and whether it says where it went.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(super) fn forms(token: &str) -> Vec<(&'static str, bool, String)> {
    let body = body(token);
    let http = format!(
        "POST /8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token HTTP/1.1\r\nHost: login.microsoftonline.com\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nCookie: fpc=secretcookie\r\n\r\n{body}"
    );
    let lines = [
        format!("client_id={CLIENT}"),
        format!("scope={SCOPE}"),
        "grant_type=client_credentials".to_owned(),
        format!("client_assertion_type={TYPE}"),
        format!("client_assertion={token}"),
    ];
    let options = |option: &str, quote: &str, end: &str| {
        lines.iter().fold(format!("curl -X POST {quote}{URL}{quote}"), |mut text, line| {
            write!(text, " {end}\n  {option} {quote}{line}{quote}").unwrap();
            text
        })
    };
    let members = [
        ("client_id", CLIENT),
        ("scope", SCOPE),
        ("grant_type", "client_credentials"),
        ("client_assertion_type", TYPE),
        ("client_assertion", token),
    ];
    let listed = |open: &str, sign: &str, close: &str, end: &str| {
        members
            .iter()
            .map(|(name, value)| format!("    {open}{name}{close}{sign}\"{value}\"{end}\n"))
            .collect::<String>()
    };
    let json = format!("{{\n{}}}", listed("\"", ": ", "\"", ",")).replace(",\n}", "\n}");
    let table = format!("@{{\n{}}}", listed("", " = ", "", ""));
    let har = format!(
        r#"{{"log":{{"version":"1.2","entries":[{{"request":{{"method":"POST","url":"{URL}?client-request-id=x","postData":{{"mimeType":"application/x-www-form-urlencoded","text":"{body}"}}}}}}]}}}}"#
    );
    let params: Vec<String> =
        members.iter().map(|(name, value)| format!(r#"{{"name":"{name}","value":"{value}"}}"#)).collect();
    let har_params = format!(
        r#"{{"log":{{"entries":[{{"request":{{"url":"{URL}","postData":{{"params":[{}]}}}},"response":{{"content":{{}}}}}}]}}}}"#,
        params.join(",")
    );
    vec![
        ("form body", false, body.clone()),
        ("form body in quotes", false, format!("\"{body}\",")),
        ("form body, wrapped", false, wrapped(&body, 76, "\r\n")),
        ("form body, wrapped and quoted in mail", false, format!("> {}", wrapped(&body, 70, "\n> "))),
        (
            "form body in a log",
            false,
            format!("2026-01-01T00:00:00Z [info] POST body: {body}\n2026-01-01T00:00:01Z [info] done\n"),
        ),
        ("form body with escaped ampersands", false, body.replace('&', "&amp;")),
        ("form body as JSON escapes it", false, format!(r#"{{"body":"{}"}}"#, body.replace('&', "\\u0026"))),
        ("one parameter a line", false, lines.join("\n")),
        ("a list of names and values", false, members.map(|(name, value)| format!("{name}: {value}")).join("\n")),
        ("HTTP", true, http.clone()),
        ("HTTP, as curl -v says it", true, http.lines().map(|line| format!("> {line}\n")).collect()),
        ("HTTP with an absolute URL", true, format!("POST {URL} HTTP/1.1\nContent-Type: x\n\n{body}\n")),
        ("curl", true, format!("curl '{URL}' -H 'Cookie: a=secretcookie' -d '{body}'")),
        ("curl, URL last", true, format!("curl --data-raw \"{body}\" \\\n  {URL}")),
        ("curl, wrapped by a terminal", true, wrapped(&format!("$ curl {URL} -d '{body}'"), 80, "\n")),
        ("curl of bash, escaped", true, format!("curl '{URL}' --data-raw $'{body}'")),
        ("curl with options", true, options("-d", "\"", "\\")),
        ("curl with encoded options", true, options("--data-urlencode", "'", "\\")),
        (
            "curl without quotes",
            true,
            options("--data", "", "\\").replace(SCOPE, "https%3A%2F%2Fgraph.microsoft.com%2F.default"),
        ),
        ("curl of cmd", true, options("--data-binary", "\"", "^").replace('\n', "\r\n")),
        (
            "curl of cmd, as a browser copies it",
            true,
            format!("curl ^\"{URL}^\" ^\r\n  --data-raw ^\"{}^\"", body.replace('&', "^&").replace('%', "^%")),
        ),
        (
            "curl in markdown",
            true,
            format!("I ran this:\n\n```bash\n{}\n```\n\nand it doesn't work.\n", options("-d", "'", "\\")),
        ),
        (
            "fetch",
            true,
            format!("fetch(\"{URL}\", {{\n  \"headers\": {{}},\n  \"body\": \"{body}\",\n  \"method\": \"POST\"\n}});"),
        ),
        (
            "PowerShell, table above",
            true,
            format!("$body = {table}\nInvoke-RestMethod -Method Post -Uri \"{URL}\" -Body $body"),
        ),
        (
            "PowerShell, table inside",
            true,
            format!("Invoke-WebRequest -Uri '{URL}' `\n  -Method POST `\n  -Body {table}"),
        ),
        (
            "PowerShell, one line",
            true,
            format!(
                "$r = Invoke-RestMethod {URL} -Method Post -Body @{{client_id='{CLIENT}';scope='{SCOPE}';grant_type='client_credentials';client_assertion_type='{TYPE}';client_assertion='{token}'}}"
            ),
        ),
        ("PowerShell, string", true, format!("irm -Uri {URL} -Method POST -Body \"{body}\"")),
        (
            "PowerShell, variables",
            true,
            format!(
                "$tenant = '8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f'\n$jwt = \"{token}\"\n$id = '{CLIENT}'\n$body = @{{\n  client_id = $id\n  scope = '{SCOPE}'\n  \
             grant_type = 'client_credentials'\n  client_assertion_type = '{TYPE}'\n  client_assertion = $jwt\n}}\n\
             Invoke-RestMethod -Uri \"https://login.microsoftonline.com/$tenant/oauth2/v2.0/token\" -Method Post -Body $body"
            ),
        ),
        ("JSON", false, json.clone()),
        ("JSON in JSON", false, format!("{{\"name\": \"x\", \"payload\": {json}}}")),
        ("escaped JSON", false, json.replace('"', "\\\"").replace('\n', "")),
        ("Python", true, format!("requests.post(\"{URL}\", data={})", json.replace('"', "'"))),
        ("HAR", true, har.clone()),
        ("HAR with parameters", true, har_params),
    ]
}
