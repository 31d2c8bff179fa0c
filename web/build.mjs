// Puts the page together: index.html, its style, its script and the core become dist/index.html, one file.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const bundle = async entry => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    loader: { '.gz': 'binary' },
    write: false,
  });
  return outputFiles[0].text.trim();
};

const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The commit that the file is made from, and whether there were changes on top of it. */
function describe() {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=12', '--exclude=*', '--dirty'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

const script = await bundle('web/main.ts');
const style = await bundle('web/style.css');
const [, version] = /^version = "(.+)"$/m.exec(readFileSync('Cargo.toml', 'utf8'));
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  'img-src data:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const commit = describe();
const parts = { policy, script, style, version, commit };
const page = readFileSync('index.html', 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);

// A host that sends another charset would change the bytes behind the hash.
const foreign = /[^\t\n\x20-\x7e]/.exec(page);
if (foreign) {
  throw new Error(`dist/index.html would not be ASCII: ${page.slice(foreign.index - 40, foreign.index + 40)}`);
}

mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', page);

console.log(`
dist/index.html  ${page.length} bytes
SHA-256          ${createHash('sha256').update(page).digest('hex')}
Open it in a browser: ${pathToFileURL('dist/index.html')}, or run ./build.sh serve.`);
