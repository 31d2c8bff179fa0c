// What the Node clients send, written to captures/. Nothing reaches the network: the http clients answer themselves.

import { createHash, createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { ClientCertificateCredential } from "@azure/identity";
import { ConfidentialClientApplication } from "@azure/msal-node";
import { SignJWT } from "jose";

const tenant = "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f";
const client = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const authority = `https://login.microsoftonline.com/${tenant}`;
const tokenEndpoint = `${authority}/oauth2/v2.0/token`;
const scope = "https://graph.microsoft.com/.default";

const privateKey = readFileSync("../certificates/client.key", "utf8");
const certificate = readFileSync("../certificates/client.pem", "utf8");
const thumbprint = (digest) => createHash(digest).update(new X509Certificate(certificate).raw).digest();

const versions = JSON.parse(readFileSync("package.json", "utf8")).dependencies;

// Answers as the login service does, and keeps the token request.
class LoginService {
  answer(method, url, body) {
    if (method === "POST") {
      this.tokenRequest = { url, body };
      return { token_type: "Bearer", expires_in: 3599, access_token: "none" };
    }
    if (url.includes("/discovery/instance")) {
      return {
        tenant_discovery_endpoint: `${authority}/v2.0/.well-known/openid-configuration`,
        metadata: [
          {
            preferred_network: "login.microsoftonline.com",
            preferred_cache: "login.windows.net",
            aliases: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
          },
        ],
      };
    }
    return {
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: tokenEndpoint,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    };
  }
}

function write(name, client, library, variant, assertion, url = null, body = null) {
  const captured_at = Math.floor(Date.now() / 1000);
  const capture = { client, version: versions[library], variant, certificate: "client.pem", captured_at, url, body, assertion };
  writeFileSync(`captures/${name}.json`, `${JSON.stringify(capture, null, 2)}\n`);
}

function writeRequest(name, client, library, variant, { url, body }) {
  write(name, client, library, variant, new URLSearchParams(body).get("client_assertion"), url, body);
}

async function msalNode(name, variant, clientCertificate) {
  const service = new LoginService();
  const reply = (method) => async (url, options) => ({ headers: {}, status: 200, body: service.answer(method, url, options?.body) });
  const application = new ConfidentialClientApplication({
    auth: { clientId: client, authority, clientCertificate: { privateKey, ...clientCertificate } },
    system: { networkClient: { sendGetRequestAsync: reply("GET"), sendPostRequestAsync: reply("POST") } },
  });
  await application.acquireTokenByClientCredential({ scopes: [scope] });
  writeRequest(`msal-node-${name}`, "MSAL Node", "@azure/msal-node", variant, service.tokenRequest);
}

async function azureIdentity(name, variant, options) {
  const service = new LoginService();
  const httpClient = {
    async sendRequest(request) {
      const bodyAsText = JSON.stringify(service.answer(request.method, request.url, request.body));
      return { request, status: 200, headers: request.headers, bodyAsText };
    },
  };
  const credential = new ClientCertificateCredential(tenant, client, { certificate: privateKey + certificate }, { httpClient, ...options });
  await credential.getToken(scope);
  writeRequest(`azure-identity-js-${name}`, "@azure/identity", "@azure/identity", variant, service.tokenRequest);
}

async function jose(name, variant, header) {
  const assertion = await new SignJWT()
    .setProtectedHeader(header)
    .setIssuer(client)
    .setSubject(client)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setNotBefore("0s")
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(createPrivateKey(privateKey));
  write(`jose-${name}`, "jose", "jose", variant, assertion);
}

await msalNode("thumbprint", "thumbprint", { thumbprint: thumbprint("sha1").toString("hex") });
await msalNode("thumbprint-sha256", "thumbprintSha256", { thumbprintSha256: thumbprint("sha256").toString("hex") });
await msalNode("thumbprint-sha256-x5c", "thumbprintSha256 and x5c", {
  thumbprintSha256: thumbprint("sha256").toString("hex"),
  x5c: certificate,
});
await azureIdentity("plain", "certificate");
await azureIdentity("chain", "certificate and sendCertificateChain", { sendCertificateChain: true });
await jose("rs256", "RS256 with x5t", { alg: "RS256", x5t: thumbprint("sha1").toString("base64url") });
await jose("ps256", "PS256 with x5t#S256", { alg: "PS256", "x5t#S256": thumbprint("sha256").toString("base64url") });
