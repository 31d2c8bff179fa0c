/** Two strings that should be equal, one over the other, each with its owner. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Finding } from './contract.ts';
import { copyButton } from './copy.ts';
import { difference, type Piece } from './difference.ts';
import { folded } from './fold.ts';
import { visible } from './text.ts';

export function comparison(finding: Finding | undefined): TemplateResult | typeof nothing {
  const { expected, actual } = finding ?? {};
  if (expected === undefined && actual === undefined) return nothing;
  const sides = expected !== undefined && actual !== undefined
    ? difference(expected, actual)
    : { expected: unmarked(expected), actual: unmarked(actual) };
  const side = (name: 'expected' | 'actual', text: string | undefined, label = name as string) => text === undefined ? nothing : html`
    <div>
      <dt>${visible(label)}</dt>
      <dd>${folded(text, html`<code class=${name}>${marked(sides[name])}</code>`)} ${copyButton(label, () => text)}</dd>
    </div>`;
  return html`<dl class="comparison">${side('actual', actual, finding?.actual_label)}${side('expected', expected, finding?.expected_label)}</dl>`;
}

const unmarked = (text = ''): Piece[] => [{ text, same: true }];

const marked = (pieces: Piece[]) =>
  pieces.map(piece => piece.same ? visible(piece.text) : html`<mark>${visible(piece.text)}</mark>`);
