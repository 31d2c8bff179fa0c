//! Lines of names and values: `Format-List`, YAML, Terraform and its like. They become JSON, which is read as what it is.

use crate::character::is;
use crate::decode::json;

/// Members of key credentials and of applications, by their letters in lower case.
const OF_DIRECTORY: [&str; 19] = [
    "appid",
    "azureappidclientid",
    "certificatethumbprint",
    "customkeyidentifier",
    "displayname",
    "enddate",
    "enddatetime",
    "hint",
    "id",
    "key",
    "keycredentials",
    "keyid",
    "objectid",
    "signinaudience",
    "startdate",
    "startdatetime",
    "type",
    "usage",
    "value",
];
/// Members of a token's header and claims, as they are written.
const OF_TOKENS: [&str; 12] = ["alg", "typ", "x5t", "x5t#S256", "kid", "aud", "iss", "sub", "exp", "nbf", "iat", "jti"];

/// The names and values of one thing, in their order.
type Record<'a> = Vec<(String, &'a str)>;

/// All records of a text as JSON values, one behind the other.
pub(super) fn json(text: &str) -> String {
    let records = records(text);
    let is = |record: &&Record<'_>, names: &[&str]| {
        record.iter().filter(|(name, value)| names.contains(&name.as_str()) && !value.is_empty()).count()
    };
    let is_credential = |one: &&Record<'_>| {
        is(one, &["usage", "type"]) > 0
            && is(one, &["keyid", "customkeyidentifier", "key"]) > 0
            && is(one, &["appid"]) == 0
    };
    let credentials: Vec<String> = records.iter().filter(is_credential).map(object).collect();
    let has_list = |record: &Record<'_>| record.iter().any(|(name, _)| name == "keycredentials");
    let of_application = records.iter().filter(|one| is(one, &["appid"]) > 0 || has_list(one));
    // What stands behind the list, in the order of letters, says that it was not cut.
    let has_end = |record: &Record<'_>| is(&record, &["signinaudience"]) > 0;
    let is_whole = records.iter().rev().take_while(|record| !has_list(record)).any(has_end);
    let mut found = Vec::new();
    let mut is_told = false;
    for record in of_application {
        let mut members = members(record);
        // Where no entry is read, only what says so is an empty list.
        if has_list(record) && (!credentials.is_empty() || record.contains(&("keycredentials".to_owned(), "[]"))) {
            members.retain(|(name, _)| name != "signinaudience");
            members.push(("keyCredentials".to_owned(), json::array(&credentials)));
            members.extend(is_whole.then(|| ("signInAudience".to_owned(), json::quoted(""))));
            is_told = true;
        }
        found.push(written(&members));
    }
    if !is_told && !credentials.is_empty() {
        found.push(json::array(&credentials));
    }
    // What PnP PowerShell prints of the application that it has made.
    let of_new =
        |record: &&Record<'_>| is(record, &["azureappidclientid"]) > 0 && is(record, &["certificatethumbprint"]) > 0;
    let get = |record: &Record<'_>, wanted: &str| {
        json::quoted_or_null(record.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value))
    };
    let new = records.iter().filter(of_new).map(|record| {
        let credential = json::object(&[("customKeyIdentifier", get(record, "certificatethumbprint"))]);
        json::object(&[("appId", get(record, "azureappidclientid")), ("keyCredentials", json::array(&[credential]))])
    });
    found.extend(new);
    let of_token = records.iter().filter(|record| is(record, &OF_TOKENS) > 1);
    found.extend(of_token.map(object));
    found.join("\n")
}

fn records(text: &str) -> Vec<Record<'_>> {
    let mut records = vec![Record::new()];
    for line in text.lines() {
        let (item, line) = match line.trim_start().strip_prefix("- ") {
            Some(item) => (true, item),
            None => (false, line),
        };
        let pair = pair(line);
        let Some(record) = records.last_mut() else { break };
        let ends = match &pair {
            Some((name, _)) => item || record.iter().any(|(other, _)| other == name || other == "keycredentials"),
            None => line.trim().is_empty() || line.trim() == "}",
        };
        if ends && !record.is_empty() {
            records.push(Record::new());
        }
        if let (Some(record), Some(pair)) = (records.last_mut(), pair) {
            record.push(pair);
        }
    }
    records
}

/// Whether a line has a known name.
pub(super) fn is_read(line: &str) -> bool {
    let line = line.trim_start();
    pair(line.strip_prefix("- ").unwrap_or(line)).is_some()
}

/// A known name and its value.
fn pair(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let end = line
        .find(is(|c| matches!(c, ':' | '=')))
        .or_else(|| line.find("  "))
        .or((!line.is_empty()).then_some(line.len()))?;
    let (name, value) = line.split_at_checked(end)?;
    let own = name.trim_matches(is(|c| matches!(c, '"' | '\'' | ' ' | '~' | '+' | '-')));
    let letters = own.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let name = if OF_TOKENS.contains(&own) { own.to_owned() } else { letters };
    let is_known = OF_DIRECTORY.contains(&name.as_str()) || OF_TOKENS.contains(&own);
    let value =
        value.trim_start_matches(is(|c| matches!(c, ':' | '=' | ' '))).trim_end_matches(is(|c| matches!(c, ';' | ',')));
    let value = value.trim_matches(is(|c| matches!(c, '"' | '\'')));
    (is_known && end < line.len()).then_some((name, value))
}

fn object(record: &Record<'_>) -> String {
    written(&members(record))
}

fn members(record: &Record<'_>) -> Vec<(String, String)> {
    record
        .iter()
        .filter(|(name, _)| name != "keycredentials")
        .map(|(name, value)| (name.clone(), self::value(value)))
        .collect()
}

fn written(members: &[(String, String)]) -> String {
    json::object(&members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect::<Vec<_>>())
}

/// A value as JSON: of digits alone a number, of bytes a list.
fn value(text: &str) -> String {
    let bytes = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    let numbers: Option<Vec<u8>> =
        bytes.and_then(|bytes| bytes.split(',').map(|one| one.trim().parse().ok()).collect());
    match numbers {
        Some(numbers) => json::array(&numbers.iter().map(ToString::to_string).collect::<Vec<_>>()),
        None if matches!(text, "" | "null" | "None" | "[]" | "{}") => "null".to_owned(),
        None if text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.to_owned(),
        None => json::quoted(text),
    }
}
