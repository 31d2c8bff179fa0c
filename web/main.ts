/** The page: takes evidence in, asks the core, draws the answer. */

import { render } from 'lit-html';
import { __wbg_reset_state as restart, initSync, Inspector } from '../target/page/inspector.js';
import type { Context, Report } from './contract.ts';
import { unpacked } from './core.ts';
import { diagnosis, drawVerdict } from './diagnosis.ts';
import { exampleList, others, row, type Actions } from './evidence.ts';
import type { Example } from './examples.ts';
import { refresh } from './fold.ts';
import { join } from './join.ts';
import { count } from './text.ts';

const find = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;

const box = find<HTMLTextAreaElement>('#paste');
const files = find<HTMLInputElement>('#files');
const tenant = find<HTMLInputElement>('#tenant');
const clientId = find<HTMLInputElement>('#client-id');
const at = find<HTMLInputElement>('#at');
const message = find('#message');
const progress = find('#progress');
const problem = find('#at-problem');
const verdict = find('.verdict');
const roots = {
  examples: find('#examples'),
  others: find('#others'),
  diagnosis: find('#diagnosis'),
};
const rowOf = (id: string) => find(`[data-evidence="${id}"]`);

let inspector: Inspector | undefined;
let report: Report | undefined;
let isWaiting = false; // for the rest of it to be drawn
let typed: number[] | Uint32Array = []; // what stands in the box
let focus: number | undefined;
let example: Example | undefined;
let given = new Map<number, Given>(); // what the core holds, should it have to be given again
let stopped = 0; // how often: files that were being read then are not taken
let reading: Promise<void> = Promise.resolve(); // until all files given so far are read

// A page that was saved with evidence in it ("complete") opens without.
box.defaultValue = '';
const drawn = document.querySelectorAll('#message, #at-problem, .verdict > .row > *, .verdict > h2, [data-evidence] > div:last-child');
for (const root of [...drawn, ...Object.values(roots)]) root.replaceChildren();
for (const line of document.querySelectorAll<HTMLElement>('#progress, .verdict > .row')) line.hidden = true;
delete verdict.dataset.verdict;

const started = start();

async function start(): Promise<boolean> {
  try {
    initSync({ module: await unpacked() });
  } catch {
    message.textContent = 'The inspector cannot start: it needs a browser with WebAssembly and DecompressionStream.';
    return false;
  }
  inspector = new Inspector();
  // What was typed while the page was loading. All of the core is new to the browser: the verdict alone is less to get ready,
  // and nothing is to hold up the first picture.
  attempt(() => {
    readBox();
    drawVerdict(verdict, inspector!.verdict(context()));
  });
  requestAnimationFrame(() => requestAnimationFrame(() => report || change(() => {})));
  return true;
}

/** Every change of the evidence: drawn at once, or as soon as the core has started. */
function change(action: () => void): void {
  if (!inspector) {
    started.then(successful => successful && change(action));
    return;
  }
  message.textContent = '';
  attempt(() => {
    action();
    draw();
  });
}

/** Does something with the core, and tells whether it lives. */
function attempt(action: () => void): boolean {
  const before = { given, typed, example };
  try {
    action();
    return true;
  } catch {
    recover(before);
    return false;
  }
}

/** A thing in the core's own words, without what the core dropped; without any if it cannot be given again. */
type Given = { name: string, text: string | undefined, useful: boolean };

/** After a trap nothing of the old instance can be trusted, or read. What stands in the box is there to be mended. */
function recover(before: { given: typeof given, typed: typeof typed, example: typeof example }): void {
  const lost: string[] = [];
  try {
    empty();
    for (const [id, { name, text, useful }] of before.given) {
      if (before.typed.includes(id)) continue;
      if (text !== undefined) add(text, name);
      else if (useful) lost.push(name);
    }
    example = before.example;
    draw();
    message.textContent = 'The inspector stopped at this input. It has started afresh, with the evidence given before'
      + (lost.length === 0 ? '.' : `, except: ${lost.join(', ')}.`);
  } catch {
    clear();
    draw();
    message.textContent = 'The inspector stopped at this input. It has started afresh, without evidence.';
  }
}

/** As soon as it is known: a dead core tells nothing. */
function remember({ sources, checklist }: Report): void {
  const useful = new Set(checklist.flatMap(entry => entry.sources));
  given = new Map(sources.map(({ id, name }) =>
    [id, given.get(id) ?? { name, text: inspector!.editable(id), useful: useful.has(id) }]));
}

