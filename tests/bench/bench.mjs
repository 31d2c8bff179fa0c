// Measures the built page beside a peer, and writes docs/performance.md: `./build.sh bench`.

import { constants, sign, X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';

const here = new URL('./', import.meta.url);
const root = new URL('../../', here);
const read = path => readFileSync(new URL(path, root), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const bundle = async (entry, format = 'esm') => (await build({
  entryPoints: [new URL(entry, here).pathname],
  bundle: true, minify: true, format, globalName: 'core', target: 'es2022', loader: { '.wasm': 'binary' }, write: false,
})).outputFiles[0].text;

// The pages, each as a file.
const own = read('dist/index.html');
const peerScript = await bundle('peer.ts');
const peer = read('tests/bench/peer.html').replace('{{script}}', () => peerScript.replaceAll('</script', '<\\/script'));
const empty = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><textarea id="paste"></textarea></html>';
const pages = { own, peer, empty };
for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), text);

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html').end(pages[request.url.slice(1)] ?? '');
}).listen(0, '127.0.0.1');
const address = (name, scheme) => scheme === 'file'
  ? pathToFileURL(join(folder, `${name}.html`)).href : `http://127.0.0.1:${server.address().port}/${name}`;

// Evidence.
const encode = value => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url');
const pem = name => /-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----\n/.exec(read(`tests/certificates/${name}.pem`))[0];
const issued = 1_767_225_600;
function assertion(alg, certificate = 'client', extra = {}) {
  const raw = new X509Certificate(pem(certificate));
  const client = '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8';
  const text = [
    { alg, typ: 'JWT', 'x5t#S256': Buffer.from(raw.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url') },
    {
      aud: 'https://login.microsoftonline.com/8f2c1d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f/oauth2/v2.0/token',
      iss: client, sub: client, jti: '2f9a7c51-0d3b-4e86-9a14-c7b5d8e6f302', nbf: issued, iat: issued, exp: issued + 600, ...extra,
    },
  ].map(encode).join('.');
  const padding = alg.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
  return `${text}.${encode(sign('sha256', Buffer.from(text), { key: read(`tests/certificates/${certificate}.key`), ...padding }))}`;
}

const median = numbers => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
/** Median, and the middle half around it. */
function spread(numbers, digits = 1) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = part => sorted[Math.floor((sorted.length - 1) * part)].toFixed(digits);
  return `${at(0.5)} (${at(0.25)} to ${at(0.75)})`;
}
/** Of each with the one beside it: a machine that is slow for a while is so for both. */
const ratio = (a, b) => median(a.map((time, n) => time / b[n])).toFixed(2);
const table = (head, rows) => [head, head.map((_, index) => index === 0 ? '---' : '---:'), ...rows]
  .map(row => `| ${row.join(' | ')} |`).join('\n');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--enable-precise-memory-info',
    ...process.getuid?.() === 0 ? ['--no-sandbox'] : []],
});

const system = await browser.newBrowserCDPSession();
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/**
 * A page in a new window, as soon as the browser is done with that: the window's own parts, such as the list below the
 * address bar, take most of a second of a core, which is no work of the page's.
 */
