/** The built page in a browser, and a listener that nobody should reach. */

import { constants, sign, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export { expect };

/** The repository. */
export const root = new URL('../../', import.meta.url);

/** An internal site, over plain http. */
export const host = 'inspector.internal';

export const built = new URL('dist/index.html', root);

/** The same page as separate files, and what its host says that a page may do. */
export const site = new URL('dist/site/', root);
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; frame-ancestors 'none'";

export const types: Record<string, string> = {
  html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', sha256: 'text/plain',
};

/** A file to drop or choose. */
export type Given = { name: string, bytes: Uint8Array };

export function certificate(name: string): Given {
  return { name: `${name}.cer`, bytes: new X509Certificate(fixture(`${name}.pem`).bytes).raw };
}

export function fixture(name: string): Given {
  return { name, bytes: readFileSync(new URL(`tests/certificates/${name}`, root)) };
}

/** An assertion of the bare minimum, and the same with a claim that was changed after it was signed. */
export function signed(key: string, alg: 'RS256' | 'PS256'): { assertion: string, altered: string } {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const header = encode({ alg, 'x5t#S256': Buffer.from(new X509Certificate(certificate(key).bytes).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url') });
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const text = `${header}.${encode({ jti: '1' })}`;
  const signature = sign('sha256', Buffer.from(text), { key: Buffer.from(fixture(`${key}.key`).bytes), padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }).toString('base64url');
  return { assertion: `${text}.${signature}`, altered: `${header}.${encode({ jti: '2' })}.${signature}` };
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
export type Access = { scheme: 'file' | 'http', hands: 'mouse' | 'keyboard' | 'touch' };

/** In the page: what of it stays behind. A file and plain http have no place for some of it. */
export async function kept() {
  return {
    title: document.title,
    stored: [
      localStorage.length, sessionStorage.length, document.cookie,
      ...await indexedDB.databases(),
      // Neither is there on plain http; a file has no worker.
      ...'caches' in self ? await caches.keys() : [],
      ...'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistrations().catch(() => []) : [],
    ],
  };
}

export const nothing = { title: 'Assertion Inspector', stored: [0, 0, ''] };

export type Listener = { address: string, heard: string[] };

export const test = base.extend<{ inspector: Inspector, silent: boolean, address: string, files: string[] }, Access & { listener: Listener }>({
  scheme: ['file', { option: true, scope: 'worker' }],
  hands: ['mouse', { option: true, scope: 'worker' }],
  silent: [true, { option: true }],
  files: [[''], { option: true }],

  listener: [async ({}, use) => {
    const heard: string[] = [];
    const page = readFileSync(built, 'utf8');
    const pages = new Map([['/', page], ['/without-policy', withoutPolicy(page)], ['/strict/index.html', page]]);
    for (const name of readdirSync(site)) pages.set(`/strict/site/${name}`, readFileSync(new URL(name, site), 'utf8'));
    const server = createServer((request, response) => {
      heard.push(request.url!);
      // Who takes this for a proxy asks for a whole address.
      const { pathname } = new URL(request.url!, 'http://127.0.0.1');
      const asked = pages.get(pathname);
      // No content: a page that goes there stays.
      if (asked === undefined) return response.writeHead(204, { 'cache-control': 'no-store' }).end();
      response.setHeader('content-type', types[pathname.split('.')[1] ?? 'html']!);
      if (pathname.startsWith('/strict/')) {
        response.setHeader('content-security-policy', strict).setHeader('x-content-type-options', 'nosniff');
      }
      return response.end(asked);
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

  address: async ({ scheme, listener }, use) => {
    await use(scheme === 'file' ? built.href : listener.address.replace('127.0.0.1', host));
  },

  // Whatever a test does, the page loads itself, says nothing and keeps nothing.
  inspector: async ({ page, address, files, hands, silent, listener }, use) => {
    listener.heard.length = 0;
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
    const own = files.map(file => new URL(file, address));
    // The icon comes when the browser has time for it.
    await expect.poll(() => requests.filter(url => !url.startsWith('data:'))).toEqual(own.map(({ href }) => href));
    expect(listener.heard.filter(path => !own.some(({ pathname }) => pathname === path))).toEqual([]);
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => history.length)).toBe(2);
    expect(await page.evaluate(kept)).toEqual(nothing);
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
    if (this.hands === 'touch') return target.tap();
    await this.reach(target);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses one of a group. */
  async check(target: Locator): Promise<void> {
    if (this.hands === 'mouse') return target.check();
    if (this.hands === 'touch') return target.tap();
    await this.reach(this.page.locator('[type=radio]:checked'));
    for (let step = 0; step < 10 && !await isFocused(target); step++) await this.page.keyboard.press('ArrowDown');
    await expect(target).toBeChecked();
  }

  /** Writes into an input, instead of what stands there. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.unfold(target);
    if (this.hands !== 'keyboard') return target.fill(text);
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
    // The clipboard takes seconds for many megabytes.
    if (this.hands === 'keyboard' && into === '#paste' && text.length < 1_000_000) {
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
    if (this.hands !== 'mouse') return this.choose(...given);
    await this.page.evaluate(drop, portable(given));
  }

  async choose(...given: Given[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    if (this.hands !== 'keyboard') {
      await this.press(this.page.getByText('Choose files'));
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
    // Behind a fold, once there is evidence.
    const fold = this.page.locator('.more:not([open]) > summary');
    if (await fold.isVisible()) await this.press(fold);
    await this.press(this.page.getByRole('button', { name, exact: true }));
  }

  /** Opens the folds that something stands in, from the outside. */
  async unfold(target: Locator): Promise<void> {
    await expect(target).toBeAttached();
    const closed = this.page.locator('details:not([open])').filter({ has: target }).first().locator('> summary');
    while (await closed.count() > 0) await this.press(closed);
  }

  /** Forgets everything, after one question. */
  async clear(): Promise<void> {
    await this.press(this.page.getByRole('button', { name: 'Clear', exact: true }));
    await this.press(this.page.getByRole('button', { name: 'Clear everything' }));
  }

  /** The two strings that the answer is about. */
  lead(): Locator {
    return this.page.locator('#lead');
  }

  async expectOutcome(id: string, outcome: 'pass' | 'fail' | 'skip'): Promise<void> {
    await expect(this.finding(id)).toHaveAttribute('data-outcome', outcome);
  }
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate(element => element === document.activeElement);
}
