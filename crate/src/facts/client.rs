//! Which client library the assertion looks like: a hint, by marks that no other known client leaves.

use super::fact;
use crate::decode::base64::{self, Spelling};
use crate::decode::guid::Guid;
use crate::decode::hex;
use crate::decode::json::{Member, Object};
use crate::decode::jws::Jws;
use crate::entra::LoginUrl;
use crate::report::{Fact, Form, say, words};

/// A client, the marks in words, and whether an assertion bears them.
struct Client {
    name: &'static str,
    marks: &'static str,
    fits: fn(&Marks) -> bool,
}

/// What the clients themselves write, read in their sources and in what they send.
const CLIENTS: [Client; 11] = [
    Client {
        name: "MSAL for .NET, 4.60 or later",
        marks: "times as strings, an unpadded thumbprint, no `iat`, ten minutes",
        fits: |m| m.strings && m.typ && m.url_thumbprint() && !m.kid && !m.iat && m.lifetime == 600 && !m.v1,
    },
    Client {
        name: "MSAL for .NET, 4.10 to 4.59",
        marks: "a hexadecimal `kid` beside `x5t`, no `iat`, ten minutes",
        fits: |m| {
            m.rs256 && m.x5t.is_some_and(is_url) && m.hex_kid && m.whole() && m.nbf && !m.iat && m.lifetime == 600
        },
    },
    Client {
        name: "MSAL Python, or azure-identity for Python",
        marks: "a padded thumbprint, fractions in `exp`, no `nbf`",
        fits: |m| m.fractions && m.typ && m.padded_thumbprint() && !m.nbf && m.iat && m.lifetime == 600,
    },
    Client {
        name: "MSAL Node, or @azure/identity",
        marks: "the order of its claims, an unpadded thumbprint, ten minutes",
        fits: |m| {
            m.order == ["aud", "exp", "iss", "sub", "nbf", "jti", "iat"]
                && m.typ
                && m.url_thumbprint()
                && m.lifetime == 600
        },
    },
    Client {
        name: "MSAL Java, 1.16.2 or later",
        marks: "RS256 with `x5t#S256` in standard base64, no `iat`",
        fits: |m| m.rs256 && m.x5t_s256.is_some_and(is_standard) && m.ints_without_iat(),
    },
    Client {
        name: "MSAL Java before 1.16.2, or ADAL4J",
        marks: "`x5t` in standard base64, no `typ`, no `iat`",
        fits: |m| m.rs256 && m.x5t.is_some_and(is_standard) && !m.any_typ && m.ints_without_iat(),
    },
    Client {
        name: "MSAL Go",
        marks: "PS256 with `x5t#S256` in standard base64, no `iat`",
        fits: |m| m.ps256 && m.x5t_s256.is_some_and(is_standard) && m.typ && m.ints_without_iat(),
    },
    Client {
        name: "MSAL Go before March 2025",
        marks: "RS256 with `x5t` in standard base64, `typ`, no `iat`",
        fits: |m| m.rs256 && m.x5t.is_some_and(is_standard) && m.typ && m.ints_without_iat() && !m.v1,
    },
    Client {
        name: "go-autorest",
        marks: "24 hours, a padded `x5t`, `x5c`, a `jti` that is no GUID",
        fits: |m| m.rs256 && m.lifetime == 86_400 && m.x5t.is_some_and(|one| one.padded) && m.x5c && !m.guid_jti,
    },
    Client {
        name: "Terraform (go-azure-sdk)",
        marks: "a padded thumbprint in `kid` alone, one hour",
        fits: |m| m.rs256 && m.thumbprint_kid && m.x5t.is_none() && m.x5t_s256.is_none() && m.lifetime == 3_600,
    },
    Client {
        name: "Posh-ACME",
        marks: "times as strings, one hour, the v1 endpoint",
        fits: |m| m.strings && m.rs256 && m.x5t.is_some_and(is_url) && m.lifetime == 3_600 && m.v1 && !m.iat,
    },
];

