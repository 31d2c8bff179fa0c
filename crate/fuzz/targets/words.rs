//! The decoders of one word.

#![no_main]

use assertion_inspector::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzzing::words(text));
