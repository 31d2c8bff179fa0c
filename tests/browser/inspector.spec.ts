/** The page as people use it: what it answers. */

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Locator } from '@playwright/test';
import { built, capture, certificate, expect, fixture, response, signed, test } from './inspector.ts';

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

    await inspector.press(inspector.sources('certificate').getByRole('button', { name: 'Remove' }));
    await expect(inspector.sources('certificate')).toHaveCount(0);

    await inspector.drop(other);
    await inspector.expectOutcome('certificate/signer', 'fail');
    await expect(inspector.errors()).toHaveCount(1);
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
    await expect(inspector.cause('wrong_identifier')).toHaveAttribute('data-status', 'confirmed');

    // Both thumbprints, one over the other, in the same columns.
    const hash = identifier === 'header/x5t' ? 'sha1' : 'sha256';
    const expected = inspector.lead().locator('.expected');
    const actual = inspector.lead().locator('.actual');
    const thumbprint = inspector.place(`certificate.0.thumbprint.${hash}.hex`).locator('.value');
    expect(await expected.textContent()).toBe(await thumbprint.textContent());
    const named = JSON.parse(Buffer.from(assertion.split('.')[0]!, 'base64url').toString())[hash === 'sha1' ? 'x5t' : 'x5t#S256'];
    expect(await actual.textContent()).toBe(Buffer.from(named, 'base64url').toString('hex').toUpperCase());
    // They have nothing to do with each other: no character is marked.
    await expect(actual.locator('mark')).toHaveCount(0);
    expect((await expected.boundingBox())!.x).toBe((await actual.boundingBox())!.x);
    expect((await actual.boundingBox())!.y).toBeLessThan((await expected.boundingBox())!.y);
  });
}

for (const [key, alg] of [['rsa1024', 'RS256'], ['client', 'PS256'], ['rsa3072', 'RS256'], ['rsa4096', 'PS256']] as const) {
  test(`${alg} with ${key}: the signature is told from one over other bytes`, async ({ inspector }) => {
    const { assertion, altered } = signed(key, alg);
    await inspector.drop(certificate(key));
    await inspector.paste(assertion);
    await inspector.expectOutcome('signature/verifies', 'pass');
    await inspector.paste(altered);
    await inspector.expectOutcome('signature/verifies', 'fail');
    await expect(inspector.verdict()).toContainText('signed another text than this');
  });
}

