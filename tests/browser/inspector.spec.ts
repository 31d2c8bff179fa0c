/** The page as people use it. */

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { built, capture, certificate, expect, fixture, response, test } from './inspector.ts';

const client = certificate('client');
const other = certificate('other');

for (const name of ['msal-python-thumbprint', 'msal-node-thumbprint-sha256']) {
  test(`${name}: its certificate agrees, another does not`, async ({ inspector }) => {
    const { assertion, captured_at } = capture(name);
    const identifier = name.endsWith('sha256') ? 'header/x5t_s256' : 'header/x5t';
    await inspector.page.clock.setFixedTime((captured_at + 5) * 1000);

    await inspector.paste(assertion);
    await expect(inspector.sources('assertion')).toHaveCount(1);
    await expect(inspector.page.locator('#paste')).toHaveValue('');
    await inspector.expectOutcome('token/format', 'pass');

    await inspector.drop(client);
    await expect(inspector.sources('certificate')).toHaveCount(1);
    await inspector.expectOutcome(identifier, 'pass');
    await inspector.expectOutcome('signature/verifies', 'pass');
    await expect(inspector.errors()).toHaveCount(0);
    await expect(inspector.cause('wrong_key')).toHaveAttribute('data-status', 'ruled_out');

    await inspector.sources('certificate').getByRole('button', { name: 'Remove' }).click();
    await expect(inspector.sources('certificate')).toHaveCount(0);

    await inspector.drop(other);
    await inspector.expectOutcome(identifier, 'fail');
    await inspector.expectOutcome('signature/verifies', 'fail');
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
    await expect(inspector.cause('wrong_identifier')).toHaveAttribute('data-status', 'confirmed');

    // Both thumbprints, one over the other, in the same columns.
    const hash = identifier === 'header/x5t' ? 'sha1' : 'sha256';
    const expected = inspector.finding(identifier).locator('.expected');
    const actual = inspector.finding(identifier).locator('.actual');
    const thumbprint = inspector.place(`certificate.0.thumbprint.${hash}.base64url`).locator('.value');
    expect((await expected.textContent())!.replace(/=+$/, '')).toBe(await thumbprint.textContent());
    expect(await actual.textContent()).toBe(JSON.parse(Buffer.from(assertion.split('.')[0]!, 'base64url').toString())[hash === 'sha1' ? 'x5t' : 'x5t#S256']);
    await expect(actual.locator('mark')).not.toHaveCount(0);
    expect((await expected.boundingBox())!.x).toBe((await actual.boundingBox())!.x);
    expect((await expected.boundingBox())!.y).toBeLessThan((await actual.boundingBox())!.y);
  });
}

test('a whole token request is taken apart', async ({ inspector }) => {
  await inspector.paste(capture('msal-node-thumbprint').body!);
  await expect(inspector.sources('request')).toHaveCount(1);
  await expect(inspector.sources('assertion')).toHaveCount(1);
});

