// What openssl says of every certificate here is what openssl.json holds. ACCEPT=1 writes the file anew.
//
// `subject` and `issuer` are RFC 4514 as openssl writes it, and differ from `-nameopt RFC2253` in three ways:
// - UTF-8 stands as it is (`-esc_msb`).
// - Only the nine types of RFC 4514, section 3, have short names, in the RFC's spelling (openssl has `street`, and
//   `emailAddress` and many more); every other type is a dotted OID with `#` and the value's DER in upper hex.
// - Attributes within one RDN stand as encoded. openssl reverses them with the RDNs; RFC 4514 allows any order.
// Escapes: `\` before , + " \ < > ; before a leading # or space, and before a trailing space. Control characters
// (below U+0020, and U+007F) are `\` and two upper hex digits: `\00`, `\0A`, `\7F`. `=` is not escaped.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const here = fileURLToPath(new URL(".", import.meta.url));
const stored = new URL("openssl.json", import.meta.url);

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
};

const files = readdirSync(here)
  .filter((file) => file.endsWith(".pem"))
  .filter((file) => readFileSync(here + file, "latin1").split("-----BEGIN CERTIFICATE-----").length === 2)
  .sort();

if (process.env.ACCEPT === "1") {
  writeFileSync(stored, `${JSON.stringify(files.map(describe), null, 2)}\n`);
}

const expected = new Map(JSON.parse(readFileSync(stored, "utf8")).map((entry) => [entry.file, entry]));

test("every certificate is described, and no other", () => {
  assert.deepEqual([...expected.keys()], files);
});

test("every certificate has its line in the README", () => {
  const named = readFileSync(`${here}README.md`, "utf8").match(/(?<=^\| `)[^`]+(?=`)/gm);
  assert.deepEqual(files.filter((file) => !named.includes(file) && !named.includes(file.replace(/\.pem$/, ""))), []);
});

for (const file of files) {
  test(file, () => assert.deepEqual(describe(file), expected.get(file)));
}

function describe(file) {
  const names = ["-subject", "-issuer", "-nameopt"];
  const text = printed(file, ...names, "RFC2253,-esc_msb", "-serial", "-dates", "-dateopt", "iso_8601", "-fingerprint", "-sha1");
  const dumped = printed(file, ...names, "RFC2253,oid,dump_all", "-fingerprint", "-sha256");
  return {
    file,
    subject: distinguishedName(text.subject, dumped.subject),
    issuer: distinguishedName(text.issuer, dumped.issuer),
    serial: text.serial,
    not_before: text.notbefore.replace(" ", "T"),
    not_after: text.notafter.replace(" ", "T"),
    sha1: text["sha1 fingerprint"].replaceAll(":", ""),
    sha256: dumped["sha256 fingerprint"].replaceAll(":", ""),
    key: key(file),
  };
}

// The `name=value` lines that openssl prints. Its versions differ in the case of the names.
function printed(file, ...options) {
  const lines = openssl("x509", "-in", file, "-noout", ...options).split("\n");
  return Object.fromEntries(lines.map((line) => [line.split("=", 1)[0].toLowerCase(), line.slice(line.indexOf("=") + 1)]));
}

// In the dump no value holds a separator; in the text those within a value are escaped.
function distinguishedName(text, dumped) {
  if (dumped === "") return "";
  const values = text.match(/(?:\\.|[^\\,+])+/gsu);
  return dumped.split(",").map((attributes) =>
    attributes.split("+").map((attribute) => {
      const [type, dump] = attribute.split("=");
      const value = values.shift();
      return type in shortNames ? `${shortNames[type]}=${value.slice(value.indexOf("=") + 1)}` : `${type}=${dump}`;
    }).reverse().join("+")).join(",");
}

function key(file) {
  const text = openssl("x509", "-in", file, "-noout", "-text");
  const algorithm = /Public Key Algorithm: (\S+)/.exec(text)[1];
  const size = () => /Public-Key: \((\d+) bit\)/.exec(text)[1];
  switch (algorithm) {
    case "rsaEncryption":
    case "rsassaPss":
      return `RSA ${size()}`;
    case "dsaEncryption":
      return `DSA ${size()}`;
    case "id-ecPublicKey":
      return `EC ${/NIST CURVE: (\S+)/.exec(text)[1]}`;
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

function openssl(...options) {
  return execFileSync("openssl", options, { cwd: here, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
