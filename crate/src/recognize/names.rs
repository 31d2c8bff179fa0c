//! Names: of the parameters of a token request, and of what is secret.

/// The parameters that are kept.
pub(super) const KEPT: [&str; 5] = ["client_id", "grant_type", "client_assertion_type", "scope", "resource"];
/// The parameters that are dropped: most of them are secret, or personal.
pub(super) const DROPPED: [&str; 14] = [
    "client_secret",
    "assertion",
    "requested_token_use",
    "code",
    "redirect_uri",
    "code_verifier",
    "refresh_token",
    "username",
    "password",
    "device_code",
    "subject_token",
    "actor_token",
    "id_token_hint",
    "client_info",
];
/// No parameters, but tokens that stand beside requests in logs.
pub(super) const TOKENS: [&str; 4] = ["access_token", "id_token", "authorization", "x-ms-refreshtokencredential"];

pub(super) const ASSERTION: &str = "client_assertion";

/// The parameter of this name; names of tokens are the same in any case.
pub(super) fn known(name: &str) -> Option<&'static str> {
    let exact = KEPT.iter().chain(&DROPPED).chain([&ASSERTION]).find(|known| **known == name);
    exact.or_else(|| TOKENS.iter().find(|known| known.eq_ignore_ascii_case(name))).copied()
}

/// Whether a name says of its value that it is secret: `clientSecret`, `AZURE_CLIENT_SECRET`, `x-ms-token-aad-id-token`.
pub(super) fn names_secret(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "secret",
        "password",
        "passwd",
        "passphrase",
        "token",
        "cookie",
        "authorization",
        "credential",
        "apikey",
        "pwd",
        "devicecode",
        "codeverifier",
    ];
    // `pwd` is the shortest of them.
    if name.len() < 3 {
        return false;
    }
    let name = name.to_ascii_lowercase().replace(['-', '_'], "");
    // What is said about them is none.
    let is_about = ["type", "endpoint", "url", "uri", "id"].iter().any(|end| name.ends_with(end));
    !is_about && WORDS.iter().any(|word| name.contains(word))
}
