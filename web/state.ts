/** What was given: the evidence that the core holds, what stands in the inputs, and what is looked at. */

import type { Answer, AssertionEntry, Context, FileEntry, Question, Report } from './contract.ts';
import * as core from './core.ts';
import { at, atProblem, box, clientId, files, tenant } from './elements.ts';
import type { Filter } from './evidence.ts';
import type { Example } from './examples.ts';

export type State = {
  /** All that the core holds, by id, should it have to be given again: a core that is dead tells nothing. */
  readonly given: ReadonlyMap<number, Given>,
  /** The ids of what stands in the box. */
  readonly typed: readonly number[],
  /** The example that is shown. */
  readonly example: Example | undefined,
  /** The assertion that the person chose, by the id of its source, and its place among all. */
  readonly chosen: number | undefined,
  readonly focus: number | undefined,
  /** The sources of all assertions. */
  readonly assertions: readonly number[],
  /** Which of many assertions are listed. */
  readonly filter: Filter | undefined,
  /** What the person said of thumbprints and of lists. */
  readonly answers: { readonly [field: string]: { readonly [name: string]: Answer['word'] } },
  /** The last of all files, those that came last, and those that were removed and can come back. */
  readonly last: number,
  readonly taken: readonly FileEntry[],
  readonly removed: readonly FileEntry[],
  /** What the person had before they looked at an example, and in the inputs. */
  readonly own: { readonly state: State, readonly inputs: readonly string[] } | undefined,
};

/** A thing in the core's own words, without the secrets that it dropped. Without any words it cannot be given again. */
type Given = { name: string, text: string | undefined, isUseful: boolean };

const nothing: State = {
  given: new Map(), typed: [], example: undefined, chosen: undefined, focus: undefined, assertions: [], filter: undefined,
  answers: {}, last: 0, taken: [], removed: [], own: undefined,
};

// Replaced by each change, never changed itself: who keeps one has what was before.
let state = nothing;

const lines = [tenant, clientId, at];

export function current(): State {
  return state;
}

/** Whether an example hides evidence of the person's own. */
export function hasOwn(): boolean {
  return state.own !== undefined && state.own.state.given.size > 0;
}

/**
 * To be called after each report. True where another assertion is to be looked at than it tells of: one that is new is what the
 * person wants to see, and one that they chose stays chosen.
 */
export function remember({ sources, checklist, files: all, assertions }: Report): boolean {
  const useful = new Set(checklist.flatMap(entry => entry.sources));
  const given = new Map(sources.map(({ id, name }) =>
    [id, state.given.get(id) ?? { name, text: core.editable(id), isUseful: useful.has(id) }]));
  const ids = assertions.map(({ source }) => source);
  const fresh = ids.filter(id => !state.assertions.includes(id));
  const isNew = fresh.length > 0 && !state.example;
  const chosen = !isNew ? state.chosen : fresh.length === 1 && ids.length > 1 ? fresh[0] : undefined;
  const focus = chosen !== undefined && ids.includes(chosen) ? ids.indexOf(chosen) : undefined;
  const isOther = focus !== undefined && focus !== state.focus;
  const came = all.filter(({ id }) => id > state.last);
  // What is typed stands before their eyes.
  const isTaken = came.length > 0 && !state.example && state.typed.length === 0;
  state = {
    ...state, given, assertions: ids, chosen, focus,
    last: Math.max(state.last, ...all.map(({ id }) => id)),
    taken: isTaken ? came : state.taken.filter(file => all.some(({ id }) => id === file.id)),
  };
  return isOther;
}

/**
 * Gives a new core what the old one held, and tells the names of what is lost. What stands in the box stays there, to be
 * mended, and is not given: it may be what the core stopped at.
 */
export function giveAgain(before: State): string[] {
  // Of an example everybody has a copy.
  const own = before.own?.state.given.size ? before.own : undefined;
  const { given, typed, example } = own?.state ?? before;
  state = { ...nothing, example };
  if (own) write(own.inputs);
  const again = [...given].filter(([id]) => !typed.includes(id)).map(([, thing]) => thing);
  for (const { name, text } of again) {
    if (text !== undefined) core.add(text, name);
  }
  return again.filter(({ text, isUseful }) => text === undefined && isUseful).map(({ name }) => name);
}

