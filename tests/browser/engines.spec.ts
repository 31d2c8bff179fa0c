/** The page in Firefox and WebKit: what most people do with it, by keyboard and clipboard. */

import { X509Certificate } from 'node:crypto';
import { enter, modifier, start, type Engine, type Installed } from './engines.ts';
import {
  built, capture, certificate, drop, expect, kept, nothing, portable, response, signed, test as base, type Given, type Listener,
} from './inspector.ts';
import { scenarios } from './scenarios.ts';
import { expectNoWayOut } from './ways.ts';

type Fixtures = { from: 'file' | 'http' | 'plain http', address: string, tab: Tab };

const test = base.extend<Fixtures, { installed: Installed, engine: Engine }>({
  installed: [{ name: 'firefox', path: '' }, { option: true, scope: 'worker' }],
  from: ['file', { option: true }],

  engine: [async ({ installed, listener }, use) => {
    const engine = await start(installed, new URL(listener.address).host);
    await use(engine);
    await engine.close();
  }, { scope: 'worker' }],

  // Browsers trust their own machine like https. A name, which only the proxy knows, is not trusted.
  address: async ({ from, listener }, use) => {
    await use({ file: built.href, http: listener.address, 'plain http': 'http://inspector.test/' }[from]);
  },

  // Whatever a test does, the page asks for nothing, says nothing and keeps its address.
  tab: async ({ engine, address, listener }, use) => {
    listener.heard.length = 0;
    const tab = new Tab(engine);
    await tab.open(address);

    await use(tab);

    expect(await tab.said()).toEqual([]);
    expect(beside(address, listener)).toEqual([]);
    expect(await engine.evaluate(() => location.href)).toBe(address);
    expect(await engine.evaluate(kept)).toEqual(nothing);
  },
});

test.skip(({ installed }) => installed.path === '', 'the browser is not installed');

declare global {
  interface Window {
    said: string[];
  }
}

/** The page, by its hooks. */
class Tab {
  readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** From now on complaints are heard: WebDriver has no way to hear those of the start. */
  async open(address: string): Promise<void> {
    await this.engine.open(address);
    await this.engine.evaluate(() => {
      window.said = [];
      console.error = console.warn = (...words) => window.said.push(words.join(' '));
      window.addEventListener('error', event => window.said.push(event.message));
      window.addEventListener('unhandledrejection', event => window.said.push(String(event.reason)));
      window.addEventListener('securitypolicyviolation', event => window.said.push(event.blockedURI));
    });
    await this.has('[data-verdict="nothing"]');
  }

  said(): Promise<string[]> {
    return this.engine.evaluate(() => window.said);
  }

  /** Waits until there are so many of them. */
  async has(selector: string, count = 1): Promise<void> {
    await expect.poll(() => this.engine.evaluate(selector => document.querySelectorAll(selector).length, selector),
      { message: selector }).toBe(count);
  }

  /** The text of all of them. */
  text(selector: string): Promise<string> {
    return this.engine.evaluate(selector =>
      [...document.querySelectorAll(selector)].map(one => one.textContent).join(''), selector);
  }

  value(selector: string): Promise<string> {
    return this.engine.evaluate(selector => document.querySelector<HTMLInputElement>(selector)!.value, selector);
  }

  /** To an input, and to all that stands in it. */
  async select(selector: string, text?: string): Promise<void> {
    await this.engine.evaluate((selector, text) => {
      const input = document.querySelector<HTMLInputElement>(selector)!;
      const fold = input.closest('details');
      if (fold) fold.open = true;
      input.value = text ?? input.value;
      input.focus();
      input.select();
    }, selector, text);
  }

  /** Cut out of the box, and pasted into it. */
  async paste(text: string): Promise<void> {
    // Firefox misses a key now and then.
    await expect(async () => {
      await this.select('#paste', text);
      await this.engine.press(modifier, 'x');
      expect(await this.value('#paste')).toBe('');
    }).toPass();
    await this.engine.press(modifier, 'v');
  }

  async drop(...given: Given[]): Promise<void> {
    await this.engine.evaluate(drop, portable(given));
  }

  /** The first button or fold whose name begins so. */
  async push(name: string, within = 'body'): Promise<void> {
    const focused = await this.engine.evaluate((name, within) => {
      const button = [...document.querySelectorAll<HTMLElement>(`${within} :is(button, summary)`)]
        .find(button => (button.ariaLabel ?? button.textContent!).trim().startsWith(name));
      button?.focus();
      return button !== undefined && document.activeElement === button;
    }, name, within);
    expect(focused, name).toBe(true);
    await this.engine.press(enter);
  }
}

/** What was asked for, except the page itself. */
function beside(address: string, listener: Listener): string[] {
  return listener.heard.filter(url => new URL(url, listener.address).href !== address);
}

