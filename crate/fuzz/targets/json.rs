//! JSON: ours takes what serde_json takes, and nothing else.

#![no_main]

use assertion_inspector::fuzzing;
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

fuzz_target!(|text: &str| {
    let theirs = serde_json::from_str::<&RawValue>(text);
    let ours = fuzzing::json(text);
    // Theirs stops at a depth of 128.
    if !theirs.as_ref().is_err_and(|error| error.to_string().starts_with("recursion limit")) {
        assert_eq!(ours, theirs.is_ok(), "{theirs:?}");
    }
});
