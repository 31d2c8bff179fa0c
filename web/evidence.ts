/** The left side: what was recognized in the evidence. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AssertionEntry, Report, SourceEntry } from './contract.ts';
import { examples, type Example } from './examples.ts';
import { prose, visible, words } from './text.ts';

/** What a person can do with the evidence. */
export type Actions = {
  show(example: Example): void,
  focus(assertion: number): void,
  remove(id: number): void,
  clear(): void,
};

// More than anyone reads; a browser takes seconds to lay out the 64 MiB that a source may have.
const LONGEST = 100_000;

export function evidence(
  report: Report,
  shown: Example | undefined,
  textOf: (id: number) => string | undefined,
  actions: Actions,
): TemplateResult {
  return html`
    <p class="row">Examples:
      ${examples.map(example => html`
        <button type="button" aria-pressed=${shown === example} @click=${() => actions.show(example)}>${example.label}</button>`)}
    </p>
    ${shown && html`<p class="note">An example is shown, at its own time. The first evidence of yours replaces it.</p>`}
    ${report.sources.length === 0 ? nothing : html`
      <ul class="sources">
        ${repeat(report.sources, source => source.id, source => row(source, textOf(source.id), actions))}
      </ul>
      ${report.assertions.length > 1 ? choice(report.assertions, actions) : nothing}
      <p><button type="button" id="clear" @click=${actions.clear}>Clear everything</button></p>`}`;
}

function row({ id, name, kind, note }: SourceEntry, text: string | undefined, actions: Actions): TemplateResult {
  const ownName = name.toLowerCase() === words(kind) ? '' : name;
  return html`
    <li data-source-kind=${kind}>
      <p><strong>${words(kind)}</strong> ${visible(ownName)}</p>
      <p class="note">${prose(note)}</p>
      ${text === undefined ? nothing : html`
        <details>
          <summary>Show</summary>
          <pre tabindex="0">${visible(text.slice(0, LONGEST), true)}</pre>
          ${text.length <= LONGEST ? nothing : html`<p class="note">The first ${LONGEST} of ${text.length} characters.</p>`}
        </details>`}
      <button type="button" @click=${() => actions.remove(id)}>Remove<span class="unseen"> ${words(kind)} ${ownName}</span></button>
    </li>`;
}

function choice(assertions: AssertionEntry[], actions: Actions): TemplateResult {
  return html`
    <fieldset id="assertions">
      <legend>Inspected assertion</legend>
      ${assertions.map((assertion, index) => html`
        <label><input type="radio" name="assertion" .checked=${assertion.focused} @change=${() => actions.focus(index)}>
          ${visible(assertion.label)}</label>`)}
    </fieldset>`;
}
