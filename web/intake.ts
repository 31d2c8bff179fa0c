/** Takes what is pasted, typed, dropped or chosen. */

import * as core from './core.ts';
import { box, files } from './elements.ts';
import { PIECE, read, type Page } from './reading.ts';
import { emptyBox, isTyped, leaveExample, readBox } from './state.ts';

export function takeInto(page: Page): void {
  document.addEventListener('paste', event => {
    // Into a text that is being edited it goes as a text.
    const isEdited = event.target === box && isTyped();
    if (isEdited || isLineInput(event.target) || !event.clipboardData) return;
    // The clipboard's own text: the box would turn CRLF into LF.
    event.preventDefault();
    takeTransfer(event.clipboardData, page);
    emptyBox();
  });

  box.addEventListener('input', event => {
    // Some keyboards paste without a paste event.
    if ((event as InputEvent).inputType === 'insertFromPaste' && !isTyped()) {
      takeText(box.value, page);
      emptyBox();
    } else {
      takeTyped(page);
    }
  });

  files.addEventListener('change', () => {
    read([...files.files ?? []], page);
    // So that the same file can be chosen again.
    files.value = '';
  });

  document.addEventListener('dragover', event => {
    if (!event.dataTransfer || belongsToInput(event, event.dataTransfer)) return;
    event.preventDefault();
    document.body.classList.add('accepting');
  });
  document.addEventListener('dragleave', event => {
    // Without a related target it leaves the window.
    if (!event.relatedTarget) document.body.classList.remove('accepting');
  });
  document.addEventListener('drop', event => {
    document.body.classList.remove('accepting');
    if (!event.dataTransfer || belongsToInput(event, event.dataTransfer)) return;
    event.preventDefault();
    takeTransfer(event.dataTransfer, page);
  });
}

/** Files come first, except the picture of the text that some programs put beside it. */
function takeTransfer(transfer: DataTransfer, page: Page): void {
  const text = transfer.getData('text/plain');
  const given = [...transfer.files].filter(file => text === '' || !file.type.startsWith('image/'));
  if (given.length > 0) read(given, page);
  else takeText(text, page);
}

function takeText(text: string, page: Page): void {
  if (text === '') return;
  if (text.length > PIECE) {
    read([new Blob([text])], page);
    return;
  }
  page.change(() => {
    leaveExample();
    core.add(text);
  });
}

/** The box is one source as long as it is typed in. Its first letter makes room, each later one replaces what stood there. */
function takeTyped(page: Page): void {
  const isFirst = !isTyped();
  page.change(() => {
    if (isFirst) leaveExample();
    readBox();
  });
}

/** Text dropped into an input is the browser's to put there; files are ours wherever they are dropped. */
function belongsToInput({ target }: Event, { types }: DataTransfer): boolean {
  return isLineInput(target) && !types.includes('Files');
}

/** Whether this is one of the inputs of one line, which take text as inputs do. */
function isLineInput(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement;
}
