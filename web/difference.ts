/** A stretch of a string, and whether it stands in the other string too. */
export type Piece = { text: string, same: boolean };

/**
 * Where two strings differ, by characters.
 *
 * Strings of one length are compared column by column, as they stand one over the other: two thumbprints have
 * nothing else in common. Of other strings, all between the common beginning and the common end differs. Where less than half
 * is the same, nothing is marked: the strings have nothing to do with each other.
 */
export function difference(expected: string, actual: string): { expected: Piece[], actual: Piece[] } {
  const compared = compare(expected, actual);
  const count = (all: Piece[]) => all.reduce((sum, { text }) => sum + Array.from(text).length, 0);
  const longer = Math.max(count(compared.expected), count(compared.actual));
  return 2 * count(compared.actual.filter(({ same }) => same)) >= longer
    ? compared
    : { expected: [{ text: expected, same: true }], actual: [{ text: actual, same: true }] };
}

function compare(expected: string, actual: string): { expected: Piece[], actual: Piece[] } {
  const left = Array.from(expected);
  const right = Array.from(actual);
  if (left.length === right.length) {
    const same = (_: string, column: number) => left[column] === right[column];
    return { expected: pieces(left, same), actual: pieces(right, same) };
  }
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const split = (characters: string[]) =>
    pieces(characters, (_, column) => column < start || column >= characters.length - end);
  return { expected: split(left), actual: split(right) };
}

function pieces(characters: string[], isSame: (character: string, column: number) => boolean): Piece[] {
  const all: Piece[] = [];
  characters.forEach((character, column) => {
    const same = isSame(character, column);
    const last = all.at(-1);
    if (last?.same === same) last.text += character;
    else all.push({ text: character, same });
  });
  return all;
}
