//! Entra's codes: one row for each thing that a code says, with all that is known of it.
//!
//! The rows are Microsoft's error codes and refusals on record. "Error codes are subject to change at any time" (Microsoft,
//! reference-error-codes): what stands in no row is said to be unknown.

use super::refusal::{Advice, Detail, Refusal, Subject};
use crate::decode::entra_error::B2C;
use crate::report::Cause::{
    BadClaims, BadRequest, BadTime, FederationRefused, IssuerKey, NoCredentialMatches, NotRegistered, WrongIdentifier,
    WrongKey,
};

/// About something else than the assertion (facts 3.4), told by the code alone.
const OTHER: Refusal =
    Refusal { code: 0, phrase: None, alone: true, subject: Subject::Other, meaning: "", advice: None, prints: &[] };
/// About the assertion or its certificate, and why is not told.
const ASSERTION: Refusal = Refusal { subject: Subject::Assertion, ..OTHER };
/// About a federated identity credential, and which of the three causes it is.
const NO_CREDENTIAL: Refusal = Refusal {
    subject: Subject::Cause(NoCredentialMatches),
    meaning: "no federated identity credential of the application fits the token that was sent",
    advice: Some(Advice::Clause("give the token and the credentials, and they are compared here")),
    ..OTHER
};
const NO_CREDENTIAL_AT_ALL: Refusal = Refusal {
    meaning: "the application that was asked has no federated identity credential",
    advice: Some(Advice::Clause(
        "put the credential on this application, or let the client name the application that has it",
    )),
    ..NO_CREDENTIAL
};
const EXPRESSION: Refusal = Refusal {
    meaning: "the expression of a federated identity credential could not be used",
    advice: Some(Advice::Clause("put a credential with a plain subject in its place, or correct the expression")),
    ..NO_CREDENTIAL
};
const ISSUER_NOT_READ: Refusal = Refusal {
    subject: Subject::Cause(IssuerKey),
    meaning: "it could not read what the token's issuer publishes",
    advice: Some(Advice::Clause(
        "its `/.well-known/openid-configuration` and its keys are to be open to the internet; if the provider was down, try again",
    )),
    ..OTHER
};
const BY_RULE: Refusal = Refusal {
    subject: Subject::Cause(FederationRefused),
    meaning: "the tenant admits no token of this issuer, whatever the credential says",
    advice: Some(Advice::Clause("ask the tenant's administrators, or use another issuer")),
    ..OTHER
};
const NO_MANAGED_IDENTITY: Refusal = Refusal {
    meaning: "a token that Entra itself issued is taken only if it is a managed identity's",
    advice: Some(Advice::Clause(
        "send the token of a user-assigned managed identity of the same tenant, or that of an issuer outside of Entra",
    )),
    ..BY_RULE
};
const MUTUAL_TLS: Refusal =
    Refusal { meaning: "it is about the client certificate of a mutual TLS connection", ..ASSERTION };
const REVOKED: Refusal = Refusal { meaning: "the certificate has been revoked", ..ASSERTION };
const NOT_THE_ASSERTION: Refusal =
    Refusal { meaning: "it is about the request or the tenant, and not about the client assertion", ..OTHER };

const CERTIFICATE: &[Detail] = &[Detail::Thumbprint, Detail::Application];

