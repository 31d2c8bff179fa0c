//! Entra's errors: their codes, and what their text says (`AADSTS700027: …`).
//!
//! Microsoft promises nothing about the text, and people paste it wrapped, escaped, in bold or in part. So each value is
//! looked for by the words in front of it, in the text without white space, and is left out where it is not whole.

use super::guid::Guid;
use super::identifier::Identifier;
use super::json::{Member, Object};
use super::mangled::{Squeezed, clean};
use super::{base64, decimal, hex, instant};
use crate::character::is;
use crate::time::UnixTime;

/// One error, as far as its text can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct EntraError {
    /// The numbers of the codes and in `error_codes`, in the order of the text, each once.
    pub(crate) codes: Vec<u32>,
    /// The description, from the first code on.
    pub(crate) text: String,
    /// `Thumbprint of key used by client`: the hexadecimal of the bytes that `x5t` decoded to.
    pub(crate) thumbprint: Option<String>,
    /// Whether there is a thumbprint, even one that was made unreadable.
    pub(crate) prints_thumbprint: bool,
    /// The application that Entra looked up.
    pub(crate) app_id: Option<Guid>,
    /// `[Reason - …`, without the full stop.
    pub(crate) reason: Option<String>,
    /// `Found key 'Start=…, End=…'`, as printed.
    pub(crate) found_key: Option<(String, String)>,
    /// The server's clock: `Timestamp`, or `Current time` of AADSTS700024.
    pub(crate) server_time: Option<UnixTime>,
    /// AADSTS700024: `assertion valid from`, `expiry time of assertion`. 1970 is an absent claim.
    pub(crate) assertion_times: Option<(UnixTime, UnixTime)>,
    pub(crate) trace_id: Option<String>,
    pub(crate) correlation_id: Option<String>,
    /// The host of `error_uri`: the one that answered.
    pub(crate) host: Option<String>,
    /// Whether it speaks of subject-name and issuer authentication.
    pub(crate) mentions_x5c: bool,
}

/// What each code in a text begins with.
pub(crate) const MARK: &str = "AAD";
/// What stands in front of its digits, and the number that those count from: a code of Azure AD B2C's is none of the others'.
const KINDS: [(&str, u32); 2] = [("AADSTS", 0), ("AADB2C", B2C)];
/// The number of `AADB2C00000`.
pub(crate) const B2C: u32 = 2_000_000_000;

/// A code as it is printed.
pub(crate) fn name(code: u32) -> String {
    match code.checked_sub(B2C) {
        Some(digits) => format!("AADB2C{digits}"),
        None => format!("AADSTS{code}"),
    }
}

/// The words in front of the application's ID, the best first, as [`Squeezed`] has them.
const APP_ID: [&str; 5] = ["forappid", "/applications/", "applicationwithidentifier", "forapp", "toapp"];
/// What follows the reason.
const AFTER_REASON: [&str; 5] = [",thumbprint", ",foundkey", ",please", ",configuredkeys", "]"];

impl EntraError {
    /// Reads the description, and what else may stand in `text` behind it, such as the members of a JSON body.
    pub(crate) fn read(description: &str, text: &str) -> Self {
        let (description, text) = (beginning(description), beginning(text));
        let cleaned = clean(text);
        let squeezed = Squeezed::of(&cleaned);
        let thumbprint = squeezed.after("thumbprintofkeyusedbyclient").next();
        let instant = |words| squeezed.after(words).find_map(|at| instant(squeezed.from(at)));
        let current = instant("currenttime");
        let timestamp = squeezed.after("timestamp").find_map(|at| timestamp(&squeezed, at));
        let quoted = |words| squeezed.after(words).find_map(|at| squeezed.guid(at));
        let id = |words| quoted(words).map(|id| id.to_string());
        Self {
            codes: codes(&cleaned, &squeezed),
            text: clean(description).trim().to_owned(),
            thumbprint: thumbprint.and_then(|at| hexadecimal(squeezed.from(at))),
            prints_thumbprint: thumbprint.is_some(),
            app_id: app_id(&squeezed),
            reason: squeezed.after("[reason").next().and_then(|at| reason(&squeezed, at)),
            found_key: squeezed.after("foundkey").next().and_then(|at| found_key(&squeezed, at)),
            server_time: current.or(timestamp),
            assertion_times: instant("assertionvalidfrom").zip(instant("expirytimeofassertion")),
            trace_id: id("traceid"),
            correlation_id: id("correlationid"),
            host: squeezed.after("erroruri").find_map(|at| host(squeezed.from(at))),
            mentions_x5c: squeezed.text.contains("x5c"),
        }
    }

