// Makes the odd certificates that are missing here: what a viewer must show and openssl refuses to make.
//
// Each is a correct self-signed certificate with a key of its own, except for the one thing that it is named after.

import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";

const odd = {
  "email-address": { subject: [["CN", "email-address"], ["emailAddress", ia5("people@contoso.example")]] },
  "multi-valued": { subject: [["O", "Contoso"], [["CN", "multi-valued"], ["UID", "0042"], ["OU", "Identity"]]] },
  "empty-subject": { subject: [], issuer: [["CN", "empty-subject issuer"]] },
  "escaped-characters": {
    // No value that is `#` alone: openssl 3.0 forgets to escape it.
    subject: [["O", "# number, + and \"quotes\" \\ < > ; ="], ["OU", " both ends "], ["OU", " "], ["CN", "a=b,c+d;e"]],
  },
  "unicode": { subject: [["O", "日本語株式会社"], ["OU", "שלום عالم"], ["OU", "e\u0301 Ångström"], ["CN", "🔑 unicode 👩‍💻"]] },
  "t61-string": { subject: [["O", t61("Zürich")], ["CN", t61("t61-string")]] },
  "bmp-string": { subject: [["O", bmp("Ελλάδα 漢字")], ["CN", bmp("bmp-string")]] },
  "universal-string": { subject: [["O", universal("漢字 🔑")], ["CN", universal("universal-string")]] },
  "printable-string": {
    subject: [["C", printable("CH")], ["O", printable("Contoso (Test), 1+1=2?")], ["CN", printable("printable-string")]],
  },
  "ia5-string": { subject: [["DC", ia5("example")], ["CN", ia5("ia5-string@contoso.example")]] },
  "every-short-name": {
    subject: [
      ["C", printable("CH")], ["ST", "Zürich"], ["L", "Zürich"], ["STREET", "Bahnhofstrasse 1"], ["O", "Contoso"], ["OU", "Identity"],
      ["DC", ia5("example")], ["DC", ia5("contoso")], ["UID", "0042"], ["CN", "every-short-name"],
    ],
  },
  "other-names": {
    subject: [["serialNumber", printable("4711")], ["title", "Dr."], ["GN", "Grace"], ["SN", "Hopper"], ["CN", "other-names"]],
  },
  "unknown-attribute": {
    subject: [["1.3.6.1.4.1.99999.1", "what is this"], ["1.3.6.1.4.1.99999.2", sequence(integer(7))], ["CN", "unknown-attribute"]],
  },
  "long-common-name": { subject: [["CN", "long-common-name ".repeat(200).trim()]] },
  "duplicate-common-names": { subject: [["CN", "first"], ["CN", "second"], ["CN", "second"]] },
  "control-characters": { subject: [["O", "tab\tbell\u0007null\0delete\u007f"], ["CN", "line\nCN=another\r\nline"]] },
  "after-2050": { notAfter: "20550701000000Z" },
  "year-9999": { notAfter: "99991231235959Z" },
  "before-1970": { notBefore: "19600101000000Z", notAfter: "19691231235959Z" },
  "offset-dates": { notBefore: element(0x17, "250701020000+0200"), notAfter: element(0x18, "20270630190000-0500") },
  "without-seconds": { notBefore: element(0x17, "2507010000Z"), notAfter: element(0x17, "2707010000+0000") },
  "empty-relative-name": { subject: [["O", "Contoso"], [], ["CN", "empty-relative-name"]] },
  "before-1950": { notBefore: "19450508230100Z" },
  "serial-high-bit": { serial: Buffer.concat([Buffer.of(0, 0xfe), randomBytes(19)]) },
  "serial-zero": { serial: Buffer.of(0) },
  "serial-one": { serial: Buffer.of(1) },
  "serial-negative": { serial: Buffer.of(0x80, 0x01) },
  "x25519": { subject: [["CN", "x25519-client"]], key: "x25519" }, // agrees on keys and signs nothing, not even itself
  "version-1": { version: [], extensions: [] },
  "many-names": {
    extensions: [extension("2.5.29.17", sequence(...Array.from({ length: 64 }, (_, n) => element(0x82, `host-${n}.contoso.example`))))],
  },
  "unknown-critical-extension": { extensions: [extension("1.3.6.1.4.1.99999.3", octets("anything"), true)] },
  "malformed-extension": {
    // Key usage that is no BIT STRING, alternative names that are no DER, a key identifier that is cut short.
    extensions: [
      extension("2.5.29.15", octets("x")),
      extension("2.5.29.17", Buffer.of(0xff, 0xff)),
      extension("2.5.29.14", Buffer.of(0x04, 0x14, 0x00)),
    ],
  },
};

