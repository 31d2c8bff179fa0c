/** The right side: draws a report. It knows no check, no cause and no claim by name. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { AssertionEntry, CauseEntry, Fact, Finding, Remedy, Report, Section, Severity, Snippet, Verdict } from './contract.ts';
import { copy } from './copy.ts';
import { difference, type Piece } from './difference.ts';
import { save } from './save.ts';
import { drawFirst, drawFolded, toggle } from './fold.ts';
import { count, prose, said, visible, words } from './text.ts';

const severities: Severity[] = ['error', 'warning', 'notice'];

// A shape beside each word, for those who do not see the colour.
const shapes = {
  confirmed: '\u00d7', suspected: '!', ruled_out: '\u2713', unknown: '?',
  mismatch: '\u00d7', incomplete: '?', consistent: '\u2713', accepted: '\u2713', nothing: '',
  error: '\u00d7', warning: '!', notice: 'i',
  pass: '\u2713', skip: '\u2013',
};

const shape = (of: keyof typeof shapes) => html`<span class="shape ${of}" aria-hidden="true">${shapes[of]}</span>`;

/**
 * Draws the verdict, and how much fails as soon as the findings are known. It writes into elements of `index.html`: a browser
 * takes milliseconds for its first template, and the first verdict does not wait for that.
 */
