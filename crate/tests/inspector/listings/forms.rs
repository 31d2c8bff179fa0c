//! The forms in which the portal, tools and people show thumbprints, lists and tokens.

/// What a text says of the thumbprint in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Says {
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
pub(super) const FORMS: &[(&str, Says, &str)] = &[
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
    (
        "certutil -dump",
        Says::Mine,
        "Issuer:\n    CN=client\n  Name Hash(sha1): a3b5c5d5e5f5a3b5c5d5e5f5a3b5c5d5e5f5a3b5\nKey Id Hash(rfc-sha1): fe8133720e0f74fcce56fa9ace70820be2e5c5ed\nKey Id Hash(sha1): 0011223344556677889900112233445566778899\nKey Id Hash(bcrypt-sha1): 0011223344556677889900112233445566778811\nCert Hash(sha1): {x}",
    ),
    ("a path of the certificate drive", Says::Mine, "Get-Item Cert:\\CurrentUser\\My\\{X}"),
    (
        "netsh http show sslcert",
        Says::Mine,
        "    IP:port                      : 0.0.0.0:443\n    Certificate Hash             : {x}\n    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}\n    Certificate Store Name       : My",
    ),
    (
        "a browser",
        Says::Mine,
        "SHA-256 Fingerprints\nCertificate\n{y}\nPublic key\naabbccddeeff00112233445566778899aabbccddeeff00112233445566778899",
    ),
    ("Windows in German", Says::Asked, "Fingerabdruck\t\u{200E}{x}"),
    (
        "Connect-MgGraph",
        Says::Asked,
        "Connect-MgGraph -ClientId \"{A}\" -TenantId \"8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\" -CertificateThumbprint \"{X}\"",
    ),
    (
        "web.config",
        Says::Asked,
        "<appSettings>\n<add key=\"ida:ClientId\" value=\"{A}\" />\n<add key=\"ida:CertThumbprint\" value=\"{X}\" />\n</appSettings>",
    ),
    (
        "a workflow of GitHub",
        Says::Asked,
        "env:\n  AZURE_CLIENT_ID: {A}\n  CERT_THUMBPRINT: '{X}'\njobs:\n  build:\n    steps:\n    - uses: actions/checkout@8e5e7e5ab8b370d6c329ec480221332ada57f0ab",
    ),
    ("variables", Says::Asked, "AZURE_CLIENT_ID={A}\nAZURE_CLIENT_CERTIFICATE_THUMBPRINT={X}"),
    ("a setting of an App Service", Says::Asked, "WEBSITE_LOAD_CERTIFICATES={X}"),
    ("words", Says::Other, "The client {A} signs with {X} since Monday."),
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
        "the portal in German, each cell in its line",
        Says::Whole,
        "https://portal.azure.com/~/Credentials/appId/{A}/isMSAApp~/false\nZertifikate (1)\nGeheime Clientschl\u{FC}ssel (0)\nFingerabdruck\nBeschreibung\nStartdatum\nG\u{FC}ltig bis\nZertifikat-ID\n{X}\nCN=client\n1.7.2025\n1.7.2027\n{K}",
    ),
    (
        "the portal in French, with its columns moved",
        Says::Whole,
        "https://portal.azure.com/~/Credentials/appId/{A}/isMSAApp~/false\nCertificats (1)\nSecrets client (0)\nDescription\tEmpreinte num\u{E9}rique\tDate de d\u{E9}but\tExpire le\tID de certificat\nCN=client\t{X}\t01/07/2025\t01/07/2027\t{K}",
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
        "Select-Object with the thumbprint as a column",
        Says::Listed,
        "DisplayName KeyId                                EndDateTime          Thumbprint\n----------- -----                                -----------          ----------\nCN=client   {K} 7/1/2027 12:00:00 AM {X}",
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
    ("the digest of an image", Says::Other, "issuer: x\nPulled registry/app@sha256:{y} and sha256:{y}"),
    ("a fingerprint of SSH", Says::Other, "The key fingerprint is:\nSHA256:{v} user@host"),
    (
        "the signing certificate of single sign-on",
        Says::Other,
        "SAML Signing Certificate\nStatus Active\nThumbprint {X}\nExpiration 7/1/2027",
    ),
    ("the key that signs SAML tokens", Says::Other, "preferredTokenSigningKeyThumbprint : {X}"),
    (
        "the fingerprint of a key of GnuPG",
        Says::Other,
        "pub   rsa2048 2025-07-01 [SC]\n      {X}\nuid           [ultimate] A <a@b.example>",
    ),
    (
        "a version of an action",
        Says::Other,
        "    steps:\n    - uses: actions/checkout@{x}\n    - uses: azure/login@{x} # v2",
    ),
    ("an integrity of npm", Says::Other, "\"_shasum\": \"{x}\""),
    ("a commit", Says::Other, "commit {x}\nAuthor: A\n\n    certificate: renew it"),
    ("the hash of a file", Says::Other, "{x}  client.pem"),
    (
        "the card of single sign-on with SAML",
        Says::Other,
        "SAML Certificates\nToken signing certificate\nStatus\nActive\nThumbprint\n{X}\nExpiration\n7/1/2027, 2:00:00 AM\nApp Federation Metadata Url\nhttps://login.microsoftonline.com/x",
    ),
];

/// Decoded tokens, with `{H}` and `{C}` for header and claims as JSON, and the names of the parts that are told.
pub(super) const DECODED: &[(&str, &str, &str)] = &[
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
