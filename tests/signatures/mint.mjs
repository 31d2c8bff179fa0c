// Assertions, each of them right or with one planted defect, and what OpenSSL says of each: one JSON line for one.
//
//   node tests/signatures/mint.mjs SEED COUNT [DEFECT]
//
// With a DEFECT, each of them has that one. `reason` is the word that must be given, null where nothing may fail.
//
// The same seed gives the same assertions. So the encodings of RFC 8017, section 9, are written here and signed with
// the bare RSA operation: OpenSSL takes salts from its own randomness, and refuses to make most of what is planted. It
// judges what came out by its own code, from the text of the assertion and the certificate alone.

import { constants, createHash, createPrivateKey, privateEncrypt, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

const NOW = Date.parse("2026-01-01T00:05:00Z") / 1000;
const HASHES = ["sha256", "sha384", "sha512"];
// The DER of DigestInfo in front of the digest: of its hash, with the NULL of its parameters.
const OIDS = {
  sha1: "06052b0e03021a",
  sha256: "0609608648016503040201",
  sha384: "0609608648016503040202",
  sha512: "0609608648016503040203",
};
// How often each is taken. An id-RSASSA-PSS key is none of them: OpenSSL refuses PKCS#1 v1.5 by it, whoever made it.
const KEYS = { client: 8, other: 8, leaf: 4, rsa3072: 3, rsa4096: 1 };

const keys = Object.fromEntries(Object.keys(KEYS).map((name) => [name, read(name)]));
const [seed, count] = process.argv.slice(2, 4).map(Number);
const only = process.argv[4];
let state = seed >>> 0;

const lines = [];
for (let n = 0; n < count; n += 1) {
  lines.push(JSON.stringify(one()));
}
process.stdout.write(`${lines.join("\n")}\n`);

function read(name) {
  const file = (end) => readFileSync(new URL(`../certificates/${name}.${end}`, import.meta.url));
  const certificate = new X509Certificate(file("pem"));
  const { n } = certificate.publicKey.export({ format: "jwk" });
  const modulus = BigInt(`0x${Buffer.from(n, "base64url").toString("hex")}`);
  const bits = modulus.toString(2).length;
  return { name, privateKey: createPrivateKey(file("key")), certificate, modulus, bits, length: Math.ceil(bits / 8) };
}

// Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function below(limit) {
  return Math.floor(random() * limit);
}

function pick(list) {
  return list[below(list.length)];
}

function bytes(length) {
  return Buffer.from(Array.from({ length }, () => below(256)));
}

function guid() {
  return bytes(16).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function digest(hash, data) {
  return createHash(hash).update(data).digest();
}

function one() {
  const key = keys[pick(Object.entries(KEYS).flatMap(([name, times]) => Array(times).fill(name)))];
  const hash = pick(HASHES);
  const scheme = pick(["RS", "PS"]);
  const message = `${encoded(header(key, `${scheme}${hash.slice(3)}`))}.${encoded(claims())}`;
  const room = key.length - digest(hash, "").length - 2;
  const salt = bytes(random() < 0.7 ? digest(hash, "").length : below(room + 1));
  const right = { key, hash, scheme, message, salt };
  // Half of them are right.
  const isRight = !only && random() < 0.5;
  const [defect, { token, reason = null, by }] = isRight ? ["none", { token: signed(right) }] : planted(right);
  const others = Object.keys(keys).filter((name) => name !== key.name);
  const certificates = random() < 0.75 ? [key.name] : [key.name, pick(others)].sort();
  const said = certificates.includes(by) ? "other-certificate" : reason;
  return { defect, certificates, assertion: token, ...judged(token, key), reason: said };
}

function header(key, alg) {
  const { raw } = key.certificate;
  const forms = {
    x5t: digest("sha1", raw).toString("base64url"),
    "x5t#S256": digest("sha256", raw).toString("base64url"),
    kid: digest("sha1", raw).toString("hex").toUpperCase(),
  };
  const names = pick([["x5t"], ["x5t#S256"], ["kid"], ["x5t", "x5t#S256"], ["x5t", "kid"]]);
  const identifiers = Object.fromEntries(names.map((name) => [name, forms[name]]));
  return { alg, ...(random() < 0.8 && { typ: "JWT" }), ...identifiers };
}

function claims() {
  const client = guid();
  const made = NOW - below(300);
  return {
    aud: `https://login.microsoftonline.com/${guid()}/oauth2/v2.0/token`,
    iss: client,
    sub: client,
    jti: random() < 0.5 ? guid() : bytes(24).toString("base64url"),
    ...(random() < 0.8 && { nbf: made }),
    ...(random() < 0.8 && { iat: made }),
    exp: NOW + 1 + below(random() < 0.8 ? 600 : 86_400),
  };
}

function encoded(object) {
  return Buffer.from(JSON.stringify(object)).toString("base64url");
}

function joined(message, signature) {
  return `${message}.${signature.toString("base64url")}`;
}

// The bare operation; none where the encoding is no smaller than the modulus.
function operate(key, encoding) {
  if (BigInt(`0x${encoding.toString("hex")}`) >= key.modulus) return null;
  return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, encoding);
}

