/** The core, from the text in the script: `web/pack` tells why it looks as it does. */

import unpacker from '../target/page/unpack.wasm';

/** A WebAssembly module. */
export async function unpack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { memory, ROOM, MODULE, bytes, join } = new WebAssembly.Instance(new WebAssembly.Module(unpacker)).exports as unknown as Exports;
  const room = new Uint8Array(memory.buffer, ROOM.value);
  new TextEncoder().encodeInto(text, room);
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  writer.write(new Uint8Array(memory.buffer, MODULE.value, bytes(text.length))).then(() => writer.close(), () => {});
  // A stream that is read by hand is done before the browser turns to anything else, such as a first picture.
  const reader = readable.getReader();
  let length = 0;
  for (let part; (part = (await reader.read()).value); length += part.length) room.set(part, length);
  return new Uint8Array(memory.buffer, MODULE.value, join(length));
}

/** Of `web/unpack`. */
interface Exports {
  memory: WebAssembly.Memory;
  ROOM: WebAssembly.Global<'i32'>;
  MODULE: WebAssembly.Global<'i32'>;
  bytes: (characters: number) => number;
  join: (length: number) => number;
}
