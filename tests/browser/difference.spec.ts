import { expect, test } from '@playwright/test';
import { difference, type Piece } from '../../web/difference.ts';

const drawn = (pieces: Piece[]) => pieces.map(({ text, same }) => same ? text : `[${text}]`).join('');

const cases = [
  ['', '', '', ''],
  ['same', 'same', 'same', 'same'],
  ['abc', 'axc', 'a[b]c', 'a[x]c'],
  ['84E05C1D', '84e05C2D', '84[E]05C[1]D', '84[e]05C[2]D'],
  ['hOBcHZi8', 'hOBcHZi8=', 'hOBcHZi8', 'hOBcHZi8[=]'],
  ['/oauth2/v2.0/token', '/oauth2/token', '/oauth2/[v2.0/]token', '/oauth2/token'],
  ['aaa', 'aa', 'aa[a]', 'aa'],
  ['', 'x', '', 'x'],
  ['vZXm4eTq', 'BD95E6E1', 'vZXm4eTq', 'BD95E6E1'],
  ['\u{1f511}a', '\u{1f512}a', '[\u{1f511}]a', '[\u{1f512}]a'],
] as const;

for (const [expected, actual, left, right] of cases) {
  test(`${expected || 'nothing'} against ${actual || 'nothing'}`, () => {
    const pieces = difference(expected, actual);
    expect([drawn(pieces.expected), drawn(pieces.actual)]).toEqual([left, right]);
  });
}
