/** The left side: what was given, and what else would help. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Answer, AssertionEntry, ChecklistEntry, Question, Report, SourceEntry } from './contract.ts';
import { examples, type Example } from './examples.ts';
import { drawFirst, toggle } from './fold.ts';
import { count, prose, said, visible, words } from './text.ts';

/** What a person can do with the evidence. */
export type Actions = {
  show(example: Example): void,
  focus(assertion: number): void,
  /** One thing as text; undefined where nothing can be shown. */
  text(id: number): string | undefined,
  /** Whether it can be put into the box by `edit`. */
  isEditable(id: number): boolean,
  answer(question: Question, word: Answer['word']): void,
  edit(id: number): void,
  remove(id: number): void,
};

export function exampleList(shown: Example | undefined, actions: Actions): TemplateResult {
  return html`
    <p class="row"><span class="note">Examples:</span>
      ${examples.map(example => html`
        <button type="button" class="chip" aria-pressed=${shown === example} @click=${() => actions.show(example)}>${example.label}</button>`)}
    </p>
    ${shown && html`<p class="note">An example is shown, at its own time. The first evidence of yours replaces it.</p>`}`;
}

/** One row of the checklist, below its title. */
export function row(entry: ChecklistEntry, title: string, report: Report, actions: Actions): TemplateResult {
  const { id, given, wanted, sources, hint } = entry;
  const isChoice = id === 'assertion' && report.assertions.length > 1;
  const ids = new Set(sources);
  return html`
    <span class="unseen">${given ? 'Given.' : wanted ? 'Wanted.' : 'Not given.'}</span>
    ${sourceList(report.sources.filter(source => ids.has(source.id)), title, actions)}
    ${isChoice ? choice(report.assertions, actions) : nothing}
    ${hint === '' ? nothing : html`<p class="note">${prose(hint)}</p>`}`;
}

/** What belongs to no row: files of no use, texts that nobody can read. */
export function others(report: Report, actions: Actions): TemplateResult | typeof nothing {
  const listed = new Set(report.checklist.flatMap(({ sources }) => sources));
  const rest = report.sources.filter(({ id }) => !listed.has(id));
  return rest.length === 0 ? nothing : html`<h3>Of no use here</h3>${sourceList(rest, '', actions)}`;
}

function sourceList(sources: SourceEntry[], title: string, actions: Actions): unknown {
  if (sources.length === 0) return nothing;
  return drawFirst(sources, part => html`
    <ul class="sources">${repeat(part, source => source.id, source => item(source, title, actions))}</ul>`);
}

function item({ id, name, kind, note, question }: SourceEntry, title: string, actions: Actions): TemplateResult {
  // A source that came without a name bears that of its row, which stands above: the note is enough.
  const ownName = title.startsWith(name) && note.length > 0 ? '' : name;
  const of = html`<span class="unseen"> ${words(kind)} ${visible(name)}</span>`;
  return html`
    <li data-source-kind=${kind}>
      <p>${visible(ownName)} <span class="note">${said(note)}</span></p>
      <button type="button" class="quiet" @click=${() => actions.remove(id)}>Remove${of}</button>
      <details @toggle=${(event: Event) => toggle(event, () => content(id, actions))}>
        <summary>Show${of}</summary><div></div>
      </details>
      ${question ? asked(id, question, actions) : nothing}
    </li>`;
}

/** What only the person knows. */
function asked(id: number, question: Question, actions: Actions): TemplateResult {
  return html`
    <fieldset class="question">
      <legend>${said(question.text)}</legend>
      ${question.answers.map(({ label, word, chosen }) => html`
        <label><input type="radio" name=${`question-${id}`} .checked=${chosen} @change=${() => actions.answer(question, word)}>
          ${label}</label>`)}
    </fieldset>`;
}

// More than anyone reads; a browser takes seconds to lay out the 64 MiB that a source may have.
const LONGEST = 100_000;

function content(id: number, actions: Actions): TemplateResult {
  const text = actions.text(id);
  if (text === undefined) return html`<p class="note">Nothing of it was kept.</p>`;
  return html`
    <pre tabindex="0">${visible(text.slice(0, LONGEST), true)}</pre>
    ${text.length <= LONGEST ? nothing : html`<p class="note">The first ${LONGEST} of ${count(text.length, 'character')}.</p>`}
    ${actions.isEditable(id) ? html`<button type="button" class="quiet" @click=${() => actions.edit(id)}>Edit</button>` : nothing}`;
}

function choice(assertions: AssertionEntry[], actions: Actions): TemplateResult {
  return html`
    <fieldset id="assertions">
      <legend>Inspected assertion</legend>
      ${drawFirst([...assertions.entries()], part => part.map(([index, assertion]) => html`
        <label><input type="radio" name="assertion" .checked=${assertion.focused} @change=${() => actions.focus(index)}>
          ${visible(assertion.label)}</label>`))}
    </fieldset>`;
}
