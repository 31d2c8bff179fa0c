//! Look at the list: where no list that decides was given, nobody knows yet whether the client or the application is behind.

use super::{Failed, Writer, known, query, register, remedy};
use crate::crypto::Hash;
use crate::evidence::Evidence;
use crate::report::{Remedy, say, value, words};

pub(super) const WRITER: Writer = Writer {
    called_by: &[("response/says_not_registered", &[]), ("certificate/signer", &[])],
    helps: register::is_open,
    write,
};

fn write(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    // The portal shows SHA-1.
    let shown = known::wanted(evidence).filter(|(hash, _)| *hash == Hash::Sha1);
    let sought = shown.map_or_else(|| words("the thumbprint of the client's certificate"), |(_, digits)| value(digits));
    let mut written = remedy(
        "Look at the application's certificates",
        "Only that list tells whether the client or the application is behind. Select all, copy, and paste it here: then it is compared for you.",
    );
    if let Some(step) = known::cloud_step(evidence) {
        written = written.step(step);
    }
    written = written
        .step(say("Open Microsoft Entra admin center > App registrations > All applications > {} > Certificates & secrets > Certificates.", [value(known::application(evidence))]))
        .step(say("Is {} in the column Thumbprint?", [sought]))
        .choice("No, but a newer one is", "Let the client sign with that one: its private key, and its thumbprint in the header.")
        .choice("No, and it should be", "Upload that certificate there: .cer, .pem or .crt, without its private key.")
        .choice("Yes", "It was added after the refusal, or the client asked another tenant: try again, and compare the tenant.")
        .choice("There is no such application", "You are in another tenant: switch to the one that the client asks.");
    query::snippets(written, evidence)
}
