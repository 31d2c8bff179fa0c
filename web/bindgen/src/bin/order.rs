//! `order INPUT OUTPUT` names the functions of a WebAssembly module so that in the order of their names each stands beside those
//! that are most like it: gzip looks back 32 KiB and no further. `wasm-opt --reorder-functions-by-name` does the rest.
//!
//! It copies bytes and understands sections alone (WebAssembly Core, section 5.5).

#![expect(clippy::indexing_slicing, reason = "what is no module stops the build")]

use std::{env, error::Error, fs};

/// As many bytes in a row are compared.
const LENGTH: usize = 6;
/// How far back is looked, in bytes: somewhat less than gzip does was measured best.
const WINDOW: usize = 24 << 10;
/// A short function shares nearly all that it has with any other: so much is added to its length.
const SHORT: usize = 20;
/// Runs of bytes are told apart by so many bits of their hash.
const BITS: u32 = 20;

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: order INPUT OUTPUT".into());
    };
    let module = fs::read(input)?;
    let (header, mut rest) = module.split_at(8);
    let mut written = header.to_vec();
    let (mut imports, mut bodies) = (0, Vec::new());
    while let [id, after @ ..] = rest {
        let mut content = after;
        let length = number(&mut content);
        let (mut content, next) = content.split_at(length);
        // Names are given anew, and nothing else is custom here.
        if *id != CUSTOM {
            written.extend(&rest[..rest.len() - next.len()]);
        }
        match *id {
            IMPORT => imports = functions(content),
            CODE => {
                for _ in 0..number(&mut content) {
                    let length = number(&mut content);
                    let (body, others) = content.split_at(length);
                    bodies.push(body);
                    content = others;
                }
            }
            _ => {}
        }
        rest = next;
    }
    let mut names: Vec<(usize, String)> = (0..imports).map(|index| (index, format!("a{index:05}"))).collect();
    names.extend(order(&bodies).into_iter().enumerate().map(|(rank, index)| (imports + index, format!("f{rank:05}"))));
    names.sort();
    let mut entries = leb(names.len());
    for (index, name) in names {
        entries.extend([leb(index), leb(name.len()), name.into_bytes()].concat());
    }
    let functions = [vec![1], leb(entries.len()), entries].concat();
    let section = [leb(4), b"name".to_vec(), functions].concat();
    written.extend([vec![CUSTOM], leb(section.len()), section].concat());
    fs::write(output, written)?;
    Ok(())
}

/// Each function behind those that it shares most with, the longest first.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<Vec<usize>> = bodies.iter().map(|body| runs(body)).collect();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order: Vec<usize> = Vec::new();
    let mut window = vec![0_u16; 1 << BITS];
    let (mut first, mut held) = (0, 0);
    while !left.is_empty() {
        let share = |index: &usize| {
            let shared = runs[*index].iter().filter(|run| window[**run] > 0).count();
            // In millionths, since fractions have no order.
            (shared * 1_000_000 / (runs[*index].len() + SHORT), bodies[*index].len())
        };
        let best = (0..left.len()).max_by_key(|at| share(&left[*at])).unwrap_or_default();
        let next = left.swap_remove(best);
        order.push(next);
        runs[next].iter().for_each(|run| window[*run] += 1);
        held += bodies[next].len();
        while held > WINDOW && first + 1 < order.len() {
            runs[order[first]].iter().for_each(|run| window[*run] -= 1);
            held -= bodies[order[first]].len();
            first += 1;
        }
    }
    order
}

/// The runs of bytes in a function, each once, as numbers.
fn runs(body: &[u8]) -> Vec<usize> {
    let hash = |run: &[u8]| {
        let number = run.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as usize
    };
    let mut runs: Vec<usize> = body.windows(LENGTH).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// How many functions are imported; nothing else is.
fn functions(mut imports: &[u8]) -> usize {
    let count = number(&mut imports);
    for _ in 0..count {
        for _ in ["module", "name"] {
            let length = number(&mut imports);
            imports = &imports[length..];
        }
        assert_eq!(imports[0], 0, "an import that is no function");
        imports = &imports[1..];
        number(&mut imports);
    }
    count
}

/// An unsigned number in LEB128.
fn number(bytes: &mut &[u8]) -> usize {
    let (mut number, mut shift) = (0, 0);
    while let [byte, rest @ ..] = *bytes {
        *bytes = rest;
        number |= usize::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let [byte, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(byte & 0x7F);
            return bytes;
        }
        bytes.push(byte | 0x80);
    }
}