/// What tells clients apart.
#[expect(clippy::struct_excessive_bools, reason = "each is one mark")]
struct Marks<'a> {
    rs256: bool,
    ps256: bool,
    any_typ: bool,
    typ: bool,
    x5t: Option<Spelling>,
    x5t_s256: Option<Spelling>,
    kid: bool,
    hex_kid: bool,
    thumbprint_kid: bool,
    x5c: bool,
    strings: bool,
    fractions: bool,
    nbf: bool,
    iat: bool,
    /// In seconds, from `nbf`, else from `iat`; 0 where it is not whole.
    lifetime: i64,
    guid_jti: bool,
    v1: bool,
    order: Vec<&'a str>,
}

impl Marks<'_> {
    /// Exactly one thumbprint, as base64url without padding.
    fn url_thumbprint(&self) -> bool {
        self.x5t.xor(self.x5t_s256).is_some_and(is_url)
    }

    /// Exactly one thumbprint, with padding.
    fn padded_thumbprint(&self) -> bool {
        self.x5t.xor(self.x5t_s256).is_some_and(|one| one.padded && !one.standard)
    }

    /// Times as numbers without a fraction.
    fn whole(&self) -> bool {
        !self.strings && !self.fractions
    }

    /// The times, and what stands with them, as the older of Microsoft's clients write them.
    fn ints_without_iat(&self) -> bool {
        self.whole() && self.nbf && !self.iat && self.guid_jti && self.lifetime == 600 && !self.kid
    }
}

fn is_url(one: Spelling) -> bool {
    !one.padded && !one.standard
}

/// Certainly standard base64: padding alone would fit base64url, too.
fn is_standard(one: Spelling) -> bool {
    one.padded && one.standard
}

/// The row, if one client fits and no other.
pub(super) fn hint(jws: &Jws) -> Option<Fact> {
    let marks = marks(jws.header.as_ref()?, jws.claims.as_ref()?);
    let mut fitting = CLIENTS.iter().filter(|client| (client.fits)(&marks));
    let client = fitting.next().filter(|_| fitting.next().is_none())?;
    let note = say("a hint, no proof: {}", [words(client.marks)]);
    Some(fact("Looks like", client.name, Form::Text).with_note(note))
}

