// Writes web/licences.txt: `./build.sh licences`, which gives what cargo-about says of the crates.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linked } from './linked.mjs';

const all = linked();
const of = name => all.filter(one => one.name === name);
const title = ({ name, version }) => `${name} ${version}`;

/** Titles of packages by licence and text. */
const found = [];
for (const { id, text, used_by } of JSON.parse(readFileSync(process.argv[2], 'utf8')).licenses) {
  const titles = used_by.map(({ crate }) => title(crate)).filter(name => all.some(one => title(one) === name));
  if (titles.length > 0) found.push({ id, text, titles });
}

for (const one of all.filter(({ purl }) => purl.startsWith('pkg:npm/'))) {
  found.push({ id: one.licence, text: readFileSync(`node_modules/${one.name}/LICENSE`, 'utf8'), titles: [title(one)] });
}

// The standard library's come with the compiler: of its own source, and of the crates that it consists of.
const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { encoding: 'utf8' }).trim();
const plain = html => html.replaceAll(/<[^>]+>/g, '').replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
const [own, ...others] = readFileSync(join(sysroot, 'share/doc/rust/COPYRIGHT-library.html'), 'utf8').split('<h3>');
const [mit, unicode] = ['MIT', 'Unicode-3.0'].map(id => readFileSync(join(sysroot, `share/doc/rust/licenses/${id}.txt`), 'utf8'));
const holders = [...own.matchAll(/<b>Copyright:<\/b> (.+)<\/p>/g)].map(([, holder]) => `Copyright ${plain(holder)}`);
const [std] = of('rust-std');
found.push({ id: 'MIT', titles: [title(std)], text: [...new Set(holders), mit.slice(mit.indexOf('Permission'))].join('\n') });
found.push({ id: 'Unicode-3.0', titles: [title(std)], text: unicode });
const libraries = readdirSync(join(sysroot, 'lib/rustlib/wasm32-unknown-unknown/lib')).map(file => file.replace(/^lib(.+)-\w+\.rlib$/, '$1'));
for (const section of others) {
  const [, name, version] = /^\S+ (.+?)-(\d.*)<\/h3>/.exec(section);
  if (!libraries.includes(name.replaceAll('-', '_'))) continue;
  const [, text] = /<code>LICENSE(?:-MIT)?(?:\.md|\.txt)?<\/code><\/summary>\s*<pre>([^]*?)<\/pre>/.exec(section);
  found.push({ id: 'MIT', titles: [`${name} ${version} in ${title(std)}`], text: plain(text) });
}

/** Paragraphs, each on one line. */
const paragraphs = text => text.replaceAll('\r', '').replaceAll('\u00a9', '(c)').replaceAll("\u2014", "-").trim().split(/\n\s*\n/).map(one => one.trim().replaceAll(/\s*\n\s*/g, ' '));

// Many texts of MIT's differ in who holds the copyright only: those stand together, over the words that they share.
const texts = new Map();
for (const { id, text, titles } of found) {
  const at = id === 'MIT' ? text.indexOf('Permission is hereby granted') : 0;
  if (at < 0) throw new Error(`${titles}: not the text of ${id}`);
  const words = paragraphs(text.slice(at)).join('\n\n');
  const holders = text.slice(0, at).split('\n').map(line => line.trim().replace('\u00a9', '(c)')).filter(line => /^(copyright|\(c\))/i.test(line)).join('\n');
  const key = words.replaceAll(/\s+/g, ' ');
  const { by } = texts.get(key) ?? texts.set(key, { id, words, by: new Map() }).get(key);
  by.set(holders, [...by.get(holders) ?? [], ...titles]);
}

const missing = all.filter(one => !found.some(({ titles }) => titles.includes(title(one))));
if (missing.length > 0) throw new Error(`no licence: ${missing.map(title)}`);
const parts = [...texts.values()].map(({ id, words, by }) => [
  `---- ${id} ----`,
  ...[...by].map(([holders, titles]) => `${titles.sort().join(', ')}${holders === '' ? '' : `\n${holders}`}`),
  words,
].join('\n\n'));
writeFileSync('web/licences.txt', `${parts.join('\n\n')}\n`);
