import { nothing, render, type TemplateResult } from 'lit-html';

/** For a fold whose content is drawn into its last element when it is opened: much is folded, and little is looked at. */
export function toggle(event: Event, content: () => TemplateResult): void {
  const fold = event.currentTarget as HTMLDetailsElement;
  render(fold.open ? content() : nothing, fold.lastElementChild as HTMLElement);
}
