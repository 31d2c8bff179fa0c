/** Buttons that copy a text, and say whether they did. */

import { html, nothing, type TemplateResult } from 'lit-html';

export function copyButton(of: string, text: () => string, isNamed = false): TemplateResult {
  return html`<button type="button" class="quiet copy" aria-live="polite" @click=${(event: Event) =>
    copyBy(event.currentTarget as HTMLElement, text())}>Copy<span class=${isNamed ? nothing : 'unseen'}>&nbsp;${of}</span></button>`;
}

// What is said after one click is not taken back by the click before.
const timers = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>>();

export async function copyBy(button: HTMLElement, text: string): Promise<void> {
  const word = button.firstChild as Text;
  button.dataset.word ??= word.data;
  const isCopied = await copy(text);
  word.data = isCopied ? 'Copied' : 'Not copied';
  clearTimeout(timers.get(button));
  timers.set(button, setTimeout(() => { word.data = button.dataset.word!; }, 1500));
}

/** Puts a text on the clipboard, and tells whether it is there. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

/** Plain http has no `navigator.clipboard`; the old command copies what is selected. */
function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const carrier = document.createElement('textarea');
  carrier.value = text;
  document.body.append(carrier);
  carrier.select();
  const done = document.execCommand('copy');
  carrier.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
