//! Reads what `pack` writes, in the page: a module of its own, because script that runs once is ten times as slow.
//!
//! The page writes into [`ROOM`] and reads what comes of it from [`MODULE`], twice. All of it was packed by the same
//! build: what is wrong with it is not told, it traps.

#![expect(clippy::cast_possible_truncation, reason = "bytes are taken out of numbers")]
#![expect(clippy::deref_addrof, reason = "what it would have instead is an error for a static that changes")]

/// Begins a function. No opcode has this number.
pub const FUNCTION: u8 = 0xFF;

/// Instead of a number of operands: their bytes are counted.
pub const COUNTED: u8 = 0xFF;

/// How many streams of operands there are.
pub const STREAMS: usize = 3 * 256;

/// The stream of an instruction's operands: its opcode's, and by the opcode after it for the two commonest, `i32.const` and
/// `local.get`, whose operands differ by that.
#[must_use]
pub fn stream(opcode: u8, next: u8) -> usize {
    match opcode {
        0x41 => 256 + usize::from(next),
        0x20 => 512 + usize::from(next),
        _ => usize::from(opcode),
    }
}

/// Loads and stores, whose first operand is an alignment: a hint, which is not packed.
#[must_use]
pub fn is_memory_access(opcode: u8) -> bool {
    matches!(opcode, 0x28..=0x3E)
}

/// The characters that need no escape in a string in a script in a page. Four of them stand for 26 bits: 92 to the fourth is
/// more than two to the twenty-sixth.
pub const CHARACTERS: [u8; 92] =
    *b" !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// For the text, then for what its bytes decompress to.
#[unsafe(no_mangle)]
pub static mut ROOM: [u8; 1 << 20] = [0; 1 << 20];

/// For the bytes of the text, then for the module.
#[unsafe(no_mangle)]
pub static mut MODULE: [u8; 1 << 20] = [0; 1 << 20];

/// Makes bytes of so many characters, and tells how many.
#[unsafe(no_mangle)]
pub extern "C" fn bytes(characters: usize) -> usize {
    // SAFETY: there is one thread, and nobody else has them now.
    let (text, bytes) = unsafe { (&*(&raw const ROOM), &mut *(&raw mut MODULE)) };
    let mut digits = [0; 256];
    for (digit, character) in (0_u8..).zip(&CHARACTERS) {
        digits[usize::from(*character)] = digit;
    }
    let (mut length, mut bits, mut count) = (0, 0, 0);
    for four in text[..characters].chunks_exact(4) {
        let four = four.iter().map(|character| u64::from(digits[usize::from(*character)]));
        bits |= four.fold(0, |number, digit| number * CHARACTERS.len() as u64 + digit) << count;
        count += 26;
        // All at once, and so many of them as are whole: to ask after each would take twice the time.
        bytes[length..length + 8].copy_from_slice(&bits.to_le_bytes());
        length += count / 8;
        bits >>= count / 8 * 8;
        count %= 8;
    }
    // Each character that is left says that a byte is none.
    length - characters % 4
}

/// Makes the module of the streams, which have so many bytes, and tells how many it has.
#[unsafe(no_mangle)]
pub extern "C" fn join(length: usize) -> usize {
    // SAFETY: as above.
    let (room, module) = unsafe { (&*(&raw const ROOM), &mut *(&raw mut MODULE)) };
    let mut streams = [0; 3 + STREAMS];
    let mut at = 0;
    for stream in &mut streams {
        *stream = number(room, &mut at);
    }
    for stream in &mut streams {
        at += std::mem::replace(stream, at);
    }
    let [head, operands_of, opcodes, operands @ ..] = &mut streams;
    let mut end = append(module, 0, &room[*head..*operands_of]);
    let mut begin = 0;
    for n in *opcodes..operands[0] {
        let opcode = room[n];
        if opcode == FUNCTION {
            close(module, begin, end);
            begin = end;
            end += 3;
        } else {
            module[end] = opcode;
            end += 1;
        }
        if is_memory_access(opcode) {
            module[end] = 0; // an alignment of 1
            end += 1;
        }
        let stream = &mut operands[stream(opcode, room[n + 1])];
        let count = room[*operands_of + usize::from(opcode)];
        let is_counted = count == COUNTED;
        let mut left = if is_counted { number(room, stream) } else { count.into() };
        while left > 0 {
            let byte = room[*stream];
            *stream += 1;
            module[end] = byte;
            end += 1;
            left -= usize::from(is_counted || byte < 0x80);
        }
    }
    close(module, begin, end);
    append(module, end, &room[at..length])
}

fn append(module: &mut [u8], end: usize, bytes: &[u8]) -> usize {
    module[end..end + bytes.len()].copy_from_slice(bytes);
    end + bytes.len()
}

/// Writes the size of a function before it. None begins where the module does.
fn close(module: &mut [u8], begin: usize, end: usize) {
    if begin > 0 {
        let size = end - begin - 3;
        module[begin] = size as u8 | 0x80;
        module[begin + 1] = (size >> 7) as u8 | 0x80;
        module[begin + 2] = (size >> 14) as u8;
    }
}

/// Reads a number in LEB128.
fn number(bytes: &[u8], at: &mut usize) -> usize {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        number |= usize::from(byte & 0x7F) << shift;
        shift += 7;
        if byte < 0x80 {
            return number;
        }
    }
}
