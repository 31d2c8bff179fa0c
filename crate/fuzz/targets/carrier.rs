//! What lies round a text.

#![no_main]

use assertion_inspector::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzzing::carrier(text));
