// Puts the page together, twice from the same parts: dist/index.html is one file; dist/site/ is for hosts whose own policy
// allows no inline script.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const bundle = async entry => {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    drop: ['console'], // the bindings' warnings to those who call them wrongly
    loader: { '.gz': 'base64' },
    metafile: true,
    write: false,
  });
  // Templates keep the indentation of their source; the blanks in the examples are theirs.
  return { text: outputFiles[0].text.trim().replaceAll(/\n +(?=[<$])/g, '\n'), inputs: Object.keys(metafile.inputs) };
};

const sha256 = (text, encoding) => createHash('sha256').update(text).digest(encoding);
const hash = text => `sha256-${sha256(text, 'base64')}`;

/** The commit that the file is made from, and whether there were changes on top of it. */
function describe() {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=12', '--exclude=*', '--dirty'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

const { text: script, inputs } = await bundle('web/main.ts');
const { text: style } = await bundle('web/style.css');
// `linked` reads it.
writeFileSync('target/page/inputs.json', JSON.stringify(inputs));
const licences = readFileSync('web/licences.txt', 'utf8');
// Of the facts about Entra that the core holds.
const rules = '2026-11';
const escaped = licences.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const icon = readFileSync('web/icon.svg', 'utf8').trim();
const template = readFileSync('index.html', 'utf8');
const [, version] = /^version = "(.+)"$/m.exec(readFileSync('Cargo.toml', 'utf8'));
const commit = describe();
// Another one gives other bytes.
const [compiler] = /^rustc \S+/.exec(execFileSync('rustc', ['--version'], { encoding: 'utf8' }));

const policy = (scripts, styles, images) => [
  "default-src 'none'",
  `script-src ${scripts} 'wasm-unsafe-eval'`,
  `style-src ${styles}`,
  `img-src ${images}`,
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Writes a page, the files that it names, and its hash, into a folder. */
function write(folder, parts, files = {}) {
  const page = template.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...files, 'index.html': page, 'licences.txt': licences })) {
    // A host that sends another charset would change the bytes behind the hash.
    const foreign = /[^\t\n\x20-\x7e]/.exec(text);
    if (foreign) {
      throw new Error(`${folder}/${name} would not be ASCII: ${text.slice(foreign.index - 40, foreign.index + 40)}`);
    }
    writeFileSync(`${folder}/${name}`, text);
  }
  writeFileSync(`${folder}/index.html.sha256`, `${sha256(page, 'hex')}  index.html\n`);
  return page;
}

rmSync('dist', { recursive: true, force: true });
const page = write('dist', {
  version,
  commit,
  compiler,
  rules,
  licences: escaped,
  policy: policy(`'${hash(script)}'`, `'${hash(style)}'`, 'data:'),
  icon: `data:image/svg+xml,${icon.replaceAll(/[%#<>]/g, encodeURIComponent)}`,
  style: `<style>${style}</style>`,
  script: `<script>${script}</script>`,
  keeping: 'To keep a copy, save it as &#8220;HTML only&#8221;, which works offline; &#8220;complete&#8221; would write what is on the screen into the file.',
});

// The script is the same to the byte, and still carries the core: to fetch a file of its own would take a policy that lets
// scripts open connections. The page names its files by hash: who has verified the page has verified them.
write('dist/site', {
  version,
  commit,
  compiler,
  rules,
  licences: escaped,
  policy: policy("'self'", "'self'", "'self'"),
  icon: 'icon.svg',
  style: `<link rel="stylesheet" href="style.css" integrity="${hash(style)}">`,
  script: `<script src="inspector.js" integrity="${hash(script)}"></script>`,
  keeping: 'A copy of this page works only on a host, and one saved as &#8220;complete&#8221; holds what was on the screen. The same version in one file works offline.',
}, { 'inspector.js': script, 'style.css': style, 'icon.svg': icon });

console.log(`
dist/index.html  ${page.length} bytes
SHA-256          ${sha256(page, 'hex')}
Open it in a browser: ${pathToFileURL('dist/index.html')}, or run ./build.sh serve.`);
