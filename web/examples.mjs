// Writes examples.ts: `node web/examples.mjs`. The keys are throw-away ones, made by tests/certificates/make.sh.

import { constants, createHash, sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const read = name => readFileSync(new URL(`../tests/certificates/${name}`, import.meta.url), 'utf8');
const armour = /-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----\n/;

const certificate = read('client.pem').match(armour)[0];
const thumbprint = (hash, pem = certificate) => createHash(hash).update(new X509Certificate(pem).raw);
const sha1 = pem => thumbprint('sha1', pem).digest('hex').toUpperCase();

const issued = Date.parse('2026-01-01T00:00:00Z') / 1000;
const now = issued + 60;
const client = '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8';
const tenant = '8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f';

const encode = value => Buffer.from(value).toString('base64url');

function assertion({ identifier = { 'x5t#S256': thumbprint('sha256').digest('base64url') }, start = issued, key = 'client.key' } = {}) {
  const signed = [
    { alg: 'PS256', typ: 'JWT', ...identifier },
    {
      aud: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
      iss: client,
      sub: client,
      jti: '2f9a7c51-0d3b-4e86-9a14-c7b5d8e6f302',
      nbf: start,
      iat: start,
      exp: start + 600,
    },
  ].map(part => encode(JSON.stringify(part))).join('.');
  const signature = sign('sha256', Buffer.from(signed),
    { key: read(key), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  return `${signed}.${encode(signature)}`;
}

/** The same token, with a claim that was changed after it was signed. */
function edited(token) {
  const [header, claims, signature] = token.split('.');
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url')), sub: client.replace('6b1f', '7c2f') };
  changed.iss = changed.sub;
  return [header, encode(JSON.stringify(changed)), signature].join('.');
}

/** As the portal's manifest shows it: without the keys. */
const registration = pem => JSON.stringify({
  appId: client,
  displayName: 'Nightly export',
  signInAudience: 'AzureADMyOrg',
  keyCredentials: [{
    customKeyIdentifier: sha1(pem),
    displayName: 'CN=contoso-client',
    endDateTime: new Date(new X509Certificate(pem).validTo).toISOString().replace('.000', ''),
    key: null,
    keyId: 'b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7',
    startDateTime: new Date(new X509Certificate(pem).validFrom).toISOString().replace('.000', ''),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  }],
}, null, 2);

const error = (text, seconds) => {
  const instant = new Date(seconds * 1000).toISOString().replace('.000', '');
  return `${text} Trace ID: 7f1c0f5e-2f0a-4f7e-9d55-3a1b8c9d0e00 Correlation ID: 0c1d2e3f-4a5b-4c6d-8e7f-901a2b3c4d5e Timestamp: ${instant.replace('T', ' ')}`;
};

/** What azure/login prints of a run on a branch, and the list of az, which waits for an environment. */
const subject = 'repo:contoso/nightly-export:ref:refs/heads/main';
const login = `Federated token details:
 issuer - https://token.actions.githubusercontent.com
 subject claim - ${subject}
 audience - api://AzureADTokenExchange
Attempting Azure CLI login by using OIDC...
Error: ${error(`AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`, now)}`;
const credentials = JSON.stringify([{
  audiences: ['api://AzureADTokenExchange'],
  issuer: 'https://token.actions.githubusercontent.com',
  name: 'production',
  subject: 'repo:contoso/nightly-export:environment:production',
}], null, 2);

const ticks = seconds => new Date(seconds * 1000).toISOString().replace('000Z', '0000000Z');
const ahead = issued + 12 * 60;

const healthy = assertion();
const text = {
  healthy,
  hex: assertion({ identifier: { x5t: sha1() } }),
  wrongKey: assertion({ key: 'other.key' }),
  edited: edited(healthy),
  ahead: assertion({ start: ahead }),
  certificate,
  registered: registration(certificate),
  rotated: registration(read('rotated.pem')),
  tooEarly: error(`AADSTS700024: Client assertion is not within its valid time range. Current time: ${ticks(issued)}, assertion valid from ${ticks(ahead)}, expiry time of assertion ${ticks(ahead + 600)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`, issued),
  login,
  credentials,
  notFound: error(`AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${sha1()}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${client}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${client}'].`, issued),
};

const examples = [
  ['A healthy assertion', 'healthy', 'certificate', 'registered'],
  ['Rotated certificate', 'healthy', 'certificate', 'rotated'],
  ['Hex in x5t', 'hex', 'certificate'],
  ['Wrong private key', 'wrongKey', 'certificate'],
  ['Edited after signing', 'edited', 'certificate'],
  ['Clock skew seen by Entra', 'ahead', 'tooEarly'],
  ['GitHub Actions, federated', 'login', 'credentials'],
  ['Error text alone', 'notFound'],
];

writeFileSync(new URL('examples.ts', import.meta.url), `// Written by examples.mjs, with throw-away keys.

/** Evidence to try the page with, at its own time. */
export type Example = { label: string, now: number, sources: { name?: string, text: string }[] };

const text = ${JSON.stringify(text, null, 2)};

export const examples: Example[] = ${JSON.stringify(examples.map(([label, ...names]) => ({
  label,
  now,
  sources: names.map(name => ({ ...name === 'certificate' && { name: 'client.pem' }, text: `text.${name}` })),
})), null, 2).replace(/"text\.(\w+)"/g, 'text.$1')};
`);
