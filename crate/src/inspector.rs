//! The handle: recognizing is done once for each source, reporting often.

use crate::crypto::ModularExponentiation;
use crate::decode::jws::SEGMENTS;
use crate::decode::pem;
use crate::evidence::Evidence;
use crate::recognize::{CERTIFICATES, Content, Item, Reading, recognize};
use crate::report::{Cause, CauseEntry, Finding, Outcome, Report, SCHEMA, SourceEntry, Status, Verdict};
use crate::request::{Context, Source};
use crate::time::UnixTime;
use crate::{assertions, causes, checklist, checks, facts, questions, redaction, remedies, sources, verdict};

/// So many rows of the table of thumbprints are told of at once.
const TABLE: usize = 100;

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
            std::mem::take(&mut self.items).into_iter().partition(|(id, _)| sources::file_of(&self.files, *id) == file);
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
            file: sources::file_of(&self.files, *id),
            question: questions::question(*id, item, &evidence),
            ..sources::entry(*id, item, now)
        };
        let sources: Vec<SourceEntry> = self.items.iter().map(source).collect();
        let mut report = Report {
            schema: SCHEMA,
            verdict: verdict::conclude(&evidence, &findings, &causes),
            passed: verdict::passed(&findings),
            files: sources::files(&sources, &self.items),
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
