//! Secrets that are known by their shapes, in every field that there is.

use std::collections::BTreeSet;
use std::fs;

use assertion_inspector::request::{Context, Expected, Request};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::super::mint::encode;
use super::super::{cases, dropped, finding, folder, pasted, seeds};
use super::{CLIENT, OF_ENTRA, Windows, holds_none, leak, pem, private_key, shown, user, windows, with};

const MARK: &str = "(secret left out)";

/// A secret that is known by its shape, and what of it is searched for.
fn shapes() -> Vec<(&'static str, String, Windows)> {
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
            all.iter().for_each(|(name, one)| strings(one, &format!("{path}/{}", name.replace('/', "~1")), found));
        }
        _ => {}
    }
}

/// Plants secrets by their shapes, and keeps what is shown of them.
struct Planter {
    shapes: Vec<(&'static str, String, Windows)>,
    /// The fields: each is tried once, and not in each case anew.
    tried: BTreeSet<String>,
    leaks: Vec<String>,
    runs: usize,
}

impl Planter {
    fn plant(&mut self, field: &str, request: &Request, write: &dyn Fn(&mut Request, &str)) {
        if !self.tried.insert(field.to_owned()) {
            return;
        }
        for (name, secret, windows) in &self.shapes {
            let mut request = request.clone();
            write(&mut request, secret);
            self.runs += 1;
            let (_, shown) = shown(&request);
            self.leaks.extend(leak(&shown, windows).map(|leak| format!("{field}: {name}: {leak}")));
        }
    }

    /// In the n-th source of a request, in whatever it may be.
    fn in_source(&mut self, request: &Request, n: usize) {
        let source = &request.sources[n];
        self.plant("name", request, &|request, secret| {
            request.sources[n].name = Some(format!("{secret}.pem"));
        });
        let Ok(text) = String::from_utf8(source.bytes.clone()) else { return };
        if text.len() > 1 << 16 || text.starts_with("-----") {
            return;
        }
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            self.in_json(request, n, &value);
        } else if let [header, claims, signature] = text.trim().split('.').collect::<Vec<_>>().as_slice() {
            self.in_token(request, n, [header, claims, signature]);
        } else if text.contains("client_assertion=") && !text.contains(char::is_whitespace) {
            self.in_form(request, n, &text);
        } else if let Some(mark) = text.find("AADSTS").and_then(|at| text.get(at..at + 12)) {
            let words = text.split([' ', '\'', '"', '\n']).filter(|word| word.len() > 7);
            for word in words.take(30).collect::<BTreeSet<_>>() {
                self.plant(&format!("{mark} {word}"), request, &|request, secret| {
                    request.sources[n] = pasted(text.replacen(word, secret, 1));
                });
            }
        }
    }

    /// In the place of each string.
    fn in_json(&mut self, request: &Request, n: usize, value: &Value) {
        let mut paths = Vec::new();
        strings(value, "", &mut paths);
        for path in paths {
            self.plant(&format!("JSON {path}"), request, &|request, secret| {
                let mut value = value.clone();
                *value.pointer_mut(&path).unwrap() = json!(secret);
                request.sources[n] = pasted(value.to_string());
            });
        }
    }

    /// In the place of each member of header and claims, inside of it, and as a name.
    fn in_token(&mut self, request: &Request, n: usize, segments: [&str; 3]) {
        for (at, part) in ["header", "claims"].into_iter().enumerate() {
            let bytes = URL_SAFE_NO_PAD.decode(segments[at]).unwrap_or_default();
            let Ok(Value::Object(object)) = serde_json::from_slice(&bytes) else { continue };
            let with = |name: &str, value: Value| {
                let mut object = object.clone();
                object.insert(name.to_owned(), value);
                let encoded = encode(Value::Object(object).to_string());
                let mut segments = segments;
                segments[at] = &encoded;
                pasted(segments.join("."))
            };
            for name in object.keys().map(String::as_str).chain(["added"]) {
                self.plant(&format!("{part}.{name}"), request, &|request, secret| {
                    request.sources[n] = with(name, json!(secret));
                });
                self.plant(&format!("{part}.{name}, inside"), request, &|request, secret| {
                    request.sources[n] = with(name, json!([secret, { "a": format!("x {secret}") }]));
                });
            }
            self.plant(&format!("{part}, as a name"), request, &|request, secret| {
                request.sources[n] = with(secret, json!(1));
            });
        }
    }

    /// In the place of each value.
    fn in_form(&mut self, request: &Request, n: usize, text: &str) {
        let parameters: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        for (at, (name, _)) in parameters.iter().enumerate() {
            self.plant(&format!("request.{name}"), request, &|request, secret| {
                let mut parameters = parameters.clone();
                secret.clone_into(&mut parameters[at].1);
                let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
                request.sources[n] = pasted(body);
            });
        }
    }
}

/// A secret by its shape, in the place of each value of every case, every request of a client and every error on record.
#[test]
fn a_secret_by_its_shape_is_in_no_report_whatever_field_it_is_in() {
    let captures = fs::read_dir(folder("clients/captures")).unwrap().map(|entry| entry.unwrap().path());
    let captures = captures.map(|path| {
        let capture: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let text = capture["body"].as_str().or(capture["assertion"].as_str()).unwrap().to_owned();
        Request { sources: vec![pasted(text), dropped("client.pem")], ..Request::default() }
    });
    let errors = fs::read_dir(folder("responses")).unwrap().map(|entry| entry.unwrap().path());
    let errors = errors.filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let errors = errors.map(|path| with(fs::read_to_string(path).unwrap()));
    let mut planter = Planter { shapes: shapes(), tried: BTreeSet::new(), leaks: Vec::new(), runs: 0 };
    for request in cases::all().iter().map(|case| case.request.clone()).chain(captures).chain(errors) {
        for n in 0..request.sources.len() {
            planter.in_source(&request, n);
        }
        planter.plant("expected", &request, &|request, secret| {
            request.context.expected =
                Expected { tenant: Some(secret.to_owned()), client_id: Some(secret.to_owned()), ..Expected::default() };
        });
    }
    holds_none(&planter.leaks, planter.runs, 1_500);
}

/// Nothing that is public has the shape of a secret: what was not planted is not left out.
#[test]
fn nothing_public_is_left_out() {
    for case in cases::all().iter().filter(|case| case.check != "source/private_key") {
        let (_, shown) = shown(&case.request);
        let at = shown.find(MARK).map(|at| String::from_utf8_lossy(&shown.as_bytes()[at.saturating_sub(200)..at + 40]));
        assert_eq!(at, None, "{}", case.at);
    }
    for file in seeds::files() {
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
    let (report, _) = shown(&with(token));
    let twins = finding(&report, "token/spelling");
    assert_eq!(twins.places.len(), 1);
    assert_eq!(twins.places[0].as_str(), format!("claims.{MARK}"));
    assert!(report.sections.iter().flat_map(|section| &section.facts).any(|fact| fact.place == twins.places[0]));
}
