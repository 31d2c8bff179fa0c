/** What the README promises under "Trust". */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { built, expect, host, site, test } from './inspector.ts';
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
  const core = /"H4sI[\w+/=]{100000,}"/;
  for (const file of [built, new URL('inspector.js', site)]) {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(core);
    const own = text.replace(core, '""');
    for (const word of unwanted) expect(own).not.toMatch(word);
  }
});

test('the file has the SHA-256 that stands beside it', () => {
  for (const folder of [new URL('./', built), site]) {
    const hash = createHash('sha256').update(readFileSync(new URL('index.html', folder))).digest('hex');
    expect(readFileSync(new URL('index.html.sha256', folder), 'utf8')).toBe(`${hash}  index.html\n`);
  }
});
