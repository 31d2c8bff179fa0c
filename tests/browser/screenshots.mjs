// Pictures of the built page: `node tests/browser/screenshots.mjs [EXAMPLE]` writes test-results/screenshots/, to look at,
// and docs/page.png, for the README.

import { chromium } from '@playwright/test';

const example = process.argv[2] ?? 'The certificate was rotated';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1400]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const picture = name => page.screenshot({
      path: `test-results/screenshots/${colorScheme}-${width}-${name}.png`,
      fullPage: true,
    });
    await page.goto(new URL('../../dist/index.html', import.meta.url).href);
    await page.locator('[data-verdict]').waitFor();
    await picture('empty');
    await page.getByRole('button', { name: example }).click();
    await picture('example');
    if (colorScheme === 'light' && width === 1400) await page.screenshot({ path: 'docs/page.png' });
    await page.locator('#checks > summary').click();
    await picture('checks');
    await page.close();
  }
}
await browser.close();