test('an error and a certificate are enough to know what to do', async ({ inspector }) => {
  const { page } = inspector;
  const thumbprint = new X509Certificate(client.bytes).fingerprint.replaceAll(':', '');
  await inspector.paste(response('02-msal-python').replace(/(key used by client: ')[0-9A-F]+/, `$1${thumbprint}`));
  await inspector.drop(client);
  await expect(inspector.sources('response')).toHaveCount(1);
  await expect(inspector.cause('not_registered')).toHaveAttribute('data-status', 'confirmed');
  await expect(inspector.verdict().getByRole('heading')).toContainText(`no certificate with the thumbprint ${thumbprint}`);

  await expect(page.locator('[data-remedy]').first()).toContainText('No, and it should be');
  const remedy = page.locator('[data-remedy="Register the certificate"]');
  await inspector.press(remedy.locator('> summary'));
  await inspector.press(remedy.locator('summary', { hasText: 'The keyCredentials entry' }));
  await expect(remedy).toContainText('15855fc2-ac31-4020-b32d-5dd531bd6b43');
  await expect(remedy).toContainText('az ad app credential reset');
  const entry = remedy.locator('figure').filter({ hasText: 'The keyCredentials entry' });
  const copy = entry.getByRole('button');
  await inspector.press(copy);
  await expect(copy).toContainText('Copied');
  await inspector.unfold(page.locator('#tenant'));
  await page.locator('#tenant').focus();
  await page.keyboard.press('ControlOrMeta+v');
  expect(await page.locator('#tenant').inputValue()).toContain(Buffer.from(client.bytes).toString('base64'));
});

test('the verdict is drawn at once, and the rest when it is painted', async ({ inspector }) => {
  const { page } = inspector;
  const { assertion, captured_at } = capture('msal-python-thumbprint');
  await page.clock.setFixedTime((captured_at + 5) * 1000);
  const atOnce = await page.evaluate(assertion => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', assertion);
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    return [
      document.querySelector<HTMLElement>('[data-verdict]')!.dataset.verdict,
      document.querySelectorAll('[data-source-kind="assertion"], [data-section="claims"]').length,
    ];
  }, assertion);
  expect(atOnce).toEqual(['incomplete', 0]);
  await expect(inspector.sources('assertion')).toHaveCount(1);
  await expect(page.locator('[data-section="claims"]')).toHaveCount(1);
});

test('of a thousand certificates a few are drawn, and the others when they are asked for', async ({ inspector }) => {
  const { page } = inspector;
  const pem = /-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----\n/.exec(Buffer.from(fixture('client.pem').bytes).toString())![0];
  await inspector.choose({ name: 'many.pem', bytes: Buffer.from(pem.repeat(1_000)) });
  await expect(inspector.sources('certificate')).toHaveCount(20);
  await expect(page.locator('[data-section]')).toHaveCount(8);
  expect(await page.locator('*').count()).toBeLessThan(4_000);
  await expect(page.locator('#checks')).not.toContainText('980');

  const more = page.locator('summary', { hasText: '980 more' });
  await inspector.unfold(more);
  await expect(inspector.sources('certificate')).toHaveCount(120);
  await expect(page.locator('#given')).toContainText(/980 more[^]*880 more/);

  await page.locator('[aria-labelledby="decoded"] summary', { hasText: '992 more' }).click();
  await page.locator('[data-section="certificate.20"] summary').click();
  await expect(inspector.place('certificate.20.subject')).toContainText('CN=');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const { sections, findings } = JSON.parse(readFileSync((await (await download).path())!, 'utf8'));
  expect(sections.every(({ facts }: { facts: unknown[] }) => facts.length > 0)).toBe(true);
  expect(findings.length).toBeGreaterThan(2 * 999);
});

test('a lone certificate gives all its values', async ({ inspector }) => {
  await inspector.drop(client);
  for (const place of ['thumbprint.sha1.hex', 'thumbprint.sha256.base64url', 'key_credential', 'not_after']) {
    await expect(inspector.place(`certificate.0.${place}`)).toHaveCount(1);
  }
});

const examples = {
  'A healthy assertion': ['consistent'],
  'Rotated certificate': ['mismatch', 'registration/certificate'],
  'Hex in x5t': ['mismatch', 'header/x5t'],
  'Wrong private key': ['mismatch', 'signature/verifies'],
  'Edited after signing': ['mismatch', 'signature/verifies'],
  'Clock skew seen by Entra': ['mismatch', 'claims/nbf', 'response/says_bad_time'],
  'GitHub Actions, federated': ['mismatch', 'federated/subject', 'response/says_no_credential'],
  'Error text alone': ['mismatch', 'response/says_not_registered'],
};

for (const [name, [status, ...errors]] of Object.entries(examples)) {
  test(`the example: ${name}`, async ({ inspector }) => {
    // Long after all of its certificates have ended.
    await inspector.page.clock.setFixedTime(new Date('2050-01-01T00:00:00Z'));
    await inspector.example(name);
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', status!);
    await expect.poll(() => inspector.errors().evaluateAll(all => all.map(one => one.getAttribute('data-finding')))).toEqual(errors);
  });
}

test('an example stands for itself until evidence comes', async ({ inspector }) => {
  await inspector.example('A healthy assertion');
  await inspector.example('Error text alone');
  await expect(inspector.sources()).toHaveCount(1);
  await expect(inspector.sources('response')).toHaveCount(1);
  await inspector.drop(client);
  await expect(inspector.sources()).toHaveCount(1);
  await expect(inspector.sources('certificate')).toHaveCount(1);
});

test('what was given has one row for each paste or file, and what would help stands below, the best first', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.example('Hex in x5t');
  await expect(page.locator('.files > li')).toHaveCount(2);
  await expect(inspector.sources('certificate')).toContainText('client.pem CN=contoso-client, BD95E6E1\u2026, ends in 545 days');
  const wanted = page.locator('#help [data-evidence]');
  await expect(wanted.first()).toHaveAttribute('data-evidence', 'registration');
  await expect(wanted.first().locator('code')).toContainText("applications(appId='6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8')");
  await expect(page.locator('#help [data-evidence="certificate"], #help [data-evidence="response"]')).toHaveCount(0);

  await inspector.example('Clock skew seen by Entra');
  await expect(page.locator('#hints [data-evidence="time"]')).toContainText('2026-01-01T00:00:00Z');

  await inspector.drop(fixture('client.key'));
  await expect(inspector.sources('private_key')).toContainText('not needed; dropped at once');
  await expect(page.locator('#taken')).toContainText('Not used: client.key');
});

test('whose a bare thumbprint is, the person says', async ({ inspector }) => {
  const { assertion, captured_at } = capture('msal-python-thumbprint');
  await inspector.page.clock.setFixedTime((captured_at + 5) * 1000);
  await inspector.paste(assertion);
  await inspector.paste(new X509Certificate(other.bytes).fingerprint);
  await expect(inspector.sources('thumbprint')).toHaveCount(1);
  await expect(inspector.errors()).toHaveCount(0);
  const answer = (label: string) => inspector.sources('thumbprint').getByRole('radio', { name: label }).check();
  await expect(inspector.page.getByRole('group', { name: /application 6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8 show this thumbprint/ })).toBeVisible();

  await answer('It shows it, and these are all');
  await inspector.expectOutcome('registration/certificate', 'fail');
  await expect(inspector.cause('not_registered')).toHaveAttribute('data-status', 'confirmed');

  await answer('It shows it, among others');
  await expect(inspector.errors()).toHaveCount(0);

  await answer('No, it is my certificate\'s');
  await inspector.expectOutcome('certificate/signer', 'fail');
  await expect(inspector.cause('wrong_identifier')).toHaveAttribute('data-status', 'confirmed');
});

test('the tenant, the client ID and the time are held against the assertion', async ({ inspector }) => {
  await inspector.example('A healthy assertion');
  await inspector.fill(inspector.page.locator('#tenant'), '11111111-2222-3333-4444-555555555555');
  await inspector.expectOutcome('claims/aud', 'fail');
  await expect(inspector.lead().locator('.expected')).toContainText('11111111-2222-3333-4444-555555555555');

  await inspector.fill(inspector.page.locator('#client-id'), '11111111-2222-3333-4444-555555555555');
  await inspector.expectOutcome('claims/iss_is_client', 'fail');

  await inspector.fill(inspector.page.locator('#at'), 'yesterday');
  await expect(inspector.page.locator('#at-problem')).not.toBeEmpty();
  await inspector.fill(inspector.page.locator('#at'), '2026-01-01 00:30:00Z');
  await expect(inspector.page.locator('#at-problem')).toBeEmpty();
  await inspector.expectOutcome('claims/exp', 'fail');
  await inspector.fill(inspector.page.locator('#at'), '2026-01-01T01:02:00+01:00');
  await inspector.expectOutcome('claims/exp', 'pass');
});

test('a finding, its values and its remedy lead to each other', async ({ inspector }) => {
  await inspector.example('Hex in x5t');
  const finding = inspector.finding('header/x5t');
  await inspector.press(finding.locator('summary'));
  await inspector.press(finding.getByRole('button', { name: 'Show x5t', exact: true }));
  await expect(inspector.place('header.x5t')).toBeFocused();
  await expect(inspector.place('header.x5t')).toBeInViewport();

  await inspector.press(inspector.place('header.x5t').getByRole('button').last());
  await expect(finding).toBeFocused();

  await inspector.press(finding.getByRole('button', { name: 'Correct the header' }));
  await expect(inspector.page.locator('[data-remedy="Correct the header"]')).toBeFocused();

  await inspector.press(inspector.cause('wrong_identifier').getByRole('button', { name: 'wrong identifier' }));
  await expect(finding).toBeFocused();
});

test('what belongs together is marked together', async ({ inspector }) => {
  await inspector.example('Hex in x5t');
  const finding = inspector.finding('header/x5t');
  const value = inspector.place('header.x5t');
  const joined = inspector.page.locator('[data-joined]');
  await inspector.unfold(value);
  await inspector.press(finding.locator('summary'));
  const point = async (target: Locator) => {
    if (inspector.hands === 'mouse') return target.hover();
    await inspector.reach(target.getByRole('button').first());
  };
  await point(finding);
  await expect(value).toHaveAttribute('data-joined');
  await expect(joined).toHaveCount(2); // the certificate's thumbprint, too
  await point(value);
  await expect(finding).toHaveAttribute('data-joined');
  await expect(value).not.toHaveAttribute('data-joined');
});

test('the report is copied and saved, without signature', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.paste(capture('msal-node-thumbprint').body!);
  await inspector.drop(other);
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
  const thumbprint = (await inspector.place('certificate.0.thumbprint.sha1.hex').locator('.value').textContent())!;
  const signature = capture('msal-node-thumbprint').assertion.split('.')[2]!;

  // Its name changes for a moment.
  const copy = page.locator('#copy');
  await expect(copy).toHaveText('Copy for ticket');
  await inspector.press(copy);
  await expect(copy).toContainText('Copied');
  // As another program gets it: an input would make one line of it.
  const elsewhere = await page.context().newPage();
  await elsewhere.setContent('<textarea></textarea>');
  await elsewhere.locator('textarea').press('ControlOrMeta+v');
  const markdown = await elsewhere.locator('textarea').inputValue();
  await elsewhere.close();
  expect(markdown).toMatch(/^# .+\n\nVerdict: \*\*mismatch\*\*, \d errors?/);
  expect(markdown).toContain(thumbprint);
  expect(markdown).toContain('`certificate/signer`');
  expect(markdown).not.toContain(signature);

  const download = page.waitForEvent('download');
  await inspector.press(page.getByRole('button', { name: 'Save', exact: true }));
  const saved = readFileSync((await (await download).path())!, 'utf8');
  expect((await download).suggestedFilename()).toBe('assertion-report.json');
  expect(JSON.parse(saved).verdict.status).toBe('mismatch');
  expect(saved).not.toContain(signature);
});

test('instants tell the local time', async ({ inspector }) => {
  await inspector.example('A healthy assertion');
  const time = inspector.place('claims.exp').locator('time');
  await inspector.unfold(time);
  await expect(time).toHaveText('2026-01-01T00:10:00Z');
  await time.hover();
  await expect(time).toHaveAttribute('title', /2026.*:10:00/);
  await expect(inspector.place('claims.exp')).toContainText('in 9 minutes');

  await inspector.example('Clock skew seen by Entra');
  await expect(inspector.place('claims.nbf')).toContainText("12 minutes after Entra's clock");
});

test('every finding stands in the page once', async ({ inspector }) => {
  await inspector.example('Rotated certificate');
  await inspector.expectOutcome('registration/certificate', 'fail');
  // Those of the family source stand there once for each source. In one step: Playwright's `evaluateAll` finds the elements in
  // one and reads them in another, between which the page may be drawn anew.
  const ids = await inspector.page.evaluate(() => [...document.querySelectorAll('[data-finding]:not([data-finding^="source/"])')]
    .map(one => one.getAttribute('data-finding')));
  expect(ids.length).toBeGreaterThan(20);
  expect(new Set(ids).size).toBe(ids.length);
});

test('values are copied', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.drop(client);
  const thumbprint = inspector.place('certificate.0.thumbprint.sha1.hex');
  await inspector.unfold(thumbprint);
  await inspector.press(thumbprint.getByRole('button', { name: 'Copy' }));
  await expect(thumbprint.getByRole('button')).toContainText('Copied');
  await inspector.unfold(page.locator('#tenant'));
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

test('one file, ASCII, small', () => {
  const page = readFileSync(built);
  expect(page.every(byte => byte < 0x80)).toBe(true);
  expect(page.length).toBeLessThanOrEqual(500_000);
  expect(gzipSync(page, { level: 9 }).length).toBeLessThanOrEqual(345_000);
});