async function open() {
  const page = await browser.newPage();
  const used = async () => (await system.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  for (let before = 0, now = await used(); Math.abs(now - before) > 0.02; now = await used()) { // seconds; a process that ends takes its own away
    before = now;
    await pause(200);
  }
  return page;
}

/** Bytes. */
function sizes() {
  const script = /<script>([^]*)<\/script>/.exec(own)[1];
  const style = /<style>([^]*?)<\/style>/.exec(own)[1];
  const packed = /[^"]{100000,}/.exec(script)[0];
  const rest = own.replace(script, '').replace(style, '');
  const row = (name, text) => [name, ...[Buffer.from(text), gzipSync(text, { level: 9 }), brotliCompressSync(text)]
    .map(bytes => bytes.length.toLocaleString('en'))];
  return table(['bytes', 'raw', 'gzip -9', 'brotli'], [
    row('**dist/index.html**', own),
    row('the core, as it stands in the script', packed),
    row('script without it', script.replace(packed, '')),
    row('style', style),
    row('markup', rest),
    row('the core, as WebAssembly', readFileSync(new URL('target/page/inspector.wasm', root))),
    row('peer', peer),
  ]);
}

const evidence = `${assertion('RS256')}\n${pem('client')}`;

/**
 * Milliseconds from the navigation to the first correct verdict on what was typed before the script ran: here, that all
 * agrees, as far as it goes.
 */
async function start(name, scheme) {
  const page = await open();
  // The page tells when it is done: to ask it meanwhile would be work for it.
  let tell;
  const times = new Promise(done => { tell = done; });
  await page.exposeFunction('tell', tell);
  await page.addInitScript(([evidence, done]) => {
    let readable;
    let judged;
    const note = () => { if (readable && judged) window.tell([readable, judged]); };
    const painted = then => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = then;
      channel.port2.postMessage(0);
    });
    new MutationObserver((_, observer) => {
      const box = document.querySelector('#paste');
      if (box && !window.filled) {
        window.filled = true;
        box.value = evidence;
        painted(() => {
          readable = performance.now();
          note();
        });
      }
      if (box && (done === '' || document.querySelector(done))) {
        observer.disconnect();
        painted(() => {
          judged = performance.now();
          note();
        });
      }
    }).observe(document, { childList: true, subtree: true, attributes: true });
  }, [evidence, { own: '[data-verdict="incomplete"]', peer: '[data-verdict="verified"]', empty: '' }[name]]);
  await page.goto(address(name, scheme));
  await times;
  await page.close();
  return times;
}

async function starts() {
  const rows = [];
  for (const scheme of ['file', 'http']) {
    const times = { own: [], peer: [], empty: [] };
    const names = Object.keys(times);
    // In turns, each as often the first of a round as any other, so that what else the machine does falls on all alike.
    for (let n = 0; n < 31 * names.length; n++) {
      const name = names[(n + Math.floor(n / names.length)) % names.length];
      times[name].push(await start(name, scheme));
    }
    for (const [name, all] of Object.entries(times)) {
      const judged = all.map(([, judged]) => judged);
      rows.push([`${name}, ${scheme}`, spread(all.map(([readable]) => readable)), name === 'empty' ? '' : spread(judged),
        name === 'own' ? ratio(judged, times.peer.map(([, judged]) => judged)) : '']);
    }
  }
  return table(['milliseconds from the navigation', 'readable', 'first verdict', 'ratio to the peer'], rows);
}

/** One whole inspection after many, in the same engine, without a page round it. */
async function inspections() {
  const page = await open();
  await page.goto(address('empty', 'http')); // the peer wants a secure context
  const cores = { own: await bundle('own-core.ts', 'iife'), peer: await bundle('peer-core.ts', 'iife') };
  for (const [name, text] of Object.entries(cores)) await page.evaluate(`${text}; window.${name} = core;`);
  const rows = [];
  for (const [alg, certificate] of [['RS256', 'client'], ['PS256', 'client'], ['RS256', 'rsa4096'], ['PS256', 'rsa4096']]) {
    const given = [assertion(alg, certificate), pem(certificate)];
    const times = await page.evaluate(async given => {
      const times = { own: [], peer: [] };
      // Ten at once: the clock of a page counts in tenths of a millisecond.
      for (let run = 0; run < 80; run++) {
        for (const name of ['own', 'peer']) {
          const start = performance.now();
          for (let n = 0; n < 10; n++) {
            const { verified } = await window[name].inspect(...given);
            if (!verified) throw new Error(`${name} is wrong`);
          }
          if (run >= 30) times[name].push((performance.now() - start) / 10);
        }
      }
      return times;
    }, given);
    rows.push([`${alg}, ${certificate === 'client' ? 2048 : 4096} bits`, spread(times.own, 2), spread(times.peer, 2), ratio(times.own, times.peer)]);
  }
  await page.close();
  return table(['milliseconds for one inspection, warm', 'own: the whole report', 'peer: decoded and verified', 'ratio'], rows);
}