const objectIdentifiers = {
  CN: "2.5.4.3", SN: "2.5.4.4", serialNumber: "2.5.4.5", C: "2.5.4.6", L: "2.5.4.7", ST: "2.5.4.8", STREET: "2.5.4.9", O: "2.5.4.10",
  OU: "2.5.4.11", title: "2.5.4.12", GN: "2.5.4.42", UID: "0.9.2342.19200300.100.1.1", DC: "0.9.2342.19200300.100.1.25",
  emailAddress: "1.2.840.113549.1.9.1",
};

for (const [name, what] of Object.entries(odd)) {
  const file = new URL(`${name}.pem`, import.meta.url);
  if (!existsSync(file)) writeFileSync(file, armour(certificate(name, what)));
}

function certificate(name, what) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const subject = what.subject ?? [["CN", name]];
  const algorithm = sequence(oid("1.2.840.113549.1.1.11"), element(0x05)); // sha256WithRSAEncryption
  const extensions = what.extensions ?? [extension("2.5.29.19", sequence(), true)]; // no authority
  const signed = sequence(
    ...(what.version ?? [element(0xa0, integer(2))]),
    element(0x02, what.serial ?? Buffer.concat([Buffer.of(0x40), randomBytes(15)])),
    algorithm,
    distinguishedName(what.issuer ?? subject),
    sequence(time(what.notBefore ?? "20250701000000Z"), time(what.notAfter ?? "20270701000000Z")),
    distinguishedName(subject),
    (what.key ? generateKeyPairSync(what.key).publicKey : publicKey).export({ type: "spki", format: "der" }),
    ...(extensions.length === 0 ? [] : [element(0xa3, sequence(...extensions))]),
  );
  return sequence(signed, algorithm, bits(sign("sha256", signed, privateKey)));
}

// An RDN is one attribute, or a list of them. The order of a SET is that of its encoded members.
function distinguishedName(names) {
  return sequence(...names.map((name) => {
    const attributes = (typeof name[0] === "string" ? [name] : name).map(([type, value]) =>
      sequence(oid(objectIdentifiers[type] ?? type), typeof value === "string" ? element(0x0c, value) : value));
    return element(0x31, ...attributes.sort(Buffer.compare));
  }));
}

// RFC 5280, section 4.1.2.5: UTCTime has two digits for the years 1950 to 2049.
function time(text) {
  if (typeof text !== "string") return text;
  const year = Number(text.slice(0, 4));
  return 1950 <= year && year < 2050 ? element(0x17, text.slice(2)) : element(0x18, text);
}

function extension(type, value, critical = false) {
  return sequence(oid(type), ...(critical ? [element(0x01, Buffer.of(0xff))] : []), octets(value));
}

function element(tag, ...parts) {
  const contents = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = [];
  for (let rest = contents.length; 0 < rest; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const header = contents.length < 128 ? [tag, contents.length] : [tag, 0x80 + length.length, ...length];
  return Buffer.concat([Buffer.from(header), contents]);
}

function oid(text) {
  const [first, second, ...rest] = text.split(".").map(Number);
  const groups = [first * 40 + second, ...rest].map((arc) => {
    const bytes = [arc % 128];
    for (let left = Math.floor(arc / 128); 0 < left; left = Math.floor(left / 128)) bytes.unshift(128 + (left % 128));
    return bytes;
  });
  return element(0x06, Buffer.from(groups.flat()));
}

function sequence(...parts) { return element(0x30, ...parts); }
function octets(contents) { return element(0x04, contents); }
function bits(contents) { return element(0x03, Buffer.of(0), contents); }
function integer(small) { return element(0x02, Buffer.of(small)); }
function printable(text) { return element(0x13, text); }
function ia5(text) { return element(0x16, text); }
function t61(text) { return element(0x14, Buffer.from(text, "latin1")); } // as everybody writes it, not as T.61 says
function bmp(text) { return element(0x1e, Buffer.from(text, "utf16le").swap16()); }
function universal(text) { return element(0x1c, Buffer.from([...text].flatMap((character) => [0, ...bigEndian(character.codePointAt(0))]))); }
function bigEndian(codePoint) { return [codePoint >> 16, (codePoint >> 8) & 255, codePoint & 255]; }

function armour(der) {
  return `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`;
}
