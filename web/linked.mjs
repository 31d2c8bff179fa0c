// What is linked into the page beside its own source: crates, npm packages and Rust's standard library.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const read = path => readFileSync(new URL(path, new URL('../', import.meta.url)), 'utf8');

/** `{ name, version, licence, purl, hash: { alg, content } }` of each, sorted by name; what was built last tells of npm's. */
export function linked() {
  return [...crates(), ...packages(), library()].sort((a, b) => a.purl < b.purl ? -1 : 1);
}

function crates() {
  const checksums = new Map([...read('Cargo.lock').matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"$/gm)]
    .map(([, name, version, checksum]) => [`${name} ${version}`, checksum]));
  const tree = execFileSync('cargo', ['tree', '--locked', '--package', 'assertion-inspector-wasm', '--target', 'wasm32-unknown-unknown',
    '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--no-dedupe', '--format', '{p}|{l}'], { encoding: 'utf8', cwd: new URL('../', import.meta.url) });
  return [...new Set(tree.trim().split('\n'))].flatMap(line => {
    const [, name, version, licence] = /^(\S+) v([^ |]+).*\|(.*)$/.exec(line);
    const content = checksums.get(`${name} ${version}`);
    if (content === undefined) return []; // the project's own
    return { name, version, licence: licence.replaceAll('/', ' OR '), purl: `pkg:cargo/${name}@${version}`, hash: { alg: 'SHA-256', content } };
  });
}

function packages() {
  const lock = JSON.parse(read('package-lock.json')).packages;
  const names = JSON.parse(read('target/page/inputs.json')).flatMap(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].map(name => {
    const { version, license, integrity } = lock[`node_modules/${name}`];
    const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
    return { name, version, licence: license, purl: `pkg:npm/${name.replace('@', '%40')}@${version}`, hash: { alg: 'SHA-512', content } };
  });
}

function library() {
  const [, version] = /^channel = "(.+)"$/m.exec(read('rust-toolchain.toml'));
  return { name: 'rust-std', version, licence: 'MIT OR Apache-2.0', purl: `pkg:generic/rust-std@${version}` };
}