/** From the paste of an assertion, beside its certificate, to the painted verdict. */
async function inputs() {
  const page = await open();
  await page.goto(address('own', 'file'));
  await page.locator('#files').setInputFiles({ name: 'client.pem', mimeType: 'text/plain', buffer: Buffer.from(pem('client')) });
  await page.locator('[data-source-kind="certificate"]').waitFor();
  const times = [];
  for (let run = 0; run < 51; run++) {
    const time = await page.evaluate(assertion => new Promise(done => requestAnimationFrame(() => {
      // Browsers hand input over at the beginning of a frame. What is posted in it comes after its painting.
      const painted = new MessageChannel();
      painted.port1.onmessage = () => done(performance.now() - start);
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', assertion);
      const start = performance.now();
      document.querySelector('#paste').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      painted.port2.postMessage(undefined);
    })), assertion('RS256'));
    if (run >= 10) times.push(time);
    await page.locator('[data-source-kind="assertion"]').getByRole('button', { name: 'Remove' }).click();
  }
  await page.close();
  return table(['milliseconds from the paste of an assertion', 'painted verdict'], [['own, file', spread(times)]]);
}

/** Chooses a file in a page of its own: milliseconds to the painted verdict, the longest block of each run, by how much the memory of its process grew at most. */
async function choose(text, { kind, runs = 5 }) {
  const times = [];
  const blocks = [];
  let memory = 0;
  for (let run = 0; run < runs; run++) {
    const page = await open();
    await page.goto(address('own', 'file'));
    await page.locator('[data-verdict="nothing"]').waitFor();
    const before = peaks();
    const path = join(folder, 'given.txt');
    writeFileSync(path, text);
    const start = page.evaluate(kind => new Promise(done => {
      let longest = 0;
      new PerformanceObserver(list => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); })
        .observe({ type: 'longtask', buffered: false });
      document.querySelector('#files').addEventListener('change', () => {
        const start = performance.now();
        const check = () => {
          if (!document.querySelector(`[data-source-kind="${kind}"]`)) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => {
            const time = performance.now() - start;
            setTimeout(() => done([time, longest]), 200); // until the observer has heard of it
          }));
        };
        const observer = new MutationObserver(check);
        observer.observe(document.body, { childList: true, subtree: true });
      }, { capture: true });
    }), kind);
    await page.locator('#files').setInputFiles(path);
    const [time, longest] = await start;
    times.push(time);
    blocks.push(longest);
    for (const [pid, bytes] of peaks()) memory = Math.max(memory, bytes - (before.get(pid) ?? bytes));
    await page.close();
  }
  return { times, blocks, memory };
}

/** The most memory that each process for pages has held, in bytes. */
function peaks() {
  const status = pid => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return ''; // it has ended
    }
  };
  const isOwn = pid => pid === `${process.pid}` || pid > 1 && isOwn(/PPid:\s+(\d+)/.exec(status(pid))?.[1] ?? '0');
  const pids = execFileSync('pgrep', ['-f', 'type=renderer'], { encoding: 'utf8' }).trim().split('\n').filter(isOwn);
  return new Map(pids.map(pid => [pid, Number(/VmHWM:\s+(\d+)/.exec(status(pid))?.[1] ?? 0) * 1024]));
}

/** How time grows with size, and from where on: the slope of its logarithm over that of the size, without the sizes that take less than twice what nothing takes. */
function exponent(points) {
  const grown = points.filter(([, time]) => time >= 2 * points[0][1]);
  if (grown.length < 2) return 'none';
  const logs = grown.map(([size, time]) => [Math.log(size), Math.log(time)]);
  const mean = index => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return `${slope.toFixed(2)} (from ${grown[0][0].toLocaleString('en')} on)`;
}

