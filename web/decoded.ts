/** What the evidence says, each part folded to one line, and the table of thumbprints. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AssertionEntry, Fact, Finding, Report, Section, Table } from './contract.ts';
import { copyButton } from './copy.ts';
import { drawFirst, drawFolded, folded, toggle } from './fold.ts';
import { jump } from './jump.ts';
import { shape } from './shape.ts';
import { said, visible } from './text.ts';

// So many rows are seen at once.
const FEW = 8;

export function thumbprints({ columns, rows }: Table): TemplateResult | typeof nothing {
  const plain = () => [columns, ...rows.map(row => row.map(cell => cell.map(piece => Object.values(piece)).join('')))]
    .map(row => row.join('\t')).join('\n');
  return rows.length === 0 ? nothing : html`
    <section aria-labelledby="thumbprints">
      <h2 id="thumbprints">Thumbprints</h2>
      <div class="card" tabindex="0" role="group" aria-labelledby="thumbprints">
        ${drawFirst(rows, part => html`
          <table>
            <thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
            <tbody>${part.map(([name, ...cells]) => html`<tr><th scope="row">${said(name!)}</th>${cells.map(cell => html`<td>${said(cell)}</td>`)}</tr>`)}</tbody>
          </table>`, FEW)}
        ${copyButton('table', plain, true)}
      </div>
    </section>`;
}

/** What belongs together has one fold; `last` stands behind them. `load` gives the facts that a brief report leaves out. */
export function decoded(
  { sections, assertions }: Report, failed: Finding[], load: (id: string) => Section, last: unknown,
): TemplateResult {
  const drawn = sections.filter(({ facts }) => facts.length > 0);
  return html`
    <section aria-labelledby="decoded">
      <h2 id="decoded">Decoded</h2>
      <div class="card folds">
        ${repeat(drawn.filter(({ group }, n) => group === '' || drawn.findIndex(other => other.group === group) === n), ({ id }) => id, first => {
          const parts = first.group === '' ? [first] : drawn.filter(({ group }) => group === first.group);
          return html`
            <details>
              <summary><h3>${visible(first.group || first.title)}</h3> <span class="note">${parts.map(({ summary }, n) => html`${n === 0 || summary.length === 0 ? nothing : ' \u00b7 '}${said(summary)}`)}</span></summary>
              ${repeat(parts, ({ id }) => id, part => html`
                <div data-section=${part.id}>${part.group === '' ? nothing : html`<h4>${visible(part.title)}</h4>`}${
                  part.columns.length > 0 ? table(part) : rows(part, failed)}</div>`)}
            </details>`;
        })}
        ${drawFolded(sections.filter(section => !drawn.includes(section)), part => part.map(section => html`
          <details data-section=${section.id} @toggle=${(event: Event) => toggle(event, () => rows(load(section.id), failed))}>
            <summary><h3>${visible(section.title)}</h3> <span class="note">${said(section.summary)}</span></summary><div></div></details>`))}
        ${assertions.filter(({ focused }) => focused).map(token)}
        ${last}
      </div>
    </section>`;
}

/** The token as it was sent, without its signature. */
function token({ segments }: AssertionEntry): TemplateResult {
  return html`
    <details>
      <summary><h3>Token as it was sent</h3> <span class="note">without its signature</span></summary>
      <code class="token">${segments.map(segment => html`<span>${visible(segment)}</span>.`)}<span class="left-out">(signature left out)</span></code>
    </details>`;
}

function table({ id, title, columns, facts }: Section): TemplateResult {
  return html`
    <table aria-label=${title} data-table=${id}>
      <thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${facts.map(({ label, value, note }) => html`
        <tr><th scope="row">${visible(label)}</th><td>${visible(value)}</td><td>${said(note)}</td></tr>`)}</tbody>
    </table>`;
}

function rows({ facts }: Section, failed: Finding[]): TemplateResult {
  return html`
    <dl class="facts">
      ${facts.map(fact => row(fact, fact.place === '' ? [] : failed.filter(finding => finding.places.includes(fact.place))))}
    </dl>`;
}

function row(fact: Fact, failed: Finding[]): TemplateResult {
  return html`
    <div class=${failed[0]?.severity ?? nothing} data-place=${fact.place === '' ? nothing : fact.place} tabindex="-1">
      <dt>${visible(fact.label)}</dt>
      <dd>
        ${value(fact)}
        ${fact.form === 'text' || fact.value === '' ? nothing : copyButton(fact.label, () => fact.value)}
        ${fact.note.length === 0 ? nothing : html`<p class="note">${said(fact.note)}</p>`}
        ${failed.map(finding => html`<p class="note row">${shape(finding.severity)} ${jump('finding', finding.id, finding.title)}</p>`)}
      </dd>
    </div>`;
}

function value({ form, value: text }: Fact): TemplateResult {
  return folded(text, form === 'text' ? html`<span class="value">${visible(text)}</span>`
    : form === 'json' ? html`<pre class="value" tabindex="0">${visible(text, true)}</pre>`
    : html`<code class="value">${visible(text)}</code>`);
}
