//! The limits of the contract, on both sides. Of RSA's numbers: `crypto/signature.rs`; of nesting: `cases/token/format`.

use assertion_inspector::report::{Kind, Outcome};
use assertion_inspector::request::{Context, Request, Source};
use assertion_inspector::{Inspector, inspect};

use super::cases::seconds;
use super::mint::{encode, sign};
use super::{dropped, finding, pasted};

#[test]
fn a_source_of_64_mib_is_read_and_a_longer_one_is_not() {
    // A picture is told by its first bytes, and the rest of it is not read.
    for (length, says) in [(64 << 20, "a JPEG picture"), ((64 << 20) + 1, "more than 64 MiB")] {
        let mut bytes = dropped("photo.jpg").bytes;
        bytes.resize(length, 0);
        let report = inspect(&Request { sources: vec![Source { name: None, bytes }], ..Request::default() });
        let message = &finding(&report, "source/recognized").message;
        assert!(message.contains(says), "{length}: {message}");
    }
}

#[test]
fn the_limit_of_certificates_is_one_of_all_sources() {
    let certificate = dropped("client.pem").bytes;
    let mut inspector = Inspector::default();
    let mut add = |times: usize| inspector.add(&Source { name: None, bytes: certificate.repeat(times) }).len();
    assert_eq!((add(4_000), add(96)), (4_000, 96));
    assert_eq!(add(1), 1);
    let report = inspector.report(&Context::default());
    let count = |kind| report.sources.iter().filter(|source| source.kind == kind).count();
    assert_eq!((count(Kind::Certificate), count(Kind::Unknown)), (4_096, 1));
}

#[test]
fn sixty_four_certificates_are_tried() {
    // It names none of them, so that they are tried in their order.
    let header = r#"{"alg":"RS256","x5t":"AAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#;
    let message = format!("{}.{}", encode(header), encode(r#"{"iss":"a","sub":"a"}"#));
    let assertion = format!("{message}.{}", encode(sign("client", "RS256", &message)));
    for (others, verdict) in [(63, Outcome::Pass), (64, Outcome::Skip)] {
        let bytes = [dropped("other.pem").bytes.repeat(others), dropped("client.pem").bytes].concat();
        let sources = vec![pasted(&assertion), Source { name: None, bytes }];
        let context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
        let report = inspect(&Request { sources, context });
        assert_eq!(finding(&report, "signature/verifies").verdict, verdict, "{others}");
    }
}
