//! Private keys have no business here: a certificate is enough for every check.

use crate::check::{Check, Examine, Found};
use crate::recognize::{Content, Item, Unwanted};
use crate::report::Severity;

pub(super) const CHECK: Check = Check {
    id: "source/private_key",
    title: "The source holds no private key",
    fails: "A file that may hold a private key was dropped",
    severity: Severity::Warning,
    cause: None,
    reasons: &["private-key", "pkcs12"],
    cites: "Assertion Inspector, recognition",
    examine: Examine::EachSource(examine),
};

fn examine(item: &Item) -> Found {
    match &item.content {
        Content::Assertion(jws) if jws.held_private_key => Found::fail(
            "The assertion holds a private key, in its header or claims: it is sent to Entra with each request and stands in every log on the way. Make a new key with a new certificate, register that, and put public keys and certificates alone in the header. Nothing of the key is shown here.",
        )
        .because("private-key"),
        Content::Unwanted(Unwanted::PrivateKey) => Found::fail(
            "A private key was given. It is not needed and was dropped at once; the certificate alone (.cer, .crt, .pem) is wanted.",
        )
        .because("private-key"),
        Content::Unwanted(Unwanted::Pkcs12) => Found::fail(
            "A PKCS#12 file (.pfx, .p12) was given, which may hold a private key. It was dropped at once; `openssl pkcs12 -in FILE -clcerts -nokeys -out certificate.pem` exports the certificate alone.",
        )
        .because("pkcs12"),
        Content::Unwanted(Unwanted::KeyStore) => Found::fail(
            "A key store was given, which may hold a private key. It was dropped at once; `keytool -exportcert -rfc -keystore FILE -alias ALIAS` exports the certificate alone.",
        )
        .because("private-key"),
        _ => Found::pass("It holds none."),
    }
}
