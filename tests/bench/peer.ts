/** What people would make of jose and @peculiar/x509: the same core work, and a line of text for it. */

import { inspect } from './peer-core.ts';

const box = document.querySelector<HTMLTextAreaElement>('#paste')!;
const verdict = document.querySelector<HTMLElement>('#verdict')!;

async function draw(): Promise<void> {
  const [token = '', ...certificate] = box.value.split('\n');
  if (token === '') return;
  const seen = await inspect(token, certificate.join('\n'));
  verdict.dataset.verdict = seen.verified ? 'verified' : 'refused';
  verdict.textContent = JSON.stringify(seen);
}

box.addEventListener('input', () => void draw());
void draw();
