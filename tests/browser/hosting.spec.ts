/** The page on hosts that send a policy and other headers of their own. */

import { capture, certificate, expect, test, type Inspector } from './inspector.ts';

/** What most people do with the page. */
async function expectWorking(inspector: Inspector): Promise<void> {
  const { assertion } = capture('msal-python-thumbprint');
  await inspector.paste(assertion);
  await inspector.drop(certificate('client'));
  await inspector.expectOutcome('header/x5t', 'pass');
  await inspector.expectOutcome('signature/verifies', 'pass');
  await inspector.press(inspector.sources('certificate').getByRole('button', { name: 'Remove' }));
  await inspector.drop(certificate('other'));
  await inspector.expectOutcome('signature/verifies', 'fail');
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
  await expect(inspector.page.locator('header')).toHaveCSS('display', 'flex');
}

test.describe('a host that allows no inline script', () => {
  test.describe('the separate files', () => {
    test.use({ address: async ({ listener }, use) => use(`${listener.address}strict/site/index.html`), files: ['', 'style.css', 'inspector.js', 'icon.svg'] });

    test('work', async ({ inspector }) => {
      await expectWorking(inspector);
    });
  });

  test('the one file does not start', async ({ page, listener }) => {
    const said: string[] = [];
    page.on('console', message => said.push(message.text()));
    await page.goto(`${listener.address}strict/index.html`);
    await expect.poll(() => said.filter(text => text.includes('inline'))).toHaveLength(2);
    await expect(page.locator('[data-verdict]')).toHaveCount(0);
  });
});
