//! Rows of key credentials, each in a line: the portal's Certificates & secrets page, and the tables of tools. What a cell is,
//! its value tells: columns are cut and shifted on their way.

use super::super::CERTIFICATES;
use super::has_value;
use super::thumbprints::candidates;
use crate::character::is;
use crate::crypto::Hash;
use crate::decode::guid::Guid;
use crate::decode::registration::{Credential, CustomKeyIdentifier, Extent, Registration, Unread};
use crate::decode::{hex, instant};
use crate::time::UnixTime;

/// How many lines a row of the portal's page may take, where each cell has one.
const LINES: usize = 6;
/// The longest name of a tab, and the longest date, in bytes.
const TAB: usize = 60;
const DATE: usize = 32;
/// How many digits a thumbprint has on that page.
const THUMBPRINT: usize = 40;

/// What the rows of a text list; none where there are none.
pub(super) fn registration(text: &str) -> Option<Registration> {
    let lines: Vec<&str> = text.lines().collect();
    // The portal's page, on which each cell may stand in a line of its own.
    let told = lines.iter().find_map(|line| count(line));
    let mut credentials = Vec::new();
    let mut unread = 0;
    // Below its headings a table of PowerShell has a line of dashes; between its cells one blank may do.
    let is_table = lines.iter().any(|line| {
        line.contains("--") && line.trim().contains(' ') && !line.contains(is(|c| !matches!(c, '-' | ' ' | '\r')))
    });
    let mut rest = lines.as_slice();
    while !rest.is_empty() && credentials.len() < CERTIFICATES {
        let (credential, passed) = (1..=LINES.min(rest.len()))
            .find_map(|height| Some((row(rest.get(..height)?, is_table)?, height)))
            .map_or((None, 1), |(credential, height)| (Some(credential), height));
        let is_read = credential.is_some() || !rest.first().is_some_and(|line| has_value(line));
        unread += usize::from(!is_read);
        credentials.extend(credential);
        rest = rest.get(passed..).unwrap_or_default();
    }
    let after = |word: &str| {
        let rest = text.split_once(word)?.1.trim_start_matches(is(|c| c == ':' || c.is_whitespace()));
        Guid::at_start(rest)
    };
    let app_id = after("/appId/").or_else(|| after("Application (client) ID"));
    if credentials.is_empty() {
        // The application's Overview, which shows its three ids and no keys.
        let (app_id, object_id) = (Some(app_id?), Some(after("Object ID")?));
        return after("Directory (tenant) ID").map(|_| Registration { app_id, object_id, ..Registration::default() });
    }
    Some(Registration {
        app_id,
        extent: if told == Some(credentials.len()) { Extent::Whole } else { Extent::Listed },
        credentials: Some(credentials),
        unread: Unread { lines: unread, ..Unread::default() },
        ..Registration::default()
    })
}

/// How many certificates the tab says that there are: `Certificates (2)`, in most of the portal's languages.
fn count(line: &str) -> Option<usize> {
    let (name, count) = line.split(')').find_map(|part| {
        let (name, count) = part.rsplit_once('(')?;
        ["ertifi", "ertyfi"].iter().any(|letters| name.contains(letters)).then_some((name, count))
    })?;
    count.parse().ok().filter(|_| name.len() < TAB)
}

/// Whether a word, or a cell, may be a day in anybody's order, with or without its time.
fn is_date(word: &str) -> bool {
    let first = word.split(is(|c| matches!(c, '/' | '.' | '-'))).next().unwrap_or_default();
    let is_number = (1..=4).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    is_number && word.len() < DATE && word.bytes().filter(u8::is_ascii_digit).count() > 5
}

/// Whether it stands in a cell of its own between these: behind a label it may be anybody's setting.
fn is_cell(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end_matches('"'), after.trim_start_matches('"'));
    let separates = |c: char| matches!(c, '\t' | ',' | ';' | '|');
    (before.is_empty() || before.ends_with(is(separates)) || before.ends_with("  "))
        && (after.is_empty() || after.starts_with(is(separates)) || after.starts_with("  "))
}

