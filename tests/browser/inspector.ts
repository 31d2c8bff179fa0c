/** The built page in a browser, and a listener that nobody should reach. */

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export { expect };

const root = new URL('../../', import.meta.url);

/** An internal site, over plain http. */
export const host = 'inspector.internal';

export const built = new URL('dist/index.html', root);

/** A file to drop or choose. */
export type Given = { name: string, bytes: Uint8Array };

export function certificate(name: string): Given {
  return { name: `${name}.cer`, bytes: new X509Certificate(fixture(`${name}.pem`).bytes).raw };
}

export function fixture(name: string): Given {
  return { name, bytes: readFileSync(new URL(`tests/certificates/${name}`, root)) };
}

/** As a driver can hand it to the page. */
export function portable(given: Given[]) {
  return given.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
}

/** In the page: files, from the file manager to somewhere on it. */
export function drop(files: ReturnType<typeof portable>): void {
  const dataTransfer = new DataTransfer();
  for (const { name, base64 } of files) {
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), character => character.charCodeAt(0))], name));
  }
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.querySelector('footer')!.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
}

/** What a client library sent, and when. */
export function capture(name: string): { assertion: string, url: string | null, body: string | null, captured_at: number } {
  return JSON.parse(readFileSync(new URL(`tests/clients/captures/${name}.json`, root), 'utf8'));
}

/** An error of Entra's on record. */
export function response(name: string): string {
  return readFileSync(new URL(`tests/responses/${name}.txt`, root), 'utf8');
}

/** The page as it would be if its policy did not protect it. */
export function withoutPolicy(page: string): string {
  const changed = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  if (changed === page) throw new Error('the page has no policy');
  return changed;
}

/** How the page is reached, and worked. */
export type Access = { scheme: 'file' | 'http', hands: 'mouse' | 'keyboard' };

export type Listener = { address: string, heard: string[] };

export const test = base.extend<{ inspector: Inspector, silent: boolean }, Access & { listener: Listener }>({
  scheme: ['file', { option: true, scope: 'worker' }],
  hands: ['mouse', { option: true, scope: 'worker' }],
  silent: [true, { option: true }],

  listener: [async ({}, use) => {
    const heard: string[] = [];
    const page = readFileSync(built, 'utf8');
    const pages = new Map([['/', page], ['/without-policy', withoutPolicy(page)]]);
    const server = createServer((request, response) => {
      heard.push(request.url!);
      // Who takes this for a proxy asks for a whole address.
      const asked = pages.get(new URL(request.url!, 'http://127.0.0.1').pathname);
      if (asked) response.setHeader('content-type', 'text/html').end(asked);
      else response.writeHead(404).end();
    });
    for (const event of ['upgrade', 'connect']) {
      server.on(event, (request, socket) => {
        heard.push(request.url);
        socket.destroy();
      });
    }
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    await use({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard });
    server.closeAllConnections();
    server.close();
  }, { scope: 'worker' }],

  // Whatever a test does, the page loads itself, says nothing and keeps nothing.
  inspector: async ({ page, scheme, hands, silent, listener }, use) => {
    const address = scheme === 'file' ? built.href : listener.address.replace('127.0.0.1', host);
    const requests: string[] = [];
    const said: string[] = [];
    page.on('request', request => requests.push(request.url()));
    page.on('console', message => said.push(message.text()));
    page.on('pageerror', error => said.push(error.message));
    await page.goto(address);
    await expect(page.locator('[data-verdict]')).toBeVisible();

    await use(new Inspector(page, hands));

    if (!silent) return;
    expect(said).toEqual([]);
    expect(requests.filter(url => !url.startsWith('data:'))).toEqual([address]);
    expect(listener.heard.filter(path => path !== '/')).toEqual([]);
    expect(page.url()).toBe(address);
    expect(await page.evaluate(async () => ({
      title: document.title,
      stored: [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length],
      visited: history.length,
    }))).toEqual({ title: 'Assertion Inspector', stored: [0, 0, '', 0], visited: 2 });
    await expect(page.locator('#message')).toBeEmpty();
  },
});

