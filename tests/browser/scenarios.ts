/** What people come with. */

import { createHash } from 'node:crypto';
import { examples } from '../../web/examples.ts';
import { certificate, expect, response, type Given, type Inspector } from './inspector.ts';

const example = (label: string) => examples.find(one => one.label === label)!;
const [assertion, , manifest] = example('Rotated certificate').sources.map(({ text }) => text);
const error = example('Error text alone').sources[0]!.text;
const { now } = example('Rotated certificate');

const file = (name: string, text: string): Given => ({ name, bytes: Buffer.from(text) });
const encode = (value: object | Buffer) => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');

/** Forty requests, of which every tenth was refused: these name another certificate. */
export function archive(): string {
  const client = '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8';
  const url = 'https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token';
  const entries = Array.from({ length: 40 }, (_, n) => {
    const isRefused = n % 10 === 7;
    const sha1 = createHash('sha1').update(isRefused ? 'old' : 'new').digest();
    const made = now - 4_000 + 60 * n;
    const token = [
      encode({ alg: 'RS256', typ: 'JWT', x5t: encode(sha1) }),
      encode({ aud: url, iss: client, sub: client, jti: `${n}`, nbf: made, iat: made, exp: made + 600 }),
      encode(Buffer.alloc(256, 1)),
    ].join('.');
    const text = `client_id=${client}&grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default`
      + `&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=${token}`;
    const description = error
      .replace(/(by client: ')[0-9A-F]+/, `$1${sha1.toString('hex').toUpperCase()}`)
      .replace(/Trace ID: .*/, `Trace ID: 7f1c0f5e-2f0a-4f7e-9d55-3a1b8c9d0e${10 + n} Timestamp: ${new Date((made + 1) * 1000).toISOString().replace('T', ' ').replace('.000', '')}`);
    const answer = isRefused
      ? JSON.stringify({ error: 'invalid_client', error_description: description, error_codes: [700027] })
      : JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: 'left out' });
    return {
      startedDateTime: new Date(made * 1000).toISOString(),
      request: { method: 'POST', url, postData: { mimeType: 'application/x-www-form-urlencoded', text } },
      response: { status: isRefused ? 401 : 200, content: { mimeType: 'application/json', text: answer } },
    };
  });
  return JSON.stringify({ log: { version: '1.2', entries } });
}

/** What is pasted or dropped at once, when, and what the answer is. */
export type Scenario = { now: number, pasted?: string, files?: Given[], headline: string, remedy: string };

export const scenarios: Record<string, Scenario> = {
  'the error alone': {
    now,
    pasted: response('02-msal-python'),
    headline: 'Entra found no certificate with the thumbprint',
    remedy: 'Look at the application\'s certificates',
  },
  'a rotation': {
    now,
    files: [
      file('exporter.log', `POST /token\n${assertion}\n${error}\n`),
      { ...certificate('client'), name: 'old.cer' }, { ...certificate('rotated'), name: 'new.cer' },
      file('manifest.json', manifest!),
    ],
    headline: 'Only another certificate is registered',
    remedy: 'Let the client use the certificate that is registered',
  },
  'hex in the header': {
    now,
    pasted: example('Hex in x5t').sources[0]!.text,
    headline: 'hexadecimal',
    remedy: 'Correct the header',
  },
  'one of forty requests': {
    now,
    files: [file('c.har', archive())],
    headline: '4 of 40 requests were refused',
    remedy: 'Look at the application\'s certificates',
  },
};

/** Gives the evidence, and waits for the answer. */
export async function give(inspector: Inspector, { now, pasted, files, remedy }: Scenario): Promise<void> {
  await inspector.page.clock.setFixedTime(now * 1000);
  if (pasted !== undefined) await inspector.paste(pasted);
  if (files !== undefined) await inspector.drop(...files);
  await expect(inspector.page.locator(`[data-remedy="${remedy}"]`)).toBeVisible();
}
