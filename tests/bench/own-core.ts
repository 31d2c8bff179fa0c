import wasm from '../../target/page/inspector.wasm';
import { initSync, Inspector } from '../../target/page/inspector.js';
import type { Report } from '../../web/contract.ts';

initSync({ module: new WebAssembly.Module(wasm) });

/** The whole report, from nothing. */
export function inspect(token: string, pem: string): { verified: boolean } {
  const inspector = new Inspector();
  for (const text of [token, pem]) inspector.add(undefined, new TextEncoder().encode(text));
  const { findings }: Report = JSON.parse(inspector.report({ expected: {}, now: 1_767_225_660 }, 12, ''));
  inspector.free();
  return { verified: findings.some(({ id, verdict }) => id === 'signature/verifies' && verdict === 'pass') };
}
