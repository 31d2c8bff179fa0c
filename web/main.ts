/** The page: draws the answer after each change, and wires what a person does to what it changes. */

import { render } from 'lit-html';
import type { Report } from './contract.ts';
import * as core from './core.ts';
import { diagnosis, drawVerdict } from './diagnosis.ts';
import { at, box, clientId, find, message, tenant, verdict } from './elements.ts';
import { exampleList, others, row, type Actions } from './evidence.ts';
import { refresh } from './fold.ts';
import { takeInto } from './intake.ts';
import { join } from './join.ts';
import { stopReading } from './reading.ts';
import * as state from './state.ts';

// Drawn by lit-html, each from nothing.
const roots = {
  examples: find('#examples'),
  others: find('#others'),
  diagnosis: find('#diagnosis'),
};

// So many sections, and so many sources that pass a check, are told of at once; the others when they are asked for.
const DRAWN = 8;

let report: Report | undefined;
let isRestDue = false;

async function start(): Promise<boolean> {
  if (!await core.start()) {
    message.textContent = 'The inspector cannot start: it needs a browser with WebAssembly and DecompressionStream.';
    return false;
  }
  // On what was typed while the page was loading. The verdict alone: with a whole report, which needs more of a core that is
  // new to the browser, the first verdict came 30 to 50 milliseconds later on a busy machine.
  attempt(() => {
    state.readBox();
    drawVerdict(verdict, core.verdict(state.context()));
  });
  afterPaint(() => {
    if (!report) change(() => {});
  });
  return true;
}

/** Changes what was given, and draws the answer: at once, or as soon as the core has started. */
function change(action: () => void): void {
  if (!core.hasStarted()) {
    started.then(isStarted => { if (isStarted) change(action); });
    return;
  }
  message.textContent = '';
  attempt(() => {
    action();
    draw();
  });
}

/** Does something with the core, and tells whether that went well. After a trap, what was given before is given again. */
function attempt(action: () => void): boolean {
  const before = state.current();
  return core.attempt(action, () => recover(before));
}

function recover(before: state.State): void {
  // What is being read was on its way into the old memory.
  stopReading();
  let lost: string[] = [];
  const isGivenAgain = core.attempt(() => {
    lost = state.giveAgain(before);
    draw();
  }, () => {
    state.clear();
    draw();
  });
  const evidence = !isGivenAgain ? 'without evidence'
    : lost.length === 0 ? 'with the evidence given before'
    : `with the evidence given before, except: ${lost.join(', ')}`;
  message.textContent = `The inspector stopped at this input. It has started afresh, ${evidence}.`;
}

/** The verdict at once: it is what a person waits for. The rest takes longer, and comes when that is painted. */
function draw(): void {
  report = core.report(state.context(), DRAWN);
  state.remember(report);
  drawVerdict(verdict, report.verdict, report.findings);
  if (isRestDue) return;
  isRestDue = true;
  afterPaint(() => {
    isRestDue = false;
    drawRest(report!);
  });
}

/** Waits for the next frame: it is painted after its animation callbacks and before the next task. */
function afterPaint(action: () => void): void {
  requestAnimationFrame(() => setTimeout(action));
}

function drawRest(report: Report): void {
  render(exampleList(state.current().example, actions), roots.examples);
  for (const entry of report.checklist) {
    const element = find(`[data-evidence="${entry.id}"]`);
    element.dataset.state = entry.wanted ? 'wanted' : entry.given ? 'given' : 'open';
    render(row(entry, element.querySelector('h3')!.textContent, report, actions), element.lastElementChild as HTMLElement);
  }
  render(others(report, actions), roots.others);
  render(diagnosis(report, {
    markdown: () => core.markdown(state.context()),
    whole: () => core.report(state.context()),
    section: id => core.section(state.context(), id)!,
  }), roots.diagnosis);
  refresh();
}

const actions: Actions = {
  show: example => change(() => {
    stopReading();
    state.showExample(example);
  }),
  focus: assertion => change(() => state.focusOn(assertion)),
  answer: (question, word) => change(() => state.answer(question, word)),
  text: core.text,
  isEditable: id => core.editable(id) !== undefined,
  edit: id => {
    state.edit(id);
    box.focus();
  },
  remove: id => change(() => {
    state.remove(id);
    box.focus();
  }),
};

/** A page that was saved with evidence in it ("complete") opens without. */
function emptySavedPage(): void {
  box.defaultValue = '';
  const drawn = document.querySelectorAll('#message, #at-problem, .verdict > .row > *, .verdict > h2, [data-evidence] > div:last-child');
  for (const root of [...drawn, ...Object.values(roots)]) root.replaceChildren();
  for (const line of document.querySelectorAll<HTMLElement>('#progress, .verdict > .row')) line.hidden = true;
  delete verdict.dataset.verdict;
}

emptySavedPage();
const started = start();
takeInto({ started, change, attempt });
join(roots.diagnosis);
for (const input of [tenant, clientId, at]) input.addEventListener('input', () => change(() => {}));
find('#cancel').addEventListener('click', () => {
  stopReading();
  change(() => core.begin());
});
find('#clear').addEventListener('click', () => change(() => {
  stopReading();
  state.clear();
  box.focus();
}));