/** The page, by its hooks. */
export class Inspector {
  readonly page: Page;
  readonly hands: Access['hands'];

  constructor(page: Page, hands: Access['hands'] = 'mouse') {
    this.page = page;
    this.hands = hands;
  }

  /** Activates a button, a link or a fold. */
  async press(target: Locator): Promise<void> {
    if (this.hands === 'mouse') return target.click();
    await this.reach(target);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses one of a group. */
  async check(target: Locator): Promise<void> {
    if (this.hands === 'mouse') return target.check();
    await this.reach(this.page.locator('[type=radio]:checked'));
    for (let step = 0; step < 10 && !await isFocused(target); step++) await this.page.keyboard.press('ArrowDown');
    await expect(target).toBeChecked();
  }

  /** Writes into an input, instead of what stands there. */
  async fill(target: Locator, text: string): Promise<void> {
    if (this.hands === 'mouse') return target.fill(text);
    await this.reach(target);
    await this.page.keyboard.press('ControlOrMeta+a');
    if (text === '') await this.page.keyboard.press('Delete');
    else await this.page.keyboard.insertText(text);
  }

  /** Goes there by the tabulator, and sees where it is. */
  async reach(target: Locator): Promise<void> {
    for (let step = 0; step < 300; step++) {
      if (await isFocused(target)) {
        // The file input is seen as its label.
        const outline = await target.evaluate(element => {
          const seen = element.matches('.unseen') ? element.previousElementSibling! : element;
          return getComputedStyle(seen).outlineStyle;
        });
        expect(outline).not.toBe('none');
        return;
      }
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`the tabulator does not lead to ${target}`);
  }

  /** As the clipboard holds it. */
  async paste(text: string, into = '#paste'): Promise<void> {
    if (this.hands === 'keyboard' && into === '#paste') {
      const elsewhere = await this.page.context().newPage();
      await elsewhere.setContent('<textarea autofocus></textarea>');
      await elsewhere.locator('textarea').fill(text);
      await elsewhere.keyboard.press('ControlOrMeta+a');
      await elsewhere.keyboard.press('ControlOrMeta+c');
      await elsewhere.close();
      await this.reach(this.page.locator(into));
      return this.page.keyboard.press('ControlOrMeta+v');
    }
    await this.page.locator(into).evaluate((target, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** From the file manager to somewhere on the page; who has no mouse chooses them. */
  async drop(...given: Given[]): Promise<void> {
    if (this.hands === 'keyboard') return this.choose(...given);
    await this.page.evaluate(drop, portable(given));
  }

  async choose(...given: Given[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    if (this.hands === 'mouse') {
      await this.page.getByText('Choose files').click();
    } else {
      await this.reach(this.page.locator('#files'));
      await this.page.keyboard.press('Enter');
    }
    await (await chooser).setFiles(given.map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })));
  }

  verdict(): Locator {
    return this.page.locator('[data-verdict]');
  }

  sources(kind?: string): Locator {
    return this.page.locator(kind === undefined ? '[data-source-kind]' : `[data-source-kind="${kind}"]`);
  }

  cause(id: string): Locator {
    return this.page.locator(`[data-cause="${id}"]`);
  }

  finding(id: string): Locator {
    return this.page.locator(`[data-finding="${id}"]`);
  }

  place(place: string): Locator {
    return this.page.locator(`[data-place="${place}"]`);
  }

  errors(): Locator {
    return this.page.locator('[data-outcome="fail"][data-severity="error"]');
  }

  async example(name: string): Promise<void> {
    await this.press(this.page.getByRole('button', { name, exact: true }));
  }

  async expectOutcome(id: string, outcome: 'pass' | 'fail' | 'skip'): Promise<void> {
    await expect(this.finding(id)).toHaveAttribute('data-outcome', outcome);
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate(element => element === document.activeElement);
}
