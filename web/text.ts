import { html, type TemplateResult } from 'lit-html';

// Controls, format characters (bidi overrides, zero-width), separators other than the space, and all without a shape.
const hidden = /([\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs})/u;

/** A text from outside, with what cannot be seen written out: `U+200B`. Line breaks stay where `lines` says so. */
export function visible(text: string, lines = false): (string | TemplateResult)[] | string {
  if (!hidden.test(text)) return text;
  return text.split(hidden).map((part, index) =>
    index % 2 === 0 || (lines && part === '\n') ? part : html`<span class="hidden">${codePoint(part)}</span>`);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A sentence of the core's, with its `code` as such. */
export function prose(text: string): unknown[] {
  return text.split(/`([^`]+)`/).map((part, index) => index % 2 === 0 ? visible(part) : html`<code>${visible(part)}</code>`);
}

/** `not_registered` in words. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
