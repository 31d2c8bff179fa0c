//! What Entra can say in an error: what it is about, what it means, and what to do about it.

use crate::decode::entra_error::name;
use crate::report::Cause;

/// One thing that a code says.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The code's number, as [`name`] prints it.
    pub(crate) code: u32,
    /// Words of the sentence, which tell this row from others of its code, and its code's sentences from another's.
    pub(crate) phrase: Option<&'static str>,
    /// Whether the code says so without the phrase, too.
    pub(crate) alone: bool,
    pub(crate) subject: Subject,
    /// A clause that begins in lower case and has no full stop.
    pub(crate) meaning: &'static str,
    /// What to do, where a cause is settled.
    pub(crate) advice: Option<Advice>,
    /// The values in its text that findings point at.
    pub(crate) prints: &'static [Detail],
}

/// A value that the text of an error prints.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Detail {
    Thumbprint,
    Application,
    ServerTime,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The client assertion, and the cause is settled.
    Cause(Cause),
    /// The client assertion or its certificate, and no cause is settled.
    Assertion,
    /// A federated identity credential, and no cause is settled.
    Federated,
    /// Something else.
    Other,
}

/// What to do about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Advice {
    /// A clause that follows the meaning.
    Clause(&'static str),
    /// The same, with the value that the text quotes behind these words in the place of `{}`; `otherwise` where it has none.
    Quoting { behind: &'static str, clause: &'static str, otherwise: &'static str },
    /// Register the certificate that was not found, or sign with one that is registered.
    RegisterOrSignWithAnother,
    /// Register a certificate in the place of the one that is expired.
    RegisterAnother,
    /// Sign with the key of the certificate that was found.
    SignWithItsKey,
    /// Make the assertion in time; the text prints the times.
    MakeItInTime,
}

impl Refusal {
    /// Whether it is about the client assertion or its certificate.
    pub(crate) fn is_about_assertion(&self) -> bool {
        matches!(self.subject, Subject::Cause(_) | Subject::Assertion)
    }

    /// Whether it is about a federated token and nothing else.
    pub(crate) fn is_federated(&self) -> bool {
        self.subject == Subject::Federated || matches!(self.subject, Subject::Cause(cause) if cause.is_federated())
    }

    /// Whether it says that no certificate was found by the assertion's identifier.
    pub(crate) fn is_key_not_found(&self) -> bool {
        self.advice == Some(Advice::RegisterOrSignWithAnother)
    }

    /// Whether this is its machine word in a finding: `aadsts700027`.
    pub(crate) fn is(&self, word: &str) -> bool {
        name(self.code).eq_ignore_ascii_case(word)
    }
}