fn marks<'a>(header: &'a Object, claims: &'a Object) -> Marks<'a> {
    let string = |name| header.get(name).and_then(Member::string);
    let alg = string("alg").unwrap_or_default();
    let kid = string("kid");
    let spelling = |name| string(name).map(|text| Spelling::of(&text));
    let times: Vec<&Member> = ["exp", "nbf", "iat"].iter().filter_map(|name| claims.get(name)).collect();
    let number = |name| claims.get(name).and_then(Member::number).map(|number| number.value);
    let lifetime = number("exp").zip(number("nbf").or(number("iat"))).map_or(0.0, |(exp, start)| exp - start);
    let audience = claims.get("aud").and_then(Member::string).and_then(|aud| LoginUrl::parse(&aud));
    #[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
    Marks {
        rs256: alg == "RS256",
        ps256: alg == "PS256",
        any_typ: header.get("typ").is_some(),
        typ: string("typ").as_deref() == Some("JWT"),
        x5t: spelling("x5t"),
        x5t_s256: spelling("x5t#S256"),
        kid: kid.is_some(),
        hex_kid: kid.as_deref().is_some_and(|kid| hex::decode(kid).is_some_and(|bytes| hex::encode(&bytes) == kid)),
        thumbprint_kid: kid
            .as_deref()
            .is_some_and(|kid| Spelling::of(kid).padded && base64::decode(kid).is_some_and(|bytes| bytes.len() == 20)),
        x5c: header.get("x5c").is_some(),
        strings: !times.is_empty() && times.iter().all(|time| time.string().is_some()),
        fractions: times.iter().any(|time| time.shown().contains('.')),
        nbf: claims.get("nbf").is_some(),
        iat: claims.get("iat").is_some(),
        lifetime: lifetime.round() as i64,
        guid_jti: claims.get("jti").and_then(Member::string).is_some_and(|jti| Guid::parse(&jti).is_some()),
        v1: audience.is_some_and(|url| url.endpoint == "oauth2/token"),
        order: claims.members.iter().map(|member| member.name.as_str()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::hint;
    use crate::decode::base64;
    use crate::decode::jws::Jws;

    const V1: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/token";
    const V2: &str = "https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token";
    const JTI: &str = "0f9e8d7c-6b5a-4948-8726-150403020100";

    fn told(header: &str, aud: &str, times: &str, jti: &str) -> Option<String> {
        let claims = format!(r#"{{"aud":"{aud}","iss":"a","sub":"a","jti":"{jti}",{times}}}"#);
        let token = format!("{}.{}.AAAA", base64::encode_url(header.as_bytes()), base64::encode_url(claims.as_bytes()));
        hint(&Jws::parse(&token)).map(|fact| fact.value)
    }

    #[test]
    fn each_client_is_told_from_the_others() {
        let strings = r#""nbf":"1795328584","exp":"1795329184""#;
        let numbers = r#""nbf":1795328584,"exp":1795329184"#;
        let hour = r#""nbf":1795328584,"exp":1795332184"#;
        let day = r#""nbf":1795328584,"exp":1795414984"#;
        let cases = [
            (r#"{"alg":"PS256","typ":"JWT","x5t#S256":"QLhABH-H4v_f"}"#, V2, strings, JTI, Some("MSAL for .NET, 4.60")),
            (r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTq-wwd"}"#, V2, strings, JTI, Some("MSAL for .NET, 4.60")),
            (
                r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTq","kid":"BD95"}"#,
                V2,
                numbers,
                JTI,
                Some("MSAL for .NET, 4.10"),
            ),
            (r#"{"alg":"RS256","x5t#S256":"QLhABH+H4v/f="}"#, V2, numbers, JTI, Some("MSAL Java, 1.16.2")),
            (r#"{"alg":"RS256","x5t":"QLhABH+H4v/f="}"#, V2, numbers, JTI, Some("MSAL Java before")),
            (r#"{"alg":"PS256","typ":"JWT","x5t#S256":"QLhABH+H4v/f="}"#, V2, numbers, JTI, Some("MSAL Go")),
            (r#"{"alg":"RS256","typ":"JWT","x5t":"QLhABH+H4v/f="}"#, V2, numbers, JTI, Some("MSAL Go before")),
            (r#"{"alg":"RS256","typ":"JWT","x5t":"QLhABH-H4v_f=","x5c":["A"]}"#, V2, day, "x+/=", Some("go-autorest")),
            (r#"{"alg":"RS256","typ":"JWT","kid":"vZXm4eTqmwwdcYba-b9K8ZYSVaU="}"#, V2, hour, JTI, Some("Terraform")),
            (r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTq-wwd"}"#, V1, strings, JTI, None),
            (r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTq-wwd"}"#, V2, numbers, JTI, None),
            (r#"{"alg":"RS256","typ":"JWT","kid":"random"}"#, V2, hour, JTI, None),
        ];
        for (header, aud, times, jti, wanted) in cases {
            let seen = told(header, aud, times, jti);
            let fits = wanted.map_or(seen.is_none(), |name| seen.as_deref().is_some_and(|seen| seen.starts_with(name)));
            assert!(fits, "{header} {times}: {seen:?}");
        }
        let posh = told(
            r#"{"alg":"RS256","typ":"JWT","x5t":"vZXm4eTq-wwd"}"#,
            V1,
            r#""nbf":"1795328584","exp":"1795332184""#,
            JTI,
        );
        assert_eq!(posh.as_deref(), Some("Posh-ACME"));
    }
}
