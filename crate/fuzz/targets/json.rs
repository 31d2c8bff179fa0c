//! JSON: where a text is malformed, and what stands in one that is not.

#![no_main]

use assertion_inspector::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzzing::json(text));
