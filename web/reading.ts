/** Reads files into the core: piece by piece, with progress, until it is told to stop. */

import * as core from './core.ts';
import { message, progress } from './elements.ts';
import { leaveExample } from './state.ts';
import { count } from './text.ts';

/** How evidence gets into the page. */
export type Page = {
  /** Whether the core has started, as soon as that is known. */
  started: Promise<boolean>,
  /** Does something with the core, and draws the answer. */
  change(action: () => void): void,
  /** Does something with the core, and tells whether that went well. */
  attempt(action: () => void): boolean,
};

// In bytes. A piece is some milliseconds of work: the page answers between pieces. The next one is larger where the core was quick.
export const PIECE = 1 << 16;
const LARGEST_PIECE = 16 * PIECE;
const QUICK = 4; // milliseconds

// What nobody notices as waiting, in milliseconds.
const PATIENCE = 100;

let stopping = new AbortController();
let last: Promise<void> = Promise.resolve();

/** Reads files after those that were given before. */
export function read(files: Blob[], page: Page): void {
  const { signal } = stopping;
  last = last.then(() => readAll(files, page, signal));
}

/** No file that was given until now is taken, except those that are read already. */
export function stopReading(): void {
  stopping.abort();
  stopping = new AbortController();
}

async function readAll(files: Blob[], page: Page, signal: AbortSignal): Promise<void> {
  if (!await page.started) return;
  const unread: Blob[] = [];
  let drawn = performance.now();
  let line = '';
  const timer = setInterval(() => {
    progress.hidden = false;
    progress.firstElementChild!.textContent = line;
  }, PATIENCE);
  try {
    for (const [index, file] of files.entries()) {
      const outcome = await readFile(file, page, signal, part => { line = progressLine(files, index, part); });
      if (outcome === 'stopped') return;
      if (outcome === 'unreadable') unread.push(file);
      if (outcome === 'trap') {
        // The next ones are not tried: they may be as bad.
        unread.push(...files.slice(index + 1));
        return;
      }
      // Not after each of a thousand files: that would take longer than to read them.
      if (outcome === 'taken' && index + 1 < files.length && performance.now() - drawn > PATIENCE) {
        page.change(() => {});
        drawn = performance.now();
      }
    }
    // The last answer is drawn in a task of its own: it is work enough by itself.
    await new Promise(done => setTimeout(done));
    if (!signal.aborted) page.change(() => core.begin());
  } finally {
    clearInterval(timer);
    progress.hidden = true;
    if (unread.length > 0) message.textContent += ` ${unread.map(nameOf).join(', ')} could not be read.`;
  }
}

type Outcome = 'taken' | 'stopped' | 'unreadable' | 'trap';

/** Reads one file. Tells before each piece which part of the file has been read, from 0 to 1. */
async function readFile(file: Blob, page: Page, signal: AbortSignal, tell: (part: number) => void): Promise<Outcome> {
  if (signal.aborted) return 'stopped';
  if (!page.attempt(() => core.begin(nameOf(file)))) return 'trap';
  let start = 0;
  let size = PIECE;
  let isMoreWanted = true;
  while (isMoreWanted && start < file.size) {
    tell(start / file.size);
    const piece = await file.slice(start, start + size).arrayBuffer().catch(() => undefined);
    if (signal.aborted) return 'stopped';
    if (!piece) return 'unreadable';
    const began = performance.now();
    if (!page.attempt(() => { isMoreWanted = core.push(new Uint8Array(piece)); })) return 'trap';
    start += size;
    size = performance.now() - began < QUICK ? Math.min(2 * size, LARGEST_PIECE) : PIECE;
  }
  const isTaken = page.attempt(() => {
    leaveExample();
    core.finish();
  });
  return isTaken ? 'taken' : 'trap';
}

function progressLine(files: Blob[], index: number, part: number): string {
  const file = files[index]!;
  const which = files.length === 1 ? '' : `, ${index + 1} of ${count(files.length, 'file')}`;
  const percent = file.size > PIECE ? `, ${Math.floor(100 * part)} %` : '';
  return `Reading ${nameOf(file) ?? 'the text'}${which}${percent}.`;
}

/** A text that was pasted has none. */
function nameOf(file: Blob): string | undefined {
  return file instanceof File ? file.name : undefined;
}
