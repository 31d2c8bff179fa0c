/** Folds whose content is drawn when they are opened: much is folded, and little is looked at. */

import { html, nothing, render, type TemplateResult } from 'lit-html';

/** Draws the content of the fold into its last element. */
export function toggle(event: Event, content: () => unknown): void {
  const fold = event.currentTarget as HTMLDetailsElement;
  render(fold.open ? content() : nothing, fold.lastElementChild as HTMLElement);
}

/** Draws what is in the open folds anew. */
export function refresh(): void {
  for (const fold of document.querySelectorAll('details[open]')) fold.dispatchEvent(new Event('toggle'));
}

/** The first of many things, the others in folds: somebody may give a thousand certificates. */
export function some<T>(all: T[], draw: (things: T[]) => unknown, most = 20): unknown {
  return [draw(all.slice(0, most)), others(all.slice(most), draw)];
}

export function others<T>(things: T[], draw: (things: T[]) => unknown): TemplateResult | typeof nothing {
  return things.length === 0 ? nothing : html`
    <details @toggle=${(event: Event) => toggle(event, () => some(things, draw, 100))}>
      <summary>${things.length} more</summary><div></div>
    </details>`;
}
