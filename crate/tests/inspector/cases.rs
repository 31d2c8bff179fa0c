//! Runs `tests/cases`: each case is a document that plants one defect in a valid request, and names what finds it.

use std::any::Any;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assertion_inspector::inspect;
use assertion_inspector::report::{Outcome, Report};
use assertion_inspector::request::{Context, Expected, Request, Source};

use super::document::{self, CONCLUDED, Document};
use super::mint::{encode, fill, segment};
use super::{dropped, failing, folder, pasted, shown, word};

/// One case, read.
pub(crate) struct Case {
    /// The check that it is about: the two folders above it.
    pub(crate) check: String,
    pub(crate) path: PathBuf,
    /// The line that says what is expected: `tests/cases/claims/jti/missing.case:2`.
    pub(crate) at: String,
    about: Option<String>,
    pub(crate) expect: Expectation,
    also: Vec<String>,
    says: Vec<String>,
    places: Vec<String>,
    expected: Option<String>,
    actual: Option<String>,
    /// What `ACCEPT=1` wrote; none where a line of it is missing.
    pub(crate) concluded: Option<[String; 3]>,
    pub(crate) request: Request,
}

pub(crate) struct Expectation {
    pub(crate) verdict: Outcome,
    pub(crate) reason: Option<String>,
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
    document::seconds(instant).unwrap()
}

fn read(path: &Path) -> Result<Case, String> {
    let document = Document::read(path)?;
    let at = document.at("expect");
    let expect =
        document.one("expect").ok_or_else(|| format!("{at}: `expect` is missing: pass, fail, fail REASON or skip"))?;
    let (verdict, reason) = expect.split_once(' ').map_or((expect, None), |(verdict, reason)| (verdict, Some(reason)));
    let verdict = match (verdict, reason) {
        ("pass", None) => Outcome::Pass,
        ("fail", _) => Outcome::Fail,
        ("skip", None) => Outcome::Skip,
        _ => return Err(format!("{at}: `expect` is pass, fail, fail REASON or skip, and this is: {expect}")),
    };
    let expect = Expectation {
        verdict,
        reason: reason.map(str::to_owned),
        needs: document.all("needs").map(str::to_owned).collect(),
    };
    let [verdict, headline, causes] = CONCLUDED.map(|key| document.one(key).map(str::to_owned));
    let folders: Vec<_> = path.iter().rev().skip(1).take(2).map(|part| part.to_string_lossy()).collect();
    Ok(Case {
        check: format!("{}/{}", folders[1], folders[0]),
        path: path.to_owned(),
        at,
        about: document.about.clone(),
        expect,
        also: document.all("also").map(str::to_owned).collect(),
        says: document.all("says").map(fill).collect(),
        places: document.all("place").map(str::to_owned).collect(),
        expected: document.one("expected").map(fill),
        actual: document.one("actual").map(fill),
        concluded: verdict.zip(headline).zip(causes).map(|((verdict, headline), causes)| [verdict, headline, causes]),
        request: request(&document)?,
    })
}

fn request(document: &Document) -> Result<Request, String> {
    let signer = document.one("signer").unwrap_or("client");
    let mut sources: Vec<Source> = Vec::new();
    match document.one("assertion") {
        Some("none") => {}
        Some(text) => sources.push(pasted(text.replace("\\n", "\n").replace("{valid}", &assertion(document, signer)?))),
        None if document.members("request").next().is_some() => {
            sources.push(pasted(token_request(document, &assertion(document, signer)?)));
        }
        None => sources.push(pasted(assertion(document, signer)?)),
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
        Source { bytes: source.bytes.repeat(times.parse().expect("a number of times")), ..source }
    }));
    sources.extend(document.all("registration").map(|json| pasted(fill(json))));
    sources.extend(document.all("text").map(|text| pasted(text.replace("\\n", "\n"))));
    sources.extend(document.all("response").map(|text| pasted(fill(text).replace("\\n", "\n"))));
    let context = Context {
        expected: Expected {
            tenant: document.one("tenant").map(str::to_owned),
            client_id: document.one("client_id").map(str::to_owned),
            ..Expected::default()
        },
        now: document.seconds("now")?.unwrap_or_else(|| seconds(NOW)),
        at: document.seconds("at")?,
        ..Context::default()
    };
    Ok(Request { sources, context })
}