const KEY_NOT_FOUND: Refusal = Refusal {
    alone: false,
    subject: Subject::Cause(NotRegistered),
    meaning: "no certificate registered on the application has the identifier that the assertion's header gives",
    advice: Some(Advice::RegisterOrSignWithAnother),
    prints: CERTIFICATE,
    ..OTHER
};
const KEY_EXPIRED: Refusal = Refusal {
    subject: Subject::Cause(BadTime),
    meaning: "the certificate that the assertion names was found, and Entra takes it to have expired",
    advice: Some(Advice::RegisterAnother),
    ..KEY_NOT_FOUND
};
/// Of a key that was found and whose time begins later (facts 7b.7).
const KEY_TOO_NEW: Refusal = Refusal {
    meaning: "the certificate that the assertion names was found, and is not valid yet",
    advice: Some(Advice::Clause(
        "wait until it is, or look at the clock of the machine that made it and at the start date in the registration",
    )),
    ..KEY_EXPIRED
};
const KEY_MISMATCH: Refusal = Refusal {
    subject: Subject::Cause(WrongKey),
    meaning: "the certificate that the assertion names was found, and the signature does not verify with its key",
    advice: Some(Advice::SignWithItsKey),
    ..KEY_NOT_FOUND
};
const INVALID_SIGNATURE: Refusal = Refusal {
    phrase: Some("contains an invalid signature"),
    meaning: "the client assertion was refused, and no reason is told that is known here",
    ..ASSERTION
};
const OUTSIDE_TIME: Refusal = Refusal {
    phrase: Some("client assertion is not within its valid time range"),
    subject: Subject::Cause(BadTime),
    meaning: "the assertion is outside the time from its `nbf` to its `exp`",
    advice: Some(Advice::MakeItInTime),
    ..OTHER
};
const AUDIENCE: Refusal = Refusal {
    alone: false,
    subject: Subject::Cause(BadClaims),
    meaning: "`aud` is not the endpoint that was asked",
    advice: Some(Advice::Clause("it is to be the token endpoint of the tenant and cloud that the request goes to")),
    ..OTHER
};
const NO_ASSERTION: Refusal = Refusal {
    subject: Subject::Cause(BadRequest),
    meaning: "no client assertion arrived: the parameter is missing or was damaged on its way",
    advice: Some(Advice::Clause("look at the body of the request as it was sent (`&amp;` for `&`, a missing name)")),
    ..OTHER
};
const NAME_THE_CERTIFICATE: Option<Advice> =
    Some(Advice::Clause("set `x5t#S256` to the SHA-256 thumbprint of the certificate, as base64url"));
const SIGN_WITH_RSA: Option<Advice> = Some(Advice::Clause("sign with an RSA key, as PS256"));
const PUT_CLIENT_ID: Option<Advice> = Some(Advice::Clause("both are to be the application's client ID"));

