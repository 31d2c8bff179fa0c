//! What the portal and the tools show as text: thumbprints, lists of key credentials, decoded tokens.

use assertion_inspector::inspect;
use assertion_inspector::report::{CauseStatus, Kind, Outcome, Report, Status};
use assertion_inspector::request::{Context, Request, Role, Source};

use super::cases::{seconds, valid};
use super::mint::{decode, encode, fill, segment};
use super::{dropped, finding, pasted};

const APP: &str = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const KEY: &str = "e5b7c9d1-2f3a-4b4c-8d5e-6f708192a3b4";

/// What a text says of the thumbprint in it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    /// Nothing: the person is asked.
    Asked,
    Mine,
    /// The thumbprint is in a list that need not be all, or is nobody knows whose.
    Listed,
    /// The thumbprint is all that the application has.
    Whole,
    /// Its first bytes are in a list.
    Cut,
    /// It is no thumbprint of the client's certificate.
    Other,
}

/// Texts with `{X}`, the SHA-1 in upper-case digits; `{x}` in lower case, `{X:}` and `{X }` in groups, `{S}` in base64, `{u}` in
/// base64url, `{B}` the first bytes as numbers; `{Y:}` the SHA-256.
const FORMS: &[(&str, Says, &str)] = &[
    ("upper case", Says::Asked, "{X}"),
    ("lower case", Says::Asked, "{x}"),
    ("colons", Says::Asked, "{X:}"),
    ("blanks", Says::Asked, "{X }"),
    ("the mark that Windows puts in front", Says::Asked, "\u{200E}{x}"),
    ("quotes", Says::Asked, "\"{X}\""),
    ("base64", Says::Asked, "{S}"),
    ("base64url", Says::Asked, "{u}"),
    ("a label", Says::Asked, "Thumbprint: {X}"),
    ("a label in a line of its own", Says::Asked, "Thumbprint\n{x}"),
    ("a ticket", Says::Asked, "The portal shows this one, of the same issuer.\nThumbprint: {X}"),
    ("openssl, SHA-1", Says::Mine, "SHA1 Fingerprint={X:}"),
    ("openssl 3, SHA-256", Says::Mine, "sha256 Fingerprint={Y:}"),
    (
        "openssl, with names",
        Says::Mine,
        "subject=CN = client\nnotAfter=Jul  1 00:00:00 2027 GMT\nSHA1 Fingerprint={X:}",
    ),
    (
        "keytool",
        Says::Mine,
        "Alias name: entra\nOwner: CN=client\nSerial number: 336064bda751114ed6b2a00724b0f67bf29096de\nCertificate fingerprints:\n\t SHA1: {X:}\n\t SHA256: {Y:}\nSignature algorithm name: SHA256withRSA",
    ),
    ("keytool, short", Says::Mine, "entra, Nov 27, 2026, PrivateKeyEntry, \nCertificate fingerprint (SHA-1): {X:}"),
    (
        "certutil",
        Says::Mine,
        "================ Certificate 0 ================\nSerial Number: 336064bda751114ed6b2a00724b0f67bf29096de\nIssuer: CN=client\nSubject: CN=client\nCert Hash(sha1): {x}\n  Key Container = te-client-1c2d3e4f-5061-4728-b394-a5b6c7d8e9f0\nCertUtil: -store command completed successfully.",
    ),
    (
        "Get-ChildItem Cert:",
        Says::Mine,
        "   PSParentPath: Microsoft.PowerShell.Security\\Certificate::CurrentUser\\My\n\nThumbprint                                Subject\n----------                                -------\n{X}  CN=client",
    ),
    (
        "Get-ChildItem | fl",
        Says::Mine,
        "Subject      : CN=client\nIssuer       : CN=client\nThumbprint   : {X}\nFriendlyName : \n",
    ),
    (
        "X509Certificate2.ToString()",
        Says::Mine,
        "[Subject]\n  CN=client\n\n[Serial Number]\n  336064BDA751114ED6B2A00724B0F67BF29096DE\n\n[Thumbprint]\n  {X}",
    ),
    (
        "macOS security",
        Says::Mine,
        "SHA-256 hash: {Y}\nSHA-1 hash: {X}\nkeychain: \"login.keychain-db\"\n    \"hpky\"<blob>=0xFE8133720E0F74FCCE56FA9ACE70820BE2E5C5ED  \"x\"",
    ),
    ("Keychain Access", Says::Mine, "Subject Name\nclient\nFingerprints\nSHA-1\n{X }"),
    (
        "Key Vault in the portal",
        Says::Mine,
        "Subject\nCN=client\nX.509 SHA-1 Thumbprint (in hex)\n{X}\nX.509 SHA-1 Thumbprint\n{u}",
    ),
    (
        "az keyvault certificate list",
        Says::Mine,
        "[{\"id\": \"https://v.vault.azure.net/certificates/daemon\", \"x509Thumbprint\": \"{u}\", \"x509ThumbprintHex\": \"{X}\"}]",
    ),
    (
        "appsettings.json",
        Says::Mine,
        "{\"AzureAd\": {\"ClientCertificates\": [{\"SourceType\": \"StoreWithThumbprint\", \"CertificateStorePath\": \"CurrentUser/My\", \"CertificateThumbprint\": \"{X}\"}]}}",
    ),
    ("a row of the portal", Says::Listed, "{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}"),
    (
        "the table of the portal",
        Says::Listed,
        "Thumbprint\tDescription\tStart date\tExpires\tCertificate ID\n{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}",
    ),
    (
        "the portal, each cell in its line",
        Says::Listed,
        "Thumbprint\nDescription\nStart date\nExpires\nCertificate ID\n{X}\nCN=client\n7/1/2025\n7/1/2027\n{K}",
    ),
    (
        "the portal's page, without its address",
        Says::Listed,
        "Certificates (1)\nClient secrets (0)\nThumbprint\tDescription\tStart date\tExpires\tCertificate ID\n{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}",
    ),
    (
        "the portal's page and its address",
        Says::Whole,
        "https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/{A}/isMSAApp~/false\nCertificates (1)\nClient secrets (0)\nThumbprint\tDescription\tStart date\tExpires\tCertificate ID\n{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}",
    ),
    (
        "the portal's page, of which a row is missing",
        Says::Listed,
        "https://portal.azure.com/~/Credentials/appId/{A}/isMSAApp~/false\nCertificates (2)\nThumbprint\tDescription\tStart date\tExpires\tCertificate ID\n{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}",
    ),
    (
        "az -o tsv",
        Says::Listed,
        "{X}\tCN=client\t2027-07-01T00:00:00Z\tNone\t{K}\t2025-07-01T00:00:00Z\tAsymmetricX509Cert\tVerify",
    ),
    (
        "az -o table",
        Says::Listed,
        "CustomKeyIdentifier                       DisplayName    EndDateTime           KeyId                                 StartDateTime         Type                Usage\n----------------------------------------  -------------  --------------------  ------------------------------------  --------------------  ------------------  -------\n{X}  CN=client      2027-07-01T00:00:00Z  {K}  2025-07-01T00:00:00Z  AsymmetricX509Cert  Verify",
    ),
    (
        "az --query -o table",
        Says::Listed,
        "Name       Thumbprint                                KeyId\n---------  ----------------------------------------  ------------------------------------\nCN=client  {X}  {K}",
    ),
    (
        "az -o yaml",
        Says::Listed,
        "- customKeyIdentifier: {X}\n  displayName: CN=client\n  endDateTime: '2027-07-01T00:00:00Z'\n  key: null\n  keyId: {K}\n  startDateTime: '2025-07-01T00:00:00Z'\n  type: AsymmetricX509Cert\n  usage: Verify",
    ),
    (
        "az ad app show -o yaml",
        Says::Whole,
        "addIns: []\nappId: {A}\ndisplayName: daemon\nid: 0d9c8b7a-6f5e-4d3c-9b2a-1908f7e6d5c4\nidentifierUris: []\nkeyCredentials:\n- customKeyIdentifier: {X}\n  displayName: CN=client\n  endDateTime: '2027-07-01T00:00:00Z'\n  key: null\n  keyId: {K}\n  startDateTime: '2025-07-01T00:00:00Z'\n  type: AsymmetricX509Cert\n  usage: Verify\npasswordCredentials:\n- customKeyIdentifier: null\n  displayName: a secret\n  hint: abc\n  keyId: 11111111-2222-4333-8444-555555555555\nsignInAudience: AzureADMyOrg",
    ),
    (
        "az ad app show -o yaml, which ends too early",
        Says::Listed,
        "appId: {A}\ndisplayName: daemon\nidentifierUris: []\nkeyCredentials:\n- customKeyIdentifier: {X}\n  displayName: CN=client\n  keyId: {K}\n  type: AsymmetricX509Cert\n  usage: Verify\n- customKeyIden",
    ),
    (
        "Microsoft Graph, which ends too early",
        Says::Listed,
        "{\n  \"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#applications/$entity\",\n  \"appId\": \"{A}\",\n  \"signInAudience\": \"AzureADMyOrg\",\n  \"keyCredentials\": [\n    {\n      \"customKeyIdentifier\": \"{X}\",\n      \"keyId\": \"{K}\",\n      \"type\": \"AsymmetricX509Cert\",\n      \"usage\": \"Verify\"\n    },\n    {\n      \"customKeyId",
    ),
    (
        "Format-List",
        Says::Cut,
        "\n\nCustomKeyIdentifier  : {B}\nDisplayName          : CN=client\nEndDateTime          : 7/1/2027 12:00:00 AM\nKey                  : \nKeyId                : {K}\nStartDateTime        : 7/1/2025 12:00:00 AM\nType                 : AsymmetricX509Cert\nUsage                : Verify\nAdditionalProperties : {}\n\n",
    ),
    (
        "Format-Table",
        Says::Cut,
        "CustomKeyIdentifier      DisplayName EndDateTime          Key KeyId                                StartDateTime        Type               Usage\n-------------------      ----------- -----------          --- -----                                -------------        ----               -----\n{B}    CN=client   7/1/2027 12:00:00 AM     {K} 7/1/2025 12:00:00 AM AsymmetricX509Cert Verify",
    ),
    (
        "Invoke-MgGraphRequest",
        Says::Listed,
        "Name                           Value\n----                           -----\ncustomKeyIdentifier            {X}\ndisplayName                    CN=client\nkeyId                          {K}\ntype                           AsymmetricX509Cert\nusage                          Verify",
    ),
    (
        "Register-PnPAzureADApp",
        Says::Listed,
        "Pfx file               : C:\\temp\\daemon.pfx\nAzureAppId/ClientId    : {A}\nCertificate Thumbprint : {X}\nBase64Encoded          : MIIK(omitted)",
    ),
    (
        "Ansible",
        Says::Listed,
        "{\"applications\": [{\"app_id\": \"{A}\", \"object_id\": \"0d9c8b7a-6f5e-4d3c-9b2a-1908f7e6d5c4\", \"key_credentials\": [{\"custom_key_identifier\": \"{S}\", \"key_id\": \"{K}\", \"type\": \"AsymmetricX509Cert\", \"usage\": \"Verify\"}]}]}",
    ),
    (
        "Microsoft365DSC",
        Says::Listed,
        "AADApplication 'daemon'\n{\n    DisplayName    = \"daemon\";\n    AppId          = \"{A}\";\n    KeyCredentials = @(\n        MSFT_MicrosoftGraphkeyCredential{\n            Usage = 'Verify'\n            Type = 'AsymmetricX509Cert'\n            KeyId = '{K}'\n            CustomKeyIdentifier = '{S}'\n        }\n    );\n}",
    ),
    (
        "a sign-in that Entra let in",
        Says::Listed,
        "{\"appId\": \"{A}\", \"servicePrincipalCredentialKeyId\": \"{K}\", \"servicePrincipalCredentialThumbprint\": \"{X}\", \"status\": {\"errorCode\": 0}}",
    ),
    ("a serial number", Says::Other, "Serial Number: {x}"),
    ("a serial number below its label", Says::Other, "        Serial Number:\n            {X:}"),
    ("a key identifier", Says::Other, "X509v3 Subject Key Identifier: \n    {X:}"),
    ("a commit", Says::Other, "commit {x}\nAuthor: A\n\n    certificate: renew it"),
    ("the hash of a file", Says::Other, "{x}  client.pem"),
    (
        "the card of single sign-on with SAML",
        Says::Other,
        "SAML Certificates\nToken signing certificate\nStatus\nActive\nThumbprint\n{X}\nExpiration\n7/1/2027, 2:00:00 AM\nApp Federation Metadata Url\nhttps://login.microsoftonline.com/x",
    ),
];

