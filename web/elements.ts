/** The elements of `index.html` that the page reads and writes. */

export function find<E extends HTMLElement>(selector: string): E {
  return document.querySelector<E>(selector)!;
}

export const box = find<HTMLTextAreaElement>('#paste');
export const files = find<HTMLInputElement>('#files');
export const tenant = find<HTMLInputElement>('#tenant');
export const clientId = find<HTMLInputElement>('#client-id');
export const at = find<HTMLInputElement>('#at');
export const atProblem = find('#at-problem');
export const message = find('#message');
export const progress = find('#progress');
export const verdict = find('.verdict');
