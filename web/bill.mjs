// Prints a software bill of materials, in CycloneDX 1.6: `./build.sh release`.
// The tools for that write of one registry only, and the folder that they run in.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { linked } from './linked.mjs';

const [, version] = /^version = "(.+)"$/m.exec(readFileSync('Cargo.toml', 'utf8'));
const component = ({ type = 'library', name, version, licence, purl, hash }) => ({
  type, 'bom-ref': purl, name, version, purl, licenses: [{ expression: licence }], ...hash && { hashes: [hash] },
});
const page = component({
  type: 'application',
  name: 'assertion-inspector',
  version,
  licence: 'MIT OR Apache-2.0',
  purl: `pkg:generic/assertion-inspector@${version}`,
  hash: { alg: 'SHA-256', content: createHash('sha256').update(readFileSync('dist/index.html')).digest('hex') },
});
const components = linked().map(component);
console.log(JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: page },
  components,
  dependencies: [{ ref: page['bom-ref'], dependsOn: components.map(({ purl }) => purl) }],
}, null, 2));
