/**
 * Every way out of a page that a policy can close. Each is tried from the page, and must not arrive, and from a copy without
 * the policy, and must arrive: else it proves nothing.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { TestInfo } from '@playwright/test';
import { built, expect, withoutPolicy, type Listener } from './inspector.ts';

/** In the page: goes to an address. */
const scripts: Record<string, (address: string) => void> = {
  fetch: address => { fetch(address, { mode: 'no-cors' }); },
  request: address => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.send();
  },
  beacon: address => { navigator.sendBeacon(address); }, // true even where it is blocked
  socket: address => { new WebSocket(address.replace('http', 'ws')); },
  events: address => { new EventSource(address); },
  import: address => { import(address); },
  worker: address => { new Worker(address); },
  'blob-worker': address => { new Worker(URL.createObjectURL(new Blob([`fetch('${address}', { mode: 'no-cors' })`]))); },
  'shared-worker': address => { new SharedWorker(address); },
  'service-worker': address => { navigator.serviceWorker.register(address); },
  worklet: address => { new AudioContext().audioWorklet.addModule(address); },
  font: address => { new FontFace('font', `url(${address})`).load(); },
  'style-property': address => { document.body.style.background = `url(${address})`; },
  'style-sheet': address => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`main { background: url(${address}) }`);
    document.adoptedStyleSheets.push(sheet);
  },
  'svg-image': address => {
    const namespace = 'http://www.w3.org/2000/svg';
    const image = document.createElementNS(namespace, 'image');
    image.setAttribute('href', address);
    document.body.append(document.createElementNS(namespace, 'svg'));
    document.body.lastElementChild!.append(image);
  },
  ping: address => {
    const link = document.createElement('a');
    link.href = '#';
    link.ping = address;
    document.body.append(link);
    link.click();
  },
  // Last: a click would end it, and it may end what has just begun.
  form: address => {
    const form = document.createElement('form');
    form.action = address;
    document.body.append(form);
    form.submit();
  },
};

/** Elements that ask for ADDRESS: a name, attributes, a text. */
const elements: Record<string, [string, Record<string, string>, string?]> = {
  image: ['img', { src: 'ADDRESS' }],
  'image-set': ['img', { srcset: 'ADDRESS 1x' }],
  'image-input': ['input', { type: 'image', src: 'ADDRESS' }],
  poster: ['video', { poster: 'ADDRESS' }],
  video: ['video', { src: 'ADDRESS', preload: 'auto' }],
  audio: ['audio', { src: 'ADDRESS', preload: 'auto' }],
  script: ['script', { src: 'ADDRESS' }],
  module: ['script', { type: 'module', src: 'ADDRESS' }],
  speculation: ['script', { type: 'speculationrules' }, '{"prefetch":[{"urls":["ADDRESS"],"eagerness":"immediate"}]}'],
  frame: ['iframe', { src: 'ADDRESS' }],
  object: ['object', { data: 'ADDRESS' }],
  embed: ['embed', { src: 'ADDRESS' }],
  stylesheet: ['link', { rel: 'stylesheet', href: 'ADDRESS' }],
  icon: ['link', { rel: 'icon', href: 'ADDRESS' }],
  preload: ['link', { rel: 'preload', as: 'image', href: 'ADDRESS' }],
  modulepreload: ['link', { rel: 'modulepreload', href: 'ADDRESS' }],
  prefetch: ['link', { rel: 'prefetch', href: 'ADDRESS' }],
  'style-element': ['style', {}, 'header { background: url(ADDRESS) }'],
  'style-import': ['style', {}, '@import "ADDRESS"'],
  'style-attribute': ['p', { style: 'background: url(ADDRESS)' }],
};

/** In the page. */
function append(name: string, attributes: Record<string, string>, text: string): void {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.textContent = text;
  document.body.append(element);
}

/** What is not gone even without a policy, in a browser or from a place. A change in any of them is seen. */
const lacking: Record<string, string[]> = {
  chromium: ['icon'], // has no window
  firefox: ['ping', 'speculation'],
  webkit: ['icon', 'prefetch', 'speculation'],
  // To the listener, only a page of the listener's own may start a worker.
  file: ['worker', 'shared-worker', 'service-worker'],
  'plain http': ['worker', 'shared-worker', 'service-worker', 'worklet'],
  'firefox from file': ['prefetch'],
};

export type Browser = {
  open(address: string): Promise<unknown>,
  evaluate(run: (...given: any[]) => unknown, ...given: unknown[]): Promise<unknown>,
};

export async function expectNoWayOut(
  browser: Browser, name: string, from: string, address: string, listener: Listener, info: TestInfo,
): Promise<void> {
  let copy = `${address}without-policy`;
  if (from === 'file') {
    const path = info.outputPath('without-policy.html');
    writeFileSync(path, withoutPolicy(readFileSync(built, 'utf8')));
    copy = pathToFileURL(path).href;
  }
  listener.heard.length = 0;
  const all = Object.keys({ ...scripts, ...elements });
  const reached = (start: string) => {
    const paths = listener.heard.map(url => new URL(url, listener.address).pathname);
    return all.filter(way => paths.includes(`/${start}/${way}`));
  };
  const go = async (page: string, start: string) => {
    await browser.open(page);
    const to = `${listener.address}${start}/`;
    // A way that cannot even be begun is closed, too.
    for (const [way, parts] of Object.entries(elements)) {
      const [element, attributes, text] = JSON.parse(JSON.stringify(parts).replace('ADDRESS', `${to}${way}`));
      await browser.evaluate(append, element, attributes, text ?? '').catch(() => {});
    }
    for (const [way, run] of Object.entries(scripts)) await browser.evaluate(run, `${to}${way}`).catch(() => {});
  };

  const start = Date.now();
  await go(copy, 'copy');
  const missing = [name, from, `${name} from ${from}`].flatMap(key => lacking[key] ?? []);
  await expect.poll(() => reached('copy'), { timeout: 15_000 }).toEqual(all.filter(way => !missing.includes(way)));
  const needed = Date.now() - start;

  // Nothing tells of what does not come: it has twice the time that it needed from the copy.
  const end = Date.now() + 2 * needed;
  await go(address, 'page');
  await expect.poll(() => Date.now() > end, { timeout: 30_000 }).toBe(true);
  expect(reached('page')).toEqual([]);
  expect(await browser.evaluate(() => document.querySelectorAll('[data-verdict]').length)).toBe(1);
}
