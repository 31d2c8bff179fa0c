//! The crate's own files, and which of them each one names: what the tests of its architecture look at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{root, shown};

type Module = Vec<String>;

/// A file of the crate, without its tests and comments.
pub(crate) struct File {
    /// From the repository's root.
    pub(crate) shown: String,
    /// Where it stands among the modules: `["checks", "claims", "aud"]`; a `mod.rs` is its folder.
    pub(crate) module: Module,
    /// Line by line as in the file; tests and comments are empty.
    pub(crate) text: String,
    uses: Vec<Use>,
    paths: Vec<NamedPath>,
}

/// What a `use` takes, and the name that it has in this file.
struct Use {
    path: NamedPath,
    name: String,
}

/// A path as it is written, and its line.
struct NamedPath {
    line: usize,
    segments: Vec<String>,
}

/// A module that a file names, and the line.
pub(crate) struct Named {
    pub(crate) module: Module,
    pub(crate) line: usize,
}

/// All files of the crate but for those that hold tests alone.
pub(crate) struct Code(pub(crate) Vec<File>);

impl Code {
    pub(crate) fn read() -> Self {
        let sources = root().join("crate/src");
        let mut paths = Vec::new();
        walk(&sources, &mut paths);
        paths.sort();
        Self(paths.iter().map(|path| File::read(&sources, path)).collect())
    }

    /// The file of a module.
    pub(crate) fn of(&self, module: &[String]) -> Option<&File> {
        self.0.iter().find(|file| file.module == module)
    }

    /// The other files whose items this one names, by a `use` or by a path.
    pub(crate) fn named(&self, file: &File) -> Vec<Named> {
        let imports = self.imports(file);
        let mut named = Vec::new();
        for path in file.uses.iter().map(|one| &one.path).chain(&file.paths) {
            let absolute = match path.segments.split_first() {
                Some((first, rest)) if imports.contains_key(first) => Some([&imports[first], rest].concat()),
                _ => self.absolute(file, &path.segments),
            };
            let module = absolute.map(|path| self.module_of(&path, 0)).filter(|module| *module != file.module);
            named.extend(module.map(|module| Named { module, line: path.line }));
        }
        named
    }

    /// The module that an item really stands in: a folder hands on what its files hold.
    fn module_of(&self, path: &[String], depth: usize) -> Module {
        let is_module = |length: &usize| self.of(&path[..*length]).is_some();
        let length = (0..=path.len()).rev().find(is_module).unwrap_or_default();
        let (module, item) = path.split_at(length);
        if let Some((item, rest)) = item.split_first()
            && let Some(file) = self.of(module)
            && let Some(import) = self.imports(file).get(item)
            && depth < 8
        {
            return self.module_of(&[import, rest].concat(), depth + 1);
        }
        module.to_vec()
    }

    /// What the names in a file stand for, of those that it takes from the crate.
    fn imports(&self, file: &File) -> BTreeMap<String, Vec<String>> {
        let import = |one: &Use| Some((one.name.clone(), self.absolute(file, &one.path.segments)?));
        file.uses.iter().filter_map(import).collect()
    }

    /// A path from the crate's root; none where it leads out of the crate.
    fn absolute(&self, file: &File, path: &[String]) -> Option<Vec<String>> {
        let mut module = file.module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (module, rest) = (Vec::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while let Some(("super", after)) = rest.split_first().map(|(first, after)| (first.as_str(), after)) {
                    module.pop();
                    rest = after;
                }
            }
            first => {
                let own = [module.as_slice(), &[first.to_owned()]].concat();
                self.of(&own)?;
            }
        }
        Some([module.as_slice(), rest].concat())
    }
}

impl File {
    fn read(sources: &Path, path: &Path) -> Self {
        let relative = path.strip_prefix(sources).unwrap().with_extension("");
        let mut module: Module = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if relative.ends_with("mod") || relative.ends_with("lib") {
            module.pop();
        }
        let whole = fs::read_to_string(path).unwrap();
        let text = without_tests(&whole);
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut file =
            Self { shown: shown(path), module, text: without_comments(text), uses: Vec::new(), paths: Vec::new() };
        file.collect(tokens);
        file
    }

    fn collect(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Ident(word) if *word == "use" => {
                    let length = tokens[at..].iter().take_while(|token| !is(token, ';')).count();
                    self.collect_use(&tokens[at..at + length], &[]);
                    at += length;
                }
                TokenTree::Ident(_) if !follows_colons(&tokens[..at - 1]) => {
                    let path = path(&tokens[at - 1..]);
                    at += 3 * (path.segments.len() - 1);
                    if path.segments.len() > 1 {
                        self.paths.push(path);
                    }
                }
                // `pub(in crate::checks)` names nobody.
                TokenTree::Group(group) if !group.to_string().starts_with("(in ") => self.collect(group.stream()),
                _ => {}
            }
        }
    }

    /// `a::{b, c::d as e}`, below what stands before the braces.
    fn collect_use(&mut self, tree: &[TokenTree], above: &[String]) {
        let Some(TokenTree::Ident(first)) = tree.first() else { return };
        let mut path = path(tree);
        if *first == "self" && !above.is_empty() {
            path.segments.clear();
        }
        path.segments.splice(0..0, above.iter().cloned());
        match tree.last() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                inside.split(|token| is(token, ',')).for_each(|tree| self.collect_use(tree, &path.segments));
            }
            Some(TokenTree::Ident(name)) => self.uses.push(Use { name: name.to_string(), path }),
            // `*`
            _ => self.paths.push(path),
        }
        // `{self}` bears the name of what it stands in.
        if let Some(Use { name, path }) = self.uses.last_mut().filter(|one| one.name == "self") {
            name.clone_from(path.segments.last().unwrap());
        }
    }
}

/// The identifiers at the front that `::` joins.
fn path(tokens: &[TokenTree]) -> NamedPath {
    let line = tokens.first().map_or(0, |token| token.span().start().line);
    let mut segments = Vec::new();
    for part in tokens.chunks(3) {
        let TokenTree::Ident(word) = &part[0] else { break };
        segments.push(word.to_string());
        if !matches!(part, [_, one, two] if is(one, ':') && is(two, ':')) {
            break;
        }
    }
    NamedPath { line, segments }
}

/// Whether `::` stands at the end.
fn follows_colons(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., one, two] if is(one, ':') && is(two, ':'))
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Tests may look anywhere.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

/// Line by line as it was.
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}
