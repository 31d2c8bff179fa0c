/** Marks what belongs together while it is pointed at or has the focus: the values of a finding, the findings of a value. */
export function join(root: HTMLElement): void {
  const mark = (event: Event) => {
    for (const marked of root.querySelectorAll('[data-joined]')) marked.removeAttribute('data-joined');
    if (!(event.target instanceof Element) || event.type === 'pointerleave') return;
    const { places, place } = event.target.closest<HTMLElement>('[data-places], [data-place]')?.dataset ?? {};
    if (places !== undefined) {
      const wanted = placesOf(places);
      for (const value of root.querySelectorAll<HTMLElement>('[data-place]')) {
        value.toggleAttribute('data-joined', wanted.includes(value.dataset.place!));
      }
    } else if (place !== undefined) {
      for (const finding of root.querySelectorAll<HTMLElement>('[data-places]')) {
        finding.toggleAttribute('data-joined', placesOf(finding.dataset.places!).includes(place));
      }
    }
  };
  for (const type of ['pointerover', 'pointerleave', 'focusin']) root.addEventListener(type, mark);
}

// A place holds names of members, which may be any text: no character could separate a list of them, so it is JSON.
const placesOf = (json: string) => JSON.parse(json) as string[];
