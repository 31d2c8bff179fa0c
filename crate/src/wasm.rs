//! The door to the page: the only file that knows a browser. Files, the clock and randomness come in here.

use js_sys::{BigInt, Date, Promise};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::decode::hex;
use crate::recognize::LIMIT;
use crate::report::Report;
use crate::request::{Context, Expected, Source};
use crate::{inspector, markdown};

/// Two thirds smaller than the standard library's.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The evidence at hand and the answers about it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Inspector(inspector::Inspector);

#[wasm_bindgen]
impl Inspector {
    /// With no evidence yet.
    #[expect(clippy::new_without_default, reason = "only JavaScript makes one")]
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(inspector::Inspector::new(power))
    }

    /// Takes a pasted text and gives the ids of what was found in it.
    pub fn add(&mut self, text: String) -> Vec<u32> {
        self.0.add(&Source { name: None, bytes: text.into_bytes() })
    }

    /// Takes a file's bytes and gives the ids of what was found in them.
    #[wasm_bindgen(js_name = addFile)]
    pub fn add_file(&mut self, name: String, bytes: Vec<u8>) -> Vec<u32> {
        self.0.add(&Source { name: Some(name), bytes })
    }

    /// Forgets one thing.
    pub fn remove(&mut self, id: u32) {
        self.0.remove(id);
    }

    /// One thing as text, every secret left out.
    #[must_use]
    pub fn text(&self, id: u32) -> Option<String> {
        self.0.text(id)
    }

    /// One thing as it can be changed and given again.
    #[must_use]
    pub fn editable(&self, id: u32) -> Option<String> {
        self.0.editable(id)
    }

    /// The answer: a `Context` in, a `Report` out. A context without `now` gets the browser's clock, and each the
    /// browser's randomness.
    ///
    /// # Errors
    ///
    /// When the browser refuses to make an object.
    pub fn report(&self, context: &PageContext) -> Result<JsValue, JsError> {
        Ok(self.answer(context).serialize(&Serializer::json_compatible())?)
    }

    /// The same as Markdown, for a ticket.
    #[must_use]
    pub fn markdown(&self, context: &PageContext) -> String {
        markdown::of(&self.answer(context))
    }

    fn answer(&self, context: &PageContext) -> Report {
        let expected = context.expected();
        self.0.report(&Context {
            expected: Expected { tenant: expected.tenant(), client_id: expected.client_id() },
            now: context.now().unwrap_or_else(|| Date::now() / 1000.0),
            at: context.at(),
            focus: context.focus(),
            random: random(),
        })
    }
}

#[wasm_bindgen]
extern "C" {
    /// A `Context`, as the page has it.
    pub type PageContext;
    /// An `Expected`, as the page has it.
    pub type PageExpected;

    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: web_sys::Crypto;

    #[wasm_bindgen(method, getter)]
    fn expected(this: &PageContext) -> PageExpected;
    #[wasm_bindgen(method, getter)]
    fn now(this: &PageContext) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn at(this: &PageContext) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn focus(this: &PageContext) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn tenant(this: &PageExpected) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn client_id(this: &PageExpected) -> Option<String>;
}

/// Reads a file as far as the limit for a source, and one byte more, so that one that is too large is known as such.
///
/// # Errors
///
/// When the browser cannot slice the file.
#[wasm_bindgen]
pub fn read(file: &web_sys::File) -> Result<Promise, JsValue> {
    #[expect(clippy::cast_precision_loss, reason = "64 MiB is exact")]
    Ok(file.slice_with_f64_and_f64(0.0, (LIMIT + 1) as f64)?.array_buffer())
}

/// As [`crate::Power`] says, by square and multiply.
fn power(number: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8> {
    // Digits are what a `BigInt` can always be made of, and no square of a number of 16,384 bits is too large for one.
    let read = |bytes: &[u8]| BigInt::new(&format!("0x{}", hex::encode(bytes)).into()).unwrap_throw();
    let (number, modulus) = (read(number), read(modulus));
    let mut product = number.clone();
    for bit in (0..exponent.ilog2()).rev() {
        product = &(&product * &product) % &modulus;
        if exponent >> bit & 1 == 1 {
            product = &(&product * &number) % &modulus;
        }
    }
    let digits = String::from(product.to_string(16).unwrap_throw());
    hex::decode(&format!("{}{digits}", if digits.len() % 2 == 1 { "0" } else { "" })).unwrap_throw()
}

fn random() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    CRYPTO.with(|crypto| crypto.get_random_values_with_u8_array(&mut bytes)).ok()?;
    Some(bytes)
}
