/** The arithmetic of signatures by the browser's own numbers: of what Wycheproof's vectors ask, it answers what the core's does. */

import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type * as Core from '../../target/page/inspector.js';

const made = new URL('../../target/page/', import.meta.url);
const host = 'http://core.test';

test('powers are those of the core', async ({ page }) => {
  test.slow();
  await page.route(`${host}/*`, route => route.fulfill({ path: fileURLToPath(new URL(`.${new URL(route.request().url()).pathname}`, made)) }));
  await page.goto(`${host}/powers.txt`);
  const { asked, wrong } = await page.evaluate(async script => {
    const { default: start, modPow }: typeof Core = await import(script);
    await start({ module_or_path: '/inspector.wasm' });
    const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16));
    const powers = (await (await fetch('/powers.txt')).text()).split('\n');
    const wrong = powers.find(line => {
      const [base, exponent, modulus, power] = line.split(' ') as [string, string, string, string];
      return `${modPow(bytes(base), BigInt(`0x${exponent}`), bytes(modulus))}` !== `${bytes(power)}`;
    });
    return { asked: powers.length, wrong };
  }, '/inspector.js');
  expect(wrong).toBeUndefined();
  expect(asked).toBe(5_420);
});
