//! `bindgen INPUT.wasm DIRECTORY` writes `inspector.js`, `inspector.d.ts` and `inspector_bg.wasm`.
//!
//! The full command line program takes four minutes to compile; its library, one.

use std::{env, error::Error};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(input), Some(directory)) = (arguments.next(), arguments.next()) else {
        return Err("usage: bindgen INPUT.wasm DIRECTORY".into());
    };
    Bindgen::new()
        .input_path(input)
        .out_name("inspector")
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .reset_state_function(true)
        .remove_producers_section(true)
        .generate(directory)?;
    Ok(())
}
