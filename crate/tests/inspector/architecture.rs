//! What `lib.rs` promises of its modules.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;

/// The modules of the top level, in the order of `lib.rs`.
fn order(code: &Code) -> Vec<String> {
    let library = code.of(&[]).unwrap();
    let modules =
        library.text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

#[test]
fn a_module_names_only_those_above_it() {
    let code = Code::read();
    let order = order(&code);
    let place = |module: &[String]| order.iter().position(|one| Some(one) == module.first());
    let mut wrong = Vec::new();
    for file in &code.0 {
        let Some(own) = place(&file.module) else { continue };
        for named in code.named(file).into_iter().filter(|named| place(&named.module).is_some_and(|place| place > own))
        {
            let (module, line) = (named.module.join("::"), named.line);
            wrong.push(format!("{}:{line} names {module}, which stands below it in crate/src/lib.rs", file.shown));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// In each folder: a file or folder, the others of that folder that it names, and a line that does.
type Neighbours = BTreeMap<String, BTreeMap<String, String>>;

fn neighbours(code: &Code) -> BTreeMap<String, Neighbours> {
    let mut folders: BTreeMap<String, Neighbours> = BTreeMap::new();
    for file in &code.0 {
        for named in code.named(file) {
            let common = file.module.iter().zip(&named.module).take_while(|(own, other)| own == other).count();
            // A folder's `mod.rs` lists its files, and they take from it what they share.
            if common == file.module.len() || common == named.module.len() {
                continue;
            }
            let [own, other] = [&file.module, &named.module].map(|module| module[..=common].join("::"));
            let folder = folders.entry(file.module[..common].join("::")).or_default();
            let line = format!("{}:{} names {}", file.shown, named.line, named.module.join("::"));
            folder.entry(own).or_default().entry(other).or_insert(line);
        }
    }
    folders
}

/// What leads from one module to another: the modules, each with a line that names it.
fn way(neighbours: &Neighbours, from: &str, to: &str, passed: &mut BTreeSet<String>) -> Option<Vec<[String; 2]>> {
    for (next, line) in neighbours.get(from)? {
        let step = [next.clone(), line.clone()];
        if next == to {
            return Some(vec![step]);
        }
        if passed.insert(next.clone())
            && let Some(rest) = way(neighbours, next, to, passed)
        {
            return Some([vec![step], rest].concat());
        }
    }
    None
}

#[test]
fn no_file_and_no_folder_needs_itself() {
    let folders = neighbours(&Code::read());
    let mut wrong = Vec::new();
    for folder in folders.values() {
        // Each member of a circle would tell of the same one.
        let mut told: BTreeSet<String> = BTreeSet::new();
        for module in folder.keys() {
            if let Some(circle) = way(folder, module, module, &mut BTreeSet::new()).filter(|_| !told.contains(module)) {
                let lines: Vec<&str> = circle.iter().map(|[_, line]| line.as_str()).collect();
                wrong.push(format!("{module} needs itself:\n  {}", lines.join("\n  ")));
                told.extend(circle.into_iter().map(|[module, _]| module));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is not named by a `mod` is not compiled, and nobody notices.
#[test]
fn each_file_is_a_module() {
    let code = Code::read();
    let mut wrong = Vec::new();
    for file in &code.0 {
        let Some((name, folder)) = file.module.split_last() else { continue };
        let Some(above) = code.of(folder) else {
            wrong.push(format!("{} stands in a folder that has no mod.rs", file.shown));
            continue;
        };
        let is_named = above.text.lines().any(|line| line.trim_start().ends_with(&format!("mod {name};")));
        if !is_named {
            wrong.push(format!("{} is not compiled: {} has no `mod {name};`", file.shown, above.shown));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_door_knows_a_browser_and_nothing_reads_a_clock() {
    let browser = ["wasm_bindgen", "js_sys", "web_sys"];
    let outside =
        ["std::time", "std::fs", "std::net", "std::env", "SystemTime", "Instant::now", "now_utc", "getrandom"];
    let mut wrong = Vec::new();
    for file in Code::read().0 {
        for (number, line) in (1..).zip(file.text.lines()) {
            for word in browser.iter().chain(&outside).filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number} names {word}, which only crate/wasm or examples/ may", file.shown));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
