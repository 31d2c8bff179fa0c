//! Runs `tests/cases`: each case is a document that plants one defect in a valid request, and names what finds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use assertion_inspector::report::{Need, Outcome, Report};
use assertion_inspector::request::{Context, Expected, Request, Source};
use assertion_inspector::{checks, inspect};
use time::format_description::well_known::Rfc3339;

use super::mint::{encode, fill, sign};
use super::{dropped, failing, folder, pasted};

/// One case, read.
pub(crate) struct Case {
    /// The check that it is about: the two folders above it.
    pub(crate) check: String,
    pub(crate) name: String,
    expect: Expectation,
    also: Vec<String>,
    says: Vec<String>,
    places: Vec<String>,
    expected: Option<String>,
    actual: Option<String>,
    pub(crate) request: Request,
}

struct Expectation {
    verdict: Outcome,
    reason: Option<String>,
    needs: Vec<String>,
}

/// The clock of the cases, five minutes into the life of the valid assertion.
const NOW: &str = "2026-01-01T00:05:00Z";

const CLAIMS: [(&str, &str); 7] = [
    ("aud", r#""https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token""#),
    ("iss", r#""6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8""#),
    ("sub", r#""6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8""#),
    ("jti", r#""0f9e8d7c-6b5a-4948-8726-150403020100""#),
    ("nbf", "2026-01-01T00:00:00Z"),
    ("iat", "2026-01-01T00:00:00Z"),
    ("exp", "2026-01-01T00:10:00Z"),
];

/// Seconds since the Unix epoch.
#[track_caller]
pub(crate) fn seconds(instant: &str) -> f64 {
    let parsed = time::OffsetDateTime::parse(instant, &Rfc3339);
    parsed.unwrap_or_else(|error| panic!("{instant}: {error}")).unix_timestamp() as f64
}

/// A member's value: JSON, or an instant for its seconds.
fn json(value: &str) -> String {
    if value.ends_with('Z') && value.starts_with("20") { format!("{}", seconds(value)) } else { fill(value) }
}

#[derive(Default)]
struct Document {
    lines: Vec<(String, String)>,
}

impl Document {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.lines.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An object: the defaults, changed by the lines that begin with `part.`.
    fn object(&self, part: &str, defaults: &[(&str, String)]) -> String {
        let mut members: Vec<(String, String)> =
            defaults.iter().map(|(name, value)| ((*name).to_owned(), json(value))).collect();
        for (key, value) in &self.lines {
            let Some(name) = key.strip_prefix(part).and_then(|rest| rest.strip_prefix('.')) else { continue };
            let twin = name.strip_suffix(" again");
            let name = twin.unwrap_or(name).to_owned();
            let place = members.iter().position(|(member, _)| *member == name).filter(|_| twin.is_none());
            match (place, value.as_str()) {
                (Some(n), "absent") => drop(members.remove(n)),
                (Some(n), value) => members[n].1 = json(value),
                (None, value) => members.push((name, json(value))),
            }
        }
        let members: Vec<String> = members.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

const KEYS: &[&str] = &[
    "expect",
    "needs",
    "also",
    "says",
    "place",
    "expected",
    "actual",
    "now",
    "at",
    "tenant",
    "client_id",
    "signer",
    "key",
    "sign",
    "certificate",
    "assertion",
    "source",
    "text",
    "registration",
    "encode",
    "response",
];

#[track_caller]
fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).unwrap();
    let mut document = Document::default();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{}: {line}", path.display()));
        let known = KEYS.contains(&key)
            || ["header.", "claims.", "after.", "request."].iter().any(|part| key.starts_with(part));
        assert!(known, "{}: `{key}` is no key of a case", path.display());
        document.lines.push((key.to_owned(), value.trim().to_owned()));
    }
    let folders: Vec<&str> = path.iter().rev().skip(1).take(2).map(|part| part.to_str().unwrap()).collect();
    let expect = document.one("expect").unwrap_or_else(|| panic!("{}: expects nothing", path.display()));
    let (verdict, reason) = expect.split_once(' ').map_or((expect, None), |(verdict, reason)| (verdict, Some(reason)));
    Case {
        check: format!("{}/{}", folders[1], folders[0]),
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        expect: Expectation {
            verdict: match verdict {
                "pass" => Outcome::Pass,
                "fail" => Outcome::Fail,
                "skip" => Outcome::Skip,
                other => panic!("{}: {other} is no verdict", path.display()),
            },
            reason: reason.map(str::to_owned),
            needs: document.all("needs").map(str::to_owned).collect(),
        },
        also: document.all("also").map(str::to_owned).collect(),
        says: document.all("says").map(fill).collect(),
        places: document.all("place").map(str::to_owned).collect(),
        expected: document.one("expected").map(fill),
        actual: document.one("actual").map(fill),
        request: request(&document),
    }
}

fn request(document: &Document) -> Request {
    let signer = document.one("signer").unwrap_or("client");
    let mut sources: Vec<Source> = Vec::new();
    let sends = document.lines.iter().any(|(key, _)| key.starts_with("request."));
    match document.one("assertion") {
        Some("none") => {}
        None if sends => sources.push(pasted(token_request(document, &assertion(document, signer)))),
        Some(text) => sources.push(pasted(text.replace("{valid}", &assertion(document, signer)))),
        None => sources.push(pasted(assertion(document, signer))),
    }
    let certificates: Vec<&str> = document.all("certificate").collect();
    let default = [signer];
    for name in if certificates.is_empty() { default.as_slice() } else { &certificates } {
        if *name != "none" {
            sources.push(dropped(&format!("{name}.pem")));
        }
    }
    sources.extend(document.all("source").map(|value| {
        let (name, times) = value.split_once(' ').unwrap_or((value, "1"));
        let source = dropped(name);
        Source { bytes: source.bytes.repeat(times.parse().unwrap()), ..source }
    }));
    sources.extend(document.all("registration").map(|json| pasted(fill(json))));
    sources.extend(document.all("text").map(|text| pasted(text.replace("\\n", "\n"))));
    sources.extend(document.all("response").map(|text| pasted(fill(text).replace("\\n", "\n"))));
    let context = Context {
        expected: Expected {
            tenant: document.one("tenant").map(str::to_owned),
            client_id: document.one("client_id").map(str::to_owned),
        },
        now: seconds(document.one("now").unwrap_or(NOW)),
        at: document.one("at").map(seconds),
        ..Context::default()
    };
    Request { sources, context }
}

/// A valid assertion by this certificate's key.
pub(crate) fn valid(signer: &str) -> String {
    assertion(&Document::default(), signer)
}

/// The request round an assertion, valid but for what the lines that begin with `request.` change: a form body, or all of
/// the HTTP request where it has a URL.
fn token_request(document: &Document, assertion: &str) -> String {
    let mut parameters = vec![
        ("client_id", "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8"),
        ("scope", "https://graph.microsoft.com/.default"),
        ("grant_type", "client_credentials"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
    ];
    for (key, value) in &document.lines {
        let Some(name) = key.strip_prefix("request.").filter(|name| !["url", "default"].contains(name)) else {
            continue;
        };
        parameters.retain(|(other, _)| *other != name);
        if value != "absent" {
            parameters.push((name, value));
        }
    }
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    match document.one("request.url").and_then(|url| url.strip_prefix("https://")?.split_once('/')) {
        Some((host, path)) => format!(
            "POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n{body}\r\n"
        ),
        None => body,
    }
}

/// An assertion by this certificate's key, valid but for what the document changes.
fn assertion(document: &Document, signer: &str) -> String {
    let header = document.object(
        "header",
        &[
            ("alg", r#""PS256""#.to_owned()),
            ("typ", r#""JWT""#.to_owned()),
            ("x5t#S256", format!(r#""{{{signer} sha256 base64url}}""#)),
        ],
    );
    let claims = document.object("claims", &CLAIMS.map(|(name, value)| (name, value.to_owned())));
    let encode = |json: &str| match document.one("encode") {
        Some("padded") => padded(json),
        Some("standard") => padded(json).replace('-', "+").replace('_', "/"),
        _ => encode(json),
    };
    let message = format!("{}.{}", encode(&header), encode(&claims));
    let algorithm = header.split(r#""alg":""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("PS256");
    let algorithm = document.one("sign").unwrap_or(if ["RS", "PS"].contains(&algorithm.get(..2).unwrap_or_default()) {
        algorithm
    } else {
        "PS256"
    });
    let signature = match algorithm {
        "none" => Vec::new(),
        _ => sign(document.one("key").unwrap_or(signer), algorithm.trim_end_matches(" cut"), &message),
    };
    let length = if algorithm.ends_with(" cut") { signature.len() - 3 } else { signature.len() };
    // What stands under `after.` is changed behind the signature's back.
    let after = document.object("after", &CLAIMS.map(|(name, value)| (name, value.to_owned())));
    let changed = document.lines.iter().any(|(key, _)| key.starts_with("after."));
    let message = if changed { format!("{}.{}", encode(&header), encode(&after)) } else { message };
    format!("{message}.{}", super::mint::encode(&signature[..length]))
}

fn padded(json: &str) -> String {
    let text = encode(json);
    let missing = (4 - text.len() % 4) % 4;
    text + &"=".repeat(missing)
}

/// All cases, in the order of their paths; signing them takes long enough to do it once.
pub(crate) fn all() -> &'static [Case] {
    static ALL: LazyLock<Vec<Case>> = LazyLock::new(read_all);
    &ALL
}

fn read_all() -> Vec<Case> {
    let mut paths = Vec::new();
    for family in fs::read_dir(folder("cases")).unwrap() {
        for check in fs::read_dir(family.unwrap().path()).unwrap() {
            paths.extend(fs::read_dir(check.unwrap().path()).unwrap().map(|case| case.unwrap().path()));
        }
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

#[test]
fn each_case_finds_its_defect_and_accuses_nothing_else() {
    let mut wrong = Vec::new();
    for case in all() {
        let report = inspect(&case.request);
        for complaint in complaints(case, &report) {
            wrong.push(format!("{}/{}: {complaint}", case.check, case.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn complaints(case: &Case, report: &Report) -> Vec<String> {
    let mut of: Vec<_> = report.findings.iter().filter(|finding| finding.id == case.check).collect();
    // A check that looks at each source is judged by its fail, if there is one.
    of.sort_by_key(|finding| finding.verdict != Outcome::Fail);
    let Some(finding) = of.first() else { return vec!["there is no such check".to_owned()] };
    let mut complaints = Vec::new();
    let mut want = |what: &str, seen: String, wanted: String| {
        if seen != wanted {
            complaints.push(format!("{what} is {seen}, wanted {wanted}: {}", finding.message));
        }
    };
    want("verdict", format!("{:?}", finding.verdict), format!("{:?}", case.expect.verdict));
    want("reason", format!("{:?}", finding.reason), format!("{:?}", case.expect.reason.as_deref()));
    let needs: Vec<String> = finding.needs.iter().copied().map(word).collect();
    want("needs", needs.join(" "), case.expect.needs.join(" "));
    if let Some(expected) = &case.expected {
        let expected = Some(expected).filter(|expected| *expected != "none");
        want("expected", format!("{:?}", finding.expected.as_ref()), format!("{expected:?}"));
    }
    if case.actual.is_some() {
        want("actual", format!("{:?}", finding.actual), format!("{:?}", case.actual));
    }
    let mut own = format!("{} {}", case.check, case.expect.reason.as_deref().unwrap_or_default()).trim().to_owned();
    if case.expect.verdict != Outcome::Fail {
        own.clear();
    }
    let wanted: BTreeSet<String> = case.also.iter().cloned().chain([own]).filter(|id| !id.is_empty()).collect();
    let seen: BTreeSet<String> = failing(report).into_iter().collect();
    want("everything that fails", format!("{seen:?}"), format!("{wanted:?}"));
    for says in &case.says {
        if !finding.message.contains(says.as_str()) {
            complaints.push(format!("it does not say `{says}`: {}", finding.message));
        }
    }
    for place in case.places.iter().filter(|place| !finding.places.contains(place)) {
        complaints.push(format!("it does not point at {place}: {:?}", finding.places));
    }
    complaints
}

fn word(need: Need) -> String {
    serde_json::to_string(&need).unwrap().trim_matches('"').to_owned()
}

/// Ids, files and cases are the same set, and each reason has its case.
#[test]
fn each_check_has_its_file_its_cases_and_a_case_for_each_reason() {
    let mut cases: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in all() {
        let verdict = match case.expect.verdict {
            Outcome::Pass => "pass".to_owned(),
            Outcome::Skip => continue,
            Outcome::Fail => format!("fail {}", case.expect.reason.as_deref().unwrap_or_default()).trim().to_owned(),
        };
        cases.entry(case.check.clone()).or_default().insert(verdict);
    }
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for check in checks() {
        let fails = check.reasons.iter().map(|reason| format!("fail {reason}"));
        let mut verdicts: BTreeSet<String> = fails.chain(["pass".to_owned()]).collect();
        if check.reasons.is_empty() {
            verdicts.insert("fail".to_owned());
        }
        assert!(wanted.insert(check.id.to_owned(), verdicts).is_none(), "{} stands twice", check.id);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/checks/{}.rs", check.id));
        assert!(file.is_file(), "{} is not where its id says", check.id);
    }
    assert_eq!(cases, wanted);
}