    /// Reads the JSON body of an answer; none if it is no error of the OAuth kind.
    pub(crate) fn from_object(object: &Object) -> Option<Self> {
        let string = |name| object.get(name).and_then(Member::string);
        if let Some(entry) = Self::from_sign_in(object) {
            return Some(entry);
        }
        let description = string("error_description");
        if description.is_none() && object.get("error_codes").is_none() {
            return None;
        }
        let members = object.members.iter().filter(|member| member.name != "error_description");
        let members: Vec<String> =
            members.map(|member| format!("{}: {}", member.name, beginning(&member.shown()))).collect();
        let description = description.unwrap_or_default();
        let description = beginning(&description);
        let whole = format!("{description}\n{}", members.join("\n"));
        Some(Self::read(description, &whole))
    }

    /// Reads an entry of the sign-in logs (Microsoft Graph, `signIn`), which has a code and no words of Entra's.
    fn from_sign_in(object: &Object) -> Option<Self> {
        let string = |name| object.get(name).and_then(Member::string);
        let status = object.get("status").map(Member::shown)?;
        let status = Object::parse(status.as_bytes()).ok()?;
        let code = status.get("errorCode").map(Member::shown)?.parse().ok().filter(|code| *code > 0)?;
        Some(Self {
            codes: vec![code],
            app_id: string("appId").and_then(|id| Guid::parse(&id)),
            correlation_id: string("correlationId"),
            server_time: string("createdDateTime").and_then(|time| instant(&time.to_ascii_lowercase())),
            ..Self::default()
        })
    }

    /// Takes what another has of the same answer, where a person gave its parts apart.
    pub(crate) fn merge(&mut self, other: &Self) {
        let take = |own: &mut Option<String>, other: &Option<String>| *own = own.take().or_else(|| other.clone());
        take(&mut self.trace_id, &other.trace_id);
        take(&mut self.correlation_id, &other.correlation_id);
        take(&mut self.host, &other.host);
        self.server_time = self.server_time.or(other.server_time);
    }

    /// Takes the server's time from what a client wrote in front of the text (`[2021-06-10 22:21:00Z]: `).
    pub(crate) fn with_prefix(mut self, before: &str) -> Self {
        if self.server_time.is_none() {
            let cleaned = clean(before);
            let squeezed = Squeezed::of(&cleaned);
            self.server_time =
                ["-[", "timestamp"].into_iter().find_map(|words| timestamp(&squeezed, squeezed.after(words).last()?));
        }
        self
    }

    /// A text as it is compared: without white space, in lower case.
    pub(crate) fn squeeze(text: &str) -> String {
        Squeezed::of(text).text
    }

    /// The bytes that the printed thumbprint stands for, and the `x5t` that decodes to them.
    pub(crate) fn x5t(&self) -> Option<(Vec<u8>, Identifier)> {
        let bytes = hex::decode(self.thumbprint.as_deref()?)?;
        let identifier = Identifier::read(&base64::encode_url(&bytes));
        Some((bytes, identifier))
    }

    /// The issuer, subject or audience of a federated token that is printed; none where it is masked or was broken.
    pub(crate) fn printed(&self, name: &str) -> Option<String> {
        let start =
            self.text.to_ascii_lowercase().find(&format!("assertion {name}"))? + "assertion ".len() + name.len();
        let behind = self.text.get(start..)?.trim_start_matches(is(|c| matches!(c, ':' | ' '))).strip_prefix('\'')?;
        let (value, _) = behind.split_once('\'')?;
        let is_whole = !value.is_empty() && !value.contains("***") && !value.contains(is(char::is_control));
        is_whole.then(|| value.to_owned())
    }

    /// What stands in quotes behind these words, to be shown.
    pub(crate) fn quoted_after(&self, words: &str) -> Option<&str> {
        let start = self.text.find(words)? + words.len();
        let (_, rest) = self.text.get(start..)?.split_once('\'')?;
        Some(rest.split_once('\'')?.0).filter(|value| !value.is_empty() && value.len() < 200)
    }
}

/// The application: where it is printed and was made unreadable, another one is none.
fn app_id(squeezed: &Squeezed<'_>) -> Option<Guid> {
    let printed = |words| squeezed.after(words).next();
    let read = |words| squeezed.after(words).find_map(|at| squeezed.guid(at));
    let is_hidden = printed("forappid").is_some_and(|at| squeezed.guid(at).is_none());
    let words = if is_hidden { APP_ID.get(2..).unwrap_or_default() } else { &APP_ID };
    words.iter().copied().find_map(read).filter(|id| !id.is_nil())
}

/// As much of a text as is read: the errors on record end within 2,000 bytes.
fn beginning(text: &str) -> &str {
    const REACH: usize = 16 << 10;
    let ends = || (0..=REACH).rev().find_map(|at| text.get(..at));
    if text.len() <= REACH { text } else { ends().unwrap_or_default() }
}

