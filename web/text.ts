import { html, nothing, type TemplateResult } from 'lit-html';
import type { Text } from './contract.ts';

// Instants of the core's, then what cannot be seen, as crate/src/visible.rs has it: controls, format characters (bidi
// overrides, zero-width), all without a shape or with an empty one, and separators other than the space.
const special = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)|([\p{C}\p{DI}\p{Zl}\p{Zp}\u2800\u{1D159}\u{13441}\u{13442}\u{16FE4}]|(?! )\p{Zs})/u;

// Most texts have none of them. The other expression takes milliseconds to prepare: not before the first verdict.
const plain = /^(?!.*\dT\d)[ -~]*$/;

/**
 * A text from outside, with what cannot be seen written out: `U+200B`. Line breaks stay where `lines` says so. Instants tell
 * the local time.
 */
export function visible(text: string, lines = false): (string | TemplateResult)[] | string {
  if (plain.test(text) || !special.test(text)) return text;
  // Plain text, instant, hidden character, over and over.
  return text.split(special).map((part = '', index) => {
    if (part === '' || index % 3 === 0 || (lines && part === '\n')) return part;
    return index % 3 === 1 ? time(part) : html`<span class="hidden">${codePoint(part)}</span>`;
  });
}

function time(instant: string): TemplateResult | string {
  return Number.isNaN(Date.parse(instant)) ? instant : html`<time datetime=${instant} @mouseover=${showLocal}>${instant}</time>`;
}

/** Made when it is asked for: the first one takes as long as the start of the page. */
function showLocal({ currentTarget }: Event): void {
  const element = currentTarget as HTMLTimeElement;
  element.title = new Date(element.dateTime).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' });
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Words of the core's, with their `code` as such. */
export function prose(text: string): unknown {
  const parts = text.split(/`([^`]+)`/);
  return parts.length === 1 ? visible(text) : parts.map((part, index) => index % 2 === 0 ? visible(part) : code(part));
}

/** A text of the core's: its words as prose, each value as code. */
export function said(text: Text): unknown[] {
  return text.map(piece => 'words' in piece ? prose(piece.words) : code(piece.value));
}

// As long as the longest thumbprint: what is no longer is not broken.
const UNBROKEN = 64;

function code(text: string): TemplateResult {
  return html`<code class=${text.length > UNBROKEN ? 'long' : nothing}>${visible(text)}</code>`;
}

/** `not_registered` in words. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