/// A valid assertion by this certificate's key.
pub(crate) fn valid(signer: &str) -> String {
    assertion(&Document::default(), signer).unwrap()
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
    for (name, value) in document.members("request").filter(|(name, _)| !["url", "default"].contains(name)) {
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
fn assertion(document: &Document, signer: &str) -> Result<String, String> {
    let thumbprint = format!(r#""{{{signer} sha256 base64url}}""#);
    let header = [("alg", r#""PS256""#), ("typ", r#""JWT""#), ("x5t#S256", &thumbprint)];
    let header = document.object("header", &header)?;
    let claims = document.object("claims", &CLAIMS)?;
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
        "none" => String::new(),
        _ => segment(document.one("key").unwrap_or(signer), algorithm, &message),
    };
    // What stands under `after.` is changed behind the signature's back.
    let after = document.object("after", &CLAIMS)?;
    let changed = document.members("after").next().is_some();
    let message = if changed { format!("{}.{}", encode(&header), encode(&after)) } else { message };
    Ok(format!("{message}.{signature}"))
}

fn padded(json: &str) -> String {
    let text = encode(json);
    let missing = (4 - text.len() % 4) % 4;
    text + &"=".repeat(missing)
}

/// The cases that can be read, in the order of their paths, and what is wrong with the others.
struct Read {
    cases: Vec<Case>,
    unreadable: Vec<(PathBuf, String)>,
}

/// Signing them takes long enough to do it once.
static READ: LazyLock<Read> = LazyLock::new(|| {
    let mut read = Read { cases: Vec::new(), unreadable: Vec::new() };
    let mut paths = Vec::new();
    walk(&folder("cases"), &mut paths);
    paths.sort();
    for path in paths {
        match read_one(&path) {
            Ok(case) => read.cases.push(case),
            Err(complaint) => read.unreadable.push((path, complaint)),
        }
    }
    read
});

/// All cases that can be read: of the others, one test tells.
pub(crate) fn all() -> &'static [Case] {
    &READ.cases
}

/// Whether a case of this check cannot be read, so that what the others lack is not certain.
pub(crate) fn has_unreadable(check: &str) -> bool {
    READ.unreadable.iter().any(|(path, _)| path.parent().is_some_and(|folder| folder.ends_with(check)))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn read_one(path: &Path) -> Result<Case, String> {
    let depth = path.strip_prefix(folder("cases")).map_or(0, |rest| rest.iter().count());
    if depth != 3 || path.extension().is_none_or(|extension| extension != "case") {
        return Err(format!("{}: a case is tests/cases/FAMILY/CHECK/NAME.case", shown(path)));
    }
    // What makes assertions and names certificates stops at what it does not know, and other tests want it so.
    let message = |panic: Box<dyn Any + Send>| match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(other) => other.downcast_ref::<&str>().copied().unwrap_or("it cannot be read").to_owned(),
    };
    catch_unwind(AssertUnwindSafe(|| read(path)))
        .unwrap_or_else(|panic| Err(format!("{}: {}", shown(path), message(panic))))
}

#[test]
fn each_case_can_be_read() {
    let wrong: Vec<&str> = READ.unreadable.iter().map(|(_, complaint)| complaint.as_str()).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_case_says_what_it_is_about() {
    let silent = all().iter().filter(|case| case.about.as_ref().is_none_or(|about| about.starts_with("TODO")));
    let silent: Vec<String> = silent.map(|case| shown(&case.path)).collect();
    assert!(
        silent.is_empty(),
        "\nThe first line is to say what the case is about, behind `# `:\n{}",
        silent.join("\n")
    );
}

#[test]
fn each_case_finds_its_defect_and_accuses_nothing_else() {
    let mut wrong = Vec::new();
    for case in all() {
        let report = inspect(&case.request);
        for complaint in complaints(case, &report) {
            wrong.push(format!("{}: {}: {complaint}", case.at, case.check));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn complaints(case: &Case, report: &Report) -> Vec<String> {
    let mut of: Vec<_> = report.findings.iter().filter(|finding| finding.id == case.check).collect();
    // A check that looks at each source is judged by its fail, if there is one.
    of.sort_by_key(|finding| finding.verdict != Outcome::Fail);
    let Some(finding) = of.first() else {
        return vec![format!(
            "there is no such check: crate/src/checks/{}.rs is not there, or not in its table",
            case.check
        )];
    };
    let mut complaints = Vec::new();
    let mut want = |what: &str, wanted: String, seen: String| {
        let same = wanted == seen;
        if !same {
            complaints.push(format!("{what}wanted {wanted}, seen {seen}: {}", finding.message.plain()));
        }
        same
    };
    let own = outcome(case.expect.verdict, case.expect.reason.as_deref());
    let as_expected = want("", own, outcome(finding.verdict, finding.reason));
    if as_expected {
        let needs: Vec<String> = finding.needs.iter().copied().map(word).collect();
        want("needs: ", listed(&case.expect.needs), listed(&needs));
        let or_none = |value: Option<&String>| value.map_or("none", |value| value).to_owned();
        if case.expected.is_some() {
            want("expected: ", or_none(case.expected.as_ref()), or_none(finding.expected.as_ref()));
        }
        if case.actual.is_some() {
            want("actual: ", or_none(case.actual.as_ref()), or_none(finding.actual.as_ref()));
        }
        for says in case.says.iter().filter(|says| !finding.message.plain().contains(says.as_str())) {
            complaints.push(format!("says: wanted {says}, seen {}", finding.message.plain()));
        }
        let places: Vec<String> = finding.places.iter().map(|place| place.as_str().to_owned()).collect();
        for place in case.places.iter().filter(|place| !places.contains(place)) {
            complaints.push(format!("place: wanted {place}, seen {}", listed(&places)));
        }
    }
    // What its own check says was compared above.
    let own = finding.reason.map_or_else(|| case.check.clone(), |reason| format!("{} {reason}", case.check));
    let wanted: BTreeSet<String> = case.also.iter().cloned().collect();
    let seen = failing(report).into_iter().filter(|fail| finding.verdict != Outcome::Fail || *fail != own);
    let seen: BTreeSet<String> = seen.collect();
    for more in seen.difference(&wanted) {
        let message = message(report, more);
        complaints.push(format!("{more} fails as well: mend it, or add `also: {more}` if that is right: {message}"));
    }
    for less in wanted.difference(&seen) {
        complaints.push(format!("`also: {less}` does not fail"));
    }
    complaints
}

/// As a case spells it: `fail long`.
fn outcome(verdict: Outcome, reason: Option<&str>) -> String {
    let verdict = match verdict {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::Skip => "skip",
    };
    format!("{verdict} {}", reason.unwrap_or_default()).trim_end().to_owned()
}

fn listed(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(" ") }
}

/// What the check that fails says, given as `id reason`.
fn message(report: &Report, fail: &str) -> String {
    let (id, reason) = fail.split_once(' ').map_or((fail, None), |(id, reason)| (id, Some(reason)));
    let found = report.failed().find(|finding| finding.id == id && finding.reason == reason);
    found.map(|finding| finding.message.plain()).unwrap_or_default()
}