function signature({ key, hash, scheme, message, salt }) {
  return operate(key, scheme === "RS" ? pkcs1(key, hash, message) : pss(key, hash, message, salt));
}

function signed(parts) {
  return joined(parts.message, signature(parts));
}

// A DER element.
function element(tag, ...contents) {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

function info(hash, message, parameters = Buffer.from([5, 0])) {
  return element(0x30, element(0x30, Buffer.from(OIDS[hash], "hex"), parameters), element(4, digest(hash, message)));
}

function block(key, type, inside, padding = key.length - inside.length - 3) {
  return Buffer.concat([Buffer.from([0, type]), Buffer.alloc(padding, 0xff), Buffer.from([0]), inside]);
}

function pkcs1(key, hash, message) {
  return block(key, 1, info(hash, message));
}

function mgf1(hash, seed, length) {
  const blocks = [];
  for (let n = 0; n * digest(hash, "").length < length; n += 1) {
    blocks.push(digest(hash, Buffer.concat([seed, Buffer.from([0, 0, 0, n])])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

// `change` has the block before it is masked, `finish` the encoding.
function pss(key, hash, message, salt, { mgf = hash, change = (block) => block, finish = (whole) => whole } = {}) {
  const inner = digest(hash, Buffer.concat([Buffer.alloc(8), digest(hash, message), salt]));
  // All of these keys have a multiple of eight bits: the first bit of the encoding is zero.
  const zeros = key.length - inner.length - salt.length - 2;
  const open = change(Buffer.concat([Buffer.alloc(zeros), Buffer.from([1]), salt]), zeros);
  const masked = mgf1(mgf, inner, open.length).map((byte, n) => byte ^ open[n]);
  masked[0] &= 0x7f;
  return finish(Buffer.concat([masked, inner, Buffer.from([0xbc])]));
}

function flipped(data, at = below(8 * data.length)) {
  const copy = Buffer.from(data);
  copy[at >> 3] ^= 1 << (at & 7);
  return copy;
}

function padded(message) {
  const segment = (text) => text + "=".repeat((4 - (text.length % 4)) % 4);
  return message.split(".").map(segment).join(".");
}

// As .NET, Java and Python write it: in either order, with a mark in front or without.
function utf16(message) {
  const whole = Buffer.from(pick(["", "\ufeff"]) + message, "utf16le");
  return random() < 0.5 ? whole : whole.swap16();
}

// Whether header and claims of a token can still be read, and the header says how it is signed.
function isReadable(token) {
  const read = (text) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "base64url")));
  try {
    const [head, body] = token.split(".", 2).map(read);
    return typeof body === "object" && /^[RP]S(256|384|512)$/.test(head.alg);
  } catch {
    return false;
  }
}

// One defect: its name, the assertion, the reason that must be given, and whose key signed where that is another's.
function planted(right) {
  const { key, hash, scheme, message, salt } = right;
  const good = signature(right);
  const isPss = scheme === "PS";
  const otherHash = pick(HASHES.filter((other) => other !== hash));
  const otherKey = keys[pick(Object.keys(keys).filter((name) => name !== key.name))];
  const otherScheme = isPss ? "RS" : "PS";
  const after = (data, reason) => ({ token: joined(message, data), reason });
  const of = (encoding, reason) => after(operate(key, encoding), reason);
  const by = (parts, reason) => ({ token: joined(message, signature({ ...right, ...parts })), reason });
  // A right salt fits any of these hashes: a long one may not.
  const short = bytes(20);
  // In the place of the salt or in front of it.
  const changed = (change, reason) => of(pss(key, hash, message, short, { change }), reason);
  const finished = (finish, reason) => of(pss(key, hash, message, short, { finish }), reason);
  const digits = [..."ABCxyz019-_"];
  const replaced = (at) => {
    const other = pick(digits.filter((digit) => digit !== message[at]));
    const token = joined(message.slice(0, at) + other + message.slice(at + 1), good);
    return { token, reason: isReadable(token) ? "altered" : null };
  };
  const dot = message.indexOf(".");
  const hashed = digest(hash, message);
  const defects = {
    // Only the spelling: nothing is wrong with these.
    "none: padded": () => ({ token: `${joined(message, good)}${"=".repeat((3 - (key.length % 3)) % 3)}` }),
    "none: standard alphabet": () => ({ token: `${message}.${good.toString("base64").replaceAll("=", "")}` }),
    // Behind what makes it one.
    header: () => replaced(3 + below(dot - 3)),
    claims: () => replaced(dot + 1 + below(message.length - dot - 1)),
    "other claims": () => ({ token: joined(`${message.slice(0, dot)}.${encoded(claims())}`, good), reason: "altered" }),
    "bit of the signature": () => after(flipped(good), "wrong-key"),
    "random bytes": () => after(bytes(key.length), "wrong-key"),
    "other key": () => ({ ...by({ key: otherKey, salt: short }, "wrong-key"), by: otherKey.name }),
    "other hash": () => by({ hash: otherHash, salt: short }, "hash"),
    "SHA-1": () => by({ hash: "sha1", salt: short }, "hash"),
    "other padding": () => by({ scheme: otherScheme, salt: short }, "padding"),
    "other padding and hash": () => by({ scheme: otherScheme, hash: otherHash, salt: short }, "padding"),
    cut: () => after(good.subarray(0, key.length - 1 - below(60)), "length"),
    "cut in front": () => after(good.subarray(1 + below(60)), "length"),
    "zeros in front": () => after(Buffer.concat([Buffer.alloc(1 + below(3)), good]), "length"),
    "zeros behind": () => after(Buffer.concat([good, Buffer.alloc(1 + below(3))]), "length"),
    "no signature": () => after(Buffer.alloc(0), "missing"),
    zero: () => after(Buffer.alloc(key.length), "wrong-key"),
    one: () => after(Buffer.concat([Buffer.alloc(key.length - 1), Buffer.from([1])]), "wrong-key"),
    "the modulus added": () => {
      const more = (BigInt(`0x${good.toString("hex")}`) + key.modulus).toString(16);
      const sum = Buffer.from(more.padStart(2 * Math.ceil(more.length / 2), "0"), "hex");
      return after(sum, sum.length === key.length ? "wrong-key" : "length");
    },
    "the inverse": () => {
      const rest = (key.modulus - BigInt(`0x${good.toString("hex")}`)).toString(16).padStart(2 * key.length, "0");
      return after(Buffer.from(rest, "hex"), "wrong-key");
    },
    // The slips of those who sign by hand.
    "last byte first": () => after(Buffer.from(good).reverse(), "reversed"),
    "hexadecimal text": () => ({ token: `${message}.${good.toString("hex")}`, reason: "hex-text" }),
    "hexadecimal text inside": () => after(Buffer.from(good.toString("hex").toUpperCase()), "hex-text"),
    "line break": () => by({ message: message + pick(["\n", "\r\n"]) }, "newline"),
    "hash twice": () => by({ message: hashed }, "double-hash"),
    "hash of the digits": () => {
      const text = hashed.toString("hex");
      return by({ message: pick([text, text.toUpperCase()]) }, "hex-digest");
    },
    ...(padded(message) !== message && {
      "padded segments": () => by({ message: padded(message) }, "padded-input"),
    }),
    "UTF-16": () => by({ message: utf16(message) }, "utf-16"),
    "no padding": () => of(Buffer.concat([Buffer.alloc(key.length - hashed.length), hashed]), "no-digest-info"),
    ...(isPss
      ? {
          "other MGF1": () => of(pss(key, hash, message, short, { mgf: pick(["sha1", otherHash]) }), "other-mgf"),
          trailer: () => finished((whole) => flipped(whole, 8 * (whole.length - 1) + below(8)), "wrong-key"),
          "bit of the digest": () =>
            finished((whole) => flipped(whole, 8 * (whole.length - 1 - hashed.length) + below(8)), "wrong-key"),
          "no zeros": () =>
            changed((open, zeros) => flipped(open, 8 * (1 + below(zeros - 1)) + 1 + below(7)), "wrong-key"),
          separator: () => changed((open, zeros) => flipped(open, 8 * zeros + 1 + below(7)), "wrong-key"),
          "no separator": () => changed((open) => Buffer.alloc(open.length), "wrong-key"),
          "other salt": () => changed((open, zeros) => flipped(open, 8 * (zeros + 1) + below(160)), "altered"),
          "longer salt": () => changed((open) => Buffer.concat([open.subarray(1), bytes(1)]), "altered"),
        }
      : {
          "no NULL": () => of(block(key, 1, info(hash, message, Buffer.alloc(0))), "no-digest-info"),
          "another parameter": () => of(block(key, 1, info(hash, message, Buffer.from([5, 1, 0]))), "no-digest-info"),
          "block type": () => of(block(key, pick([0, 2]), info(hash, message)), "wrong-key"),
          "short padding": () => {
            const inside = info(hash, message);
            const front = block(key, 1, inside, 8);
            return of(Buffer.concat([front, bytes(key.length - front.length)]), "no-digest-info");
          },
          "byte of the padding": () => {
            const encoding = pkcs1(key, hash, message);
            const room = key.length - info(hash, message).length - 3;
            return of(flipped(encoding, 8 * (2 + below(room)) + below(8)), "wrong-key");
          },
          "bit of the DigestInfo": () => {
            const inside = info(hash, message);
            const front = 8 * (inside.length - hashed.length);
            return of(block(key, 1, flipped(inside, below(front))), "no-digest-info");
          },
          "another name of the hash": () => of(block(key, 1, flipped(info(hash, message), 8 * 14 + 3)), "no-digest-info"),
          "no DigestInfo": () => of(block(key, 1, hashed), "no-digest-info"),
          "long form of a length": () => {
            const [, , ...content] = info(hash, message);
            return of(block(key, 1, Buffer.from([0x30, 0x81, content.length, ...content])), "no-digest-info");
          },
        }),
  };
  const name = only ?? pick(Object.keys(defects));
  return [name, defects[name]()];
}

// What OpenSSL says of the text: whether the certificate's key verifies it, and with a salt as long as the hash.
function judged(token, key) {
  const [head, body, tail] = token.split(".");
  const no = { verifies: false, salted: false };
  let alg;
  try {
    alg = JSON.parse(Buffer.from(head, "base64url")).alg;
  } catch {
    return no;
  }
  if (!/^[RP]S(256|384|512)$/.test(alg)) return no;
  const check = (parameters) => {
    const by = { key: key.certificate.publicKey, ...parameters };
    return verify(`sha${alg.slice(2)}`, Buffer.from(`${head}.${body}`), by, Buffer.from(tail, "base64url"));
  };
  if (alg.startsWith("R")) return { verifies: check({ padding: constants.RSA_PKCS1_PADDING }), salted: false };
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return {
    verifies: check({ padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO }),
    salted: check({ padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }),
  };
}
