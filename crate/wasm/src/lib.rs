//! The door to the page: the only crate that knows a browser. The clock, randomness and the numbers of signatures come in here.

#![cfg(target_arch = "wasm32")]

use assertion_inspector::request::{Context, Expected, Role, Share, Source};
use assertion_inspector::{Reading, markdown};
use js_sys::{Array, BigInt, Date, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The evidence at hand and the answers about it, and a file that is being read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Inspector(assertion_inspector::Inspector, Reading);

#[wasm_bindgen]
impl Inspector {
    /// With no evidence yet.
    #[expect(clippy::new_without_default, reason = "only JavaScript makes one")]
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(assertion_inspector::Inspector::new(mod_pow), Reading::default())
    }

    /// Takes a text, of a file if it has a name, and gives the ids of what was found in it.
    pub fn add(&mut self, name: Option<String>, bytes: Vec<u8>) -> Vec<u32> {
        self.0.add(&Source { name, bytes })
    }

    /// Begins with another file, or a long text, and forgets one that was not finished.
    pub fn begin(&mut self, name: Option<String>) {
        self.1 = Reading::new(name);
    }

    /// Takes the next bytes of the file. False where no more are wanted.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.1.push(bytes)
    }

    /// Makes evidence of the file.
    pub fn finish(&mut self) {
        self.0.finish(std::mem::take(&mut self.1));
    }

    /// Forgets one thing.
    pub fn remove(&mut self, id: u32) {
        self.0.remove(id);
    }

    /// Puts aside what came in one source.
    pub fn set_aside(&mut self, file: u32) {
        self.0.set_aside(file);
    }

    /// Makes evidence again of all that was put aside.
    pub fn restore(&mut self) {
        self.0.restore();
    }

    /// Takes what is on the shelf for all that is at hand, and puts that there.
    pub fn swap(&mut self) {
        self.0.swap();
    }

    /// Forgets all that was put aside.
    pub fn forget(&mut self) {
        self.0.forget();
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

    /// A `Context` in, a `Verdict` out: what is shown first. A context without `now` gets the browser's clock, and each the
    /// browser's randomness.
    ///
    /// # Errors
    ///
    /// When the browser refuses to make an object.
    pub fn verdict(&self, context: &PageContext) -> Result<JsValue, JsError> {
        Ok(self.0.verdict(&context.read()).serialize(&Serializer::json_compatible())?)
    }

    /// A `Context` in, a `Report` out, which may be brief, as JSON: one text is handed over sooner than two thousand objects.
    #[must_use]
    pub fn report(&self, context: &PageContext, most: usize, section: &str) -> String {
        serde_json::to_string(&self.0.brief(&context.read(), most, section)).unwrap_throw()
    }

    /// The whole of it as Markdown, for a ticket.
    #[must_use]
    pub fn markdown(&self, context: &PageContext) -> String {
        markdown::of(&self.0.report(&context.read()))
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
    #[wasm_bindgen(method, getter)]
    fn thumbprints(this: &PageExpected) -> Option<Object>;
    #[wasm_bindgen(method, getter)]
    fn lists(this: &PageExpected) -> Option<Object>;
}

impl PageContext {
    fn read(&self) -> Context {
        let expected = self.expected();
        Context {
            expected: Expected {
                tenant: expected.tenant(),
                client_id: expected.client_id(),
                thumbprints: members(expected.thumbprints())
                    .into_iter()
                    .filter_map(|(digits, word)| Some((digits, Role::parse(&word)?)))
                    .collect(),
                lists: members(expected.lists())
                    .into_iter()
                    .filter_map(|(id, word)| Some((id.parse().ok()?, Share::parse(&word)?)))
                    .collect(),
            },
            now: self.now().unwrap_or_else(|| Date::now() / 1000.0),
            at: self.at(),
            focus: self.focus(),
            random: random(),
        }
    }
}

/// The members of an object: names and words.
fn members(object: Option<Object>) -> Vec<(String, String)> {
    let Some(object) = object else { return Vec::new() };
    let mut members = Vec::new();
    for pair in Object::entries(&object).iter().map(|pair| Array::from(&pair)) {
        members.extend(pair.get(0).as_string().zip(pair.get(1).as_string()));
    }
    members
}

/// As [`assertion_inspector::ModularExponentiation`] says, by square and multiply. Tests call it from JavaScript, too.
#[must_use]
#[wasm_bindgen(js_name = modPow)]
pub fn mod_pow(base: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8> {
    // Digits are what a `BigInt` can always be made of, and no square of a number of 16,384 bits is too large for one.
    let read =
        |bytes: &[u8]| BigInt::new(&format!("0x{}", base16ct::lower::encode_string(bytes)).into()).unwrap_throw();
    let (base, modulus) = (read(base), read(modulus));
    let mut product = base.clone();
    for bit in (0..exponent.ilog2()).rev() {
        product = &(&product * &product) % &modulus;
        if exponent >> bit & 1 == 1 {
            product = &(&product * &base) % &modulus;
        }
    }
    let digits = String::from(product.to_string(16).unwrap_throw());
    base16ct::lower::decode_vec(format!("{}{digits}", if digits.len() % 2 == 1 { "0" } else { "" })).unwrap_throw()
}

fn random() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    CRYPTO.with(|crypto| crypto.get_random_values_with_u8_array(&mut bytes)).ok()?;
    Some(bytes)
}
