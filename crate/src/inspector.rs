//! The handle: recognizing is done once for each source, reporting often.

use crate::crypto::{Hash, ModularExponentiation};
use crate::decode::entra_error;
use crate::decode::jws::SEGMENTS;
use crate::decode::pem;
use crate::evidence::Evidence;
use crate::recognize::{CERTIFICATES, Content, Item, Reading, Unrecognized, Unwanted, recognize};
use crate::report::{
    Cause, CauseEntry, FileEntry, Finding, Outcome, Report, SCHEMA, SourceEntry, Status, Text, Verdict, say, value,
    words,
};
use crate::request::{Context, Source};
use crate::time::UnixTime;
use crate::{assertions, causes, checklist, checks, facts, questions, redaction, remedies, verdict};

/// The evidence at hand. It keeps what is useful of each source and forgets the rest at once.
#[derive(Debug)]
pub struct Inspector {
    mod_pow: ModularExponentiation,
    items: Vec<(u32, Item)>,
    /// What was put aside, to be restored or forgotten.
    aside: Vec<(u32, Item)>,
    /// What is there, and not looked at.
    shelf: Vec<(u32, Item)>,
    /// The first id of each source, in order.
    files: Vec<u32>,
    next: u32,
    exchanges: u32,
}

impl Default for Inspector {
    fn default() -> Self {
        Self::new(crate::crypto::mod_pow)
    }
}

impl Inspector {
    /// An inspector without evidence yet, which checks signatures by this arithmetic.
    #[must_use]
    pub fn new(mod_pow: ModularExponentiation) -> Self {
        Self {
            mod_pow,
            items: Vec::new(),
            aside: Vec::new(),
            shelf: Vec::new(),
            files: Vec::new(),
            next: 0,
            exchanges: 0,
        }
    }

    /// Takes a source and gives the ids of what was found in it, at least one.
    pub fn add(&mut self, source: &Source) -> Vec<u32> {
        self.finish(source.into())
    }

    /// The same for a source that has arrived in pieces.
    pub fn finish(&mut self, reading: Reading) -> Vec<u32> {
        let certificates =
            self.items.iter().filter(|(_, item)| matches!(item.content, Content::Certificate(_))).count();
        let first = self.next;
        self.files.push(first);
        for item in recognize(reading, CERTIFICATES.saturating_sub(certificates), self.exchanges) {
            self.exchanges = self.exchanges.max(item.exchange + 1);
            self.items.push((self.next, item));
            self.next += 1;
        }
        (first..self.next).collect()
    }

    /// Forgets one thing. An unknown id is no error.
    pub fn remove(&mut self, id: u32) {
        self.items.retain(|(other, _)| *other != id);
    }

    /// Puts aside what came in one source: it is no evidence until it is restored.
    pub fn set_aside(&mut self, file: u32) {
        let (aside, kept) =
            std::mem::take(&mut self.items).into_iter().partition(|(id, _)| file_of(&self.files, *id) == file);
        self.items = kept;
        self.aside.extend::<Vec<_>>(aside);
    }

    /// Makes evidence again of all that was put aside, in its place.
    pub fn restore(&mut self) {
        for (id, item) in std::mem::take(&mut self.aside) {
            let at = self.items.partition_point(|(other, _)| *other < id);
            self.items.insert(at, (id, item));
        }
    }

