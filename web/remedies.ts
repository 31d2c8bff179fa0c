/** What to do: the first remedy whole, the others folded. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Piece, Remedy, Snippet } from './contract.ts';
import { copyButton } from './copy.ts';
import { prose, said, visible } from './text.ts';

export function remedies([first, ...others]: Remedy[]): TemplateResult | typeof nothing {
  return first === undefined ? nothing : html`
    <section aria-labelledby="remedies">
      <h2 id="remedies">Do this</h2>
      <div class="card do">
        <div tabindex="-1" data-remedy=${first.title}>
          <h3>${prose(first.title)}</h3>
          ${way(first)}
        </div>
        ${repeat(others, ({ title }) => title, other => html`
          <details class="also" data-remedy=${other.title}>
            <summary><h3>${prose(other.title)}</h3></summary>
            ${way(other)}
          </details>`)}
      </div>
    </section>`;
}

function way({ title, why, steps, choices, snippets }: Remedy): TemplateResult {
  return html`
    <ol>${steps.map(step => html`<li><span>${said(step)} ${step.map(wanted)}</span></li>`)}</ol>
    ${choices.length === 0 ? nothing : html`<dl class="choices">${choices.map(({ seen, then }) => html`<div><dt>${seen}</dt><dd>${then}</dd></div>`)}</dl>`}
    <p class="note">${said(why)}</p>
    ${snippets.length === 0 ? nothing : html`<div class="tools">${snippets.map(one => snippet(title, one))}</div>`}`;
}

/** A value that nobody types. */
function wanted(piece: Piece): unknown {
  return 'value' in piece && /^[\w+/=.-]{20,}$/.test(piece.value) 
    ? copyButton(`${piece.value.slice(0, 8)}\u2026`, () => piece.value, true) : nothing;
}

/** One of those of a remedy is open. */
function snippet(of: string, { label, language, text }: Snippet): TemplateResult {
  return html`
    <details name=${`snippets of ${of}`}>
      <summary class="button">${label.split(' (')[0]}</summary>
      <figure>
        <figcaption>${label} <span class="note">${language}</span> ${copyButton(label, () => text)}</figcaption>
        <pre tabindex="0">${visible(text, true)}</pre>
      </figure>
    </details>`;
}