/// Of one code, the first row counts whose phrase is in the text, else the one that the code stands for alone.
pub(super) const REFUSALS: &[Refusal] = &[
    Refusal { code: 700_027, phrase: Some("key was not found"), ..KEY_NOT_FOUND },
    Refusal { code: 700_027, phrase: Some("key used is expired"), ..KEY_EXPIRED },
    Refusal { code: 700_027, phrase: Some("key used is expired"), ..KEY_TOO_NEW },
    Refusal { code: 700_027, phrase: Some("did not match the expected signature"), ..KEY_MISMATCH },
    Refusal { code: 700_027, phrase: Some("use of the key to verify the signature failed"), ..KEY_MISMATCH },
    Refusal {
        code: 700_027,
        phrase: Some("unsupported asymmetric signing algorithm"),
        meaning: "the signature algorithm is not supported",
        advice: SIGN_WITH_RSA,
        ..KEY_MISMATCH
    },
    Refusal { code: 700_027, phrase: Some("used to sign the client assertion is expired"), ..KEY_EXPIRED },
    Refusal { code: 700_027, phrase: Some("is not registered on application"), ..KEY_NOT_FOUND },
    Refusal { code: 700_027, ..INVALID_SIGNATURE },
    Refusal { code: 50012, phrase: Some("key was not found"), ..KEY_NOT_FOUND },
    Refusal { code: 50012, phrase: Some("key used is expired"), ..KEY_EXPIRED },
    Refusal { code: 50012, phrase: Some("did not match the expected signature"), ..KEY_MISMATCH },
    Refusal { code: 50012, alone: false, prints: CERTIFICATE, ..OUTSIDE_TIME },
    Refusal {
        code: 50012,
        phrase: Some("client assertion audience claim does not match"),
        prints: CERTIFICATE,
        ..AUDIENCE
    },
    Refusal {
        code: 50012,
        phrase: Some("invalid client secret"),
        alone: false,
        meaning: "a client secret was sent, and it is wrong",
        ..OTHER
    },
    Refusal { code: 50012, alone: false, ..INVALID_SIGNATURE },
    Refusal {
        code: 50012,
        meaning: "the client's credential was refused, and no reason is told that is known here",
        ..ASSERTION
    },
    Refusal {
        code: 700_021,
        phrase: Some("identifier doesn't match 'client_id' parameter"),
        subject: Subject::Cause(BadClaims),
        meaning: "`iss` of the assertion is not the `client_id` of the request",
        advice: PUT_CLIENT_ID,
        ..OTHER
    },
    Refusal { code: 700_023, phrase: Some("audience claim does not match"), ..AUDIENCE },
    // Microsoft's list describes the same number as InvalidResourcelessScope.
    Refusal { code: 700_023, meaning: "by most accounts `aud` is not the endpoint that was asked", ..ASSERTION },
    Refusal { code: 700_024, prints: &[Detail::ServerTime], ..OUTSIDE_TIME },
    Refusal {
        code: 700_025,
        phrase: Some("client is public"),
        subject: Subject::Cause(BadRequest),
        meaning: "the application is a public client, which sends no assertion",
        advice: Some(Advice::Clause(
            "leave the assertion out, or let the request come from a platform of the kind `Web`",
        )),
        ..OTHER
    },
    Refusal {
        code: 700_026,
        phrase: Some("no configured keys"),
        subject: Subject::Cause(NotRegistered),
        meaning: "the application has no certificate registered at all",
        advice: Some(Advice::Clause("register the certificate on it")),
        ..OTHER
    },
    Refusal {
        code: 700_030,
        phrase: Some("subject name in certificate isn't authorized"),
        alone: false,
        subject: Subject::Cause(NotRegistered),
        meaning: "the application does not trust the subject name of the certificate in `x5c`",
        advice: Some(Advice::Clause(
            "register the certificate itself on the application, or the subject name that it really has",
        )),
        ..OTHER
    },
    Refusal {
        code: 700_030,
        phrase: Some("different cloud"),
        alone: false,
        meaning: "the issuer of the certificate in `x5c` is of another cloud",
        ..ASSERTION
    },
    Refusal { code: 700_030, meaning: "the certificate in `x5c` was refused", ..ASSERTION },
    Refusal {
        code: 50027,
        phrase: Some("no certificate thumbprint"),
        alone: false,
        subject: Subject::Cause(WrongIdentifier),
        meaning: "the header names no certificate",
        advice: NAME_THE_CERTIFICATE,
        ..OTHER
    },
    Refusal {
        code: 50027,
        phrase: Some("jwt token is invalid or malformed"),
        alone: false,
        subject: Subject::Cause(BadRequest),
        meaning: "the JWT is invalid or malformed",
        advice: Some(Advice::Clause("look at it as it was sent, for lost or added characters")),
        ..OTHER
    },
    Refusal { code: 50027, meaning: "a JWT that was sent is invalid", ..ASSERTION },
    Refusal {
        code: 5_002_723,
        phrase: Some("nor keyid specified in token header"),
        subject: Subject::Cause(WrongIdentifier),
        meaning: "the header has none of `x5t`, `x5t#S256` and `kid`",
        advice: NAME_THE_CERTIFICATE,
        ..OTHER
    },
    Refusal {
        code: 5_002_727,
        phrase: Some("invalid jwt header type"),
        subject: Subject::Cause(BadRequest),
        meaning: "`typ` in the header is not `JWT`",
        advice: Some(Advice::Clause("set `typ` to `JWT`")),
        ..OTHER
    },
    Refusal {
        code: 5_002_730,
        phrase: Some("unsupported key for the signing algorithm"),
        subject: Subject::Cause(WrongKey),
        meaning: "the key does not go with the signature algorithm",
        advice: SIGN_WITH_RSA,
        ..OTHER
    },
    Refusal {
        code: 5_002_738,
        phrase: Some("is not a supported signature algorithm"),
        subject: Subject::Cause(WrongKey),
        meaning: "the signature algorithm is not supported",
        // `Invalid JWT token. 'ES384' is not a supported signature algorithm`
        advice: Some(Advice::Quoting {
            behind: "Invalid JWT token.",
            clause: "{} was sent, and PS256 with an RSA key is documented",
            otherwise: "another was sent, and PS256 with an RSA key is documented",
        }),
        ..OTHER
    },
    Refusal {
        code: 5_002_741,
        phrase: Some("number of audience values"),
        subject: Subject::Cause(BadClaims),
        meaning: "`aud` has more than one value",
        advice: Some(Advice::Clause("leave the tenant's token endpoint alone in it")),
        ..OTHER
    },
    Refusal {
        code: 50048,
        phrase: Some("subject must match the issuer"),
        subject: Subject::Cause(BadClaims),
        meaning: "`sub` is not the same as `iss`",
        advice: PUT_CLIENT_ID,
        ..OTHER
    },
    Refusal {
        code: 50032,
        phrase: Some("rsa key size"),
        subject: Subject::Cause(WrongKey),
        meaning: "the RSA key is too short",
        advice: Some(Advice::Clause("at least 2048 bits are wanted")),
        ..OTHER
    },
    Refusal {
        code: 90014,
        phrase: Some("the required field"),
        alone: false,
        subject: Subject::Cause(BadClaims),
        meaning: "a claim is missing from the assertion",
        advice: Some(Advice::Quoting { behind: "required field", clause: "add {}", otherwise: "add it" }),
        ..OTHER
    },
    Refusal {
        code: 90014,
        phrase: Some("the required field"),
        alone: false,
        subject: Subject::Cause(BadRequest),
        meaning: "a parameter is missing from the request",
        advice: Some(Advice::Quoting { behind: "required field", clause: "add {}", otherwise: "add it" }),
        ..OTHER
    },
    Refusal {
        code: 90014,
        phrase: Some("request body must contain"),
        alone: false,
        subject: Subject::Cause(BadRequest),
        meaning: "a parameter is missing from the request",
        advice: Some(Advice::Quoting { behind: "following parameter", clause: "add it ({})", otherwise: "add it" }),
        ..OTHER
    },
    Refusal { code: 90014, meaning: "a required field is missing", ..OTHER },
    Refusal {
        code: 90011,
        phrase: Some("unexpected client assertion type"),
        alone: false,
        subject: Subject::Cause(BadRequest),
        meaning: "`client_assertion_type` is not the one for a JWT",
        advice: Some(Advice::Clause("urn:ietf:params:oauth:client-assertion-type:jwt-bearer is wanted")),
        ..OTHER
    },
    Refusal { code: 90011, meaning: "the type of the client assertion was not expected", ..ASSERTION },
    Refusal {
        code: 1_000_502,
        phrase: Some("not within its specified validity window"),
        subject: Subject::Cause(BadTime),
        meaning: "the certificate is outside its validity",
        advice: Some(Advice::Clause("use one that is valid, and register it")),
        ..OTHER
    },
    Refusal { code: 7_000_213, meaning: "the chain of certificates in `x5c` is invalid", ..ASSERTION },
    Refusal { code: 7_000_214, ..REVOKED },
    Refusal { code: 7_000_277, ..REVOKED },
    Refusal {
        code: 7_000_274,
        meaning: "the signature or the certificate was refused; Microsoft's own sources differ on which",
        ..ASSERTION
    },
    Refusal { code: 392_200, ..MUTUAL_TLS },
    Refusal { code: 392_204, ..MUTUAL_TLS },
    Refusal { code: 50171, ..MUTUAL_TLS },
    Refusal { code: 500_181, ..MUTUAL_TLS },
    Refusal { code: 51000, ..MUTUAL_TLS },
    Refusal { code: 100_007, ..MUTUAL_TLS },
    Refusal { code: 7_000_216, ..NO_ASSERTION },
    // The same in older words.
    Refusal { code: WRAPPER, phrase: Some("must contain the following parameter"), alone: false, ..NO_ASSERTION },
    Refusal { code: 7_000_218, ..NO_ASSERTION },
    Refusal {
        code: B2C + 99_027,
        subject: Subject::Cause(BadRequest),
        meaning: "the policy of Azure AD B2C takes a client secret and no assertion, as documented",
        advice: Some(Advice::Clause("send a client secret, or ask the tenant's token endpoint without the policy")),
        ..OTHER
    },
    Refusal {
        code: 50013,
        meaning: "the user's token in `assertion` (on-behalf-of) did not verify; thumbprint and key in the text are those of its issuer, not yours",
        ..OTHER
    },
    Refusal {
        code: 500_131,
        meaning: "the user's token in `assertion` (on-behalf-of) is meant for another application",
        ..OTHER
    },
    Refusal { code: 500_133, meaning: "the user's token in `assertion` (on-behalf-of) has expired", ..OTHER },
    Refusal { code: 50107, meaning: "the issuer of a SAML or JWT bearer grant is not known to the tenant", ..OTHER },
    Refusal { code: 700_016, meaning: "the tenant that was asked has no application with this client ID", ..OTHER },
    Refusal { code: 90002, meaning: "there is no such tenant", ..OTHER },
    Refusal { code: 900_023, meaning: "the tenant in the URL is neither a domain nor a GUID", ..OTHER },
    Refusal { code: 7_000_215, meaning: "a client secret was sent, and it is wrong", ..OTHER },
    Refusal { code: 7_000_222, meaning: "a client secret was sent, and it has expired", ..OTHER },
    Refusal { code: 7_000_112, meaning: "the application is disabled", ..OTHER },
    Refusal { code: 500_011, meaning: "the resource that a token was asked for does not exist in the tenant", ..OTHER },
    Refusal { code: 70011, meaning: "the `scope` is invalid", ..OTHER },
    Refusal { code: 1_002_012, meaning: "the `scope` is none that client credentials may ask for", ..OTHER },
    Refusal { code: 900_561, meaning: "the endpoint was asked by another method than `POST`", ..OTHER },
    Refusal { code: 7_000_229, meaning: "the application has no service principal in the tenant", ..OTHER },
    Refusal { code: 65001, meaning: "consent to the application is missing", ..OTHER },
    Refusal { code: 9_001_023, meaning: "the grant type does not go with the endpoint", ..OTHER },
    Refusal { code: 900_382, ..NOT_THE_ASSERTION },
    Refusal { code: 90038, ..NOT_THE_ASSERTION },
    Refusal { code: 9_002_313, meaning: "the request is malformed", ..OTHER },
    Refusal { code: 900_144, meaning: "a parameter is missing from the request", ..OTHER },
    Refusal { code: 53003, meaning: "conditional access blocks the token", ..OTHER },
    Refusal { code: 90010, meaning: "the grant type is not supported at `common` or `consumers`", ..OTHER },
    Refusal { code: 70021, ..NO_CREDENTIAL },
    Refusal {
        code: 700_211,
        meaning: "no federated identity credential of the application has the token's issuer",
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 700_212,
        meaning: "no federated identity credential of the application has the token's audience",
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 700_213,
        meaning: "no federated identity credential of the application has the token's subject",
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 7_002_131,
        meaning: "neither a subject nor an expression of the application's federated identity credentials fits the token",
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 7_002_137,
        meaning: "the credential's subject does not write the tenant as the token does",
        advice: Some(Advice::Clause("in `/eid1/c/pub/t/…` it is the base64url of the 16 bytes of the tenant's ID")),
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 7_002_138,
        meaning: "a federated identity credential differs from the token in upper and lower case",
        advice: Some(Advice::Clause("delete it and create it anew, with the subject as the token spells it")),
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 700_214,
        meaning: "by most accounts the credential's audience is not the one of the token exchange",
        advice: Some(Advice::Clause("it is to be `api://AzureADTokenExchange`, also where the token has a GUID")),
        ..NO_CREDENTIAL
    },
    Refusal {
        code: 7_002_121,
        meaning: "the token is one for another resource",
        advice: Some(Advice::Clause("ask for a token with the scope `api://AzureADTokenExchange/.default`")),
        ..NO_CREDENTIAL
    },
    Refusal { code: 7_000_226, ..NO_CREDENTIAL_AT_ALL },
    Refusal { code: 70025, ..NO_CREDENTIAL_AT_ALL },
    Refusal { code: 700_222, ..NO_MANAGED_IDENTITY },
    Refusal { code: 700_226, ..NO_MANAGED_IDENTITY },
    Refusal { code: 700_227, meaning: "a token for this audience is not taken", ..NO_MANAGED_IDENTITY },
    Refusal {
        code: 700_229,
        meaning: "the token is a user's, and only an application's is taken",
        ..NO_MANAGED_IDENTITY
    },
    Refusal {
        code: 700_231,
        meaning: "the token was itself got by a federated identity credential, and such a chain is not taken",
        advice: Some(Advice::Clause(
            "put a credential for the first issuer on the application itself, and send that issuer's token",
        )),
        ..BY_RULE
    },
    Refusal {
        code: 700_236,
        meaning: "the managed identity is of another tenant than the application",
        advice: Some(Advice::Clause(
            "use a managed identity of the application's own tenant, or an application in the identity's tenant",
        )),
        ..BY_RULE
    },
    Refusal { code: 700_223, ..BY_RULE },
    Refusal { code: 700_238, ..BY_RULE },
    Refusal {
        code: 7_002_381,
        meaning: "the tenant's policy admits tokens of GitHub only with an `enterprise` claim that it names, and this one has another or none",
        advice: Some(Advice::Clause(
            "run it from a repository of such an enterprise, or ask the tenant's administrators",
        )),
        ..BY_RULE
    },
    Refusal {
        code: 70052,
        meaning: "for tokens of this issuer the application must be a single-tenant one",
        advice: Some(Advice::Clause(
            "make it one (`AzureADMyOrg`), or put the credential on a user-assigned managed identity",
        )),
        ..BY_RULE
    },
    Refusal { code: 90061, ..ISSUER_NOT_READ },
    Refusal { code: 50166, ..ISSUER_NOT_READ },
    Refusal { code: 501_661, ..ISSUER_NOT_READ },
    Refusal {
        code: 7_000_272,
        meaning: "the key of the token is not among those that its issuer publishes, as far as Entra has read them",
        advice: Some(Advice::Clause(
            "let the issuer publish the key with this `kid`; if it does, wait, for Entra keeps the keys for a while",
        )),
        ..ISSUER_NOT_READ
    },
    Refusal { code: 700_233, ..EXPRESSION },
    Refusal { code: 700_234, ..EXPRESSION },
    Refusal { code: 700_235, meaning: "a managed identity's credentials cannot have an expression", ..EXPRESSION },
    Refusal { code: 700_237, ..EXPRESSION },
    Refusal { code: 7_002_241, meaning: "this issuer cannot be used with an expression", ..EXPRESSION },
    Refusal {
        code: 700_263,
        subject: Subject::Federated,
        meaning: "by some accounts two credentials have one subject, for Entra's two issuers of one tenant",
        ..OTHER
    },
    Refusal {
        code: WRAPPER,
        meaning: "the client's credential was refused; the code behind this one would say why",
        ..ASSERTION
    },
];

/// The code that only wraps another one.
pub(super) const WRAPPER: u32 = 70002;

/// What these codes say of a federated token, and not of a certificate's assertion.
pub(super) const OF_FEDERATED: &[Refusal] = &[
    Refusal {
        code: 5_002_738,
        meaning: "it does not take the algorithm that the issuer signs with",
        advice: Some(Advice::Clause("let the issuer sign with RS256")),
        ..ISSUER_NOT_READ
    },
    Refusal {
        code: 5_002_727,
        meaning: "it does not take the `typ` in the token's header",
        advice: Some(Advice::Clause("let the issuer write `JWT`, or leave it out")),
        ..ISSUER_NOT_READ
    },
    Refusal {
        code: 900_382,
        meaning: "it takes no token of another cloud",
        advice: Some(Advice::Clause("use an issuer and an application of one cloud")),
        ..BY_RULE
    },
];