/// The key credential in these lines, the first of which has its thumbprint; of several lines each is a cell.
fn row(lines: &[&str], is_table: bool) -> Option<Credential> {
    let first = lines.first()?;
    let last = lines.last()?.trim();
    if lines.len() > 1 && (Guid::parse(last).is_none() || lines.iter().filter(|line| is_date(line.trim())).count() < 2)
    {
        return None;
    }
    // A line that names its values is no row, but for the new value in an audit entry.
    let is_audited = first.contains("KeyIdentifier=") && !first.contains("oldValue");
    let names =
        first.contains("\":") || ["keyid", "appid"].iter().any(|name| first.to_ascii_lowercase().contains(name));
    if names && !is_audited {
        return None;
    }
    let id = guids(last).last()?;
    // Base64 of this length may be a part of anything.
    let is_hexadecimal =
        |start: usize| first.get(start..).is_some_and(|rest| hex::decode(rest.get(..8).unwrap_or_default()).is_some());
    let hash = candidates(first).into_iter().find(|(start, hash, _)| *hash == Hash::Sha1 && is_hexadecimal(*start));
    let numbers =
        first.split_once('{').map(|(_, rest)| rest).filter(|rest| rest.starts_with(is(|c| c.is_ascii_digit())));
    let numbers = numbers.and_then(|rest| rest.split('}').next()).map(|all| format!("{{{all}}}"));
    let is_key = first.contains("AsymmetricX509Cert");
    let words = || lines.iter().flat_map(|line| line.split(is(|c| matches!(c, ' ' | '\t' | ',' | '"'))));
    let is_listed = hash.as_ref().is_some_and(|(start, _, bytes)| {
        let (before, after) = first.split_at_checked(*start).unwrap_or_default();
        let after = after.get(2 * bytes.len()..).unwrap_or_default();
        let is_labelled = before
            .trim_end_matches(is(|c| matches!(c, ' ' | '"' | '\'')))
            .ends_with(is(|c| matches!(c, ':' | '=' | '(')));
        !is_labelled
            && (is_table
                || is_cell(before.trim_start(), after.trim_end())
                || words().filter(|word| is_date(word)).count() > 1)
    });
    if !is_key && (!is_listed || (lines.len() > 1 && first.trim().len() != THUMBPRINT)) {
        return None;
    }
    // Whichever column stands first.
    let dates: Vec<UnixTime> = words().filter_map(instant::parse).collect();
    let (start, end) = match dates.as_slice() {
        [one, other] if one.seconds() > other.seconds() => (Some(*other), Some(*one)),
        [one, other] => (Some(*one), Some(*other)),
        _ => (None, None),
    };
    let name = lines.iter().flat_map(|line| line.split(is(|c| matches!(c, '\t' | '"' | ']' | ' '))));
    let name = name.into_iter().find(|cell| cell.contains("CN="));
    let name = name.and_then(|name| name.get(name.find("CN=")?..));
    let identifier = hash.and_then(|(_, _, bytes)| CustomKeyIdentifier::of_text(&hex::encode(&bytes)));
    Some(Credential {
        key_id: Some(id),
        display_name: name.map(str::to_owned),
        usage: first.contains("Verify").then(|| "Verify".to_owned()),
        kind: is_key.then(|| "AsymmetricX509Cert".to_owned()),
        start,
        end,
        custom_key_identifier: identifier.or_else(|| numbers.and_then(|all| CustomKeyIdentifier::of_text(&all))),
        ..Credential::default()
    })
}

fn guids(line: &str) -> impl Iterator<Item = String> {
    line.split(is(|c| !(c.is_ascii_alphanumeric() || c == '-')))
        .filter(|word| Guid::parse(word).is_some())
        .map(str::to_owned)
}
