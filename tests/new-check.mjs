// `./build.sh check FAMILY/NAME SEVERITY [REASON…]`: a new check's file, its two lines in the family's table, and its cases.
// What it writes compiles, and fails the tests until it is filled in.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const [id = '', severity = '', ...reasons] = process.argv.slice(2);

function stop(message) {
  console.error(`build.sh check: ${message}`);
  process.exit(1);
}

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const severities = { error: 'Error', warning: 'Warning', notice: 'Notice' };

/** How a check of the family begins, which cause is the likeliest, and what its cases give. */
const families = {
  source: {},
  token: { cause: 'BadRequest', skips: true, begin: 'let _jws = evidence.assertion.jws.ok_or_else(|| Skip::needs(Need::Assertion, "No assertion was given."))?;' },
  header: { cause: 'WrongIdentifier', begin: 'let _header = evidence.assertion.header()?;' },
  signature: { cause: 'WrongKey', begin: 'let (_n, _certificate) = evidence.reference()?;' },
  claims: { cause: 'BadClaims', begin: 'let _claims = evidence.assertion.claims()?;' },
  certificate: { cause: 'BadTime', begin: 'let (_n, _fields, _label) = super::reference(evidence)?;' },
  registration: { cause: 'NotRegistered', begin: 'let _registration = super::registration(evidence)?;', lines: ['registration: {"appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","keyCredentials":[{"keyId":"b2f3a5b2-7350-4d33-ae4d-6cdd7b096cf7","type":"AsymmetricX509Cert","usage":"Verify","customKeyIdentifier":"{client sha1 hex}","key":"{client der}"}]}'] },
  federated: { cause: 'NoCredentialMatches', begin: 'let _federated = super::compared(evidence)?;' },
  request: { cause: 'BadRequest', begin: 'let _request = super::given(evidence)?;', lines: ['request.default: yes'] },
  response: { cause: 'BadRequest', lines: ['response: AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found.]'] },
};

const [family, name, ...more] = id.split('/');
const usage = 'usage: ./build.sh check FAMILY/NAME error|warning|notice [REASON…]';
if (!/^[a-z][a-z0-9_]*$/.test(name ?? '') || more.length !== 0) stop(`${usage}; a name is in lower case, with _ between words.`);
if (!(family in families)) stop(`${usage}; the families are ${Object.keys(families).join(', ')}.`);
if (!(severity in severities)) stop(usage);
for (const reason of reasons) if (!kebab.test(reason)) stop(`a reason is in lower case, with - between words, and this is: ${reason}`);

const file = `crate/src/checks/${id}.rs`;
const table = `crate/src/checks/${family}/mod.rs`;
const cases = `tests/cases/${id}`;
for (const path of [file, cases]) if (existsSync(path)) stop(`${path} is there already.`);

const { cause, begin, skips = false, lines = [] } = families[family];
const speaks = cause !== undefined && severity !== 'notice';
const report = `{${[...speaks ? ['Cause'] : [], ...skips ? ['Need'] : [], 'Severity', 'say', 'value'].join(', ')}}`;
const seen = 'Found::pass(say("TODO: it is {}, as was seen.", [value("TODO")]))';
const [examine, uses, rule] = {
  source: ['Examine::EachSource(examine)', `use crate::check::{Check, Examine, Found};
use crate::recognize::Item;
use crate::report::${report};`, `fn examine(_item: &Item) -> Found {
    ${seen}
}`],
  response: ['Examine::Response(examine)', `use crate::check::{Check, Examine, Examined, Found};
use crate::decode::entra_error::EntraError;
use crate::evidence::Evidence;
use crate::report::${report};`, `fn examine(_evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    let _refusal = super::about_assertion(error)?;
    Ok(${seen})
}`],
}[family] ?? ['Examine::Evidence(examine)', `use crate::check::{Check, Examine, Examined, Found${skips ? ', Skip' : ''}};
use crate::evidence::Evidence;
use crate::report::${report};`, `fn examine(evidence: &Evidence<'_>) -> Examined {
    ${begin}
    Ok(${seen})
}`];

writeFileSync(file, `//! TODO: the rule, in one sentence.

${uses}

pub(super) const CHECK: Check = Check {
    id: "${id}",
    title: "TODO: a sentence that is true when it passes",
    fails: "TODO: a sentence that is true when it fails",
    severity: Severity::${severities[severity]},
    cause: ${speaks ? `Some(Cause::${cause})` : 'None'},
    reasons: &[${reasons.map(reason => `"${reason}"`).join(', ')}],
    cites: "TODO: a document and its section, or a refusal on record",
    examine: ${examine},
};

${rule}
`);

// rustfmt puts the first in its place and breaks the line of the second.
const text = readFileSync(table, 'utf8')
  .replace(/^((?:pub\S* )?mod )/m, `mod ${name};\n$1`)
  .replace(/(CHECKS: &\[&Check\] =\s*&\[[^\]]*?),?\s*\];/, `$1, &${name}::CHECK];`);
writeFileSync(table, text);
spawnSync('cargo', ['fmt', '--package', 'assertion-inspector'], { stdio: 'inherit' });

mkdirSync(cases, { recursive: true });
const write = (name, comment, expect) =>
  writeFileSync(`${cases}/${name}.case`, [`# TODO: ${comment}.`, `expect: ${expect}`, ...lines, ''].join('\n'));
write('passes', 'what is innocent', 'pass');
for (const reason of reasons) write(reason, 'what is wrong, and where it was seen', `fail ${reason}`);
if (reasons.length === 0) write('fails', 'what is wrong, and where it was seen', 'fail');

console.log(`Written:
  ${file}
  ${table}, two lines: the place in the table is the place in the report
  ${cases}/, ${Math.max(reasons.length, 1) + 1} cases
Fill in what says TODO, as CONTRIBUTING.md tells, and run:
  cargo test -p assertion-inspector --test inspector each_c`);
