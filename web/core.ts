/** The core: its start, a new start after a trap, and all calls into it, with the types of the contract. */

import { __wbg_reset_state as resetMemory, initSync, Inspector } from '../target/page/inspector.js';
import type { Context, Report, Section, Verdict } from './contract.ts';
import { unpacked } from './module.ts';

let inspector: Inspector | undefined;

/** Starts the core. False where the browser cannot run it. */
export async function start(): Promise<boolean> {
  try {
    initSync({ module: await unpacked() });
  } catch {
    return false;
  }
  inspector = new Inspector();
  return true;
}

export function hasStarted(): boolean {
  return inspector !== undefined;
}

/** Begins again in a new memory: the old one still holds what was given, and after a trap nobody knows what else. */
export function restart(): void {
  resetMemory();
  inspector = new Inspector();
}

/**
 * Does something with the core, and tells whether that went well. After a trap nothing of the old memory can be trusted, or
 * even read: `recover` goes on in a new, empty one. What is a fault of the page goes to `fault`.
 */
export function attempt(action: () => void, recover: () => void, fault: (error: unknown) => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (isTrap(error)) {
      restart();
      recover();
    } else {
      fault(error);
    }
    return false;
  }
}

/** Whether the core broke. All else is the page's own fault, and leaves the memory as it was. */
function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && /wasm/.test(error.stack ?? ''));
}

/** Takes a text, of a file if it has a name. Gives the ids of what was found in it. */
export function add(text: string, name?: string): number[] {
  return [...living().add(name, new TextEncoder().encode(text))];
}

/** Begins to read a file, or a long text without a name. One that was not finished is forgotten. */
export function begin(name?: string): void {
  living().begin(name);
}

/** Takes the next bytes of that file. False where no more are wanted. */
export function push(bytes: Uint8Array): boolean {
  return living().push(bytes);
}

/** Makes evidence of that file. */
export function finish(): void {
  living().finish();
}

export function remove(id: number): void {
  living().remove(id);
}

/** Puts aside what came in one source. */
export function setAside(file: number): void {
  living().set_aside(file);
}

/** Makes evidence again of all that was put aside. */
export function restore(): void {
  living().restore();
}

/** Forgets all that was put aside. */
export function forget(): void {
  living().forget();
}

/** Takes what is on the shelf for all that is at hand, and puts that there. */
export function swap(): void {
  living().swap();
}

/** One thing as text, without secrets. */
export function text(id: number): string | undefined {
  return living().text(id);
}

/** One thing as it can be changed and given again. */
export function editable(id: number): string | undefined {
  return living().editable(id);
}

export function verdict(context: Context): Verdict {
  return living().verdict(context);
}

// The core takes numbers without a sign: for it, this is the largest.
const ALL = -1;

/**
 * The answer. A brief one has the facts of the first `most` sections, and tells of the first `most` sources that pass a check;
 * what fails stands in each.
 */
export function report(context: Context, most = ALL): Report {
  return JSON.parse(living().report(context, most, ''));
}

/** One section with its facts, which a brief report may leave out. */
export function section(context: Context, id: string): Section | undefined {
  const { sections }: Report = JSON.parse(living().report(context, 0, id));
  return sections.find(section => section.id === id);
}

export function markdown(context: Context): string {
  return living().markdown(context);
}

/** The instance of the memory in use: after `restart` it is another one. */
function living(): Inspector {
  if (!inspector) throw new Error('the core has not started');
  return inspector;
}
