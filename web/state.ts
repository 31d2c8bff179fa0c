/** What was given: the evidence that the core holds, what stands in the inputs, and what is looked at. */

import type { Answer, Context, Question, Report } from './contract.ts';
import * as core from './core.ts';
import { at, atProblem, box, clientId, files, tenant } from './elements.ts';
import type { Example } from './examples.ts';

export type State = {
  /** All that the core holds, by id, should it have to be given again: a core that is dead tells nothing. */
  readonly given: ReadonlyMap<number, Given>,
  /** The ids of what stands in the box. */
  readonly typed: readonly number[],
  /** The example that is shown. */
  readonly example: Example | undefined,
  /** The assertion that the person chose: its place among all. */
  readonly focus: number | undefined,
  /** What the person said of thumbprints and of lists. */
  readonly answers: { readonly [field: string]: { readonly [name: string]: Answer['word'] } },
};

/** A thing in the core's own words, without the secrets that it dropped. Without any words it cannot be given again. */
type Given = { name: string, text: string | undefined, isUseful: boolean };

const nothing: State = { given: new Map(), typed: [], example: undefined, focus: undefined, answers: {} };

// Replaced by each change, never changed itself: who keeps one has what was before.
let state = nothing;

export function current(): State {
  return state;
}

/** To be called after each report. */
export function remember({ sources, checklist }: Report): void {
  const useful = new Set(checklist.flatMap(entry => entry.sources));
  const given = new Map(sources.map(({ id, name }) =>
    [id, state.given.get(id) ?? { name, text: core.editable(id), isUseful: useful.has(id) }]));
  state = { ...state, given };
}

/**
 * Gives a new core what the old one held, and tells the names of what is lost. What stands in the box stays there, to be
 * mended, and is not given: it may be what the core stopped at.
 */
export function giveAgain({ given, typed, example }: State): string[] {
  state = { ...nothing, example };
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
  for (const input of [box, files, tenant, clientId, at]) input.value = '';
}

export function showExample(example: Example): void {
  clear();
  state = { ...nothing, example };
  for (const { name, text } of example.sources) core.add(text, name);
}

/** Makes room for evidence of the person's own: it replaces an example, and is what they want to look at. */
export function makeRoom(): void {
  state = { ...state, focus: undefined };
  if (!state.example) return;
  // One by one, not by a new memory: a file may be on its way into this one.
  for (const id of state.given.keys()) core.remove(id);
  state = { ...state, typed: [], example: undefined };
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

export function remove(id: number): void {
  core.remove(id);
  if (state.typed.includes(id)) emptyBox();
  state = { ...state, focus: undefined };
}

export function focusOn(assertion: number): void {
  state = { ...state, focus: assertion };
}

export function answer({ field, name }: Question, word: Answer['word']): void {
  if (word === 'tenant' || word === 'client_id') {
    (word === 'tenant' ? tenant : clientId).value = name;
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