test('an error and a certificate are enough to know what to do', async ({ inspector }) => {
  const { page } = inspector;
  const thumbprint = new X509Certificate(client.bytes).fingerprint.replaceAll(':', '');
  await inspector.paste(response('02-msal-python').replace(/(key used by client: ')[0-9A-F]+/, `$1${thumbprint}`));
  await inspector.drop(client);
  await expect(inspector.sources('response')).toHaveCount(1);
  await expect(inspector.cause('not_registered')).toHaveAttribute('data-status', 'confirmed');
  await expect(inspector.verdict().getByRole('heading')).toContainText(`no certificate with the thumbprint ${thumbprint}`);

  const remedy = page.locator('article').filter({ hasText: 'Register the certificate' }).first();
  await expect(remedy).toContainText('15855fc2-ac31-4020-b32d-5dd531bd6b43');
  await expect(remedy).toContainText('az ad app credential reset');
  const entry = remedy.locator('figure').filter({ hasText: 'The keyCredentials entry' });
  await entry.getByRole('button', { name: 'Copy' }).click();
  await page.locator('#tenant').focus();
  await page.keyboard.press('ControlOrMeta+v');
  expect(await page.locator('#tenant').inputValue()).toContain(Buffer.from(client.bytes).toString('base64'));
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
  await inspector.page.getByRole('radio').nth(1).check();
  await expect(inspector.place('header.x5t')).toHaveCount(1);
});

test('files are chosen, shown, removed and cleared', async ({ inspector }) => {
  await inspector.choose(client, fixture('other.pem'));
  await expect(inspector.sources('certificate')).toHaveCount(2);
  await expect(inspector.sources().first()).toContainText('client.cer');
  await expect(inspector.place('certificate.1.subject')).toContainText('CN=other-client');

  await inspector.sources().first().getByText('Show').click();
  await expect(inspector.sources().first().locator('pre')).toContainText('BEGIN CERTIFICATE');

  await inspector.sources().first().getByRole('button', { name: 'Remove' }).click();
  await expect(inspector.sources('certificate')).toHaveCount(1);
  await expect(inspector.sources().locator('details[open]')).toHaveCount(0);
  await expect(inspector.place('certificate.0.subject')).toContainText('CN=other-client');

  await inspector.page.locator('#tenant').fill('contoso.example');
  await inspector.page.getByRole('button', { name: 'Clear everything' }).click();
  await expect(inspector.sources()).toHaveCount(0);
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'nothing');
  await expect(inspector.page.locator('#tenant')).toHaveValue('');
  await expect(inspector.page.locator('#paste')).toBeFocused();
});

test('a lone certificate gives all its values', async ({ inspector }) => {
  await inspector.drop(client);
  for (const place of ['thumbprint.sha1.hex', 'thumbprint.sha256.base64url', 'key_credential', 'not_after']) {
    await expect(inspector.place(`certificate.0.${place}`)).toHaveCount(1);
  }
});

test('examples stand for themselves until evidence comes', async ({ inspector }) => {
  await inspector.example('A healthy assertion');
  await expect(inspector.errors()).toHaveCount(0);
  await inspector.expectOutcome('signature/verifies', 'pass');
  await inspector.expectOutcome('claims/still_valid', 'pass');

  await inspector.example('Rotated certificate');
  await expect(inspector.sources()).toHaveCount(2);
  await inspector.expectOutcome('header/x5t_s256', 'fail');

  await inspector.drop(client);
  await expect(inspector.sources()).toHaveCount(1);
  await expect(inspector.sources('assertion')).toHaveCount(0);
});

test('the tenant, the client ID and the time are held against the assertion', async ({ inspector }) => {
  await inspector.example('A healthy assertion');
  await inspector.page.locator('#tenant').fill('11111111-2222-3333-4444-555555555555');
  await inspector.expectOutcome('claims/aud', 'fail');
  await expect(inspector.finding('claims/aud').locator('.expected')).toContainText('11111111-2222-3333-4444-555555555555');

  await inspector.page.locator('#client-id').fill('11111111-2222-3333-4444-555555555555');
  await inspector.expectOutcome('claims/iss_is_client', 'fail');

  await inspector.page.locator('#at').fill('yesterday');
  await expect(inspector.page.locator('#at-problem')).not.toBeEmpty();
  await inspector.page.locator('#at').fill('2026-01-01 00:30:00Z');
  await expect(inspector.page.locator('#at-problem')).toBeEmpty();
  await inspector.expectOutcome('claims/exp', 'fail');
  await inspector.page.locator('#at').fill('2026-01-01T01:02:00+01:00');
  await inspector.expectOutcome('claims/exp', 'pass');
});

test('a finding and its value lead to each other', async ({ inspector }) => {
  await inspector.example('Rotated certificate');
  await inspector.finding('header/x5t_s256').getByRole('button', { name: 'Show header.x5t#S256' }).click();
  await expect(inspector.place('header.x5t#S256')).toBeFocused();
  await expect(inspector.place('header.x5t#S256')).toBeInViewport();

  await inspector.place('header.x5t#S256').getByRole('button').last().click();
  await expect(inspector.finding('header/x5t_s256')).toBeFocused();

  await inspector.cause('wrong_key').getByRole('button', { name: 'signature/verifies' }).click();
  await expect(inspector.finding('signature/verifies')).toBeFocused();
});

test('every finding stands in the page once', async ({ inspector }) => {
  await inspector.example('Rotated certificate');
  // Those of the family source stand there once for each source.
  const ids = await inspector.page.locator('[data-finding]:not([data-finding^="source/"])')
    .evaluateAll(all => all.map(one => one.getAttribute('data-finding')));
  expect(ids.length).toBeGreaterThan(20);
  expect(new Set(ids).size).toBe(ids.length);
});

test('one of several assertions is chosen', async ({ inspector }) => {
  await inspector.paste(capture('msal-python-thumbprint').assertion);
  await inspector.paste(capture('pyjwt-ps256').assertion);
  const choices = inspector.page.getByRole('radio');
  await expect(choices).toHaveCount(2);
  await expect(choices.nth(1)).toBeChecked();
  await expect(inspector.place('header.alg')).toContainText('PS256');
  await choices.nth(0).check();
  await expect(inspector.place('header.alg')).toContainText('RS256');
});

test('what is typed replaces itself, what is pasted elsewhere is taken', async ({ inspector }) => {
  const { assertion } = capture('pyjwt-ps256');
  await inspector.page.locator('#paste').fill(assertion.slice(0, 40));
  await expect(inspector.sources()).toHaveCount(1);
  await inspector.page.locator('#paste').fill(assertion);
  await expect(inspector.sources()).toHaveCount(1);
  await expect(inspector.sources('assertion')).toHaveCount(1);
  await inspector.page.locator('#paste').fill('');
  await expect(inspector.sources()).toHaveCount(0);

  await inspector.paste(assertion, 'h1');
  await expect(inspector.sources('assertion')).toHaveCount(1);
});

test('the keyboard alone is enough', async ({ inspector }) => {
  const { page } = inspector;
  await expect(page.locator('#paste')).toBeFocused();

  // Through the real clipboard.
  await page.locator('#tenant').fill(capture('pyjwt-ps256').assertion);
  await page.locator('#tenant').press('ControlOrMeta+a');
  await page.locator('#tenant').press('ControlOrMeta+x');
  await page.locator('#paste').focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(inspector.sources('assertion')).toHaveCount(1);
  await expect(page.locator('#paste')).toHaveValue('');

  // The small inputs take what is pasted into them.
  await page.locator('#client-id').focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(page.locator('#client-id')).toHaveValue(capture('pyjwt-ps256').assertion);
  await expect(inspector.sources()).toHaveCount(1);
});

test('values are copied', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.drop(client);
  const thumbprint = inspector.place('certificate.0.thumbprint.sha1.hex');
  await thumbprint.getByRole('button', { name: 'Copy' }).click();
  await expect(thumbprint.getByRole('button')).toContainText('Copied');
  await page.locator('#tenant').focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(page.locator('#tenant')).toHaveValue((await thumbprint.locator('.value').textContent())!);
});

test('hostile text is text', async ({ inspector }) => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const bait = '<img src=x onerror=alert(1)>\u202e\u200b';
  await inspector.paste(`${encode({ alg: 'PS256', typ: bait })}.${encode({ iss: bait })}.AAAA`);
  await expect(inspector.place('header.typ').locator('.value')).toHaveText('<img src=x onerror=alert(1)>U+202EU+200B');
  await expect(inspector.page.locator('img')).toHaveCount(0);
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
    await expect(inspector.sources('unknown')).toHaveCount(1);
    await inspector.expectOutcome('source/recognized', 'fail');
  });
});

