/** The page as people use it: how evidence comes in, and goes. */

import { capture, certificate, expect, fixture, response, test } from './inspector.ts';

const client = certificate('client');

test('a whole token request is taken apart', async ({ inspector }) => {
  await inspector.paste(capture('msal-node-thumbprint').body!);
  await expect(inspector.sources('request')).toHaveCount(1);
  await expect(inspector.sources('assertion')).toHaveCount(1);
});

test('of the requests in an archive the refused one is shown', async ({ inspector }) => {
  const entry = (name: string, status: number, text: string) => ({
    request: { method: 'POST', url: capture(name).url, postData: { text: capture(name).body } },
    response: { status, content: { text } },
  });
  const log = { entries: [
    entry('msal-python-pfx', 401, response('02-msal-python')),
    entry('msal-python-thumbprint', 200, '{"access_token":"secret","expires_in":3599}'),
  ] };
  await inspector.drop({ name: 'login.har', bytes: Buffer.from(JSON.stringify({ log })) });
  await expect(inspector.sources('assertion')).toHaveCount(2);
  await expect(inspector.page.getByRole('radio').nth(0)).toBeChecked();
  await expect(inspector.place('header.x5t#S256')).toHaveCount(1);
  await inspector.check(inspector.page.getByRole('radio').nth(1));
  await expect(inspector.place('header.x5t')).toHaveCount(1);
});

test('files are chosen, shown, removed and cleared', async ({ inspector }) => {
  await inspector.choose(client, fixture('other.pem'));
  await expect(inspector.sources('certificate')).toHaveCount(2);
  await expect(inspector.sources().first()).toContainText('client.cer');
  await expect(inspector.place('certificate.1.subject')).toContainText('CN=other-client');

  await inspector.press(inspector.sources().first().locator('summary'));
  await expect(inspector.sources().first().locator('pre')).toContainText('BEGIN CERTIFICATE');

  await inspector.press(inspector.sources().first().getByRole('button', { name: 'Remove' }));
  await expect(inspector.sources('certificate')).toHaveCount(1);
  await expect(inspector.sources().locator('details[open]')).toHaveCount(0);
  await expect(inspector.place('certificate.0.subject')).toContainText('CN=other-client');

  await inspector.fill(inspector.page.locator('#tenant'), 'contoso.example');
  await inspector.clear();
  await expect(inspector.sources()).toHaveCount(0);
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'nothing');
  await expect(inspector.page.locator('#tenant')).toHaveValue('');
  await expect(inspector.page.locator('#paste')).toBeFocused();
});

test('many files are read in slices, until it is cancelled', async ({ inspector }) => {
  const { page } = inspector;
  const progress = page.locator('#progress');
  await expect(progress).toBeHidden();
  // A file each of which is read at once, by a browser that lets the last ones wait.
  await page.evaluate(() => {
    const { arrayBuffer } = Blob.prototype;
    let reads = 0;
    Blob.prototype.arrayBuffer = async function() {
      if (reads++ >= 3) await new Promise(resolve => { window.addEventListener('go', resolve, { once: true }); });
      // Longer than a slice.
      for (const start = performance.now(); performance.now() < start + 101;);
      return arrayBuffer.call(this);
    };
  });
  await inspector.drop(...Array.from({ length: 5 }, (_, n) => ({ ...client, name: `${n}.cer` })));
  await expect(progress).toContainText('Reading 3.cer, 4 of 5 files.');
  await expect(inspector.sources('certificate')).toHaveCount(3);
  await inspector.press(page.getByRole('button', { name: 'Cancel' }));
  await page.evaluate(() => window.dispatchEvent(new Event('go')));
  await expect(progress).toBeHidden();
  await expect(inspector.sources('certificate')).toHaveCount(3);
});

/** An archive of some megabytes with one token request in it. */
function archive(): string {
  const { url, body } = capture('msal-python-thumbprint');
  const other = { request: { method: 'GET', url: 'https://example.test/' }, response: { content: { text: 'x'.repeat(10_000) } } };
  const entries = [...Array(300).fill(other), { request: { method: 'POST', url, postData: { text: body } } }, ...Array(100).fill(other)];
  return JSON.stringify({ log: { entries } });
}

/** From the n-th piece on, a browser that lets pieces wait until it is told. */
function hold(n: number): void {
  const { arrayBuffer } = Blob.prototype;
  let reads = 0;
  Blob.prototype.arrayBuffer = async function() {
    if (++reads >= n) await new Promise(resolve => { window.addEventListener('go', resolve, { once: true }); });
    return arrayBuffer.call(this);
  };
}

for (const way of ['file', 'text']) {
  test(`a large ${way} is read in pieces, until it is cancelled`, async ({ inspector }) => {
    const { page } = inspector;
    const give = () => way === 'text' ? inspector.paste(archive()) : inspector.drop({ name: 'a.har', bytes: Buffer.from(archive()) });
    const progress = page.locator('#progress');
    await inspector.example('A healthy assertion');
    await page.evaluate(hold, 4);
    await give();
    await expect(progress).toContainText(way === 'text' ? /^Reading the text, \d+ %\./ : /^Reading a\.har, \d+ %\./);
    // Nothing of it is there before it is whole, and the page goes on working.
    await expect(inspector.sources()).toHaveCount(3);
    await inspector.unfold(page.locator('#tenant'));
    await page.locator('#tenant').fill('11111111-2222-3333-4444-555555555555');
    await inspector.expectOutcome('claims/aud', 'fail');
    await page.locator('#tenant').fill('');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.evaluate(() => window.dispatchEvent(new Event('go')));
    await expect(progress).toBeHidden();
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'consistent');

    await page.evaluate(() => { Blob.prototype.arrayBuffer = function() { return new Response(this).arrayBuffer(); }; });
    await give();
    await expect(inspector.sources('request')).toHaveCount(1);
    await expect(inspector.sources('assertion')).toHaveCount(1);
    await expect(inspector.sources()).toHaveCount(2);
  });
}

