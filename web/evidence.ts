/** The left side: what was given, and what else would help; and which of several requests is inspected. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Answer, AssertionEntry, FileEntry, Question, Report, SourceEntry } from './contract.ts';
import { examples, type Example } from './examples.ts';
import { drawFirst, toggle } from './fold.ts';
import { count, prose, said, visible } from './text.ts';

/** What a person can do with the evidence. */
export type Actions = {
  show(example: Example): void,
  /** Back from the example. */
  back(): void,
  focus(assertion: AssertionEntry): void,
  filter(outcome: Filter): void,
  /** One thing as text; undefined where nothing can be shown. */
  text(id: number): string | undefined,
  /** Whether it can be put into the box by `edit`. */
  isEditable(id: number): boolean,
  answer(question: Question, word: Answer['word']): void,
  edit(id: number): void,
  remove(files: readonly FileEntry[]): void,
  undo(): void,
};

export type Filter = AssertionEntry['outcome'] | 'all';

export function exampleList(shown: Example | undefined, actions: Actions): TemplateResult {
  return html`
    <p class="row">${examples.map(example => html`
      <button type="button" aria-pressed=${shown === example} @click=${() => actions.show(example)}>${example.label}</button>`)}
    </p>`;
}

/** What became of what was done last: what was taken, what was removed, and the ways back. */
export function news(
  { taken, removed, example, hasOwn }: { taken: readonly FileEntry[], removed: readonly FileEntry[], example: Example | undefined, hasOwn: boolean },
  actions: Actions,
): TemplateResult {
  return html`
    ${example ? html`<p>An example is shown, at its own time. ${hasOwn ? button('Back to your evidence', actions.back) : nothing}</p>` : nothing}
    ${removed.length === 0 ? nothing : html`<p>Removed: ${removed.map(({ name }) => html`${visible(name)} `)}${button('Undo', actions.undo)}</p>`}
    ${taken.length === 0 ? nothing : html`<p>${said(taken.at(-1)!.status)} ${taken.length === 1 ? nothing : `And ${taken.length - 1} more.`}
      ${button('Undo', () => actions.remove(taken))}</p>`}`;
}

const button = (label: string, act: () => void) => html`<button type="button" class="quiet" @click=${act}>${label}</button>`;

export function given({ files, sources }: Report, actions: Actions): TemplateResult | typeof nothing {
  return files.length === 0 ? nothing : html`
    <div class="card">
      <h2>Given</h2>
      ${drawFirst(files, part => html`
        <ul class="files">${repeat(part, ({ id }) => id, file => row(file, sources.filter(source => source.file === file.id), actions))}</ul>`)}
    </div>`;
}

function row(file: FileEntry, sources: SourceEntry[], actions: Actions): TemplateResult {
  const [only, ...more] = sources;
  return html`
    <li data-source-kind=${more.length === 0 ? only!.kind : nothing}>
      ${more.length === 0 ? item(only!, file.name, file.note, actions) : html`
        <details>
          <summary><strong>${visible(file.name)}</strong> <span class="note">${said(file.note)}</span></summary>
          ${drawFirst(sources, part => html`
            <ul>${repeat(part, ({ id }) => id, source => html`
              <li data-source-kind=${source.kind}>${item(source, source.what, source.note, actions)}</li>`)}</ul>`)}
        </details>`}
      <button type="button" class="quiet" aria-label=${`Remove ${file.name}`} @click=${() => actions.remove([file])}>\u00d7</button>
      ${sources.map(({ id, question }) => question && asked(id, question, actions))}
    </li>`;
}

function item({ id }: SourceEntry, name: string, note: SourceEntry['note'], actions: Actions): TemplateResult {
  return html`
    <details @toggle=${(event: Event) => toggle(event, () => content(id, actions))}>
      <summary><strong>${visible(name)}</strong> <span class="note">${said(note)}</span></summary><div></div>
    </details>`;
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
    ${actions.isEditable(id) ? button('Edit', () => actions.edit(id)) : nothing}`;
}

// What has inputs of its own.
const typed = ['client_id', 'time'];

/** What is wanted, best first. */
export function help({ checklist, files }: Report): TemplateResult {
  const wanted = checklist.filter(({ id, wanted, hint }) => wanted && hint !== '' && !typed.includes(id));
  return html`
    <h2>Would help</h2>
    ${wanted.length > 0 || files.length === 0 ? nothing : html`<p class="note">Nothing more is needed.</p>`}
    <ol>${wanted.map(({ id, title, hint }, n) => html`
      <li data-evidence=${id}><details ?open=${n === 0}><summary>${title}</summary><p class="note">${prose(hint)}</p></details></li>`)}</ol>`;
}

/** What the inputs are for. */
export function hints({ checklist }: Report): unknown {
  return checklist.filter(({ id, hint }) => typed.includes(id) && hint !== '')
    .map(({ id, hint }) => html`<p class="note" data-evidence=${id}>${prose(hint)}</p>`);
}

// So many are seen at once.
const FEW = 8;

/** Which of several assertions is inspected. */
export function requests({ assertions }: Report, chosen: Filter | undefined, actions: Actions): TemplateResult | typeof nothing {
  const having = (outcome: Filter) => outcome === 'all' ? assertions : assertions.filter(one => one.outcome === outcome);
  const filters = (['refused', 'accepted', 'unknown', 'all'] as const).filter(outcome => having(outcome).length > 0);
  const filter = assertions.length <= FEW ? 'all' : filters.find(outcome => outcome === chosen) ?? filters[0]!;
  return assertions.length < 2 ? nothing : html`
    <fieldset id="assertions" class="card">
      <legend class="unseen">Inspected assertion</legend>
      ${assertions.length <= FEW ? nothing : html`
        <p class="row">${filters.map(outcome => html`
          <button type="button" aria-pressed=${outcome === filter} @click=${() => actions.filter(outcome)}>${outcome === 'unknown' ? 'unanswered' : outcome} ${having(outcome).length}</button>`)}</p>`}
      ${drawFirst(having(filter), part => repeat(part, ({ source }) => source, assertion => html`
        <label><input type="radio" name="assertion" .checked=${assertion.focused} @change=${() => actions.focus(assertion)}>
          ${visible(assertion.label)}</label>`), FEW)}
    </fieldset>`;
}