    /// Takes what is on the shelf for all that is at hand, and puts that there.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.items, &mut self.shelf);
    }

    /// Forgets all that was put aside.
    pub fn forget(&mut self) {
        self.aside.clear();
    }

    /// One thing as text, with every secret left out; none if there is nothing to show.
    #[must_use]
    pub fn text(&self, id: u32) -> Option<String> {
        let text = match self.content(id)? {
            Content::Assertion(jws) => {
                let or_not = |(segment, name): (&String, &str)| match segment.as_str() {
                    "" => format!("({name} left out)"),
                    segment => segment.to_owned(),
                };
                let shown = jws.shown.iter().zip(SEGMENTS).map(or_not);
                // Each segment was redacted by itself; joined they look like a signed token, which redaction would leave out.
                return Some(shown.chain(["(signature left out)".to_owned()]).collect::<Vec<_>>().join("."));
            }
            Content::Request(request) => {
                let shown = |(name, value): &(&str, String)| format!("{name}={value}");
                let parameters = request.parameters.iter().map(shown);
                request.url.iter().cloned().chain(parameters).collect::<Vec<_>>().join("\n")
            }
            Content::Certificate(certificate) => pem::encode(certificate.der.as_ref()?),
            Content::Thumbprint(thumbprint) => thumbprint.digits(),
            Content::Registration(registration) => registration.shown(),
            Content::Federation(one) => one.shown(),
            Content::Response(error) => match &error.host {
                Some(host) => format!("{}\nerror_uri: https://{host}/error", error.text),
                None => error.text.clone(),
            },
            Content::Success | Content::Jwk(_) | Content::Unwanted(_) | Content::Unrecognized(_) => return None,
        };
        Some(redaction::text(text))
    }

    /// One thing as it can be changed and given again, a client's own assertion with its signature; none where it cannot.
    #[must_use]
    pub fn editable(&self, id: u32) -> Option<String> {
        match self.content(id)? {
            // Of a token that Entra issued the text is not kept.
            Content::Assertion(jws) => Some(jws.text.clone()).filter(|text| !text.is_empty()),
            // Its assertion is a thing of its own.
            Content::Request(_) => None,
            // What told that it is a registration was passed over.
            Content::Registration(registration) if registration.credentials.is_none() => None,
            Content::Response(error) if error.codes.is_empty() => None,
            _ => self.text(id),
        }
    }

    fn content(&self, id: u32) -> Option<&Content> {
        // The ids of the items ascend.
        let at = self.items.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.items.get(at).map(|(_, item)| &item.content)
    }

    /// The verdict alone, which comes sooner than the whole answer.
    #[must_use]
    pub fn verdict(&self, context: &Context) -> Verdict {
        let evidence = self.evidence(context);
        let (findings, causes) = judge(&evidence, 0);
        let mut verdict = verdict::conclude(&evidence, &findings, &causes);
        redaction::verdict(&mut verdict);
        verdict
    }

    /// The answer.
    #[must_use]
    pub fn report(&self, context: &Context) -> Report {
        self.brief(context, usize::MAX, "")
    }

    /// The answer without what nobody reads of a thousand certificates before they ask for it. Sections of certificates and
    /// key credentials have facts if they are among the first `most` of all sections, if findings point at them, or if
    /// `section` is their id. A check of each source tells of the first `most` sources that pass it. Only what fails cites.
    #[must_use]
    pub fn brief(&self, context: &Context, most: usize, section: &str) -> Report {
        let evidence = self.evidence(context);
        let (mut findings, causes) = judge(&evidence, most);
        if most < usize::MAX {
            let others = findings.iter_mut().filter(|finding| finding.verdict != Outcome::Fail);
            others.for_each(|finding| finding.cites = "");
        }
        let failed = findings.iter().filter(|finding| finding.verdict == Outcome::Fail);
        let places =
            failed.flat_map(|finding| &finding.places).filter(|place| !place.is_in("source")).collect::<Vec<_>>();
        let is_wanted = |n: usize, id: &str| n < most || id == section || places.iter().any(|place| place.is_in(id));
        let now = UnixTime::from_seconds(context.now);
        let source = |(id, item): &(u32, Item)| SourceEntry {
            file: file_of(&self.files, *id),
            question: questions::question(*id, item, &evidence),
            ..entry(*id, item, now)
        };
        let sources: Vec<SourceEntry> = self.items.iter().map(source).collect();
        let mut report = Report {
            schema: SCHEMA,
            verdict: verdict::conclude(&evidence, &findings, &causes),
            passed: verdict::passed(&findings),
            files: files(&sources, &self.items),
            sources,
            expected: facts::unreadable(&context.expected),
            checklist: checklist::checklist(&evidence, &causes),
            assertions: assertions::entries(&evidence),
            thumbprints: facts::table(&evidence, most.max(TABLE)),
            sections: facts::sections(&evidence, &is_wanted),
            remedies: remedies::remedies(&evidence, &findings, &causes),
            causes,
            findings,
        };
        if report.verdict.status == Status::Consistent && report.remedies.is_empty() {
            report.remedies.push(remedies::still_refused(&evidence));
        }
        redaction::report(&mut report);
        report
    }

    fn evidence<'a>(&'a self, context: &'a Context) -> Evidence<'a> {
        Evidence::gather(&self.items, context, self.mod_pow)
    }
}

/// What the checks find, each telling of so many sources that pass it, and what that says of the causes.
fn judge(evidence: &Evidence<'_>, most: usize) -> (Vec<Finding>, Vec<CauseEntry>) {
    let mut findings: Vec<_> = checks::all().flat_map(|check| check.findings(evidence, most)).collect();
    // Where no certificate plays a part, an application is the wrong one for its federated credentials.
    let of_application = findings.iter_mut().filter(|finding| finding.id == "registration/app");
    if evidence.federated.is_federated {
        of_application.for_each(|finding| finding.cause = Some(Cause::NoCredentialMatches));
    }
    let causes = causes::diagnose(&findings, evidence.answer.is_success, evidence.federated.is_federated);
    (findings, causes)
}

/// Takes all sources and answers, in one call.
#[must_use]
pub fn inspect(request: &crate::request::Request) -> Report {
    let mut inspector = Inspector::default();
    for source in &request.sources {
        inspector.add(source);
    }
    inspector.report(&request.context)
}

fn entry(id: u32, item: &Item, now: UnixTime) -> SourceEntry {
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

/// So many rows of the table of thumbprints are told of at once.
const TABLE: usize = 100;

/// The source that something came in, by the first ids of all.
fn file_of(files: &[u32], id: u32) -> u32 {
    u32::try_from(files.partition_point(|first| *first <= id)).unwrap_or(u32::MAX)
}

/// One entry for each source of which something is there.
fn files(sources: &[SourceEntry], items: &[(u32, Item)]) -> Vec<FileEntry> {
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