/// A form with the thumbprints of this certificate.
fn form(text: &str, certificate: &str) -> String {
    let of = |what: &str| fill(&format!("{{{certificate} {what}}}"));
    let (sha1, sha256) = (of("sha1 hex"), of("sha256 hex"));
    let groups = |digits: &str, between: &str| {
        digits
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).into_owned())
            .collect::<Vec<_>>()
            .join(between)
    };
    let bytes = decode(&of("sha1 base64url"));
    let first = bytes.iter().take(4).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let padded = base64(&bytes);
    text.replace("{X:}", &groups(&sha1, ":"))
        .replace("{X }", &groups(&sha1, " "))
        .replace("{X}", &sha1)
        .replace("{x}", &sha1.to_ascii_lowercase())
        .replace("{Y:}", &groups(&sha256, ":"))
        .replace("{Y}", &sha256)
        .replace("{S}", &padded)
        .replace("{u}", &of("sha1 base64url"))
        .replace("{B}", &format!("{{{first}…}}"))
        .replace("{A}", APP)
        .replace("{K}", KEY)
}

fn base64(bytes: &[u8]) -> String {
    super::mint::standard(bytes)
}

fn report(sources: Vec<Source>, thumbprints: Vec<(String, Role)>) -> Report {
    let mut context = Context { now: seconds("2026-01-01T00:05:00Z"), ..Context::default() };
    context.expected.thumbprints = thumbprints;
    inspect(&Request { sources, context })
}

