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
    /// Of thumbprints that were given by themselves, in upper-case hexadecimal.
    #[cfg_attr(test, ts(as = "Option<std::collections::BTreeMap<String, Role>>", optional))]
    pub thumbprints: Vec<(String, Role)>,
    /// Of lists of key credentials that do not say whose they are, by the id of their source.
    #[cfg_attr(test, ts(as = "Option<std::collections::BTreeMap<u32, Share>>", optional))]
    pub lists: Vec<(u32, Share)>,
}

/// What a thumbprint is, as the person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
pub enum Role {
    /// The application shows it under Certificates & secrets, maybe among others.
    Registered,
    /// The application shows it, and nothing else.
    RegisteredAll,
    /// It is that of the client's certificate.
    Mine,
}

impl Role {
    /// The word of the contract: `registered`, `registered_all`, `mine`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "registered" => Some(Self::Registered),
            "registered_all" => Some(Self::RegisteredAll),
            "mine" => Some(Self::Mine),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::RegisteredAll => "registered_all",
            Self::Mine => "mine",
        }
    }
}

impl Expected {
    /// What the person says of the list in this source.
    pub(crate) fn said(&self, source: u32) -> Option<Share> {
        self.lists.iter().find(|(list, _)| *list == source).map(|(_, share)| *share)
    }
}

impl Share {
    /// The word of the contract: `whole`, `part`, `other`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "whole" => Some(Self::Whole),
            "part" => Some(Self::Part),
            "other" => Some(Self::Other),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Part => "part",
            Self::Other => "other",
        }
    }
}

/// How much of the application's key credentials a list has, as the person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
pub enum Share {
    /// All of them.
    Whole,
    /// Some of them.
    Part,
    /// It is another application's.
    Other,
}