/// `2021-12-20 21:23:01Z`: as Entra writes it, and not as a log writes its own clock.
fn timestamp(squeezed: &Squeezed<'_>, at: usize) -> Option<UnixTime> {
    let text = squeezed.from(at);
    let apart = squeezed.between(at, at + 11)?.contains(is(char::is_whitespace));
    (apart && text.get(18..)?.starts_with('z')).then(|| instant(text))?
}

fn reason(squeezed: &Squeezed<'_>, at: usize) -> Option<String> {
    let text = squeezed.from(at);
    let skipped = text.len() - text.trim_start_matches('-').len();
    let ends = AFTER_REASON.into_iter().filter_map(|words| text.find(words));
    let end = ends.min().unwrap_or(text.len());
    let reason = squeezed.between(at + skipped, at + end)?.trim_end_matches(is(|c| matches!(c, '.' | ',' | ' ')));
    (!reason.is_empty() && reason.len() < 200).then(|| reason.to_owned())
}

fn found_key(squeezed: &Squeezed<'_>, at: usize) -> Option<(String, String)> {
    let date = |words: &str, from: usize| {
        let start = from + squeezed.from(from).find(words)? + words.len();
        let length = squeezed.from(start).find(is(|c| matches!(c, ',' | '\'' | ']' | ';')))?;
        let value = squeezed.between(start, start + length)?;
        let is_date = value.len() >= 8 && value.chars().all(|c| c.is_ascii_digit() || "/:-. APM".contains(c));
        is_date.then(|| (value.to_owned(), start + length))
    };
    let (start, next) = date("start=", at)?;
    let (end, _) = date("end=", next)?;
    Some((start, end))
}

/// The codes in the text, then those of `error_codes`.
fn codes(cleaned: &str, squeezed: &Squeezed<'_>) -> Vec<u32> {
    let mut codes: Vec<u32> = Vec::new();
    let in_text = cleaned.match_indices(MARK).filter_map(|(at, _)| code(cleaned.get(at..)?));
    let listed = squeezed.after("errorcodes").flat_map(|at| {
        let list = squeezed.from(at).split(']').next().unwrap_or_default();
        list.split(',').map_while(|number| number.trim_matches('\'').parse().ok()).take(16)
    });
    for code in in_text.chain(listed) {
        if !codes.contains(&code) && codes.len() < 16 {
            codes.push(code);
        }
    }
    codes
}

/// The number of the code that the text begins with.
pub(crate) fn code(text: &str) -> Option<u32> {
    let (rest, first) = KINDS.iter().find_map(|(mark, first)| Some((text.strip_prefix(mark)?, first)))?;
    let digits = rest.len() - rest.trim_start_matches(is(|c: char| c.is_ascii_digit())).len();
    // The column of characters in a dump is no end of a word, and a colon stands behind all digits.
    let after = rest.get(digits..)?;
    let others = after.trim_start().trim_start_matches(is(|c| c.is_ascii_digit()));
    let is_cut = after.starts_with('|') || (others.len() < after.trim_start().len() && others.starts_with(": "));
    let digits: u32 = rest.get(..digits).filter(|digits| (4..=9).contains(&digits.len()) && !is_cut)?.parse().ok()?;
    Some(first + digits)
}

/// Digits up to what closes them; what was made unreadable has other characters in it.
fn hexadecimal(text: &str) -> Option<String> {
    let length = text.find(is(|c: char| !c.is_ascii_hexdigit()))?;
    let closed = text.get(length..)?.starts_with(is(|c| matches!(c, '\'' | ',' | ']')));
    (closed && length > 0 && length % 2 == 0).then(|| text.get(..length).map(str::to_ascii_uppercase))?
}

/// The host of a URL.
fn host(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://")?;
    let host = rest.split(is(|c| matches!(c, '/' | '\'' | '?' | ','))).next()?;
    let is_host = host.contains('.') && host.len() < 100;
    (is_host && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).then(|| host.to_owned())
}

