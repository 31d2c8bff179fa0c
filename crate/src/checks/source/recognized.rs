//! Each source is of a kind that says something about a client assertion.

use crate::check::{Check, Examine, Found};
use crate::recognize::{Content, Item, Unrecognized, Unwanted};
use crate::report::{Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "source/recognized",
    title: "The source is of use here",
    fails: "Not used",
    severity: Severity::Warning,
    cause: None,
    reasons: &["unknown", "empty", "too-large", "truncated", "unsupported"],
    cites: "Assertion Inspector, recognition",
    examine: Examine::EachSource(examine),
};

const ACCEPTED: &str = "Accepted are a client assertion, a token request (form body, HTTP, curl, PowerShell, HAR), certificates (.cer, .crt, .pem, .p7b) and their thumbprints, an app registration, and Entra's error";

fn examine(item: &Item) -> Found {
    let unsupported = |message: &'static str| Found::fail(message).because("unsupported");
    match &item.content {
        Content::Assertion(_) => Found::pass("It is a client assertion, or meant as one."),
        Content::Request(_) => Found::pass("It is a token request."),
        Content::Registration(_) => Found::pass("It is an app registration."),
        Content::Jwk(_) => Found::pass("It is a key that an issuer publishes."),
        Content::Federation(one) => Found::pass(say("It is the federated credential {}.", [value(one.label())])),
        Content::Response(_) => Found::pass("It is an error of Entra's."),
        Content::Success => Found::pass("It is an answer with a token."),
        Content::Certificate(certificate) => {
            Found::pass(say("It is the certificate {}.", [value(certificate.label())]))
        }
        Content::Thumbprint(thumbprint) => Found::pass(say("It is the thumbprint {}.", [value(thumbprint.digits())])),
        Content::Unwanted(unwanted) => match unwanted {
            Unwanted::PrivateKey => Found::pass("It is a private key."),
            Unwanted::Pkcs12 => Found::pass("It is a PKCS#12 file (.pfx, .p12)."),
            Unwanted::KeyStore => Found::pass("It is a key store."),
            Unwanted::Csr => unsupported(
                "It is a certificate signing request: the certificate that the authority made from it is wanted instead.",
            ),
            Unwanted::Crl => unsupported("It is a revocation list: the certificate itself is wanted instead."),
            Unwanted::PublicKey => unsupported(
                "It is a bare public key: a thumbprint is of the whole certificate (.cer, .crt, .pem), which is wanted instead.",
            ),
            Unwanted::SshKey => unsupported("It is an SSH key: Entra knows certificates (.cer, .crt, .pem) only."),
            Unwanted::Change => unsupported(
                "It is what is asked of the directory, and not what stands in it: the application itself is wanted instead.",
            ),
        },
        Content::Unrecognized(unrecognized) => match unrecognized {
            Unrecognized::Empty => Found::fail("There is nothing in it.").because("empty"),
            Unrecognized::TooLarge(what) => {
                Found::fail(say("There is {} in it, which is more than is read here.", [words(what)]))
                    .because("too-large")
            }
            Unrecognized::Truncated(what) => {
                Found::fail(say("It looks like {}, and ends before its end: copy the whole of it.", [words(what)]))
                    .because("truncated")
            }
            Unrecognized::Unsupported(what) => {
                Found::fail(say("It is {}, from which nothing is read here. {}.", [words(what), words(ACCEPTED)]))
                    .because("unsupported")
            }
            Unrecognized::Guid(guid) => Found::fail(say(
                "{} by itself may be the client ID or the tenant: say which.",
                [value(guid)],
            ))
            .because("unknown"),
            Unrecognized::Tenant(tenant) => Found::fail(say(
                "It is an address of Entra's by itself, which names the tenant {}: say whether the client asks that one.",
                [value(tenant)],
            ))
            .because("unknown"),
            Unrecognized::Unknown(what) => Found::fail(say(
                "It looks like {}, and nothing in it is known here. {}.",
                [words(what), words(ACCEPTED)],
            ))
            .because("unknown"),
        },
    }
}
