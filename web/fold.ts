/** Folds whose content is drawn when they are opened: much is folded, and little is looked at. */

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { count } from './text.ts';

/** Draws the content of the fold into its last element. */
export function toggle(event: Event, content: () => unknown): void {
  const fold = event.currentTarget as HTMLDetailsElement;
  render(fold.open ? content() : nothing, fold.lastElementChild as HTMLElement);
}

/** Draws what is in the open folds anew, by the event that drew it first. */
export function refresh(): void {
  for (const fold of document.querySelectorAll('details[open]')) fold.dispatchEvent(new Event('toggle'));
}

/** Draws the first of many things, the others in folds: somebody may give a thousand certificates. */
export function drawFirst<T>(all: T[], draw: (things: T[]) => unknown, most = 20): unknown {
  return [draw(all.slice(0, most)), drawFolded(all.slice(most), draw)];
}

/** Draws things in a fold, when it is opened: a hundred, and the others in a fold of their own. */
export function drawFolded<T>(things: T[], draw: (things: T[]) => unknown): TemplateResult | typeof nothing {
  return things.length === 0 ? nothing : html`
    <details @toggle=${(event: Event) => toggle(event, () => drawFirst(things, draw, 100))}>
      <summary>${things.length} more</summary><div></div>
    </details>`;
}

// Longer than the key credential of any usual certificate.
const LONGEST = 4_000;

/** A value, folded where it is long. */
export function folded(text: string, shown: TemplateResult): TemplateResult {
  return text.length <= LONGEST ? shown : html`<details><summary>${count(text.length, 'character')}</summary>${shown}</details>`;
}
