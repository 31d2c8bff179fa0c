//! Where the time goes, natively: `cargo bench -p assertion-inspector --bench inspect`. What people wait for is measured by
//! `./build.sh bench`.

use std::fs;
use std::path::Path;

use assertion_inspector::request::{Context, Request, Source};
use assertion_inspector::{Inspector, inspect, markdown};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn source(path: &str) -> Source {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    Source { name: None, bytes: fs::read(tests.join(path)).unwrap_or_default() }
}

fn assertion() -> Source {
    source("clients/captures/pyjwt-ps256.json")
}

fn certificate() -> Source {
    source("certificates/client.pem")
}

fn given(sources: &[Source]) -> Inspector {
    let mut inspector = Inspector::default();
    for source in sources {
        inspector.add(source);
    }
    inspector
}

/// When the captures were made, in seconds since the Unix epoch.
fn context() -> Context {
    Context { now: 1_795_328_578.0, ..Context::default() }
}

#[divan::bench]
fn recognize_an_assertion(bencher: Bencher<'_, '_>) {
    let assertion = assertion();
    bencher.bench(|| Inspector::default().add(black_box(&assertion)));
}

#[divan::bench]
fn decode_a_certificate(bencher: Bencher<'_, '_>) {
    let certificate = certificate();
    bencher.bench(|| Inspector::default().add(black_box(&certificate)));
}

#[divan::bench]
fn report_without_certificate(bencher: Bencher<'_, '_>) {
    let inspector = given(&[assertion()]);
    bencher.bench(|| inspector.report(black_box(&context())));
}

/// The same, a verification and what is said of the certificate.
#[divan::bench]
fn report_with_certificate(bencher: Bencher<'_, '_>) {
    let inspector = given(&[assertion(), certificate()]);
    bencher.bench(|| inspector.report(black_box(&context())));
}

#[divan::bench(args = [1, 64, 4_096])]
fn report_of_certificates(bencher: Bencher<'_, '_>, count: usize) {
    let inspector = given(&vec![certificate(); count]);
    bencher.bench(|| inspector.report(black_box(&context())));
}

#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let request = Request { sources: vec![assertion(), certificate()], context: context() };
    bencher.bench(|| markdown::of(&inspect(black_box(&request))));
}