for (const from of ['file', 'http', 'plain http'] as const) {
  test.describe(`from ${from}`, () => {
    test.use({ from });

    test('the certificate of an assertion agrees, another does not', async ({ tab }) => {
      const { assertion, captured_at } = capture('msal-python-thumbprint');
      await tab.engine.evaluate(now => { Date.now = () => now; }, (captured_at + 5) * 1000);
      await tab.paste(assertion);
      await tab.has('[data-source-kind="assertion"]');
      await tab.has('[data-finding="token/format"][data-outcome="pass"]');
      expect(await tab.value('#paste')).toBe('');

      await tab.drop(certificate('client'));
      await tab.has('[data-finding="header/x5t"][data-outcome="pass"]');
      await tab.has('[data-finding="signature/verifies"][data-outcome="pass"]');
      await tab.has('[data-outcome="fail"][data-severity="error"]', 0);

      await tab.push('Remove', '[data-source-kind="certificate"]');
      await tab.has('[data-source-kind="certificate"]', 0);
      const other = certificate('other');
      await tab.drop(other);
      await tab.has('[data-finding="certificate/signer"][data-outcome="fail"]');
      await tab.has('[data-verdict="mismatch"]');
      await tab.has('[data-cause="wrong_identifier"][data-status="confirmed"]');

      // What the file has, and what the client used.
      const thumbprint = new X509Certificate(other.bytes).fingerprint.replaceAll(':', '');
      const { x5t } = JSON.parse(Buffer.from(assertion.split('.')[0]!, 'base64url').toString());
      for (const [side, text] of [['expected', thumbprint], ['actual', Buffer.from(x5t, 'base64url').toString('hex').toUpperCase()]]) {
        expect(await tab.text(`#lead .${side}`)).toBe(text);
      }
      const corners = await tab.engine.evaluate(() => ['.actual', '.expected'].map(side => {
        const { x, y } = document.querySelector(`#lead ${side}`)!.getBoundingClientRect();
        return { x, y };
      }));
      expect(corners[0]!.x).toBe(corners[1]!.x);
      expect(corners[0]!.y).toBeLessThan(corners[1]!.y);
    });

    test('each scenario has its answer', async ({ tab }) => {
      for (const { now, pasted, files, headline, remedy } of Object.values(scenarios)) {
        await tab.engine.evaluate(now => { Date.now = () => now; }, now * 1000);
        if (pasted !== undefined) await tab.paste(pasted);
        if (files !== undefined) await tab.drop(...files);
        await tab.has(`[data-remedy="${remedy}"]`);
        expect(await tab.text('[data-verdict] h2')).toContain(headline);
        expect(await tab.engine.evaluate(() => document.querySelector<HTMLElement>('[data-remedy]')!.dataset.remedy)).toBe(remedy);
        await tab.push('Clear');
        await tab.push('Clear everything');
        await tab.has('[data-verdict="nothing"]');
      }
    });

    test('keys of every length are counted with as they should be', async ({ tab }) => {
      for (const [key, alg] of [['rsa1024', 'RS256'], ['client', 'PS256'], ['rsa3072', 'RS256'], ['rsa4096', 'PS256']] as const) {
        const { assertion, altered } = signed(key, alg);
        await tab.drop(certificate(key));
        await tab.paste(assertion);
        await tab.has('[data-finding="signature/verifies"][data-outcome="pass"]');
        await tab.paste(altered);
        await tab.has('[data-finding="signature/verifies"][data-outcome="fail"]');
        expect(await tab.text('[data-verdict]')).toContain('signed another text than this');
        await tab.push('Clear');
        await tab.push('Clear everything');
        await tab.has('[data-verdict="nothing"]');
      }
    });

    test('what a remedy shows is what its button copies', async ({ tab }) => {
      expect(await tab.engine.evaluate(() => 'clipboard' in navigator)).toBe(from !== 'plain http');
      await tab.paste(response('02-msal-python'));
      await tab.drop(certificate('client'));
      await tab.has('[data-source-kind]', 2);
      await tab.push('', '.tools');
      const shown = await tab.engine.evaluate(() => document.querySelector('figure pre')!.textContent!);
      await tab.push('Copy', 'figure');

      // The clipboard takes its time. An input has one line.
      await expect(async () => {
        await tab.select('#tenant');
        await tab.engine.press(modifier, 'v');
        expect(await tab.value('#tenant')).toBe(shown.replaceAll('\n', ' '));
      }).toPass({ timeout: 5_000 });
    });

    test('everything is cleared', async ({ tab }) => {
      await tab.paste(capture('msal-python-thumbprint').body!);
      await tab.drop(certificate('client'));
      await tab.has('[data-source-kind]', 3);
      await tab.select('#tenant', 'contoso.example');

      await tab.push('Clear');
        await tab.push('Clear everything');
      await tab.has('[data-verdict="nothing"]');
      await tab.has('[data-source-kind], [data-place], [data-outcome="pass"], [data-outcome="fail"]', 0);
      for (const input of ['#paste', '#files', '#tenant', '#client-id', '#at']) expect(await tab.value(input), input).toBe('');
    });

    test('no way out, because of the policy', async ({ engine, installed, address, listener }, info) => {
      await expectNoWayOut(engine, installed.name, from, address, listener, info);
    });
  });
}
