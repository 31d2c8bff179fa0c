//! Any source is recognized, and as the same wherever it is cut.

#![no_main]

use assertion_inspector::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzzing::recognize(bytes));
