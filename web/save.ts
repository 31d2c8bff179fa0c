/** Gives a text to the person as a file. */
export function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // Browsers read it after the click, some of them only after asking where to put it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