/// `2021-12-20t21:23:01.1501147z` or the same without the `t`.
fn instant(text: &str) -> Option<UnixTime> {
    let number = |range: std::ops::Range<usize>| -> Option<u16> {
        text.get(range).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let mark = usize::from(text.get(10..11)? == "t");
    if text.get(4..5)? != "-" || text.get(7..8)? != "-" {
        return None;
    }
    let [hour, minute, second] = [10 + mark, 13 + mark, 16 + mark].map(|at| number(at..at + 2));
    let rest = text.get(18 + mark..).unwrap_or_default();
    let digits = rest.strip_prefix('.').map_or("", |rest| {
        rest.get(..rest.len() - rest.trim_start_matches(is(|c: char| c.is_ascii_digit())).len()).unwrap_or_default()
    });
    let fields = [number(0..4)?, number(5..7)?, number(8..10)?, hour?, minute?, second?];
    instant::of_calendar(fields, decimal::fraction(digits)?)
}

#[cfg(test)]
mod tests {
    use super::EntraError;
    use crate::decode::guid::Guid;
    use crate::time::UnixTime;

    const TEXT: &str = "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key used is expired., \
        Thumbprint of key used by client: 'FEE7837AEDA22B9C13EF27ED6A4A5143F6B8F8E8', Found key 'Start=01/28/2018 16:00:00, \
        End=01/28/2019 16:00:00', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured \
        keys for app Id '15855fc2-ac31-4020-b32d-5dd531bd6b43'.]\r\nTrace ID: 9b5a3607-298c-4745-a141-2ad7e00e0400\r\n\
        Correlation ID: 8940e0ba-6faf-4c69-ba1b-44f6c2aa24c3\r\nTimestamp: 2021-12-20 21:23:01Z";

    fn read(text: &str) -> EntraError {
        EntraError::read(text, text)
    }

    #[test]
    fn every_value_is_read_however_the_text_was_mangled() {
        let plain = read(TEXT);
        assert_eq!(plain.codes, [700_027]);
        assert_eq!(plain.thumbprint.as_deref(), Some("FEE7837AEDA22B9C13EF27ED6A4A5143F6B8F8E8"));
        assert_eq!(plain.reason.as_deref(), Some("The key used is expired"));
        assert_eq!(plain.found_key, Some(("01/28/2018 16:00:00".to_owned(), "01/28/2019 16:00:00".to_owned())));
        assert_eq!(plain.app_id.as_ref().map(Guid::as_str), Some("15855fc2-ac31-4020-b32d-5dd531bd6b43"));
        assert_eq!(plain.trace_id.as_deref(), Some("9b5a3607-298c-4745-a141-2ad7e00e0400"));
        assert_eq!(plain.correlation_id.as_deref(), Some("8940e0ba-6faf-4c69-ba1b-44f6c2aa24c3"));
        assert_eq!(plain.server_time, Some(UnixTime::from_seconds(1_640_035_381.0)));
        let mangled = [
            TEXT.replace("\r\n", ""),
            TEXT.replace("\r\n", " "),
            TEXT.replace("AADSTS700027", "**AADSTS700027**")
                .replace("The key used is expired", "**The key used is expired**"),
            TEXT.replace(".]", "."),
            TEXT.as_bytes().chunks(79).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\n"),
        ];
        for text in mangled {
            let seen = read(&text);
            let same = EntraError { text: plain.text.clone(), ..seen.clone() };
            let reason = seen.reason.as_deref().map(|reason| reason.replace("**", ""));
            let values = seen.found_key.map(|(start, end)| (start.len() >= 18, end.len() >= 18));
            assert_eq!(reason.map(|reason| reason.replace(' ', "")), Some("Thekeyusedisexpired".to_owned()), "{text}");
            assert_eq!(values, Some((true, true)));
            assert_eq!(
                EntraError { reason: plain.reason.clone(), found_key: plain.found_key.clone(), ..same },
                plain,
                "{text}"
            );
        }
    }

    #[test]
    fn what_was_made_unreadable_is_left_out() {
        let seen = read(&TEXT.replace("7837AEDA", "xxxxxxxx").replace("15855fc2", "xxxxxxxx"));
        assert_eq!((seen.thumbprint, seen.prints_thumbprint, seen.app_id), (None, true, None));
        let seen = read("AADSTS700027: … for app Id '00000000-0000-0000-0000-000000000000'");
        assert_eq!((seen.app_id, seen.prints_thumbprint), (None, false));
        assert_eq!(read("Timestamp: 2021-13-20 21:23:01Z").server_time, None);
        assert_eq!(read("\"timestamp\":\"2021-12-20T21:23:01.5Z\"").server_time, None);
    }

    #[test]
    fn the_three_times_of_700024_are_read() {
        let seen = read(
            "AADSTS700024: Client assertion is not within its valid time range. Current time: 2025-08-29T05:47:32.1501147Z, \
             assertion valid from 1970-01-01T00:00:00.0000000Z, expiry time of assertion 2025-08-29T00:30:05.0000000Z.",
        );
        assert!(seen.server_time.is_some_and(|time| (time.seconds() - 1_756_446_452.150_114_7).abs() < 1e-6));
        assert_eq!(seen.assertion_times, Some((UnixTime::from_seconds(0.0), UnixTime::from_seconds(1_756_427_405.0))));
    }
}
