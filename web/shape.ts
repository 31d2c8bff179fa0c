/** A shape beside each word, for those who do not see the colour. */

import { html, type TemplateResult } from 'lit-html';

export const shapes = {
  confirmed: '\u00d7', suspected: '!', ruled_out: '\u2713', unknown: '?',
  mismatch: '\u00d7', incomplete: '?', consistent: '\u2713', accepted: '\u2713', nothing: '\u2013',
  error: '\u00d7', warning: '!', notice: 'i',
  pass: '\u2713', skip: '\u2013',
};

export function shape(of: keyof typeof shapes): TemplateResult {
  return html`<span class="shape ${of}" aria-hidden="true">${shapes[of]}</span>`;
}
