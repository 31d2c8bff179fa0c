/** The right side: draws a report. It knows no check, no cause and no claim by name. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { comparison } from './comparison.ts';
import type { CauseEntry, CauseStatus, Finding, Report, Section, Severity, Verdict } from './contract.ts';
import { decoded, thumbprints } from './decoded.ts';
import { drawFirst } from './fold.ts';
import { jump, show } from './jump.ts';
import { remedies } from './remedies.ts';
import { shape, shapes } from './shape.ts';
import { count, prose, said, words } from './text.ts';

const severities: Severity[] = ['error', 'warning', 'notice'];

/**
 * Draws the verdict. It writes into elements of `index.html`: a browser takes milliseconds for its first template, and the
 * first verdict does not wait for that.
 */
export function drawVerdict(root: HTMLElement, { status, word, headline, leads }: Verdict): void {
  const part = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  root.dataset.verdict = status;
  part('.state').hidden = leads === undefined && status === 'nothing';
  part('.shape').className = `shape ${status}`;
  render(shapes[status], part('.shape'));
  render(word, part('strong'));
  render(said(headline), part('h2'));
}

/** The strings that the answer is about. */
export function lead(report: Report): TemplateResult | typeof nothing {
  return comparison(leading(report));
}

function leading({ verdict, findings }: Report): Finding | undefined {
  return findings.find(finding => finding.verdict === 'fail' && finding.id === verdict.leads);
}

/** What passes, fails and is open, and what to do; `load` gives what a brief report leaves out. */
export function diagnosis(report: Report, requests: unknown, load: (id: string) => Section): TemplateResult {
  const failed = severities.flatMap(severity =>
    report.findings.filter(finding => finding.verdict === 'fail' && finding.severity === severity));
  return html`
    ${requests}
    ${remedies(report.remedies)}
    ${report.sources.length === 0 ? nothing : known(report, failed)}
    ${thumbprints(report.thumbprints)}
    ${report.verdict.status === 'nothing' ? nothing : decoded(report, failed, load, checks(report.findings))}`;
}

function known(report: Report, failed: Finding[]): TemplateResult {
  const labels = new Map(report.sections.flatMap(section => section.facts.map(fact => [fact.place, fact.label])));
  const lead = leading(report);
  const headline = JSON.stringify(report.verdict.headline);
  const drawn = (findings: Finding[]) => drawFirst(findings, part => repeat(part, key, finding => html`
    <li class=${finding.severity} tabindex="-1" data-places=${JSON.stringify(finding.places)}
      data-finding=${finding.id} data-outcome=${finding.verdict} data-severity=${finding.severity}>
      ${shape(finding.severity)}
      <details>
        <summary>
          <h3><span class="unseen">${finding.severity}: </span>${prose(finding.title)}</h3>
          ${JSON.stringify(finding.message) === headline ? nothing : html`<span>${said(finding.message)}</span>`}
        </summary>
        ${finding === lead ? nothing : comparison(finding)}
        <p class="note row">${finding.places.filter(place => labels.has(place)).map(place => jump('place', place, labels.get(place)!))}
          ${report.remedies.filter(({ because }) => because.includes(finding.id)).slice(0, 1).map(({ title }) => jump('remedy', title, title))}
          <code>${finding.id} ${finding.reason ?? nothing}</code> <span>${prose(finding.cites)}</span></p>
      </details>
    </li>`), MANY);
  const remarks = failed.filter(({ severity }) => severity === 'notice');
  return html`
    <section aria-labelledby="known">
      <h2 id="known">How it is known</h2>
      <div class="card">
        <ul class="known">
          ${drawn(failed.filter(finding => !remarks.includes(finding)))}
          ${report.passed.length === 0 ? nothing : html`
            <li>${shape('pass')} <button type="button" class="plain" @click=${() => show(document.querySelector<HTMLElement>('#checks > ul'))}>${said(report.passed)}</button></li>`}
          ${remarks.length === 0 ? nothing : html`
            <li>${shape('notice')} <details><summary>${count(remarks.length, 'remark')}</summary><ul class="known">${drawn(remarks)}</ul></details></li>`}
        </ul>
        ${report.verdict.status === 'nothing' ? nothing : html`<dl class="causes">${states.map(([status, word]) => state(word, report.causes.filter(cause => cause.status === status)))}</dl>`}
      </div>
    </section>`;
}

/** A check of single sources has several findings of one id. */
const key = ({ id, places }: Finding) => `${id} ${places}`;

const states: [CauseStatus, string][] =
  [['confirmed', 'Confirmed'], ['suspected', 'Suspected'], ['unknown', 'Still open'], ['ruled_out', 'Ruled out']];

function state(word: string, causes: CauseEntry[]): TemplateResult | typeof nothing {
  return causes.length === 0 ? nothing : html`
    <div><dt>${word}</dt>${causes.map(({ id, status, title, because, needs }) => html`
      <dd data-cause=${id} data-status=${status} title=${title}>${shape(status)}
        ${because.length === 0 ? words(id) : jump('finding', because[0]!, words(id))}
        ${needs.length === 0 ? nothing : html`<span class="note">needs ${needs.map(words).join(', ')}</span>`}</dd>`)}</div>`;
}

function checks(findings: Finding[]): TemplateResult {
  const having = (outcome: Finding['verdict']) => findings.filter(finding => finding.verdict === outcome);
  // Their cards stand before this list, in the same order.
  const cardOf = (finding: Finding) => having('fail').filter(({ id }) => id === finding.id).indexOf(finding);
  const number = (outcome: Finding['verdict']) => new Set(having(outcome).map(({ id }) => id)).size;
  return html`
      <details id="checks">
        <summary><h3>All checks</h3> <span class="note">${number('pass')} passed, ${number('fail')} failed, ${number('skip')} skipped</span></summary>
        ${drawFirst(findings, part => html`
          <ul class="known" tabindex="-1">
            ${repeat(part, key, finding => finding.verdict === 'fail'
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
