/** How the page looks, prints, and keeps when it is saved. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { certificate, expect, root, test } from './inspector.ts';
import { give, scenarios } from './scenarios.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const examples = [
  'A healthy assertion', 'Rotated certificate', 'Hex in x5t', 'Wrong private key', 'Edited after signing',
  'Clock skew seen by Entra', 'GitHub Actions, federated', 'Error text alone',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1400]) {
    test(`axe-core finds nothing, ${colorScheme}, ${width} pixels`, async ({ inspector }) => {
      test.slow();
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
      await inspector.clear();
      for (const [name, scenario] of Object.entries(scenarios)) {
        await give(inspector, scenario);
        await expectNothing(name);
        await inspector.clear();
        await expect(inspector.sources()).toHaveCount(0);
      }
    });
  }
}

const sizes = [{ width: 1400, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }];

for (const [name, scenario] of Object.entries(scenarios)) {
  for (const size of sizes) {
    test(`${name}: the answer, what it is about and the first step stand in the first view, ${size.width} pixels`, async ({ inspector }) => {
      const { page } = inspector;
      await page.setViewportSize(size);
      await give(inspector, scenario);
      const seen = {
        headline: inspector.verdict().getByRole('heading'),
        comparison: inspector.lead().locator('.comparison'),
        step: page.locator('[data-remedy] li').first(),
      };
      for (const [part, element] of Object.entries(seen)) await expect(element, part).toBeInViewport({ ratio: 1 });
      const top = (await page.locator('#remedies').boundingBox())!.y;
      console.log(`${name}, ${size.width}: "Do this" begins at ${Math.round(top)}`);
      if (size.width === 1400) expect(top).toBeLessThan(560);
    });
  }
}

test('the example of a rotation is short', async ({ inspector }) => {
  const { page } = inspector;
  await page.setViewportSize({ width: 1400, height: 900 });
  await inspector.example('Rotated certificate');
  await expect(page.locator('#known')).toBeVisible();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  console.log(`the example of a rotation is ${height} pixels high`);
  expect(height).toBeLessThan(1_700);
});

test('in one column the answer comes before the list of what was given', async ({ inspector }) => {
  await inspector.page.setViewportSize({ width: 360, height: 900 });
  await inspector.example('Rotated certificate');
  await expect(inspector.page.locator('#known')).toBeVisible();
  const top = async (selector: string) => (await inspector.page.locator(selector).boundingBox())!.y;
  expect(await top('#verdict')).toBeGreaterThan(await top('#paste'));
  expect(await top('#verdict')).toBeLessThan(await top('#remedies'));
  expect(await top('#remedies')).toBeLessThan(await top('#known'));
  expect(await top('#known')).toBeLessThan(await top('#given'));
});

/** What each check says when it passes, from its source. */
function passingTitles(): string[] {
  const checks = new URL('crate/src/checks/', root);
  const files = readdirSync(checks, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.rs'));
  return files.flatMap(name => [...readFileSync(new URL(name, checks), 'utf8').matchAll(/^    title: "(.+)",$/gm)].map(([, title]) => title!.replaceAll('`', '')));
}

test('nothing that is marked as a failure says what is true only of success', async ({ inspector }) => {
  test.slow();
  const { page } = inspector;
  const titles = passingTitles();
  expect(titles.length).toBeGreaterThan(60);
  const expectTrue = async (state: string) => {
    const failing = page.locator('[data-outcome="fail"], .known > li:has(> .error), .known > li:has(> .warning), .facts .error, .facts .warning');
    const said = await failing.evaluateAll(all => all.map(one => [one.textContent, one.querySelector('[aria-label]')?.getAttribute('aria-label')].join(' ')));
    expect(said.length, state).toBeGreaterThan(0);
    const wrong = (text: string) => titles.filter(title => text.replaceAll(/\s+/g, ' ').includes(title));
    expect(said.flatMap(wrong), state).toEqual([]);
    // As it is read aloud.
    const aloud = await page.locator('#answer ul.known').first().ariaSnapshot();
    expect(aloud.split('\n').filter(line => /(error|warning): /.test(line)).flatMap(wrong), state).toEqual([]);
    expect(aloud).toMatch(/heading "(error|warning|notice): /);
  };
  for (const name of examples.slice(1)) {
    await inspector.example(name);
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
    await expect(page.locator('[data-outcome="fail"]').first()).toBeAttached();
    await expectTrue(name);
  }
  await inspector.clear();
  for (const [name, scenario] of Object.entries(scenarios)) {
    await give(inspector, scenario);
    await expectTrue(name);
    await inspector.clear();
    await expect(inspector.sources()).toHaveCount(0);
  }
});

test('the empty page invites, and says nothing of causes and checks', async ({ inspector }) => {
  const { page } = inspector;
  await expect(page.getByRole('heading', { name: 'Entra refused your app' })).toBeVisible();
  await expect(page.getByText('What you will get, an example')).toBeVisible();
  await expect(page.locator('[data-cause], [data-finding], [data-remedy], #context')).toHaveCount(1);
  await expect(page.locator('#context')).toBeHidden();
  await expect(page.locator('body')).not.toContainText('skipped', { useInnerText: true });
  await expect(page.getByRole('button', { name: 'Copy for ticket' })).toBeHidden();
});

test('a copy that is old says so', async ({ inspector, address }) => {
  const { page } = inspector;
  await expect(page.locator('#age')).toBeHidden();
  const rules = await page.locator('#rules').getAttribute('datetime');
  expect(rules).toMatch(/^20\d\d-\d\d$/);
  const months = (count: number) => {
    const date = new Date(rules!);
    date.setUTCMonth(date.getUTCMonth() + count);
    return date;
  };
  const elsewhere = await page.context().newPage();
  for (const [count, isOld] of [[17, false], [19, true]] as const) {
    await elsewhere.clock.setFixedTime(months(count));
    await elsewhere.goto(address);
    await expect(elsewhere.locator('#age')).toBeVisible({ visible: isOld });
  }
  await elsewhere.close();
});

test('a link leads to the answer, and leaves the address alone', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.example('Rotated certificate');
  await page.locator('#skip').focus();
  await expect(page.locator('#skip')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#answer')).toBeFocused();
});

test('a screen reader hears the verdict', async ({ inspector }) => {
  // What is announced is a change in an element that was there before.
  const region = inspector.page.locator('[aria-live="polite"][aria-atomic="true"]');
  const before = await region.elementHandle();
  await inspector.example('Wrong private key');
  await expect(region).toContainText('Found');
  await expect(region).toContainText('private key');
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
  await inspector.unfold(page.locator('#at'));
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
    await expect(inspector.place(place).locator('summary')).toContainText('characters', { timeout: 15_000 });
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
