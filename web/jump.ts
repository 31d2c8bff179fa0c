/** Leads from one part of the answer to another. */

import { html, type TemplateResult } from 'lit-html';
import { prose } from './text.ts';

/** A button, not a link: the address of this page never changes. */
export function jump(kind: 'finding' | 'place' | 'remedy', name: string, label: string, which = 0): TemplateResult {
  return html`<button type="button" class="jump" @click=${() =>
    show(document.querySelectorAll<HTMLElement>(`[data-${kind}="${CSS.escape(name)}"]`)[which])}>${
    kind === 'place' ? html`<span class="unseen">Show </span>` : ''}${prose(label)}</button>`;
}

/**
 * Opens what it is folded in, and takes the focus there. A fold has it at its summary: with a `tabindex` of -1 of its own, no
 * keyboard would reach what is in it.
 */
export function show(target: HTMLElement | null | undefined): void {
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
  target?.scrollIntoView({ block: 'center' });
  (target?.querySelector<HTMLElement>(':scope > summary') ?? target)?.focus({ preventScroll: true });
}
