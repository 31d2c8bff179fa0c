//! Keys that are made anew, in great numbers.

use std::fs;
use std::process::Command;

use num_bigint::BigUint;

use super::{DIGITS, hex, inspected, lines, standard, warns, windows};

/// The long numbers of what `openssl asn1parse` prints, as decimal ones.
fn decimal(listing: &[u8]) -> Vec<String> {
    let listing = String::from_utf8_lossy(listing);
    let values = listing.lines().filter_map(|line| BigUint::parse_bytes(line.rsplit(':').next()?.as_bytes(), 16));
    values.map(|number| number.to_string()).filter(|number| number.len() >= DIGITS).collect()
}

/// By hand: `KEYS=1000 cargo test --release -p assertion-inspector --test inspector fresh -- --ignored`. Each key and
/// file is made anew by openssl, into a folder that goes afterwards.
#[test]
#[ignore = "it makes thousands of keys, which takes minutes"]
fn fresh_keys_are_named_and_nothing_of_them_is_left() {
    let count: usize = std::env::var("KEYS").map_or(10, |count| count.parse().unwrap());
    let scratch = std::env::temp_dir().join(format!("inspector-keys-{}", std::process::id()));
    fs::create_dir_all(&scratch).unwrap();
    let openssl = |arguments: &str| {
        let done = Command::new("openssl").args(arguments.split(' ')).current_dir(&scratch).output().unwrap();
        assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    };
    let (mut tried, mut silent, mut leaks) = (0, 0, 0);
    let mut inspect = |der: &[u8], label: &str, numbers: &[String]| {
        let digits = standard(der);
        let body = [64, 76].map(|width| lines(&digits, width, "\n"));
        let armoured = |body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
        let headless = |body: &str| format!("{body}\n-----END {label}-----\n");
        let endless = |body: &str| format!("-----BEGIN {label}-----\n{body}\n");
        let in_lines = body.iter().flat_map(|body| [body.clone(), armoured(body), headless(body), endless(body)]);
        for text in in_lines.chain([digits.clone(), standard(armoured(&body[0]))]) {
            let (report, told) = inspected(text.as_bytes());
            tried += 1;
            silent += usize::from(warns(&report).is_none());
            let told = windows(&told);
            let secret = [digits.clone(), hex(der), hex(der).to_uppercase(), text.clone()];
            let mut left = secret.iter().chain(numbers).flat_map(|secret| windows(secret));
            leaks += usize::from(left.any(|one| told.contains(one)));
        }
    };
    for _ in 0..count {
        openssl("genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem");
        openssl("genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem");
        openssl("req -x509 -key rsa.pem -subj /CN=fresh -out certificate.pem");
        openssl("rsa -in rsa.pem -traditional -out rsa.old.pem");
        openssl("ec -in ec.pem -out ec.old.pem");
        let [rsa, ec] = ["rsa", "ec"].map(|key| decimal(&openssl(&format!("asn1parse -in {key}.old.pem"))));
        assert_eq!((rsa.len(), ec.len()), (7, 1));
        inspect(&openssl("pkcs8 -topk8 -nocrypt -in rsa.pem -outform DER"), "PRIVATE KEY", &rsa);
        inspect(&openssl("pkcs8 -topk8 -nocrypt -in ec.pem -outform DER"), "PRIVATE KEY", &ec);
        inspect(&openssl("rsa -in rsa.pem -traditional -outform DER"), "RSA PRIVATE KEY", &rsa);
        inspect(&openssl("ec -in ec.pem -outform DER"), "EC PRIVATE KEY", &ec);
        inspect(&openssl("pkcs12 -export -inkey rsa.pem -in certificate.pem -passout pass:x"), "PKCS12", &rsa);
    }
    fs::remove_dir_all(&scratch).unwrap();
    let told = format!("{silent} of {tried} texts are not named, of {leaks} digits are left");
    assert_eq!((tried > 0, silent, leaks), (true, 0, 0), "{told}");
}
