/** The module of the core, as it stands in the script: base64 of gzip. */

import packed from '../target/page/inspector.wasm.gz';

/** Its bytes. */
export async function unpacked(): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  // The reader hears of what goes wrong.
  writer.write(decode(packed)).then(() => writer.close()).catch(() => {});
  // Read in a loop, the module is there before the browser turns to anything else, such as a first picture. By way of a
  // `Response`, the first verdict would come 20 milliseconds later.
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  for (let part; (part = (await reader.read()).value);) parts.push(part);
  const module = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let length = 0;
  for (const part of parts) {
    module.set(part, length);
    length += part.length;
  }
  return module;
}

/** Browsers from before 2025 have no `fromBase64`. */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}
