//! One row for each certificate of which the evidence tells, wherever it stands: which is which, at a glance.

use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::{base64, hex};
use crate::evidence::{Coverage, Evidence};
use crate::report::{Table, Text, say, value, words};
use crate::time::UnixTime;

const COLUMNS: [&str; 8] = ["Where", "Subject", "SHA-1", "x5t", "x5t#S256", "Ends", "Registered", "Signed"];

/// A certificate as far as it is known.
struct Row {
    stands: Text,
    subject: Text,
    ends: Text,
    sha1: Option<Vec<u8>>,
    sha256: Option<Vec<u8>>,
}

impl Row {
    fn of(stands: Text, certificate: &Certificate) -> Self {
        let fields = certificate.fields.as_ref();
        Self {
            stands,
            subject: fields.map(|_| value(certificate.name())).unwrap_or_default(),
            ends: fields.map(|fields| words(day(fields.not_after))).unwrap_or_default(),
            sha1: certificate.sha1.clone(),
            sha256: certificate.sha256.clone(),
        }
    }

    fn known_by(stands: Text, hash: Hash, bytes: &[u8]) -> Self {
        let by = |other| (hash == other).then(|| bytes.to_vec());
        let (sha1, sha256) = (by(Hash::Sha1), by(Hash::Sha256));
        Self { stands, subject: Text::default(), ends: Text::default(), sha1, sha256 }
    }

    fn is(&self, sha1: Option<&[u8]>, sha256: Option<&[u8]>) -> bool {
        let same = |own: &Option<Vec<u8>>, other: Option<&[u8]>| other.is_some() && own.as_deref() == other;
        same(&self.sha1, sha1) || same(&self.sha256, sha256)
    }
}

fn day(time: UnixTime) -> String {
    time.to_string().chars().take("2026-01-31".len()).collect()
}

/// Of at most so many; without rows where it is one alone.
pub(crate) fn table(evidence: &Evidence<'_>, most: usize) -> Table {
    let rows = rows(evidence, most);
    if rows.len() < 2 {
        return Table::default();
    }
    let cells = |row: &Row| {
        let encoded = |bytes: &Option<Vec<u8>>, encode: fn(&[u8]) -> String| {
            bytes.as_ref().map(|bytes| value(encode(bytes))).unwrap_or_default()
        };
        vec![
            row.stands.clone(),
            row.subject.clone(),
            encoded(&row.sha1, hex::encode),
            encoded(&row.sha1, base64::encode_url),
            encoded(&row.sha256, base64::encode_url),
            row.ends.clone(),
            registered(evidence, row).into(),
            signed(evidence, row).into(),
        ]
    };
    // What plays a part comes first.
    let rank = |row: &Row| match (signed(evidence, row), registered(evidence, row)) {
        ("yes", _) => 0,
        (_, "yes") => 1,
        _ => 2,
    };
    let of_rank = |wanted| rows.iter().filter(move |row| rank(row) == wanted).map(cells);
    Table { columns: COLUMNS.to_vec(), rows: (0..=2).flat_map(of_rank).collect() }
}

fn rows(evidence: &Evidence<'_>, most: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |row: Row| {
        let is_known = row.sha1.is_some() || row.sha256.is_some();
        if is_known && rows.len() < most && !rows.iter().any(|one| one.is(row.sha1.as_deref(), row.sha256.as_deref())) {
            rows.push(row);
        }
    };
    for certificate in &evidence.certificates {
        let name = certificate.file.as_ref().map_or("given".into(), value);
        add(Row::of(name, certificate));
    }
    for certificate in evidence.assertion.x5c.iter().flat_map(|x5c| x5c.certificates.iter().flatten()) {
        add(Row::of("`x5c`".into(), certificate));
    }
    for credential in evidence.registered.credentials.iter().flatten() {
        if let Some(certificate) = &credential.certificate {
            add(Row::of("registered".into(), certificate));
            continue;
        }
        let name = credential.display_name.as_ref().or(credential.key_id.as_ref());
        let subject = name.map(value).unwrap_or_default();
        for hash in [Hash::Sha1, Hash::Sha256] {
            if let Some(bytes) = credential.thumbprint(hash) {
                add(Row { subject: subject.clone(), ..Row::known_by("registered".into(), hash, bytes) });
            }
        }
    }
    for (member, identifier) in evidence.assertion.identifiers().filter(|(_, one)| !one.is_documentation()) {
        if let Some((hash, bytes)) = identifier.thumbprint() {
            add(Row::known_by(say("`{}` alone", [words(member.name())]), hash, bytes));
        }
    }
    if let Some(bytes) = evidence.answer.error.and_then(|error| hex::decode(error.thumbprint.as_deref()?))
        && bytes.len() == Hash::Sha1.length()
    {
        add(Row::known_by("Entra's error alone".into(), Hash::Sha1, &bytes));
    }
    rows
}

/// Whether the application's list holds it; nothing where no list was given.
fn registered(evidence: &Evidence<'_>, row: &Row) -> &'static str {
    let Some(listed) = &evidence.registered.credentials else { return "" };
    if listed.iter().any(|one| row.is(one.thumbprint(Hash::Sha1), one.thumbprint(Hash::Sha256))) {
        return "yes";
    }
    let is_told = listed.iter().all(|one| {
        [(Hash::Sha1, &row.sha1), (Hash::Sha256, &row.sha256)]
            .into_iter()
            .any(|(hash, own)| own.is_some() && one.thumbprint(hash).is_some())
    });
    if is_told && evidence.registered.coverage == Coverage::Whole { "no" } else { "not told" }
}

/// Whether its key made the signature; nothing where that is not known.
fn signed(evidence: &Evidence<'_>, row: &Row) -> &'static str {
    let Ok((_, signer)) = evidence.reference() else { return "" };
    match (evidence.signer.is_by_reference(), row.is(signer.sha1.as_deref(), signer.sha256.as_deref())) {
        (false, _) => "",
        (true, true) => "yes",
        (true, false) => "no",
    }
}
