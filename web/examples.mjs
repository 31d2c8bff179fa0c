// Writes examples.ts: `node web/examples.mjs`. The keys are throw-away ones, made by tests/certificates/make.sh.

import { constants, createHash, sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const read = name => readFileSync(new URL(`../tests/certificates/${name}`, import.meta.url), 'utf8');
const armour = /-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----\n/;

const certificate = read('client.pem').match(armour)[0];
const other = read('other.pem').match(armour)[0];
const issued = Date.parse('2026-01-01T00:00:00Z') / 1000;
const client = '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8';

const encode = value => Buffer.from(value).toString('base64url');
const signed = [
  { alg: 'PS256', typ: 'JWT', 'x5t#S256': createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url') },
  {
    aud: 'https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token',
    iss: client,
    sub: client,
    jti: '2f9a7c51-0d3b-4e86-9a14-c7b5d8e6f302',
    nbf: issued,
    iat: issued,
    exp: issued + 600,
  },
].map(part => encode(JSON.stringify(part))).join('.');
const signature = sign('sha256', Buffer.from(signed),
  { key: read('client.key'), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
const assertion = `${signed}.${encode(signature)}`;

const now = issued + 60;
const examples = [
  {
    label: 'A healthy assertion',
    now,
    sources: [{ text: assertion }, { name: 'client.pem', text: certificate }],
  },
  {
    label: 'The certificate was rotated',
    now,
    sources: [{ text: assertion }, { name: 'other.pem', text: other }],
  },
];

writeFileSync(new URL('examples.ts', import.meta.url), `// Written by examples.mjs, with throw-away keys.

/** Evidence to try the page with, at its own time. */
export type Example = { label: string, now: number, sources: { name?: string, text: string }[] };

export const examples: Example[] = ${JSON.stringify(examples, null, 2)};
`);
