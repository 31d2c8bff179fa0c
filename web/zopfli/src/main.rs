//! `zopfli-gzip INPUT OUTPUT` writes what `gzip -9` would, a twentieth smaller: Zopfli takes seconds to look for it.

use std::error::Error;
use std::{env, fs};

use zopfli::{Format, Options, compress};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: zopfli-gzip INPUT OUTPUT".into());
    };
    let mut bytes = Vec::new();
    compress(Options::default(), Format::Gzip, fs::read(input)?.as_slice(), &mut bytes)?;
    fs::write(output, bytes)?;
    Ok(())
}