export function drawVerdict(root: HTMLElement, { status, word, headline }: Verdict, findings?: Finding[]): void {
  const counts = findings && severities
    .map(severity => [failing(findings, severity).length, severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => count(number, severity));
  const part = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  root.dataset.verdict = status;
  part('.row').hidden = status === 'nothing';
  part('.shape').className = `shape ${status}`;
  render(shapes[status], part('.shape'));
  render(word, part('strong'));
  render(counts && (counts.join(', ') || 'nothing fails'), part('.note'));
  render(said(headline), part('h2'));
}

function failing(findings: Finding[], of: Severity): Finding[] {
  return findings.filter(({ verdict, severity }) => verdict === 'fail' && severity === of);
}

/** The report in other forms, and what a brief one leaves out. */
export type Forms = { markdown(): string, whole(): Report, section(id: string): Section };

export function diagnosis(report: Report, forms: Forms): TemplateResult {
  const failed = severities.flatMap(severity => failing(report.findings, severity));
  const drawn = report.sections.filter(({ facts }) => facts.length > 0);
  const labels = new Map(report.sections.flatMap(section => section.facts.map(fact => [fact.place, fact.label])));
  return html`
    <section aria-labelledby="causes">
      <div class="heading">
        <h2 id="causes">Causes</h2>
        ${report.sources.length === 0 ? nothing : html`
          <p class="row reports">
            ${copyButton('report', forms.markdown, 'seen')}
            <button type="button" class="quiet" @click=${() =>
              save('assertion-report.json', 'application/json', JSON.stringify(forms.whole(), null, 2))}>Save report</button>
          </p>`}
      </div>
      <ul class="causes">${report.causes.map(cause)}</ul>
    </section>
    ${failed.length === 0 ? nothing : html`
      <section aria-labelledby="mismatches">
        <h2 id="mismatches">What does not match</h2>
        ${drawFirst(failed, part => part.map(finding => card(finding, labels, report.remedies)), MANY)}
      </section>`}
    ${report.remedies.length === 0 ? nothing : html`
      <section aria-labelledby="remedies">
        <h2 id="remedies">What to do</h2>
        ${repeat(report.remedies, ({ title }) => title, remedy)}
      </section>`}
    ${report.sections.length === 0 ? nothing : html`
      <section aria-labelledby="decoded">
        <h2 id="decoded">What the evidence says</h2>
        ${report.assertions.filter(({ focused }) => focused).map(token)}
        ${repeat(drawn, section => section.id, section => section.columns.length > 0 ? table(section) : facts(section, failed))}
        ${drawFolded(report.sections.filter(section => !drawn.includes(section)), part => part.map(({ id, title }) => html`
          <details class="section" data-section=${id} @toggle=${(event: Event) => toggle(event, () => rows(forms.section(id), failed))}>
            <summary><h3>${visible(title)}</h3></summary><div></div></details>`))}
      </section>`}
    ${report.findings.length === 0 ? nothing : checks(report.findings)}`;
}

function cause({ id, title, status, because, needs }: CauseEntry): TemplateResult {
  return html`
    <li data-cause=${id} data-status=${status}>
      ${shape(status)}
      <div>
        <p><strong>${words(status)}:</strong> ${prose(title)}</p>
        ${needs.length === 0 ? nothing : html`<p class="note">Needs ${needs.map(words).join(', ')}</p>`}
        ${because.length === 0 ? nothing : html`<p class="note row">${because.map(finding => jump('finding', finding, finding))}</p>`}
      </div>
    </li>`;
}

function card(finding: Finding, labels: Map<string, string>, remedies: Remedy[]): TemplateResult {
  const shownPlaces = finding.places.filter(place => labels.has(place));
  const itsRemedy = remedies.find(({ because }) => because.includes(finding.id));
  return html`
    <article class="card ${finding.severity}" tabindex="-1" data-places=${JSON.stringify(finding.places)}
      data-finding=${finding.id} data-outcome=${finding.verdict} data-severity=${finding.severity}>
      <div class="heading">
        <h3>${shape(finding.severity)} ${prose(finding.title)}</h3>
        <p class="note"><strong>${finding.severity}</strong> <code>${finding.id}${finding.reason === undefined ? nothing : ` ${finding.reason}`}</code></p>
      </div>
      <p>${said(finding.message)}</p>
      ${comparison(finding)}
      <p class="note row">${shownPlaces.map(place => jump('place', place, labels.get(place)!))}${
        itsRemedy && jump('remedy', itsRemedy.title, itsRemedy.title)} <span>${prose(finding.cites)}</span></p>
    </article>`;
}

function comparison({ expected, actual }: Finding): TemplateResult | typeof nothing {
  if (expected === undefined && actual === undefined) return nothing;
  const sides = expected !== undefined && actual !== undefined
    ? difference(expected, actual)
    : { expected: unmarked(expected), actual: unmarked(actual) };
  const side = (name: 'expected' | 'actual', text: string | undefined) => text === undefined ? nothing : html`
    <dt>${name}</dt><dd>${folded(text, html`<code class=${name}>${marked(sides[name])}</code>`)}</dd>`;
  return html`<dl class="comparison">${side('expected', expected)}${side('actual', actual)}</dl>`;
}

const unmarked = (text = ''): Piece[] => [{ text, same: true }];

const marked = (pieces: Piece[]) =>
  pieces.map(piece => piece.same ? visible(piece.text) : html`<mark>${visible(piece.text)}</mark>`);

/** The first step at once, the rest on demand. */
function remedy({ title, why, steps, snippets }: Remedy): TemplateResult {
  const [first, ...others] = steps;
  const rest = [
    ...others.length === 0 ? [] : [count(others.length, 'more step')],
    ...snippets.length === 0 ? [] : [`${count(snippets.length, 'text')} to paste`],
  ];
  return html`
    <article class="card" tabindex="-1" data-remedy=${title}>
      <h3>${prose(title)}</h3>
      <p>${said(why)}</p>
      ${first === undefined ? nothing : html`<ol><li>${said(first)}</li></ol>`}
      ${rest.length === 0 ? nothing : html`
        <details>
          <summary>${rest.join(', ')}</summary>
          ${others.length === 0 ? nothing : html`<ol start="2">${others.map(step => html`<li>${said(step)}</li>`)}</ol>`}
          ${snippets.map(snippet)}
        </details>`}
    </article>`;
}

function snippet({ label, language, text }: Snippet): TemplateResult {
  return html`
    <figure>
      <figcaption>${label} <span class="note">${language}</span> ${copyButton(label, () => text)}</figcaption>
      <pre tabindex="0">${visible(text, true)}</pre>
    </figure>`;
}

/** The token as it was sent, without its signature. */
function token({ segments }: AssertionEntry): TemplateResult {
  return html`
    <details class="section">
      <summary><h3>Token</h3></summary>
      <code class="token">${segments.map(segment => html`<span>${visible(segment)}</span>.`)}<span class="left-out">(signature left out)</span></code>
    </details>`;
}

function table({ title, columns, facts }: Section): TemplateResult {
  return html`
    <section class="section">
      <h3 id="table">${visible(title)}</h3>
      <table aria-labelledby="table">
        <thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>${facts.map(({ label, value, note }) => html`
          <tr><th scope="row">${visible(label)}</th><td>${prose(value)}</td><td>${said(note)}</td></tr>`)}</tbody>
      </table>
    </section>`;
}

function facts(section: Section, failed: Finding[]): TemplateResult {
  return html`
    <details class="section" data-section=${section.id} open><summary><h3>${visible(section.title)}</h3></summary>${rows(section, failed)}</details>`;
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

// Longer than the key credential of any usual certificate.
const LONGEST = 4_000;

function folded(text: string, shown: TemplateResult): TemplateResult {
  return text.length <= LONGEST ? shown : html`<details><summary>${count(text.length, 'character')}</summary>${shown}</details>`;
}

function checks(findings: Finding[]): TemplateResult {
  const having = (outcome: Finding['verdict']) => findings.filter(finding => finding.verdict === outcome);
  // A check of single sources has several findings of one id. Their cards stand before this list, in the same order.
  const cardOf = (finding: Finding) => having('fail').filter(({ id }) => id === finding.id).indexOf(finding);
  const number = (outcome: Finding['verdict']) => new Set(having(outcome).map(({ id }) => id)).size;
  return html`
    <details class="section" id="checks">
      <summary><h2>All checks</h2> <span class="note">${number('pass')} passed, ${number('fail')} failed, ${number('skip')} skipped</span></summary>
      ${drawFirst(findings, part => html`
        <ul>
          ${part.map(finding => finding.verdict === 'fail'
            ? html`<li>${shape(finding.severity)} <div>${jump('finding', finding.id, finding.title, cardOf(finding))}</div></li>`
            : html`
              <li tabindex="-1" data-places=${JSON.stringify(finding.places)} data-finding=${finding.id} data-outcome=${finding.verdict} data-severity=${finding.severity}>
                ${shape(finding.verdict)}
                <div>
                  <p><span class="unseen">${finding.verdict}: </span>${prose(finding.title)} <code class="note">${finding.id}</code></p>
                  <p class="note">${said(finding.message)}${
                    finding.needs.length === 0 ? nothing : ` Needs: ${finding.needs.map(words).join(', ')}.`}</p>
                </div>
              </li>`)}
        </ul>`, MANY)}
    </details>`;
}

// More than there are checks: only checks of single sources have more findings than this.
const MANY = 200;

/** A button, not a link: the address of this page never changes. */
function jump(kind: 'finding' | 'place' | 'remedy', name: string, label: string, which = 0): TemplateResult {
  return html`<button type="button" class="jump" @click=${() => {
    const target = document.querySelectorAll<HTMLElement>(`[data-${kind}="${CSS.escape(name)}"]`)[which];
    for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  }}>${kind === 'finding' ? nothing : html`<span class="unseen">Show </span>`}${prose(label)}</button>`;
}

function copyButton(of: string, text: () => string, labelClass = 'unseen'): TemplateResult {
  return html`<button type="button" class="quiet" aria-live="polite" @click=${async (event: Event) => {
    const word = (event.currentTarget as HTMLElement).firstChild as Text;
    word.data = await copy(text()) ? 'Copied' : 'Not copied';
    setTimeout(() => { word.data = 'Copy'; }, 1500);
  }}>Copy<span class=${labelClass}> ${of}</span></button>`;
}
