// Every capture is whole: read here with openssl and nothing of the project, so that both cannot share a mistake.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";

const here = fileURLToPath(new URL(".", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "captures-"));
after(() => rmSync(scratch, { recursive: true }));

const tenant = "8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f";
const client = "6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8";
const tokenEndpoint = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;

const libraries = { "MSAL Python": "msal", "azure-identity (Python)": "azure-identity", "MSAL Node": "@azure/msal-node" };
const pinned = {
  ...JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies,
  ...Object.fromEntries(readFileSync(join(here, "requirements.txt"), "utf8").trim().split("\n").map((line) => line.split("=="))),
};

const names = readdirSync(join(here, "captures"));

test("every client is captured", () => {
  const captured = names.map((name) => read(name).client);
  assert.deepEqual(new Set(captured), new Set([...Object.keys(libraries), "@azure/identity", "PyJWT", "jose"]));
});

for (const name of names) {
  test(name, () => {
    const capture = read(name);
    assert.deepEqual(
      Object.keys(capture),
      ["client", "version", "variant", "certificate", "captured_at", "url", "body", "assertion"],
    );
    assert.equal(capture.version, pinned[libraries[capture.client] ?? capture.client]);

    const [header, claims, signature, ...more] = capture.assertion.split(".");
    assert.deepEqual(more, []);
    examineHeader(decode(header), capture.certificate);
    examineClaims(decode(claims), capture.captured_at);
    examineSignature(decode(header).alg, `${header}.${claims}`, signature, capture.certificate);
    examineRequest(capture);
  });
}

function read(name) {
  return JSON.parse(readFileSync(join(here, "captures", name), "utf8"));
}

function decode(segment) {
  assert.match(segment, /^[\w-]+$/);
  return JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
}

function examineHeader(header, certificate) {
  const [member, digest] = { RS256: ["x5t", "-sha1"], PS256: ["x5t#S256", "-sha256"] }[header.alg];
  const fingerprint = x509(certificate, "-noout", "-fingerprint", digest).split("=")[1].trim().replaceAll(":", "");
  assert.equal(Buffer.from(header[member], "base64url").toString("hex").toUpperCase(), fingerprint);

  const known = ["alg", "typ", "x5c", member];
  assert.deepEqual(Object.keys(header).filter((each) => !known.includes(each)), []);
  if (header.x5c) {
    const [body] = x509(certificate, "-outform", "PEM").match(/(?<=CERTIFICATE-----\n)[^-]+/);
    assert.deepEqual(header.x5c.map(withoutLineFeeds), [withoutLineFeeds(body)]);
  }
}

function examineClaims(claims, capturedAt) {
  assert.equal(claims.iss, client);
  assert.equal(claims.sub, client);
  assert.equal(claims.aud, tokenEndpoint);
  assert.ok(claims.iat < capturedAt + 1 && capturedAt < claims.exp);
  assert.equal(Math.round(claims.exp - claims.iat), 600);
}

function examineSignature(algorithm, signed, signature, certificate) {
  const key = join(scratch, "key");
  const octets = join(scratch, "signature");
  writeFileSync(key, x509(certificate, "-noout", "-pubkey"));
  writeFileSync(octets, Buffer.from(signature, "base64url"));
  const padding = algorithm === "PS256" ? ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"] : [];
  const options = ["dgst", "-sha256", ...padding, "-verify", key, "-signature", octets];
  assert.equal(execFileSync("openssl", options, { encoding: "utf8", input: signed }), "Verified OK\n");
}

// A library that makes only the assertion has no request.
function examineRequest({ url, body, assertion }) {
  if (url === null) return assert.equal(body, null);
  assert.equal(url.split("?")[0], tokenEndpoint);
  const form = new URLSearchParams(body);
  assert.deepEqual(form.getAll("client_assertion"), [assertion]);
  assert.equal(form.get("client_assertion_type"), "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  assert.equal(form.get("grant_type"), "client_credentials");
  assert.equal(form.get("client_id"), client);
}

function withoutLineFeeds(text) {
  return text.replaceAll("\n", "");
}

function x509(certificate, ...options) {
  const file = join(here, "../certificates", certificate);
  const stdio = ["ignore", "pipe", "pipe"];
  return execFileSync("openssl", ["x509", "-in", file, ...options], { encoding: "utf8", stdio });
}
