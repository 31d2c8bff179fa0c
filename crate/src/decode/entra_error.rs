//! Entra's errors: their code, and what their text says (`AADSTS700027: …`).

/// One error, as far as its text can be read. Instants are seconds since the Unix epoch.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct EntraError {
    /// The numbers behind `AADSTS`, in the order of the text, each once.
    pub(crate) codes: Vec<u32>,
    /// The description, from the first code on.
    pub(crate) text: String,
    /// `Thumbprint of key used by client`: the hexadecimal of the bytes that `x5t` decoded to.
    pub(crate) thumbprint: Option<String>,
    /// The application that Entra looked up.
    pub(crate) app_id: Option<String>,
    /// `[Reason - …`, without the full stop.
    pub(crate) reason: Option<String>,
    /// `Found key 'Start=…, End=…'`, as printed.
    pub(crate) found_key: Option<(String, String)>,
    /// The server's clock: `Timestamp`, or `Current time` of AADSTS700024.
    pub(crate) server_time: Option<f64>,
    /// AADSTS700024: `assertion valid from`, `expiry time of assertion`. 1970 is an absent claim.
    pub(crate) assertion_times: Option<(f64, f64)>,
    pub(crate) trace_id: Option<String>,
    pub(crate) correlation_id: Option<String>,
    /// The host of `error_uri`: the one that answered.
    pub(crate) host: Option<String>,
    /// Whether it speaks of subject-name and issuer authentication.
    pub(crate) mentions_x5c: bool,
}
