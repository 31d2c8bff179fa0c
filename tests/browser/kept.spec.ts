/** The page as people use it: nothing of theirs is lost. */

import { capture, certificate, expect, test } from './inspector.ts';

const client = certificate('client');
const other = certificate('other');

test('what was removed comes back within ten seconds, and the focus goes to the next row', async ({ inspector }) => {
  const { page } = inspector;
  const rows = page.locator('.files > li');
  await page.clock.install();
  await inspector.drop(client, other, certificate('rotated'));
  await expect(rows).toHaveCount(3);
  await page.clock.runFor(100);

  await inspector.press(rows.nth(1).getByRole('button', { name: 'Remove other.cer' }));
  await page.clock.runFor(100);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1).getByRole('button', { name: 'Remove rotated.cer' })).toBeFocused();
  await expect(page.locator('#taken')).toContainText('Removed: other.cer');
  await inspector.press(page.getByRole('button', { name: 'Undo' }));
  await page.clock.runFor(100);
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('other.cer');

  await inspector.press(rows.nth(0).getByRole('button', { name: 'Remove' }));
  await page.clock.runFor(9_000);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.clock.runFor(2_000);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(rows).toHaveCount(2);
});

test('what was just taken can be given back', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.drop(client);
  await expect(page.locator('#taken')).toContainText(/Taken: client\.cer, CN=contoso-client, BD95E6E1/);
  await inspector.press(page.locator('#taken').getByRole('button', { name: 'Undo' }));
  await expect(inspector.sources()).toHaveCount(0);
  await inspector.press(page.locator('#taken').getByRole('button', { name: 'Undo' }));
  await expect(inspector.sources('certificate')).toHaveCount(1);
});

test('from an example a way leads back', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.drop(client);
  await expect(inspector.sources()).toHaveCount(1);
  await inspector.fill(page.locator('#tenant'), 'contoso.example');
  await inspector.example('Wrong private key');
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
  await expect(page.locator('#tenant')).toHaveValue('');
  await inspector.press(page.getByRole('button', { name: 'Back to your evidence' }));
  await expect(inspector.sources()).toHaveCount(1);
  await expect(inspector.sources('certificate')).toContainText('client.cer');
  await expect(page.locator('#tenant')).toHaveValue('contoso.example');

  // What comes while an example is shown comes to the person's own evidence.
  await inspector.example('Wrong private key');
  await inspector.drop(other);
  await expect(inspector.sources()).toHaveCount(2);
  await expect(inspector.sources('certificate')).toHaveCount(2);
});

test('clearing is asked once', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.drop(client);
  await inspector.press(page.getByRole('button', { name: 'Clear', exact: true }));
  await expect(page.getByText('There is no way back.')).toBeVisible();
  await inspector.press(page.getByRole('button', { name: 'Keep it' }));
  await expect(page.getByText('There is no way back.')).toBeHidden();
  await expect(inspector.sources()).toHaveCount(1);
  await inspector.clear();
  await expect(inspector.sources()).toHaveCount(0);
});

test('a paste into a text that is being edited goes into the text', async ({ inspector }) => {
  const { page } = inspector;
  const { assertion } = capture('pyjwt-ps256');
  const box = page.locator('#paste');
  await inspector.fill(box, assertion.slice(-20));
  await box.press('ControlOrMeta+a');
  await box.press('ControlOrMeta+x');
  await inspector.fill(box, assertion.slice(0, -20));
  await expect(inspector.sources()).toHaveCount(1);
  await box.press('End');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ControlOrMeta+v');
  await expect(box).toHaveValue(assertion);
  await expect(inspector.sources('assertion')).toHaveCount(1);
  await inspector.expectOutcome('token/format', 'pass');
});

test('the assertion that was chosen stays chosen', async ({ inspector }) => {
  const { page } = inspector;
  await inspector.paste(capture('msal-python-thumbprint').assertion);
  await inspector.paste(capture('pyjwt-ps256').assertion);
  const choices = page.getByRole('radio');
  await expect(choices).toHaveCount(2);
  await inspector.check(choices.nth(0));
  await inspector.drop(client);
  await expect(inspector.sources('certificate')).toHaveCount(1);
  await expect(choices.nth(0)).toBeChecked();
  // An older one that is new here is what the person wants to see.
  await inspector.paste(capture('msal-node-thumbprint').assertion);
  await expect(choices).toHaveCount(3);
  await expect(choices.nth(2)).toBeChecked();
  await inspector.press(page.locator('.files > li').nth(1).getByRole('button', { name: 'Remove' }));
  await expect(choices).toHaveCount(2);
  await expect(choices.nth(1)).toBeChecked();
});
