//! What was given, told back: each thing that was found, and each paste or file that it came in.

use crate::crypto::Hash;
use crate::decode::entra_error;
use crate::recognize::{Content, Item, Unrecognized, Unwanted};
use crate::report::{FileEntry, SourceEntry, Text, say, value, words};
use crate::time::UnixTime;

/// What was found, in a line.
pub(crate) fn entry(id: u32, item: &Item, now: UnixTime) -> SourceEntry {
    let (what, note) = match &item.content {
        Content::Assertion(jws) => {
            let issuer = jws.claims.as_ref().and_then(|claims| claims.get("iss"));
            ("Client assertion", issuer.map_or_else(Text::default, |iss| say("of {}", [value(iss.shown())])))
        }
        Content::Request(_) => ("Token request", "the parameters round the assertion".into()),
        Content::Certificate(certificate) => {
            let end = certificate.fields.as_ref().map(|fields| {
                let verb = if fields.not_after < now { "ended" } else { "ends" };
                say(", {} {}", [words(verb), words(fields.not_after.relative_to(now))])
            });
            let start = certificate.digits(Hash::Sha1).and_then(|digits| Some(digits.get(..8)?.to_owned()));
            let start = start.map(|start| say(", {}\u{2026}", [value(start)])).unwrap_or_default();
            ("Certificate", value(certificate.name()).and(start).and(end.unwrap_or_default()))
        }
        Content::Thumbprint(thumbprint) => ("Thumbprint", value(thumbprint.digits())),
        Content::Registration(registration) => {
            let name =
                registration.display_name.clone().or_else(|| registration.app_id.as_ref().map(ToString::to_string));
            let keys = registration.credentials.as_ref().map(Vec::len);
            let keys = match keys {
                None => "without its keys".into(),
                Some(1) => "1 key credential".into(),
                Some(count) => say("{} key credentials", [words(count)]),
            };
            let keys = if registration.unread.is_cut { keys.and(", and is cut") } else { keys };
            let keys = match registration.unread.lines {
                0 => keys,
                1 => keys.and("; the rest, 1 line, was not read"),
                count => keys.and(say("; the rest, {} lines, was not read", [words(count)])),
            };
            (
                "App registration",
                match name {
                    Some(name) => say("{}, {}", [value(name), keys]),
                    None => keys,
                },
            )
        }
        Content::Response(error) => {
            let codes = error.codes.iter().map(|code| words(entra_error::name(*code)));
            ("Entra's error", Text::join(codes, ", "))
        }
        Content::Success => ("Entra's answer", "a success; its token was dropped at once".into()),
        Content::Unwanted(unwanted) => match unwanted {
            Unwanted::PrivateKey => ("Private key", "not needed; dropped at once".into()),
            Unwanted::Pkcs12 => ("PKCS#12 file", "may hold a private key; dropped at once".into()),
            Unwanted::KeyStore => ("Key store", "not needed; dropped at once".into()),
            Unwanted::Csr => ("Certificate signing request", "of no use here".into()),
            Unwanted::Crl => ("Revocation list", "of no use here".into()),
            Unwanted::PublicKey => ("Public key", "of no use here".into()),
            Unwanted::SshKey => ("SSH key", "of no use here".into()),
            Unwanted::Change => ("Change", "asked for, and not what is registered".into()),
        },
        Content::Jwk(key) => ("Issuer's key", value(key.kid.as_deref().unwrap_or_default())),
        Content::Federation(one) => ("Federated credential", value(one.label())),
        Content::Unrecognized(what) => (
            "Not recognized",
            match what {
                Unrecognized::Empty => "there is nothing in it".into(),
                Unrecognized::TooLarge(what) => say("{}, more than is read here", [words(what)]),
                Unrecognized::Truncated(what) => say("it looks like {}, and is cut", [words(what)]),
                Unrecognized::Unsupported(what) => say("it is {}", [words(what)]),
                Unrecognized::Guid(guid) => value(guid),
                Unrecognized::Tenant(tenant) => say("an address of Entra's, tenant {}", [value(tenant)]),
                Unrecognized::Unknown(what) => say("it looks like {}", [words(what)]),
            },
        ),
    };
    let name = value(item.name.as_deref().unwrap_or(what)).readable().plain();
    SourceEntry { id, file: 0, name, kind: item.content.kind(), what, note: note.readable(), question: None }
}

/// The source that something came in, by the first ids of all.
pub(crate) fn file_of(files: &[u32], id: u32) -> u32 {
    u32::try_from(files.partition_point(|first| *first <= id)).unwrap_or(u32::MAX)
}

/// One entry for each source of which something is there.
pub(crate) fn files(sources: &[SourceEntry], items: &[(u32, Item)]) -> Vec<FileEntry> {
    let all: Vec<(&SourceEntry, &Item)> = sources.iter().zip(items.iter().map(|(_, item)| item)).collect();
    all.chunk_by(|(one, _), (other, _)| one.file == other.file).filter_map(file).collect()
}

fn file(found: &[(&SourceEntry, &Item)]) -> Option<FileEntry> {
    let (first, item) = found.first()?;
    // What is asked about has its use.
    let is_useful = |source: &SourceEntry, item: &Item| {
        source.question.is_some() || !matches!(item.content, Content::Unwanted(_) | Content::Unrecognized(_))
    };
    let is_taken = found.iter().any(|(source, item)| is_useful(source, item));
    let what = listed(found.iter().map(|(source, _)| source.what));
    let is_named = item.name.is_some();
    let name = if is_named { first.name.clone() } else { what.clone() };
    let note = match found {
        [(only, Item { content: Content::Certificate(_) | Content::Unrecognized(_), .. })] => only.note.clone(),
        [(only, _)] if !is_named || only.note.is_empty() => only.note.clone(),
        [(only, _)] => say("{}, {}", [words(only.what), only.note.clone()]),
        _ if is_named => words(what),
        _ => Text::default(),
    };
    let taken = if is_taken { "Taken" } else { "Not used" };
    let comma = if note.is_empty() { "" } else { ", " };
    let status = say("{}: {}{}{}.", [words(taken), value(&name), words(comma), note.clone()]);
    Some(FileEntry { id: first.file, name, note, status })
}

/// `Certificate, 2 \u{d7} Key store`.
fn listed(whats: impl Iterator<Item = &'static str>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for what in whats {
        match counts.iter_mut().find(|(other, _)| *other == what) {
            Some((_, count)) => *count += 1,
            None => counts.push((what, 1)),
        }
    }
    let all = counts.iter().enumerate().map(|(n, (what, count))| {
        // A word that is no name goes on in small letters.
        let is_name = ["Entra", "PKCS", "SSH"].iter().any(|name| what.starts_with(name));
        let what = if n == 0 && *count == 1 || is_name { (*what).to_owned() } else { what.to_ascii_lowercase() };
        if *count == 1 { what } else { format!("{count} \u{d7} {what}") }
    });
    all.collect::<Vec<_>>().join(", ")
}
