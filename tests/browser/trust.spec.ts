/** What the README promises under "Trust". */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { linked } from '../../web/linked.mjs';
import { built, capture, certificate, expect, fixture, host, response, root, site, test, type Inspector } from './inspector.ts';
import { expectNoWayOut } from './ways.ts';

for (const from of ['file', 'http', 'plain http'] as const) {
  test(`no way out from ${from}, because of the policy`, async ({ page, listener }, info) => {
    const address = { file: built.href, http: listener.address, 'plain http': listener.address.replace('127.0.0.1', host) }[from];
    await expectNoWayOut({
      open: address => page.goto(address),
      evaluate: (run, ...given) => page.evaluate(`(${run})(...${JSON.stringify(given)})`),
    }, 'chromium', from, address, listener, info);
  });
}

test('no text becomes markup, and nothing moves the base, because of the policy', async ({ page, listener }) => {
  const tried = () => {
    const base = document.createElement('base');
    base.href = 'https://example.invalid/';
    document.head.prepend(base);
    try {
      document.querySelector('footer')!.innerHTML = '<b>bold</b>';
    } catch {
      // What stands there tells.
    }
    return [document.querySelector('footer b') !== null, document.baseURI === base.href];
  };
  await page.goto(listener.address);
  expect(await page.evaluate(tried)).toEqual([false, false]);
  await page.goto(`${listener.address}without-policy`);
  expect(await page.evaluate(tried)).toEqual([true, true]);
});

// What is in the box, a person has typed; the signature of their own assertion comes back by Edit alone.
test('no secret stands in the page, nor in a report', async ({ inspector }) => {
  const { page } = inspector;
  const { assertion, body } = capture('msal-node-thumbprint');
  const word = 'wVx5Lq9TzHunter2NmRkYp4Gd7Fs';
  const person = { upn: 'jane.doe.planted@contoso.example', name: 'Jane Planted Doe' };
  const [header, , signature] = assertion.split('.') as [string, string, string];
  const claims = { aud: 'https://graph.microsoft.com', scp: 'user.read', ...person };
  const user = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature.split('').reverse().join('')] as const;
  const key = Buffer.from(fixture('client.key').bytes).toString();
  const error = response('02-msal-python');
  const secrets = [word, person.upn, person.name, signature, user[1].slice(-96), user[2], ...key.split('\n').filter(line => /^[^-]{12}/.test(line))];

  const texts = {
    'a request': `${body}&client_secret=${word}`,
    'a list': `scope: https://graph.microsoft.com/.default | client_secret: ${word}\nclient_assertion: ${assertion}`,
    'an error': `${error}\nclient_secret=${word}`,
    'headers': `Authorization: Bearer ${user.join('.')}\n\n${body}`,
    "a user's token": user.join('.'),
    'a key': key,
    'a key beside others': `${key}${Buffer.from(fixture('client.pem').bytes)}${error}`,
    'a key in base64': Buffer.from(key).toString('base64'),
  };
  for (const [name, text] of Object.entries(texts)) {
    if (name.startsWith('a key')) await inspector.drop({ name: 'evidence.txt', bytes: Buffer.from(text) });
    else await inspector.paste(text);
    await expect(inspector.sources()).not.toHaveCount(0);
    // All that is folded is drawn where it is opened.
    await expect.poll(() => page.evaluate(() => {
      const folds = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
      for (const fold of folds) {
        // Those of one name are open one at a time.
        fold.removeAttribute('name');
        fold.open = true;
      }
      return folds.length;
    })).toBe(0);
    const shown = [await page.evaluate(() => [
      document.body.innerText, document.documentElement.outerHTML,
      ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
    ].join('\n'))];

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    shown.push(readFileSync((await (await download).path())!, 'utf8'));
    const copy = page.locator('#copy');
    await copy.click();
    await expect(copy).toContainText('Copied');
    await page.locator('#tenant').press('ControlOrMeta+v');
    shown.push(await page.locator('#tenant').inputValue());
    expect(shown.at(-1)).toContain('## Causes');

    // Twelve characters of a secret are no chance.
    const pieces = secrets.flatMap(secret => secret.match(/.{12}/g)!);
    for (const text of shown) expect(pieces.filter(piece => text.includes(piece)), name).toEqual([]);
    await inspector.clear();
    await expect(inspector.sources()).toHaveCount(0);
  }
});