test('evidence is edited in the box', async ({ inspector }) => {
  await inspector.example('A healthy assertion');
  await inspector.press(inspector.sources('assertion').locator('summary'));
  const shown = inspector.sources('assertion').locator('pre');
  await expect(shown).toContainText('(signature left out)');
  await inspector.press(inspector.sources('assertion').getByRole('button', { name: 'Edit' }));

  const box = inspector.page.locator('#paste');
  await expect(box).toBeFocused();
  const [header, claims, signature] = (await box.inputValue()).split('.');
  await inspector.fill(box, `${header}.${claims!.slice(0, -1)}.${signature}`);
  await inspector.expectOutcome('token/format', 'fail');
  await inspector.fill(box, `${header}.${claims}.${signature}`);
  // At the time of the example, beside its certificate and its registration.
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'consistent');
  await expect(inspector.sources()).toHaveCount(3);
});

test('one of several assertions is chosen', async ({ inspector }) => {
  await inspector.paste(capture('msal-python-thumbprint').assertion);
  await inspector.paste(capture('pyjwt-ps256').assertion);
  const choices = inspector.page.getByRole('radio');
  await expect(choices).toHaveCount(2);
  await expect(choices.nth(1)).toBeChecked();
  await expect(inspector.place('header.alg')).toContainText('PS256');
  await inspector.check(choices.nth(0));
  await expect(inspector.place('header.alg')).toContainText('RS256');
});

test('what is typed replaces itself, what is pasted elsewhere is taken', async ({ inspector }) => {
  const { assertion } = capture('pyjwt-ps256');
  await inspector.fill(inspector.page.locator('#paste'), assertion.slice(0, 40));
  await expect(inspector.sources()).toHaveCount(1);
  await inspector.fill(inspector.page.locator('#paste'), assertion);
  await expect(inspector.sources()).toHaveCount(1);
  await expect(inspector.sources('assertion')).toHaveCount(1);
  await inspector.fill(inspector.page.locator('#paste'), '');
  await expect(inspector.sources()).toHaveCount(0);

  await inspector.paste(assertion, 'h1');
  await expect(inspector.sources('assertion')).toHaveCount(1);
});

test('the keyboard alone is enough', async ({ inspector }) => {
  const { page } = inspector;
  await expect(page.locator('#paste')).toBeFocused();

  // Through the real clipboard.
  await page.locator('#paste').fill(capture('pyjwt-ps256').assertion);
  await page.locator('#paste').press('ControlOrMeta+a');
  await page.locator('#paste').press('ControlOrMeta+x');
  await expect(inspector.sources()).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+v');
  await expect(inspector.sources('assertion')).toHaveCount(1);
  await expect(page.locator('#paste')).toHaveValue('');

  // The small inputs take what is pasted into them.
  await inspector.unfold(page.locator('#client-id'));
  await page.locator('#client-id').focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(page.locator('#client-id')).toHaveValue(capture('pyjwt-ps256').assertion);
  await expect(inspector.sources()).toHaveCount(1);
});

test.describe('bad input gets a sentence', () => {
  const unwanted = [
    { ...fixture('photo.jpg'), kind: 'unknown' },
    { ...fixture('client.pfx'), kind: 'pkcs12' },
    { ...fixture('client.key'), kind: 'private_key' },
    { name: 'empty.cer', bytes: new Uint8Array(), kind: 'unknown' },
    { name: 'truncated.cer', bytes: client.bytes.subarray(0, 300), kind: 'unknown' },
  ];
  for (const { kind, ...given } of unwanted) {
    test(given.name, async ({ inspector }) => {
      await inspector.drop(given);
      await expect(inspector.sources(kind)).toHaveCount(1);
      await expect(inspector.sources(kind).locator('.note').first()).not.toBeEmpty();
    });
  }

  const [header, claims, signature] = capture('pyjwt-ps256').assertion.split('.') as [string, string, string];
  const encrypted = Buffer.from('{"alg":"RSA-OAEP","enc":"A256GCM"}').toString('base64url');
  const tokens = {
    'a token without its signature': `${header}.${claims}`,
    'a JWE': `${encrypted}.${signature}.${signature}.${signature}.${signature}`,
  };
  for (const [name, token] of Object.entries(tokens)) {
    test(name, async ({ inspector }) => {
      await inspector.paste(token);
      await inspector.expectOutcome('token/format', 'fail');
      await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
    });
  }

  test('10 MB', async ({ inspector }) => {
    await inspector.paste('evidence '.repeat(10_000_000 / 9));
    await expect(inspector.sources('unknown')).toHaveCount(1, { timeout: 15_000 });
    await inspector.expectOutcome('source/recognized', 'fail');
  });
});