fn status(report: &Report, cause: &str) -> CauseStatus {
    report.causes.iter().find(|one| super::word(one.id) == cause).unwrap().status
}

/// A valid assertion by `client` that names it by its SHA-1.
fn assertion() -> Source {
    let header = fill(r#"{"alg":"RS256","typ":"JWT","x5t":"{client sha1 base64url}"}"#);
    let message = format!("{}.{}", encode(header), valid("client").split('.').nth(1).unwrap());
    let signature = segment("client", "RS256", &message);
    pasted(format!("{message}.{signature}"))
}

/// The kinds that were found beside an assertion.
fn kinds(report: &Report) -> Vec<Kind> {
    report.sources.iter().map(|one| one.kind).filter(|kind| *kind != Kind::Assertion).collect()
}

/// What a text says of its thumbprint, as a valid assertion by `client` beside it shows.
fn said(text: &str) -> Says {
    let of = |certificate: &str| report(vec![assertion(), pasted(form(text, certificate))], Vec::new());
    let (own, other) = (of("client"), of("other"));
    let reason = |report: &Report, id: &str| {
        let found = finding(report, id);
        (found.verdict, found.reason)
    };
    let registered = |report: &Report| reason(report, "registration/certificate");
    match kinds(&own).first() {
        Some(Kind::Registration) if registered(&other) == (Outcome::Fail, Some("absent")) => Says::Whole,
        Some(Kind::Registration) if registered(&own).0 == Outcome::Pass => Says::Listed,
        Some(Kind::Registration) => Says::Cut,
        Some(Kind::Thumbprint) if own.sections.iter().any(|section| section.id == "thumbprint.0") => Says::Mine,
        Some(Kind::Thumbprint) => Says::Asked,
        _ => Says::Other,
    }
}

/// The roundabouts that a text may take without a change in what it says.
const CARRIERS: [fn(&str) -> String; 4] = [
    str::to_owned,
    |text| text.lines().map(|line| format!("> {line}\n")).collect(),
    |text| format!("```\n{text}\n```\n"),
    |text| text.replace('\n', "\r\n"),
];

#[test]
fn each_form_says_what_it_is() {
    let mut wrong = Vec::new();
    for (name, says, text) in FORMS {
        for (n, carrier) in CARRIERS.iter().enumerate() {
            let found = said(&carrier(text));
            if found != *says {
                wrong.push(format!("{name}, {n}: {found:?} instead of {says:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// By itself a thumbprint proves nothing: it may be copied from the client that signs.
#[test]
fn a_bare_thumbprint_reassures_nobody() {
    for (name, _, text) in FORMS.iter().filter(|(_, says, _)| matches!(says, Says::Asked | Says::Mine | Says::Other)) {
        for given in [vec![], vec![dropped("client.pem")]] {
            let mut sources = vec![assertion(), pasted(form(text, "client"))];
            sources.extend(given);
            let report = report(sources, Vec::new());
            assert_eq!(status(&report, "not_registered"), CauseStatus::Unknown, "{name}");
            assert_eq!(report.verdict.status, Status::Incomplete, "{name}");
        }
    }
}

/// What the person says of it holds, and the report says that it is theirs.
#[test]
fn the_person_says_what_a_thumbprint_is() {
    let words = |certificate: &str, role| {
        let digits = fill(&format!("{{{certificate} sha1 hex}}"));
        let sources = vec![assertion(), dropped("client.pem"), pasted(digits.to_ascii_lowercase())];
        let report = report(sources, vec![(digits, role)]);
        let found = finding(&report, "registration/certificate");
        let message = found.message.plain();
        (status(&report, "not_registered"), report.verdict.status, message.contains("as you say"))
    };
    assert_eq!(words("client", Role::Registered), (CauseStatus::RuledOut, Status::Incomplete, true));
    assert_eq!(words("client", Role::RegisteredAll), (CauseStatus::RuledOut, Status::Incomplete, true));
    assert_eq!(words("client", Role::Mine), (CauseStatus::Unknown, Status::Incomplete, false));
    assert_eq!(words("other", Role::Registered), (CauseStatus::Unknown, Status::Incomplete, false));
    assert_eq!(words("other", Role::RegisteredAll), (CauseStatus::Confirmed, Status::Mismatch, true));
    assert_eq!(words("other", Role::Mine), (CauseStatus::Unknown, Status::Incomplete, false));
}

/// Decoded tokens, with `{H}` and `{C}` for header and claims as JSON, and the names of the parts that are told.
const DECODED: &[(&str, &str, &str)] = &[
    ("jwt.ms", "header claims", "{H}.{C}.[Signature]"),
    ("jwt.io", "header claims", "HEADER:ALGORITHM & TOKEN TYPE\n\n{H}\n\nPAYLOAD:DATA\n\n{C}\n\nVERIFY SIGNATURE"),
    (
        "step",
        "header claims",
        "{\n  \"header\": {H},\n  \"payload\": {C},\n  \"signature\": \"jo6nyJZWpYW2ZMs-LrfanrBtLUiprMpA6Vch\"\n}",
    ),
    ("jwt-cli", "header claims", "Token header\n------------\n{H}\n\nToken claims\n------------\n{C}"),
    ("Python", "header claims", "{h}\n{c}"),
    ("JwtSecurityToken.ToString()", "header claims", "{H}.{C}"),
    (
        "a log",
        "header claims",
        "2026-01-01 DEBUG o.e.Client - JWT header: {H}\n2026-01-01 DEBUG o.e.Client - JWT claims: {C}",
    ),
    ("a ticket", "header claims", "We send this header:\n\n{H}\n\nand these claims:\n\n{C}\n\nand it is refused."),
    (
        "Format-List",
        "header claims",
        "alg : PS256\ntyp : JWT\nx5t : {u}\n\naud : https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token\niss : {A}\nsub : {A}\nexp : 1767226200\nnbf : 1767225600\njti : 0f9e8d7c-6b5a-4948-8726-150403020100\n",
    ),
    ("a header", "header", "{H}"),
    ("claims", "claims", "{C}"),
];

fn decoded(text: &str, header: &str, claims: &str) -> String {
    let python = |json: &str| json.replace('"', "'");
    let text = text.replace("{h}", &python(header)).replace("{c}", &python(claims));
    form(&text.replace("{H}", header).replace("{C}", claims), "client")
}

/// Header and claims are checked, and nothing that rests on the signature is decided.
#[test]
fn a_decoded_token_is_checked_as_far_as_it_goes() {
    let header = fill(r#"{"alg":"PS256","typ":"JWT","x5t":"{client sha1 base64url}"}"#);
    let claims = format!(
        r#"{{"aud":"https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token","iss":"{APP}","sub":"{APP}","exp":1767226200,"nbf":1767225600,"jti":"0f9e8d7c-6b5a-4948-8726-150403020100"}}"#
    );
    for (name, parts, text) in DECODED {
        for carrier in CARRIERS {
            let with = |header: &str, claims: &str| {
                let token = pasted(carrier(&decoded(text, header, claims)));
                report(vec![token, dropped("client.pem")], Vec::new())
            };
            let healthy = with(&header, &claims);
            assert_eq!(kinds(&healthy).first(), Some(&Kind::Certificate), "{name}: {:?}", healthy.sources);
            assert_eq!(super::failing(&healthy), Vec::<String>::new(), "{name}");
            assert_eq!(healthy.verdict.status, Status::Incomplete, "{name}");
            assert_eq!(status(&healthy, "wrong_key"), CauseStatus::Unknown, "{name}");
            let of = |part: &str| healthy.sections.iter().any(|section| section.id == part);
            let told = ["header", "claims"].into_iter().filter(|part| of(part)).collect::<Vec<_>>().join(" ");
            assert_eq!(told, *parts, "{name}");
            // A planted defect in what is told is found.
            if parts.contains("header") && text.contains(['H', 'h']) && !text.contains("{u}") {
                let found = with(&header.replace("PS256", "HS256"), &claims);
                assert_eq!(finding(&found, "header/alg").reason, Some("hmac"), "{name}");
            }
            if parts.contains("claims") && !text.contains("{u}") {
                let found = with(&header, &claims.replace("\"exp\":1767226200,", ""));
                assert_eq!(finding(&found, "claims/exp").reason, Some("missing"), "{name}");
            }
        }
    }
}

/// Certificates where no armour says so: each is found, and each once.
#[test]
fn certificates_are_found_wherever_they_stand() {
    let (client, other) = (fill("{client der}"), fill("{other der}"));
    let lines = |digits: &str| {
        digits
            .as_bytes()
            .chunks(64)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let pem = String::from_utf8(dropped("client.pem").bytes).unwrap();
    for (name, count, text) in [
        (
            "Key Vault",
            1,
            format!(
                "{{\"cer\": \"{client}\", \"kid\": \"https://v.vault.azure.net/keys/daemon/1\", \"key\": {{\"kty\": \"RSA\"}}}}"
            ),
        ),
        (
            "SAML metadata",
            2,
            format!(
                "<ds:X509Certificate>{client}</ds:X509Certificate>\n<X509Certificate>\n{}\n</X509Certificate>",
                lines(&other)
            ),
        ),
        ("Kubernetes", 1, format!("apiVersion: v1\ndata:\n  tls.crt: {}\nkind: Secret", base64(pem.as_bytes()))),
        ("two lines", 2, format!("{client}\n{other}")),
        ("two, in lines of 64", 2, format!("{}\n\n{}", lines(&client), lines(&other))),
        (
            "a literal of a program",
            1,
            format!("var certificate = new X509Certificate2(Convert.FromBase64String(\"{client}\"));"),
        ),
        ("a variable", 1, format!("export CERTIFICATE={client}")),
        (
            "hexadecimal in Terraform's state",
            1,
            format!(
                "certificate_data = \"{}\"\ncertificate_data_base64 = \"{client}\"",
                hex(&decode_standard(&client))
            ),
        ),
        ("armour without its end", 1, pem.split("-----END").next().unwrap().to_owned()),
        ("one line with blanks", 1, pem.replace('\n', " ")),
    ] {
        let report = report(vec![pasted(text)], Vec::new());
        let found = kinds(&report).into_iter().filter(|kind| *kind == Kind::Certificate).count();
        assert_eq!(found, count, "{name}: {:?}", report.sources);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn decode_standard(digits: &str) -> Vec<u8> {
    decode(digits.trim_end_matches('=').replace('+', "-").replace('/', "_").as_str())
}

/// Hostile texts take no time, and no report grows without end.
#[test]
fn what_begins_over_and_over_is_read_once() {
    let row = form("{X}\tCN=client\t7/1/2025\t7/1/2027\t{K}\n", "client");
    for piece in [
        "{a:",
        "{'a':",
        "{a: {'b': [",
        "MIIC/zCC",
        "MIIC/zCC ",
        "3082FFFF ",
        "Certificates (1)\n",
        "- keyId: x\n",
        "a: ",
        &row,
    ] {
        let text = piece.repeat((1 << 18) / piece.len());
        assert!(report(vec![pasted(text)], Vec::new()).sources.len() < 10, "{piece}");
    }
    let many = |line: fn(usize) -> String| report(vec![pasted((0..6_000).map(line).collect::<String>())], Vec::new());
    assert_eq!(many(|n| format!("{n:040X}\n")).sources.len(), 4_096);
    let rows = many(|n| format!("{n:040X}\tCN=client\t11111111-2222-4333-8444-{n:012}\n"));
    assert_eq!(kinds(&rows), [Kind::Registration]);
}