// No meta policy closes these, and the page has no need of the others.
const unwanted = [
  /\blocation\b/, /\bnavigation\b/, /\bopen\(/, /\bopener\b/, /http-equiv="?refresh/i,
  /RTC[A-Z]/, /WebTransport/, /preconnect/, /dns-prefetch/, /prerender/,
  /\bhistory\b/, /document\.title/, /\bcookie/i, /localStorage/, /sessionStorage/, /indexedDB/, /\bcaches\b/, /getDirectory/,
  /serviceWorker/, /\bWorker\b/, /BroadcastChannel/, /postMessage/,
  /\bfetch\(/, /XMLHttpRequest/, /sendBeacon/, /WebSocket/, /EventSource/, /\bimport\(/,
  /\bconsole\b/, /\beval\(/, /\bnew Function\b/,
];

test('the file has no word for a way out that no policy closes', () => {
  // The core, which calls nothing but what stands in the script.
  const core = /"[^"<\\]{100000,}"/;
  for (const file of [built, new URL('inspector.js', site)]) {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(core);
    const own = text.replace(core, '""').replace(/<pre id="licences">[^<]*/, '');
    for (const word of unwanted) expect(own).not.toMatch(word);
  }
});

for (const decoder of ['fromBase64', 'atob']) {
  test(`the core in the file is the core that was compiled, read with ${decoder}`, async ({ page }) => {
    await page.addInitScript(decoder => {
      // @ts-expect-error As in browsers that do not have it.
      if (decoder === 'atob') delete Uint8Array.fromBase64;
      const { Module } = WebAssembly;
      // @ts-expect-error Not all of it.
      WebAssembly.Module = function (bytes: Uint8Array<ArrayBuffer>) {
        window.core = [...bytes];
        return new Module(bytes);
      };
    }, decoder);
    await page.goto(built.href);
    await page.locator('[data-verdict]').waitFor();
    const core = Buffer.from(await page.evaluate(() => window.core));
    expect(core.equals(readFileSync(new URL('target/page/inspector.wasm', root)))).toBe(true);
  });
}

test('the licences of what is linked into the file are in it', async ({ page }) => {
  const licences = readFileSync(new URL('web/licences.txt', root), 'utf8');
  // Over each text stand those that it is of. What changed: ./build.sh licences.
  const named = (licences.match(/^[\w-]+ \d+\.\d+.*$/gm) ?? []).flatMap(line => line.split(', ').filter(one => !one.includes(' in ')));
  expect([...new Set(named)].sort()).toEqual(linked().map(({ name, version }) => `${name} ${version}`).sort());

  await page.goto(built.href);
  const fold = page.locator('footer details:has(#licences)');
  await expect(fold.locator('pre')).toBeHidden();
  await fold.locator('summary').click();
  await expect(fold.locator('pre')).toBeVisible();
  expect(await fold.locator('pre').textContent()).toBe(licences);
  for (const folder of [new URL('./', built), site]) {
    expect(readFileSync(new URL('licences.txt', folder), 'utf8')).toBe(licences);
  }
});

test('the file has the SHA-256 that stands beside it', () => {
  for (const folder of [new URL('./', built), site]) {
    const hash = createHash('sha256').update(readFileSync(new URL('index.html', folder))).digest('hex');
    expect(readFileSync(new URL('index.html.sha256', folder), 'utf8')).toBe(`${hash}  index.html\n`);
  }
});

test('every dependency is pinned, comes from its registry and says what it is for', () => {
  const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
  for (const folder of ['', 'tests/bench/']) {
    const { '//': reasons, devDependencies, dependencies, scripts } = JSON.parse(read(`${folder}package.json`));
    expect(Object.keys(reasons)).toEqual(Object.keys(devDependencies));
    expect([dependencies, scripts]).toEqual([undefined, undefined]);
    expect(read(`${folder}.npmrc`)).toContain('ignore-scripts=true\n');

    const { packages } = JSON.parse(read(`${folder}package-lock.json`));
    for (const [name, { resolved, integrity }] of Object.entries<{ resolved?: string, integrity: string }>(packages)) {
      if (name === '') continue;
      if (resolved !== undefined) expect(resolved, name).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      expect(integrity, name).toMatch(/^sha512-/);
    }
  }
  for (const entry of ['Cargo.lock', 'crate/fuzz/Cargo.lock'].flatMap(lock => read(lock).split('[[package]]').slice(1))) {
    if (!/name = "(assertion-inspector(-fuzz|-wasm)?|bindgen)"/.test(entry)) expect(entry).toMatch(/source = "registry\+.*\nchecksum = "/);
  }
  for (const manifest of ['crate/Cargo.toml', 'crate/wasm/Cargo.toml', 'crate/fuzz/Cargo.toml', 'web/bindgen/Cargo.toml']) {
    for (const section of read(manifest).matchAll(/^\[.*dependencies\]\n((?:.+\n)+)/gm)) {
      expect(section[1], manifest).toMatch(/^(# .+\n[\w-]+(\.workspace)? = .+\n)+$/);
    }
  }
});

test.describe('a trap in the core does not kill the page', () => {
  test.use({ silent: false });

  /** In the page, before it starts: the next call of `window.trap` ends its instance for good, as a trap may. */
  function prepare(): void {
    const { Instance } = WebAssembly;
    // @ts-expect-error Not all of it.
    WebAssembly.Instance = function (module: WebAssembly.Module, imports: WebAssembly.Imports) {
      let dead = false;
      const exports = Object.entries(new Instance(module, imports).exports).map(([name, value]) => [
        name,
        typeof value !== 'function' ? value : (...given: unknown[]) => {
          if (window.trap[0] === name) {
            window.trap.shift();
            dead = true;
          }
          if (!dead) return value(...given);
          throw new WebAssembly.RuntimeError('unreachable');
        },
      ]);
      return { exports: Object.fromEntries(exports) };
    };
    window.trap = [];
  }

  test.beforeEach(({ page }) => page.addInitScript(prepare));

  const arm = (inspector: Inspector, ...trap: string[]) => inspector.page.evaluate(trap => { window.trap = trap; }, trap);

  for (const call of ['inspector_add', 'inspector_report']) {
    test(`${call}: the evidence stays`, async ({ inspector }) => {
      const { page } = inspector;
      const message = page.locator('#message');
      const { assertion, body } = capture('msal-python-thumbprint');
      await inspector.drop(certificate('client'), fixture('client.key'));
      await inspector.paste(body!);
      await inspector.unfold(page.locator('#tenant'));
      await page.locator('#tenant').fill('contoso.example');
      const typed = capture('pyjwt-ps256').assertion;
      await page.locator('#paste').fill(typed);
      await expect(inspector.sources()).toHaveCount(5);

      await arm(inspector, call);
      await page.locator('#paste').press('End');
      await page.locator('#paste').pressSequentially('A');
      await expect(message).toHaveText('The inspector stopped at this input. It has started afresh, with the evidence given before, except: Token request.');
      await expect(inspector.sources()).toHaveCount(2);
      await expect(inspector.sources('certificate')).toContainText('client.cer');
      await inspector.expectOutcome('header/x5t', 'pass');
      await inspector.expectOutcome('signature/verifies', 'pass');
      await expect(page.locator('#tenant')).toHaveValue('contoso.example');
      await expect(page.locator('#paste')).toHaveValue(`${typed}A`);

      // As if nothing had been.
      await page.locator('#paste').fill('');
      await inspector.paste(assertion);
      await expect(message).toBeEmpty();
      await expect(inspector.sources('assertion')).toHaveCount(2);
    });
  }

  test('an example stays', async ({ inspector }) => {
    await inspector.example('A healthy assertion');
    await arm(inspector, 'inspector_finish');
    await inspector.drop(certificate('client'));
    await expect(inspector.page.locator('#message')).toContainText('with the evidence given before.');
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'consistent');
    await expect(inspector.sources()).toHaveCount(3);
    await expect(inspector.page.locator('#examples').getByRole('button', { name: 'A healthy assertion', includeHidden: true })).toHaveAttribute('aria-pressed', 'true');

    // Nothing of it comes back after it was replaced.
    await inspector.drop(certificate('other'));
    await expect(inspector.sources()).toHaveCount(1);
    await arm(inspector, 'inspector_add');
    await inspector.paste('anything');
    await expect(inspector.page.locator('#message')).toContainText('with the evidence given before.');
    await expect(inspector.place('certificate.0.subject')).toContainText('CN=other-client');
  });

  test('a trap in the middle of a file leaves what was given before', async ({ inspector }) => {
    await inspector.drop(certificate('client'));
    await expect(inspector.sources('certificate')).toHaveCount(1);
    await arm(inspector, 'inspector_push');
    await inspector.drop({ name: 'large.txt', bytes: Buffer.alloc(1_000_000, 'a ') }, certificate('other'));
    await expect(inspector.page.locator('#message')).toContainText('with the evidence given before. other.cer could not be read.');
    await expect(inspector.page.locator('#progress')).toBeHidden();
    await expect(inspector.sources()).toHaveCount(1);
    await expect(inspector.sources('certificate')).toContainText('client.cer');

    // As if nothing had been.
    await inspector.drop(certificate('other'));
    await expect(inspector.sources('certificate')).toHaveCount(2);
  });

  test('a trap while an example is shown gives the own evidence back', async ({ inspector }) => {
    await inspector.drop(certificate('client'));
    await expect(inspector.sources()).toHaveCount(1);
    await inspector.fill(inspector.page.locator('#tenant'), 'contoso.example');
    await inspector.example('Wrong private key');
    await expect(inspector.sources('assertion')).toHaveCount(1);
    await arm(inspector, 'inspector_report');
    await inspector.unfold(inspector.page.locator('#at'));
    await inspector.page.locator('#at').fill('2026-01-31T12:00:00Z');
    await expect(inspector.page.locator('#message')).toHaveText('The inspector stopped at this input. It has started afresh, with the evidence given before.');
    await expect(inspector.sources()).toHaveCount(1);
    await expect(inspector.sources('certificate')).toContainText('client.cer');
    await expect(inspector.page.locator('#tenant')).toHaveValue('contoso.example');
  });

  test('evidence that always traps goes', async ({ inspector }) => {
    await inspector.drop(certificate('client'));
    await expect(inspector.sources()).toHaveCount(1);
    await arm(inspector, 'inspector_report', 'inspector_report');
    await inspector.paste('anything');
    await expect(inspector.page.locator('#message')).toContainText('without evidence');
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'nothing');
  });
});

test.describe('a fault of the page', () => {
  test.use({ silent: false });

  test('is named as one, reaches the log of errors, and takes nothing away', async ({ inspector }) => {
    const { page } = inspector;
    await inspector.drop(certificate('client'));
    await expect(inspector.sources()).toHaveCount(1);
    const logged = page.waitForEvent('pageerror');
    await page.evaluate(() => {
      const { parse } = JSON;
      JSON.parse = () => {
        JSON.parse = parse;
        throw new TypeError('planted');
      };
    });
    await inspector.paste('anything');
    expect((await logged).message).toContain('planted');
    await expect(page.locator('#message')).toContainText('The page itself has a fault here (TypeError), which is not yours');
    await expect(inspector.sources('certificate')).toContainText('client.cer');
    await inspector.drop(certificate('other'));
    await expect(inspector.sources('certificate')).toHaveCount(2);
    await expect(page.locator('#message')).toBeEmpty();
  });
});

declare global {
  interface Window {
    trap: string[];
    core: number[];
  }
}
