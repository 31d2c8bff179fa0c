//! `pack INPUT.wasm OUTPUT` writes a module as text, which `web/unpack.ts` reads: a quarter shorter than its gzip in base64.
//!
//! - Deflate finds more among things of one kind. So all opcodes stand together, then the operands of each.
//! - Four characters stand for 26 bits, where base64 has 24.
//!
//! The module that comes out does the same in other bytes: sizes of functions take three, and no alignment is promised.

use std::error::Error;
use std::{env, fs};

use unpack::{CHARACTERS, COUNTED, FUNCTION, STREAMS, is_memory_access, stream};
use wasmparser::{Parser, Payload};
use zopfli::{Format, Options, compress};

/// What a module consists of.
struct Parts {
    /// Up to the first function.
    head: Vec<u8>,
    /// After the last function.
    tail: Vec<u8>,
    opcodes: Vec<u8>,
    /// How many numbers in LEB128 follow each opcode, or [`COUNTED`].
    operands_of: [u8; 256],
    /// By [`stream`].
    operands: Vec<Vec<u8>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: pack INPUT.wasm OUTPUT".into());
    };
    let parts = split(&fs::read(input)?)?;
    let streams: Vec<_> =
        [parts.head, parts.operands_of.to_vec(), parts.opcodes].into_iter().chain(parts.operands).collect();
    let mut joined = Vec::new();
    for stream in &streams {
        write_number(&mut joined, stream.len());
    }
    joined.extend(streams.concat());
    joined.extend(parts.tail);
    let mut compressed = Vec::new();
    // Each of so many kinds has frequencies of its own.
    let options = Options { maximum_block_splits: 100, ..Options::default() };
    compress(options, Format::Gzip, joined.as_slice(), &mut compressed)?;
    fs::write(output, text(&compressed))?;
    Ok(())
}

fn split(module: &[u8]) -> Result<Parts, Box<dyn Error>> {
    let mut parts = Parts {
        head: Vec::new(),
        tail: Vec::new(),
        opcodes: Vec::new(),
        operands_of: [0; 256],
        operands: vec![Vec::new(); STREAMS],
    };
    let mut instructions = Vec::new();
    let mut size = 0;
    let mut before = 0;
    let mut functions = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::CodeSectionStart { count, range, .. } => {
                parts.head.extend(part(module, 0, before)?);
                parts.tail.extend(part(module, range.end, module.len())?);
                functions = *count as usize;
            }
            Payload::CodeSectionEntry(body) => {
                let mut reader = body.get_operators_reader()?;
                let mut at = reader.original_position();
                size += 3 + at - body.range().start;
                instructions.push((FUNCTION, part(module, body.range().start, at)?));
                while !reader.eof() {
                    reader.read()?;
                    let instruction = part(module, at, reader.original_position())?;
                    at += instruction.len();
                    let (&opcode, mut operands) = instruction.split_first().ok_or("an instruction of no bytes")?;
                    if is_memory_access(opcode) {
                        operands = operands.split_first().ok_or("no alignment")?.1;
                        size += 1;
                    }
                    size += 1 + operands.len();
                    instructions.push((opcode, operands));
                }
            }
            _ => {}
        }
        if let (Some((_, range)), 0) = (payload.as_section(), functions) {
            before = range.end;
        }
    }
    let mut count = Vec::new();
    write_number(&mut count, functions);
    parts.head.push(10);
    write_number(&mut parts.head, size + count.len());
    parts.head.extend(count);

    for (n, &(opcode, operands)) in instructions.iter().enumerate() {
        let next = instructions.get(n + 1).map_or(0, |&(opcode, _)| opcode);
        parts.opcodes.push(opcode);
        let stream = parts.operands.get_mut(stream(opcode, next)).ok_or("no such stream")?;
        let numbers = operands.iter().filter(|&&byte| byte < 0x80).count();
        let of = parts.operands_of.get_mut(usize::from(opcode)).ok_or("no such opcode")?;
        // Those of which there can be any number, and of which some are no numbers.
        if matches!(opcode, FUNCTION | 0x0E | 0x1C | 0x43 | 0x44 | 0xFB..) {
            *of = COUNTED;
            write_number(stream, operands.len());
        } else {
            *of = u8::try_from(numbers)?;
        }
        stream.extend(operands);
    }
    Ok(parts)
}

fn part(module: &[u8], start: usize, end: usize) -> Result<&[u8], &'static str> {
    module.get(start..end).ok_or("a part that is not in the module")
}

/// In LEB128.
fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Bits from the lowest on, 26 in four characters, the most significant first. A character without three others takes a byte
/// back: one too many would be no gzip.
fn text(bytes: &[u8]) -> String {
    let mut bits = bytes.iter().flat_map(|byte| (0..8).map(move |n| usize::from(byte >> n & 1)));
    let mut text = String::new();
    while let Some(first) = bits.next() {
        let number = (1..26).fold(first, |number, n| number | bits.next().unwrap_or(0) << n);
        let digits = (0..4).rev().map(|n| number / CHARACTERS.len().pow(n) % CHARACTERS.len());
        text.extend(digits.filter_map(|digit| CHARACTERS.get(digit)).copied().map(char::from));
    }
    for _ in bytes.len()..text.len() / 4 * 26 / 8 {
        text.push(' ');
    }
    text
}