/** Forgets everything, also what stands in the inputs. */
export function clear(): void {
  core.restart();
  state = nothing;
  for (const input of [box, files, ...lines]) input.value = '';
}

/** An example stands for itself: evidence of the person's own waits, and comes back. */
export function showExample(example: Example): void {
  let { own } = state;
  if (state.example) {
    dropExample();
  } else {
    emptyBox();
    core.forget();
    core.swap();
    own = { state: { ...state, removed: [], taken: [] }, inputs: lines.map(({ value }) => value) };
  }
  box.value = '';
  write([]);
  state = { ...nothing, last: state.last, example, own };
  for (const { name, text } of example.sources) core.add(text, name);
}

/** Back from the example, if one is shown, to the person's own evidence. */
export function leaveExample(): void {
  if (!state.example) return;
  dropExample();
  core.swap();
  const { last, own } = state;
  state = { ...own?.state ?? nothing, last };
  write(own?.inputs ?? []);
}

function write(inputs: readonly string[]): void {
  lines.forEach((input, n) => { input.value = inputs[n] ?? ''; });
}

// One by one, not by a new memory: a file may be on its way into this one.
function dropExample(): void {
  core.forget();
  for (const id of state.given.keys()) core.remove(id);
}

export function isTyped(): boolean {
  return state.typed.length > 0;
}

/** Takes the whole box for one source, in place of what stood there before. */
export function readBox(): void {
  for (const id of state.typed) core.remove(id);
  state = { ...state, typed: box.value === '' ? [] : core.add(box.value) };
}

/** What was typed stays evidence; the next word begins another. */
export function emptyBox(): void {
  box.value = '';
  state = { ...state, typed: [] };
}

/** Puts a thing into the box, where each change replaces it. */
export function edit(id: number): void {
  box.value = core.editable(id) ?? '';
  state = { ...state, typed: [id] };
}

/** They can come back until they are forgotten. */
export function remove(all: readonly FileEntry[], sources: Report['sources']): void {
  for (const { id } of all) core.setAside(id);
  if (sources.some(({ id, file }) => state.typed.includes(id) && all.some(one => one.id === file))) emptyBox();
  state = { ...state, taken: [], removed: [...state.removed, ...all] };
}

export function undo(): void {
  core.restore();
  state = { ...state, removed: [] };
}

export function forget(): void {
  core.forget();
  state = { ...state, removed: [] };
}

export function focusOn({ source }: AssertionEntry): void {
  state = { ...state, chosen: source, focus: state.assertions.indexOf(source) };
}

export function filterBy(filter: Filter): void {
  state = { ...state, filter };
}

export function answer({ field, name }: Question, word: Answer['word']): void {
  if (word === 'tenant' || word === 'client_id') {
    const input = word === 'tenant' ? tenant : clientId;
    input.value = name;
    input.closest('details')!.open = true;
    return;
  }
  state = { ...state, answers: { ...state.answers, [field]: { ...state.answers[field], [name]: word } } };
}

/** What a report depends on besides the evidence. A time that cannot be read gets a message beside its input. */
export function context(): Context {
  const time = at.value.trim() === '' ? undefined : seconds(at.value);
  const isUnderstood = !Number.isNaN(time);
  at.setAttribute('aria-invalid', String(!isUnderstood));
  atProblem.textContent = isUnderstood ? '' : 'Not understood. Write it as 2026-01-31T12:00:00Z.';
  return {
    expected: {
      ...tenant.value.trim() !== '' && { tenant: tenant.value.trim() },
      ...clientId.value.trim() !== '' && { client_id: clientId.value.trim() },
      ...state.answers,
    },
    ...state.example && { now: state.example.now },
    ...time !== undefined && isUnderstood && { at: time },
    ...state.focus !== undefined && { focus: state.focus },
  };
}

/** Seconds since 1970 of a time such as `2026-01-31T12:00:00Z`, in UTC where it names no zone; NaN where it is no time. */
function seconds(text: string): number {
  const [, day, time, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:\d\d)?$/i.exec(text.trim()) ?? [];
  return Date.parse(`${day}T${time}${zone.toUpperCase()}`) / 1000;
}