/** Evidence of the person's own: it replaces an example, and is what they want to look at. */
function take(action: () => void): void {
  change(() => {
    own();
    action();
  });
}

function own(): void {
  if (example) {
    // Not by a new memory: a file may be on its way into this one.
    for (const { id } of report!.sources) inspector!.remove(id);
    typed = [];
    example = undefined;
  }
  focus = undefined;
}

function add(text: string, name?: string): Uint32Array {
  return inspector!.add(name, new TextEncoder().encode(text));
}

/** A new memory for the core: the old one still holds what was given, or is in an unknown state after a trap. */
function empty(): void {
  stopped++;
  restart();
  inspector = new Inspector();
  given = new Map();
  typed = [];
  focus = undefined;
  example = undefined;
}

function clear(): void {
  empty();
  for (const input of [box, files, tenant, clientId, at]) input.value = '';
}

const actions: Actions = {
  show: chosen => change(() => {
    clear();
    example = chosen;
    for (const { name, text } of chosen.sources) add(text, name);
  }),
  focus: assertion => change(() => { focus = assertion; }),
  text: id => inspector!.text(id),
  isEditable: id => inspector!.editable(id) !== undefined,
  edit: id => {
    box.value = inspector!.editable(id) ?? '';
    typed = [id];
    box.focus();
  },
  remove: id => change(() => {
    inspector!.remove(id);
    if (typed.includes(id)) emptyBox();
    focus = undefined;
    box.focus();
  }),
};

// How many sections, and sources with which all is well, are told of at once.
const DRAWN = 8;

function ask(most: number, section = ''): Report {
  return JSON.parse(inspector!.report(context(), most, section));
}

/** The verdict at once. The rest takes longer, and comes when that is painted. */
function draw(): void {
  report = ask(DRAWN);
  remember(report);
  drawVerdict(verdict, report.verdict, report.findings);
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => setTimeout(() => {
    isWaiting = false;
    drawRest(report!);
  }));
}

function drawRest(report: Report): void {
  render(exampleList(example, actions), roots.examples);
  for (const entry of report.checklist) {
    const element = rowOf(entry.id);
    element.dataset.state = entry.given && !entry.wanted ? 'given' : entry.wanted ? 'wanted' : 'open';
    render(row(entry, element.querySelector('h3')!.textContent, report, actions), element.lastElementChild as HTMLElement);
  }
  render(others(report, actions), roots.others);
  render(diagnosis(report, {
    markdown: () => inspector!.markdown(context()),
    whole: () => ask(-1),
    section: id => ask(0, id).sections.find(section => section.id === id)!,
  }), roots.diagnosis);
  refresh();
}

function context(): Context {
  const time = at.value.trim() === '' ? undefined : instant(at.value);
  const understood = !Number.isNaN(time);
  at.setAttribute('aria-invalid', String(!understood));
  problem.textContent = understood ? '' : 'Not understood. Write it as 2026-01-31T12:00:00Z.';
  return {
    expected: {
      ...tenant.value.trim() !== '' && { tenant: tenant.value.trim() },
      ...clientId.value.trim() !== '' && { client_id: clientId.value.trim() },
    },
    ...example && { now: example.now },
    ...time !== undefined && understood && { at: time },
    ...focus !== undefined && { focus },
  };
}

/** Seconds of a time such as `2026-01-31T12:00:00Z`, in UTC where it names no zone; NaN where it is no time. */
function instant(text: string): number {
  const [, day, time, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:\d\d)?$/i.exec(text.trim()) ?? [];
  return Date.parse(`${day}T${time}${zone.toUpperCase()}`) / 1000;
}

/** The whole box, as long as it is typed in: one source that replaces its earlier self, or the one that is edited. */
function takeTyped(): void {
  if (typed.length > 0) change(readBox);
  else take(readBox);
}

function readBox(): void {
  for (const id of typed) inspector!.remove(id);
  typed = box.value === '' ? [] : add(box.value);
}

// What is read at once, in bytes: some milliseconds of work. More where it takes less.
const PIECE = 1 << 16;
const QUICK = 4;
// What nobody waits for, in milliseconds.
const PATIENCE = 100;

function takeText(text: string): void {
  if (text.length > PIECE) takeFiles([new Blob([text])]);
  else if (text !== '') take(() => { add(text); });
}

