// Pictures of the built page: `node tests/browser/screenshots.mjs` writes test-results/screenshots/, to look at, and
// docs/page.png, for the README.

import { chromium } from '@playwright/test';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1400]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const picture = name => page.screenshot({
      path: `test-results/screenshots/${colorScheme}-${width}-${name}.png`,
      fullPage: true,
    });
    await page.goto(new URL('../../dist/index.html', import.meta.url).href);
    await page.locator('[data-verdict]').waitFor();
    await picture('empty');
    const examples = page.locator('#examples button');
    for (let index = 0; index < await examples.count(); index++) {
      // Behind a fold, once there is evidence.
      await examples.nth(index).evaluate(button => button.click());
      await page.locator('#known').waitFor();
      await page.mouse.move(0, 0);
      await picture(`example-${index + 1}`);
      if (colorScheme === 'light' && width === 1400 && index === 1) await page.screenshot({ path: 'docs/page.png' });
    }
    if (colorScheme === 'light' && width === 1400) {
      await page.emulateMedia({ forcedColors: 'active' });
      await picture('forced-colours');
      await page.emulateMedia({ forcedColors: 'none' });
      await page.pdf({ path: 'test-results/screenshots/printed.pdf', format: 'A4' });
    }
    await page.locator('details').evaluateAll(folds => folds.forEach(fold => { fold.open = true; }));
    await picture('unfolded');
    await page.close();
  }
}
await browser.close();
