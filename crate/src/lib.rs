//! Tells why Microsoft Entra ID refused a client assertion (AADSTS700027 and its relatives).
//!
//! Four nouns carry everything: a [`request::Request`] goes in, `Evidence` is what its sources say together, each check
//! makes a [`report::Finding`] of it, and a [`report::Report`] comes out.
//!
//! What Entra is (its codes, its clouds, what Microsoft Graph is asked about it) stands in `entra/`, and nowhere else.
//!
//! ```text
//! Request ─▶ carrier ─▶ recognize ─▶ decode ─▶ Evidence ─┬─▶ checks ──▶ Findings ─▶ causes, verdict ─┬─▶ Report
//!                                                         ├─▶ remedies ─────────────────────────────┤
//!                                                         └─▶ facts ────────────────────────────────┘
//! ```
//!
//! What lies round a thing that was pasted (quoting, wraps, escapes, encodings) is the carrier's matter: it gives readings of
//! a text, and the one in which most holds is taken.
//!
//! Recognizing is done once for each source, reporting often: [`Inspector`] holds what was recognized, and [`inspect`] is
//! the same in one call. A source may arrive in pieces, as a [`Reading`], which holds no more of it than it must: entries
//! of an archive that carry no assertion are passed over, and so is what is malformed inside of them.
//!
//! What holds everywhere, by the compiler or by a test:
//!
//! - Dependencies point downward only: a module names those above it in the list below, never those under it.
//! - Nothing reads a clock, randomness, a file or the network, but for `wasm/` and `examples/`, which pass them in.
//! - Only the crate `wasm/` knows a browser.
//! - The arithmetic of signatures, a [`ModularExponentiation`], is passed in, too: the numbers of the browser's engine are
//!   faster than any that are compiled for it. What the numbers mean is read here alone.
//! - `Evidence` is made of parts, each made once by a pure function of what was given and of the parts before it. What two
//!   checks need is a method of it; no check runs another.
//! - No panic is reachable from input, and nothing is `unsafe`.
//! - What is secret by its name or its place is dropped where it is recognized: private keys, the secrets of a request and
//!   the claims of a user's token reach no other module, and no signature reaches a report. What is secret by its shape
//!   (`decode/secret.rs`) stops at the last door, `redaction`, wherever it stood: every text that is shown passes there.
//! - A check is one file, one line in its family's table, and at least one passing and one failing case, with a case for
//!   each reason word. Its id is its path. `CONTRIBUTING.md` tells how to add one.
//! - A check whose subject is missing skips, and says what it needs; one whose subject another check owns skips too. One
//!   defect makes one finding.
//! - The same request gives the same report, byte for byte.

// In the order of reading; each may use those above it.
pub mod report;
pub mod request;

mod character;
mod time;
mod visible;

pub mod markdown;

mod crypto;
mod decode;

mod carrier;

mod entra;
mod token;

mod recognize;

mod skip;
mod x5c;

mod evidence;

mod check;
mod checks;

mod assertions;
mod causes;
mod sources;
mod verdict;

mod facts;
mod remedies;

mod checklist;
mod questions;

mod redaction;

mod inspector;

#[cfg(fuzzing)]
pub mod fuzzing;

pub use check::Check;
pub use crypto::ModularExponentiation;
pub use inspector::Inspector;
pub use inspector::inspect;
pub use recognize::Reading;

/// Every check, in the order of the report.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    checks::all()
}
