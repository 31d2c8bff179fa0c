/** The page on hosts that send a policy and other headers of their own. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { capture, certificate, expect, host, test, type Inspector } from './inspector.ts';

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('docs/hosting.md', root), 'utf8');
const separate = ['', 'style.css', 'inspector.js', 'icon.svg'];

/** What most people do with the page. */
async function expectWorking(inspector: Inspector): Promise<void> {
  await inspector.paste(capture('msal-python-thumbprint').assertion);
  await inspector.drop(certificate('client'));
  await inspector.expectOutcome('header/x5t', 'pass');
  await inspector.expectOutcome('signature/verifies', 'pass');
  await inspector.press(inspector.sources('certificate').getByRole('button', { name: 'Remove' }));
  await inspector.drop(certificate('other'));
  await inspector.expectOutcome('certificate/signer', 'fail');
  await expect(inspector.verdict()).toHaveAttribute('data-verdict', 'mismatch');
  await expect(inspector.page.locator('header')).toHaveCSS('display', 'flex');
}

test.describe('a host that allows no inline script', () => {
  test.describe('the separate files', () => {
    test.use({ address: async ({ listener }, use) => use(`${listener.address}strict/site/index.html`), files: separate });

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

/** The blocks of a language. */
const blocks = (language: string) => [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block!);
const headers = Object.fromEntries([...text.matchAll(/^\| `([\w-]+)` \| `(.+?)` \|/gm)].map(([, name, value]) => [name!.toLowerCase(), value!]));

type Configuration = { folder: 'dist/' | 'dist/site/', scheme: 'http' | 'https', charset: string };

const nginx = process.env.NGINX_BINARY ?? '/usr/sbin/nginx';

const hosted = test.extend<{ configuration: Configuration, address: string }>({
  configuration: [{ folder: 'dist/', scheme: 'http', charset: 'utf-8' }, { option: true }],

  // nginx by the text of the document.
  address: async ({ configuration: { folder, scheme, charset } }, use, info) => {
    const ports = { http: await free(), https: await free() };
    const path = (name: string) => fileURLToPath(new URL(name, root));
    let server = blocks('nginx')[0]!;
    for (const [documented, here] of [
      ['listen 80;', `listen 127.0.0.1:${ports.http};`],
      ['listen 443 ssl;', `listen 127.0.0.1:${ports.https} ssl;`],
      ['/etc/ssl/inspector.pem', path('tests/certificates/client.pem')],
      ['/etc/ssl/inspector.key', path('tests/certificates/client.key')],
      ['/var/www/inspector', path(folder)],
      ['charset utf-8;', `charset ${charset};`],
    ] as const) {
      expect(server.split(documented), documented).toHaveLength(2);
      server = server.replace(documented, here);
    }
    const file = info.outputPath('nginx.conf');
    // As Debian packs it. One process, which may read what its user may.
    writeFileSync(file, `
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        include ${fileURLToPath(new URL('../../etc/nginx/mime.types', pathToFileURL(nginx)))};
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path temporary;`).join(' ')}
        ${server}
      }`);
    const child = spawn(nginx, ['-e', 'stderr', '-p', info.outputPath(), '-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    const gone = once(child, 'exit');
    await expect(() => fetch(`http://127.0.0.1:${ports.http}/`)).toPass({ intervals: [50], timeout: 10_000 });

    await use(`${scheme}://${host}:${ports[scheme]}/`);

    child.kill();
    await gone;
  },
});

/** A port that nobody has. */
async function free(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

hosted.describe('nginx', () => {
  hosted.skip(nginx === '', 'nginx is not installed');
  hosted.use({ ignoreHTTPSErrors: true });

  for (const [folder, files] of [['dist/', ['']], ['dist/site/', separate]] as const) {
    for (const [scheme, charset] of [['http', 'utf-8'], ['https', 'utf-8'], ['http', 'iso-8859-1']] as const) {
      hosted.describe(`${folder}, ${scheme}, ${charset}`, () => {
        hosted.use({ configuration: { folder, scheme, charset }, files: [...files] });

        hosted('works, with the headers of the document', async ({ inspector, address, request }) => {
          for (const file of files) {
            const response = await request.get(address.replace(host, '127.0.0.1') + file);
            const sent = response.headers();
            if (!file.endsWith('.css') && !file.endsWith('.svg')) expect(sent['content-type']).toContain(`charset=${charset}`);
            const { 'cross-origin-opener-policy': opener, ...others } = headers;
            expect(sent).toMatchObject(others);
            expect(sent['cross-origin-opener-policy']).toBe(scheme === 'https' ? opener : undefined);
          }
          await expectWorking(inspector);
        });
      });
    }
  }
});

test('IIS and Front Door send the headers of the document', () => {
  const pairs = (found: Iterable<RegExpMatchArray>) =>
    Object.fromEntries([...found].map(([, name, value]) => [name!.toLowerCase(), value!]));
  expect(Object.keys(headers)).toHaveLength(6);
  expect(pairs(blocks('xml')[0]!.matchAll(/<add name="(.+?)" value="(.+?)" \/>/g))).toEqual(headers);
  const [upload, rules] = blocks('sh') as [string, string];
  const cache = pairs(upload.matchAll(/--content-(cache-control) (\S+)/g));
  expect({ ...cache, ...pairs(rules.matchAll(/^([A-Z][\w-]+)=(.+)$/gm)) }).toEqual(headers);
});
