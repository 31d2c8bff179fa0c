/** The page: draws the answer after each change, and wires what a person does to what it changes. */

import { render } from 'lit-html';
import type { Report } from './contract.ts';
import { copyBy } from './copy.ts';
import * as core from './core.ts';
import { diagnosis, drawVerdict, lead } from './diagnosis.ts';
import { at, box, clientId, find, message, tenant, verdict } from './elements.ts';
import { exampleList, given, help, hints, news, requests, type Actions } from './evidence.ts';
import { refresh } from './fold.ts';
import { takeInto } from './intake.ts';
import { join } from './join.ts';
import { show } from './jump.ts';
import { stopReading } from './reading.ts';
import { save } from './save.ts';
import * as state from './state.ts';

// Drawn by lit-html, each from nothing.
const roots = {
  taken: find('#taken'),
  given: find('#given'),
  help: find('#help'),
  hints: find('#hints'),
  examples: find('#examples'),
  tour: find('#tour'),
  lead: find('#lead'),
  diagnosis: find('#diagnosis'),
};

// So many sections, and so many sources that pass a check, are told of at once; the others when they are asked for.
const DRAWN = 8;

// How long what was removed can come back, in milliseconds.
const RESPITE = 10_000;

let report: Report | undefined;
let isRestDue = false;
let forgetting: ReturnType<typeof setTimeout> | undefined;

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
  return core.attempt(action, () => recover(before), fault);
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
  }, fault);
  const evidence = !isGivenAgain ? 'without evidence'
    : lost.length === 0 ? 'with the evidence given before'
    : `with the evidence given before, except: ${lost.join(', ')}`;
  message.textContent = `The inspector stopped at this input. It has started afresh, ${evidence}.`;
}

/** A fault of the page, not of what was given. The browser's log of errors has it whole. */
function fault(error: unknown): void {
  message.textContent = `The page itself has a fault here (${error instanceof Error ? error.name : 'unknown'}), which is not yours: the browser's log of errors tells more. Nothing that was given is lost.`;
  reportError(error);
}

/** The verdict at once: it is what a person waits for. The rest takes longer, and comes when that is painted. */
function draw(): void {
  report = core.report(state.context(), DRAWN);
  if (state.remember(report)) {
    report = core.report(state.context(), DRAWN);
    state.remember(report);
  }
  document.body.classList.toggle('empty', report.files.length === 0);
  drawVerdict(verdict, report.verdict);
  if (isRestDue) return;
  isRestDue = true;
  afterPaint(() => {
    isRestDue = false;
    attempt(() => drawRest(report!));
  });
}

/** Waits for the next frame: it is painted after its animation callbacks and before the next task. */
function afterPaint(action: () => void): void {
  requestAnimationFrame(() => setTimeout(action));
}

function drawRest(report: Report): void {
  const { example, filter, taken, removed } = state.current();
  render(news({ taken, removed, example, hasOwn: state.hasOwn() }, actions), roots.taken);
  render(given(report, actions), roots.given);
  render(help(report), roots.help);
  render(hints(report), roots.hints);
  for (const root of [roots.examples, roots.tour]) render(exampleList(example, actions), root);
  for (const field of ['tenant', 'client_id']) {
    find(`#${field}-problem`).textContent = report.expected.filter(one => one.field === field)
      .flatMap(({ note }) => note.flatMap(piece => Object.values(piece))).join('');
  }
  render(lead(report), roots.lead);
  render(diagnosis(report, requests(report, filter, actions), id => core.section(state.context(), id)!), roots.diagnosis);
  refresh();
}

const actions: Actions = {
  show: example => change(() => {
    stopReading();
    state.showExample(example);
  }),
  back: () => change(state.leaveExample),
  focus: assertion => change(() => state.focusOn(assertion)),
  filter: outcome => change(() => state.filterBy(outcome)),
  answer: (question, word) => change(() => state.answer(question, word)),
  text: core.text,
  isEditable: id => core.editable(id) !== undefined,
  edit: id => {
    state.edit(id);
    box.focus();
  },
  remove: files => {
    const place = report!.files.findIndex(({ id }) => id === files[0]!.id);
    change(() => state.remove(files, report!.sources));
    clearTimeout(forgetting);
    forgetting = setTimeout(() => change(state.forget), RESPITE);
    // The row that follows is drawn by then.
    afterPaint(() => {
      const rows = roots.given.querySelectorAll<HTMLElement>('.files > li > button');
      (rows[Math.min(place, rows.length - 1)] ?? box).focus();
    });
  },
  undo: () => {
    clearTimeout(forgetting);
    change(state.undo);
  },
};

/** A page that was saved with evidence in it ("complete") opens without. */
function emptySavedPage(): void {
  box.defaultValue = '';
  for (const root of [...document.querySelectorAll('#message, .problem, .verdict > .state > *, .verdict > h2'), ...Object.values(roots)]) root.replaceChildren();
  for (const line of document.querySelectorAll<HTMLElement>('#progress, .verdict > .state')) line.hidden = true;
  document.body.classList.add('empty');
  delete verdict.dataset.verdict;
}

/** Rules grow old: a copy says so after eighteen months. */
function tellAge(): void {
  const until = new Date(find<HTMLTimeElement>('#rules').dateTime);
  until.setUTCMonth(until.getUTCMonth() + 18);
  find('#age').hidden = Date.now() < until.getTime();
}

emptySavedPage();
tellAge();
const started = start();
takeInto({ started, change, attempt });
join(roots.diagnosis);
for (const input of [tenant, clientId, at]) input.addEventListener('input', () => change(() => {}));
find('#skip').addEventListener('click', event => {
  // The address of this page never changes.
  event.preventDefault();
  show(find('#answer'));
});
find('#copy').addEventListener('click', event => copyBy(event.currentTarget as HTMLElement,
  `${core.markdown(state.context())}\n${find('footer p').textContent}, ${new Date().toISOString()}\n`));
find('#save').addEventListener('click', () =>
  save('assertion-report.json', 'application/json', JSON.stringify(core.report(state.context()), null, 2)));
find('#cancel').addEventListener('click', () => {
  stopReading();
  change(() => core.begin());
});
find('#clear').addEventListener('click', () => change(() => {
  stopReading();
  state.clear();
  box.focus();
}));