async function growth() {
  const entry = n => ({
    customKeyIdentifier: n.toString(16).toUpperCase().padStart(40, '0'), displayName: `CN=${n}`, endDateTime: '2027-07-01T00:00:00Z', key: null,
    keyId: `b2f3a5b2-7350-4d33-ae4d-${n.toString(16).padStart(12, '0')}`, startDateTime: '2025-07-01T00:00:00Z', type: 'AsymmetricX509Cert', usage: 'Verify',
  });
  const har = megabytes => {
    const body = `grant_type=client_credentials&client_assertion=${assertion('PS256')}`;
    const filler = { request: { method: 'GET', url: 'https://example.test/' }, response: { status: 200, content: { text: 'x'.repeat(10_000) } } };
    const entries = [{ request: { method: 'POST', url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token', postData: { text: body } } },
      ...Array(Math.floor(megabytes * 1e6 / 10_100)).fill(filler)];
    return JSON.stringify({ log: { entries } });
  };
  // Lines of a log, each of which holds a body with entities in a string in a string.
  const log = kilobytes => {
    const body = `client_id=6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8&amp;client_assertion=${assertion('PS256')}&amp;grant_type=client_credentials`;
    const line = `2026-01-01T00:00:00Z INFO ${JSON.stringify(JSON.stringify(body))}\n`;
    return line.repeat(Math.ceil(kilobytes * 1e3 / line.length));
  };
  const series = {
    certificates: { kind: 'certificate', sizes: [1, 16, 64, 256, 1_000, 4_096], make: n => pem('client').repeat(n) },
    'key credentials': { kind: 'registration', sizes: [1, 10, 100, 1_000], make: n => JSON.stringify({ appId: '6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8', keyCredentials: Array.from({ length: n }, (_, i) => entry(i)) }) },
    'HAR, MB': { kind: 'assertion', sizes: [1, 10, 50], make: har, runs: 3 },
    'log in carriers, KB': { kind: 'request', sizes: [1, 16, 256, 4_000], make: log },
    'token, KB': { kind: 'assertion', sizes: [1, 10, 100, 1_000], make: n => assertion('PS256', 'client', { more: 'x'.repeat(n * 740) }) },
  };
  const rows = [];
  for (const [name, { kind, sizes, make, runs = 5 }] of Object.entries(series)) {
    const points = [];
    for (const size of sizes) {
      const text = make(size);
      const { times, blocks, memory } = await choose(text, { kind, runs });
      points.push([size, median(times)]);
      const block = longest => longest === 0 ? 'under 50' : longest.toFixed(0);
      rows.push([`${size.toLocaleString('en')} ${name}`, spread(times, 0), `${block(median(blocks))} (${block(Math.max(...blocks))})`,
        `${(memory / 1e6).toFixed(0)} (${(memory / text.length).toFixed(1)} x)`, '']);
    }
    rows.at(-1)[4] = exponent(points);
  }
  return table(['file chosen to painted verdict', 'milliseconds', 'longest block, ms (worst of all runs)', 'peak memory, MB (x its size)', 'exponent of growth'], rows);
}

// Those named, `growth` for one, or all.
const named = process.argv.slice(2);
const parts = {};
for (const [title, measure] of Object.entries({ 'Size': sizes, 'Start': starts, 'One inspection': inspections, 'Input': inputs, 'Growth': growth })) {
  if (named.length === 0 || named.some(name => title.toLowerCase().includes(name))) parts[title] = await measure();
}
await browser.close();
server.close();

const text = `# Performance

Written by \`./build.sh bench\`, which measures everything again in one run: ${browser.version()} (Chromium), ${cpus().length} cores of ${cpus()[0].model}.
The peer is a page made of jose and @peculiar/x509 (\`tests/bench\`), which decodes a token and a certificate, makes both
thumbprints and verifies the signature. Times are medians, with the middle half of all runs; a ratio is the
median of those of runs side by side. A start is that of a page in a new window that has come to rest.

${Object.entries(parts).map(([title, part]) => `## ${title}\n\n${part}\n`).join('\n')}`;
if (named.length === 0) writeFileSync(new URL('docs/performance.md', root), text);
console.log(text);
