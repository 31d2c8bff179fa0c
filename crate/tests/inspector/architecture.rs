//! What `lib.rs` promises of its modules.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file of the crate, with its module of the top level.
fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(&path, files);
            } else if !path.ends_with("tests.rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().iter().next().unwrap().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    files.into_iter().map(|path| (module(&path), path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The code alone: tests and comments may look anywhere.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_module_names_only_those_above_it() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let order: Vec<&str> = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    let place = |module: &str| order.iter().position(|one| *one == module);
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let Some(own) = place(&module) else { continue };
        for named in code(&text).split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => {
                list.split('}').next().unwrap().split(',').map(|one| one.trim().to_owned()).collect::<Vec<_>>()
            }
            None => vec![rest.to_owned()],
        }) {
            let named: String = named.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if place(&named).is_some_and(|place| place > own) {
                wrong.push(format!("{} names {named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_door_knows_a_browser_and_nothing_reads_a_clock() {
    let browser = ["wasm_bindgen", "js_sys", "web_sys"];
    let outside =
        ["std::time", "std::fs", "std::net", "std::env", "SystemTime", "Instant::now", "now_utc", "getrandom"];
    for (_, path, text) in sources() {
        let code = code(&text);
        for word in browser.iter().chain(&outside) {
            assert!(!code.contains(word), "{} names {word}", path.display());
        }
    }
}
