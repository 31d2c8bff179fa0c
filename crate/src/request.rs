//! What is asked: the evidence as pasted or dropped, and the context to judge it in.

/// One whole question, for tests and the terminal.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// As pasted or dropped, untouched.
    pub sources: Vec<Source>,
    /// The rest of the question.
    pub context: Context,
}

/// One pasted text or dropped file.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// A file's name, if it has one. It is shown and never used to recognize.
    pub name: Option<String>,
    /// The bytes, as pasted (UTF-8) or read.
    pub bytes: Vec<u8>,
}

/// What the person says beside the evidence, and the only clock. Instants are seconds since the Unix epoch.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Context {
    /// What the assertion should say.
    pub expected: Expected,
    /// Now; a fraction is allowed.
    #[cfg_attr(test, ts(as = "Option<f64>", optional))]
    pub now: f64,
    /// When the failed request was made, if the person says so.
    pub at: Option<f64>,
    /// Which of several assertions to inspect, counted from 0; else the last.
    pub focus: Option<usize>,
    /// 16 random bytes for a fresh `keyId`; without it the entry shows a place-holder.
    #[cfg_attr(test, ts(skip))]
    pub random: Option<[u8; 16]>,
}

/// What the person says that the assertion should say.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Expected {
    /// The tenant: a GUID or a domain.
    pub tenant: Option<String>,
    /// The application (client) ID.
    pub client_id: Option<String>,
}
