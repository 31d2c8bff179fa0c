// What openssl says of every certificate here is what openssl.json holds, and of those in varied/certificates.pem what
// varied/openssl.json holds. ACCEPT=1 writes both files anew.
//
// `subject` and `issuer` are RFC 4514 as openssl writes it, and differ from `-nameopt RFC2253` in three ways:
// - UTF-8 stands as it is (`-esc_msb`), and the text of a type that has no name, too (`-dump_unknown`).
// - The types below have short names, those of RFC 4514 in the RFC's spelling; every other type is a dotted OID.
// - Attributes within one RDN stand as encoded. openssl reverses them with the RDNs; RFC 4514 allows any order.
// Escapes: `\` before , + " \ < > ; before a leading # or space, and before a trailing space. Control characters
// (below U+0020, and U+007F) are `\` and two upper hex digits: `\00`, `\0A`, `\7F`. `=` is not escaped.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const here = fileURLToPath(new URL(".", import.meta.url));

const shortNames = {
  "2.5.4.3": "CN",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.6": "C",
  "2.5.4.9": "STREET",
  "0.9.2342.19200300.100.1.25": "DC",
  "0.9.2342.19200300.100.1.1": "UID",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.12": "title",
  "2.5.4.13": "description",
  "2.5.4.15": "businessCategory",
  "2.5.4.17": "postalCode",
  "2.5.4.20": "telephoneNumber",
  "2.5.4.41": "name",
  "2.5.4.42": "GN",
  "2.5.4.43": "initials",
  "2.5.4.44": "generationQualifier",
  "2.5.4.46": "dnQualifier",
  "2.5.4.65": "pseudonym",
  "2.5.4.97": "organizationIdentifier",
  "1.2.840.113549.1.9.1": "emailAddress",
  "1.2.840.113549.1.9.2": "unstructuredName",
  "1.3.6.1.4.1.311.60.2.1.1": "jurisdictionL",
  "1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST",
  "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC",
};

// Those that openssl knows by a name of its own.
const curves = { secp256k1: "1.3.132.0.10", brainpoolP256r1: "1.3.36.3.3.2.8.1.1.7" };

const files = readdirSync(here)
  .filter((file) => file.endsWith(".pem"))
  .filter((file) => readFileSync(here + file, "latin1").split("-----BEGIN CERTIFICATE-----").length === 2)
  .sort();

const readings = [["openssl.json", files.map((file) => [file, readFileSync(here + file)])]];

// Hundreds, read when they are made and not again: openssl starts four times for each.
if (process.env.ACCEPT === "1") {
  const varied = readFileSync(`${here}varied/certificates.pem`, "latin1").match(/-----BEGIN[^]*?-----END CERTIFICATE-----\n/g);
  readings.push(["varied/openssl.json", varied.map((pem, n) => [`certificates.pem ${n}`, pem])]);
}

for (const [stored, certificates] of readings) {
  test(stored, async (context) => {
    if (process.env.ACCEPT === "1") {
      const lines = certificates.map(([file, pem]) => JSON.stringify(describe(file, pem)));
      writeFileSync(here + stored, `[\n${lines.join(",\n")}\n]\n`);
    }
    const expected = JSON.parse(readFileSync(here + stored, "utf8"));
    assert.deepEqual(expected.map((entry) => entry.file), certificates.map(([file]) => file));
    for (const [n, [file, pem]] of certificates.entries()) {
      await context.test(file, () => assert.deepEqual(describe(file, pem), expected[n]));
    }
  });
}

test("every certificate has its line in the README", () => {
  const named = readFileSync(`${here}README.md`, "utf8").match(/(?<=^\| `)[^`]+(?=`)/gm);
  assert.deepEqual(files.filter((file) => !named.includes(file) && !named.includes(file.replace(/\.pem$/, ""))), []);
});

function describe(file, pem) {
  const names = ["-subject", "-issuer", "-nameopt"];
  const text = printed(pem, ...names, "RFC2253,-esc_msb,-dump_unknown", "-serial", "-dates", "-dateopt", "iso_8601", "-fingerprint", "-sha1");
  const dumped = printed(pem, ...names, "RFC2253,oid,dump_all", "-fingerprint", "-sha256");
  const publicKey = execFileSync("openssl", ["pkey", "-pubin", "-outform", "DER"], { input: openssl(pem, "-pubkey"), stdio: "pipe" });
  return {
    file,
    subject: distinguishedName(text.subject, dumped.subject),
    issuer: distinguishedName(text.issuer, dumped.issuer),
    serial: text.serial,
    not_before: text.notbefore.replace(" ", "T"),
    not_after: text.notafter.replace(" ", "T"),
    sha1: text["sha1 fingerprint"].replaceAll(":", ""),
    sha256: dumped["sha256 fingerprint"].replaceAll(":", ""),
    key: key(pem),
    public_key: createHash("sha256").update(publicKey).digest("hex").toUpperCase(),
  };
}

// The `name=value` lines that openssl prints. Its versions differ in the case of the names.
function printed(pem, ...options) {
  const lines = openssl(pem, ...options).split("\n");
  return Object.fromEntries(lines.map((line) => [line.split("=", 1)[0].toLowerCase(), line.slice(line.indexOf("=") + 1)]));
}

// In the dump no value holds a separator; in the text those within a value are escaped.
function distinguishedName(text, dumped) {
  if (dumped === "") return "";
  const values = text.match(/(?:\\.|[^\\,+])+/gsu);
  return dumped.split(",").map((attributes) =>
    attributes.split("+").map((attribute) => {
      const [type] = attribute.split("=");
      const value = values.shift();
      return `${shortNames[type] ?? type}=${value.slice(value.indexOf("=") + 1)}`;
    }).reverse().join("+")).join(",");
}

function key(pem) {
  const text = openssl(pem, "-text");
  const algorithm = /Public Key Algorithm: (\S+)/.exec(text)[1];
  const size = () => /Public-Key: \((\d+) bit\)/.exec(text)[1];
  switch (algorithm) {
    case "rsaEncryption":
    case "rsassaPss":
      return `RSA ${size()}`;
    case "dsaEncryption":
      return `DSA ${size()}`;
    case "id-ecPublicKey":
      return `EC ${/NIST CURVE: (\S+)/.exec(text)?.[1] ?? curves[/ASN1 OID: (\S+)/.exec(text)?.[1]] ?? "with its own curve"}`;
    case "ED25519":
      return "Ed25519";
    case "ED448":
      return "Ed448";
    case "X25519":
      return "1.3.101.110"; // RFC 8410, section 3: no type of its own in a report
    default:
      throw new Error(`no name for the key algorithm ${algorithm}`);
  }
}

function openssl(pem, ...options) {
  return execFileSync("openssl", ["x509", "-noout", ...options], { input: pem, encoding: "utf8", stdio: "pipe" });
}