test.describe('no way out', () => {
  test.use({ silent: false });

  test('the browser refuses every connection', async ({ inspector, listener }) => {
    const answers = await inspector.page.evaluate(async address => {
      // What cannot even be started is refused too.
      const answer = (start: (done: (how: string) => void) => void) => new Promise<string>(start).catch(() => 'refused');
      const element = (name: string, attribute: string) => answer(done => {
        const made = document.createElement(name);
        made.onload = () => done('answered');
        made.onerror = () => done('refused');
        if (name === 'link') made.setAttribute('rel', 'stylesheet');
        made.setAttribute(attribute, `${address}${name}`);
        document.body.append(made);
      });
      navigator.sendBeacon(`${address}beacon`); // true even where it is blocked: the listener judges
      return Promise.all([
        answer(done => fetch(`${address}fetch`, { mode: 'no-cors' }).then(() => done('answered'), () => done('refused'))),
        answer(done => {
          const request = new XMLHttpRequest();
          request.onload = () => done('answered');
          request.onerror = () => done('refused');
          request.open('GET', `${address}request`);
          request.send();
        }),
        answer(done => {
          const socket = new WebSocket(`${address.replace('http', 'ws')}socket`);
          socket.onopen = () => done('answered');
          socket.onerror = () => done('refused');
        }),
        answer(done => {
          const events = new EventSource(`${address}events`);
          events.onopen = () => done('answered');
          events.onerror = () => {
            events.close();
            done('refused');
          };
        }),
        element('img', 'src'),
        element('link', 'href'),
        element('script', 'src'),
      ]);
    }, listener.address);
    expect(new Set(answers)).toEqual(new Set(['refused']));

    await inspector.page.evaluate(address => {
      const frame = document.createElement('iframe');
      frame.src = `${address}frame`;
      const form = document.createElement('form');
      form.action = `${address}form`;
      document.body.append(frame, form);
      form.submit();
    }, listener.address);

    // What was sent before this arrives before this.
    await fetch(listener.address);
    expect(listener.heard.filter(path => path !== '/')).toEqual([]);
  });
});

test('one file, ASCII, small', () => {
  const page = readFileSync(built);
  expect(page.every(byte => byte < 0x80)).toBe(true);
  expect(page.length).toBeLessThan(450_000);
});

test('no part is cut off at 320 pixels', async ({ inspector }) => {
  await inspector.page.setViewportSize({ width: 320, height: 640 });
  await inspector.example('Rotated certificate');
  expect(await inspector.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('from the paste to the painted verdict', async ({ inspector }) => {
  const { assertion } = capture('msal-node-thumbprint-sha256');
  await inspector.drop(client);
  await expect(inspector.sources('certificate')).toHaveCount(1);
  const times: number[] = [];
  for (let run = 0; run < 31; run++) {
    times.push(await inspector.page.evaluate(assertion => new Promise<number>(done => requestAnimationFrame(() => {
      // Browsers hand input over at the beginning of a frame. What is posted in it comes after its painting.
      const painted = new MessageChannel();
      painted.port1.onmessage = () => done(performance.now() - start);
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', assertion);
      const start = performance.now();
      document.querySelector('#paste')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      painted.port2.postMessage(undefined);
    })), assertion));
    await inspector.sources('assertion').getByRole('button', { name: 'Remove' }).click();
  }
  times.sort((a, b) => a - b);
  console.log(`from the paste to the painted verdict: ${times[15]!.toFixed(1)} ms (median of ${times.length}, ${test.info().project.name})`);
});