function takeFiles(list: Iterable<Blob>): void {
  const chosen = [...list];
  const before = stopped;
  reading = reading.then(() => read(chosen, () => before === stopped));
}

/** Takes files piece by piece, as long as they are wanted. Between pieces the page does whatever else there is to do. */
async function read(chosen: Blob[], areWanted: () => boolean): Promise<void> {
  if (!await started) return;
  const name = (file: Blob) => file instanceof File ? file.name : undefined;
  const unread: Blob[] = [];
  let state = '';
  let drawn = performance.now();
  const timer = setInterval(() => {
    progress.hidden = false;
    progress.firstElementChild!.textContent = state;
  }, PATIENCE);
  try {
    files: for (const [n, file] of chosen.entries()) {
      if (!areWanted()) return;
      // After a trap those that are left are not tried: it may have been one of many.
      const isTaken = (action: () => void) => attempt(action) || void unread.push(...chosen.slice(n + 1));
      if (!isTaken(() => inspector!.begin(name(file)))) return;
      for (let at = 0, size = PIECE, more = true; more && at < file.size;) {
        state = `Reading ${name(file) ?? 'the text'}${chosen.length === 1 ? '' : `, ${n + 1} of ${count(chosen.length, 'file')}`}${
          file.size > PIECE ? `, ${Math.floor(100 * at / file.size)} %` : ''}.`;
        const piece = await file.slice(at, at + size).arrayBuffer().catch(() => undefined);
        if (!areWanted()) return;
        if (!piece) {
          unread.push(file);
          continue files;
        }
        const start = performance.now();
        if (!isTaken(() => { more = inspector!.push(new Uint8Array(piece)); })) return;
        at += size;
        size = performance.now() - start < QUICK ? Math.min(2 * size, 16 * PIECE) : PIECE;
      }
      if (!isTaken(() => {
        own();
        inspector!.finish();
      })) return;
      // Not after each of a thousand.
      if (n + 1 < chosen.length && performance.now() - drawn > PATIENCE) {
        change(() => {});
        drawn = performance.now();
      }
    }
    // To draw is work enough by itself.
    await new Promise(done => setTimeout(done));
    if (areWanted()) change(() => inspector!.begin());
  } finally {
    clearInterval(timer);
    progress.hidden = true;
    if (unread.length > 0) message.textContent += ` ${unread.map(name).join(', ')} could not be read.`;
  }
}

/** Files come first, except the picture of the text that some programs put beside it. */
function takeTransfer(transfer: DataTransfer): void {
  const text = transfer.getData('text/plain');
  const given = [...transfer.files].filter(file => text === '' || !file.type.startsWith('image/'));
  if (given.length > 0) takeFiles(given);
  else takeText(text);
}

/** Whether an event belongs to one of the small inputs, which take text as inputs do. */
function isInput(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement;
}

document.addEventListener('paste', event => {
  if (isInput(event.target) || !event.clipboardData) return;
  // The clipboard's own text: the box would turn CRLF into LF.
  event.preventDefault();
  takeTransfer(event.clipboardData);
  emptyBox();
});

box.addEventListener('input', event => {
  // Some keyboards paste without a paste event.
  if ((event as InputEvent).inputType === 'insertFromPaste') {
    takeText(box.value);
    emptyBox();
  } else {
    takeTyped();
  }
});

/** What was typed stays evidence; the next word begins another. */
function emptyBox(): void {
  box.value = '';
  typed = [];
}

files.addEventListener('change', () => {
  takeFiles(files.files ?? []);
  files.value = '';
});

for (const input of [tenant, clientId, at]) input.addEventListener('input', () => change(() => {}));

find('#clear').addEventListener('click', () => change(() => {
  clear();
  box.focus();
}));

find('#cancel').addEventListener('click', () => change(() => {
  stopped++;
  inspector!.begin();
}));

join(roots.diagnosis);

document.addEventListener('dragover', event => {
  if (isInput(event.target) && !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  document.body.classList.add('accepting');
});
document.addEventListener('dragleave', event => {
  if (!event.relatedTarget) document.body.classList.remove('accepting');
});
document.addEventListener('drop', event => {
  document.body.classList.remove('accepting');
  if (!event.dataTransfer || isInput(event.target) && !event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  takeTransfer(event.dataTransfer);
});

