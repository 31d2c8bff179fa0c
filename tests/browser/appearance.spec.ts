/** How the page looks, prints, and keeps when it is saved. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { certificate, expect, test } from './inspector.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const examples = [
  'A healthy assertion', 'Rotated certificate', 'Hex in x5t', 'Wrong private key', 'Edited after signing',
  'Clock skew seen by Entra', 'Error text alone',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1400]) {
    test(`axe-core finds nothing, ${colorScheme}, ${width} pixels`, async ({ inspector }) => {
      const { page } = inspector;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      // By the driver: a script element would be refused.
      await page.evaluate(axe);
      const expectNothing = async (state: string) => {
        // @ts-expect-error axe is the page's.
        const { violations, passes } = await page.evaluate(levels => axe.run({ runOnly: levels }), levels);
        expect(violations.map(({ id, nodes }: { id: string, nodes: { html: string }[] }) =>
          `${state}: ${id} ${nodes.map(({ html }) => html)}`)).toEqual([]);
        expect(passes.length).toBeGreaterThan(10);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(width);
      };
      await expectNothing('empty');
      for (const name of examples) {
        await inspector.example(name);
        await expectNothing(name);
      }
      await page.locator('details').evaluateAll(folds => folds.forEach(fold => { (fold as HTMLDetailsElement).open = true; }));
      await expectNothing('unfolded');
    });
  }
}

test('what is wrong, how it is known and what to do stand in one view', async ({ inspector }) => {
  const { page } = inspector;
  await page.setViewportSize({ width: 1400, height: 900 });
  await inspector.example('Rotated certificate');
  const seen = {
    headline: inspector.verdict().getByRole('heading'),
    comparison: page.locator('.comparison').first(),
    remedy: page.locator('[data-remedy]').first(),
  };
  for (const [name, part] of Object.entries(seen)) {
    await expect(part, name).toBeInViewport({ ratio: 1 });
    console.log(`${name}: ${(await part.innerText()).replaceAll(/\s+/g, ' ')}`);
  }
});

test('in one column the verdict comes before the checklist', async ({ inspector }) => {
  await inspector.page.setViewportSize({ width: 360, height: 900 });
  const top = async (selector: string) => (await inspector.page.locator(selector).boundingBox())!.y;
  expect(await top('#verdict')).toBeGreaterThan(await top('#paste'));
  expect(await top('#verdict')).toBeLessThan(await top('.checklist'));
  expect(await top('#diagnosis')).toBeGreaterThan(await top('.checklist'));
});

test('a screen reader hears the verdict', async ({ inspector }) => {
  // What is announced is a change in an element that was there before.
  const region = inspector.page.locator('[aria-live="polite"][aria-atomic="true"]');
  const before = await region.elementHandle();
  await inspector.example('Wrong private key');
  await expect(region).toContainText('Found 1 error', { ignoreCase: true });
  expect(await region.evaluate((after, before) => after === before, before)).toBe(true);
});

for (const name of examples) {
  test(`printed on one or two pages: ${name}`, async ({ inspector }) => {
    await inspector.example(name);
    const printed = (await inspector.page.pdf({ format: 'A4' })).toString('latin1');
    const pages = printed.match(/\/Type \/Page\b/g)!.length;
    expect(pages).toBeLessThanOrEqual(2);
  });
}

test('a page that is saved "complete" opens empty, and works', async ({ inspector }, info) => {
  const { page } = inspector;
  await inspector.example('Hex in x5t');
  await inspector.drop(certificate('client'));
  await inspector.paste('something that nobody knows');
  await page.locator('#at').fill('yesterday');
  await page.locator('#paste').fill('typed');
  await expect(inspector.sources()).toHaveCount(3);

  // What a browser writes: the live document.
  const path = info.outputPath('saved.html');
  writeFileSync(path, await page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`));
  expect(readFileSync(path, 'utf8')).toContain('client.cer');

  const copy = await page.context().newPage();
  const said: string[] = [];
  copy.on('console', message => said.push(message.text()));
  await copy.goto(pathToFileURL(path).href);
  await expect(copy.locator('[data-verdict="nothing"]')).toHaveText('Nothing was given yet.', { useInnerText: true });
  await expect(copy.locator('[data-source-kind], [data-place], [data-outcome="fail"]')).toHaveCount(0);
  await expect(copy.locator('#at-problem')).toBeEmpty();
  await expect(copy.locator('#message')).toBeEmpty();
  await expect(copy.locator('body')).not.toContainText('client.cer');
  await copy.getByRole('button', { name: 'Rotated certificate' }).click();
  await expect(copy.locator('[data-finding="registration/certificate"]')).toHaveAttribute('data-outcome', 'fail');
  expect(said).toEqual([]);
  await expect(page.locator('footer')).toContainText('\u201cHTML only\u201d');
});

test('long values are folded', async ({ inspector }) => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await inspector.paste(`${encode({ alg: 'PS256', x5t: 'A'.repeat(300_000), x5c: ['A'.repeat(700_000)] })}.${encode({ iss: 'x'.repeat(400_000), sub: 'y' })}.AAAA`);
  for (const place of ['header.x5t', 'header.x5c', 'claims.iss']) {
    await expect(inspector.place(place).locator('summary')).toContainText('characters');
    await expect(inspector.place(place).locator('.value')).not.toBeVisible();
  }
  expect(await inspector.page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(10_000);
});

test('the page knows no claim and no rule of Entra', () => {
  const web = new URL('../../web/', import.meta.url);
  // Those that are written by a script or a test are data.
  const own = readdirSync(web).filter(name => name.endsWith('.ts') && !['contract.ts', 'examples.ts'].includes(name));
  for (const name of own) {
    const text = readFileSync(new URL(name, web), 'utf8');
    expect(text, name).not.toMatch(/Entra|AADSTS|Azure|Microsoft|\b(x5t|kid|aud|iss|sub|jti|nbf|iat|exp)\b/);
  }
});
