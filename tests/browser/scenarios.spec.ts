/** Each scenario as people come with it: one sentence, the thing to do, and the way to look closer. */

import { expect, test } from './inspector.ts';
import { give, scenarios } from './scenarios.ts';

for (const [name, scenario] of Object.entries(scenarios)) {
  test(name, async ({ inspector }) => {
    const { page } = inspector;
    await give(inspector, scenario);
    await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
    await expect(inspector.verdict().getByRole('heading')).toContainText(scenario.headline);
    const first = page.locator('[data-remedy]').first();
    await expect(first).toHaveAttribute('data-remedy', scenario.remedy);

    // One of its texts, and what is known.
    const tools = first.locator('.tools summary');
    if (await tools.count() > 0) {
      await inspector.press(tools.first());
      await expect(first.locator('figure pre').first()).toBeVisible();
    }
    await inspector.press(page.locator('.known summary').first());
    await expect(page.locator('.known details[open]')).not.toHaveCount(0);

    await inspector.clear();
    await expect(inspector.sources()).toHaveCount(0);
  });
}
