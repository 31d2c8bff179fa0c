//! DER, and certificates in it.

#![no_main]

use assertion_inspector::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzzing::certificate(bytes));
