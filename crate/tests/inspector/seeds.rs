//! Where the fuzz targets (`crate/fuzz`) begin: what the other tests read.

use std::fs;
use std::path::Path;

use assertion_inspector::inspect;
use assertion_inspector::report::{Kind, Report};
use assertion_inspector::request::{Request, Source};

use super::{cases, folder};

/// What `targets/inspect.rs` reads before the text: the context, and two secrets, each of them its form and its place.
const CONTEXT: [u8; 8] = [0; 8];
const NO_SECRET: [u8; 5] = [0; 5];
const FORMS: u8 = 26;

/// `SEEDS=folder cargo test seeds -- --ignored` writes them, a folder for each target.
#[test]
#[ignore = "it writes files, for ./build.sh fuzz"]
fn seeds() {
    let target = std::env::var_os("SEEDS").expect("SEEDS names a folder");
    let write = |name: &str, bytes: &[u8]| {
        let folder = Path::new(&target).join(name);
        fs::create_dir_all(&folder).unwrap();
        let hash = <sha1::Sha1 as sha1::Digest>::digest(bytes);
        let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        fs::write(folder.join(name), bytes).unwrap();
    };
    let whole = |sources: &[Source]| {
        let texts: Vec<&[u8]> = sources.iter().map(|source| source.bytes.as_slice()).collect();
        write("inspect", &[&CONTEXT[..], &NO_SECRET, &NO_SECRET, texts.join(b"\n%%\n".as_slice()).as_slice()].concat());
    };
    let mut sources: Vec<Source> = files();
    for case in cases::all() {
        whole(&case.request.sources);
        words(&inspect(&case.request), write);
        sources.extend(case.request.sources.iter().cloned());
    }
    for source in sources.iter().filter(|source| source.bytes.len() < 1 << 16) {
        let report = inspect(&Request { sources: vec![source.clone()], ..Request::default() });
        write("recognize", &source.bytes);
        if source.bytes.is_ascii() {
            write("carrier", &source.bytes);
        }
        whole(std::slice::from_ref(source));
        for found in &report.sources {
            let is_text = source.bytes.is_ascii();
            let text = String::from_utf8_lossy(&source.bytes);
            match found.kind {
                Kind::Assertion => {
                    write("jws", &source.bytes);
                    write("jws", padded(&text).as_bytes());
                }
                Kind::Response => {
                    write("entra_error", &source.bytes);
                    // As it stands in JSON that stands in a log.
                    write("entra_error", text.replace('\'', "\\u0027").replace('"', "&quot;").as_bytes());
                }
                Kind::Registration => write("registration", &source.bytes),
                Kind::Certificate if is_text => write("pem", &source.bytes),
                Kind::Certificate => write("certificate", &source.bytes),
                _ => {}
            }
        }
        if source.bytes.starts_with(b"{") || source.bytes.starts_with(b"[") {
            write("json", &source.bytes);
        }
        words(&report, write);
    }
    for form in 1..=FORMS {
        for place in [0, 0x7F, 0xFF] {
            write("inspect", &[&CONTEXT[..], &[form, 0, 0, 0, place], &NO_SECRET, b"text"].concat());
        }
    }
}

/// Each segment with its padding.
fn padded(text: &str) -> String {
    let segments = text.split('.').map(|segment| segment.to_owned() + &"=".repeat((4 - segment.len() % 4) % 4));
    segments.collect::<Vec<_>>().join(".")
}

/// Every committed file that people might give.
pub(super) fn files() -> Vec<Source> {
    let folders = ["clients/captures", "responses", "certificates"].map(folder);
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    let mut sources: Vec<Source> = files.map(|path| Source { name: None, bytes: fs::read(path).unwrap() }).collect();
    let certificates = sources.iter().filter(|source| source.bytes.starts_with(b"-----BEGIN CERTIFICATE"));
    let der: Vec<Source> = certificates
        .filter_map(|source| x509_parser::pem::parse_x509_pem(&source.bytes).ok())
        .map(|(_, pem)| Source { name: None, bytes: pem.contents })
        .collect();
    sources.extend(der);
    sources
}

/// The values of a report: thumbprints, instants, addresses, numbers.
fn words(report: &Report, write: impl Fn(&str, &[u8])) {
    for fact in report.sections.iter().flat_map(|section| &section.facts).filter(|fact| fact.value.len() < 200) {
        write("words", fact.value.as_bytes());
    }
}
