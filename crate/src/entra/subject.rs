//! The subjects of federated tokens, as their issuers build them, and in what two of them differ.

use crate::character::is;
use crate::decode::base64;
use crate::decode::federation::CUT;
use crate::decode::guid::Guid;

/// One form of subject: what stands in front of each part, and the word for a difference in that part.
struct Grammar {
    /// Forms of one issuer have one name.
    issuer: Issuer,
    /// The word where the other subject is of another form of the same issuer.
    other: &'static str,
    parts: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Issuer {
    GitHub,
    GitLab,
    AzureDevOps,
    Microsoft,
    Kubernetes,
    Terraform,
}

/// A part that holds nothing.
const NOTHING: &str = "";
const REPOSITORY: (&str, &str) = ("repo:", "repository");

/// The first that fits counts.
const GRAMMARS: &[Grammar] = &[
    of(Issuer::GitHub, "entity", &[REPOSITORY, (":ref:refs/heads/", "entity-value")]),
    of(Issuer::GitHub, "entity", &[REPOSITORY, (":ref:refs/tags/", "entity-value")]),
    of(Issuer::GitHub, "entity", &[REPOSITORY, (":environment:", "entity-value")]),
    of(Issuer::GitHub, "entity", &[REPOSITORY, (":pull_request", NOTHING)]),
    of(Issuer::GitHub, "pull-request-spelling", &[REPOSITORY, (":pull-request", NOTHING)]),
    of(Issuer::GitHub, "custom-template", &[("repo", "custom-template")]),
    of(
        Issuer::GitLab,
        "entity",
        &[("project_path:", "project-path-or-id"), (":ref_type:", "entity"), (":ref:", "entity-value")],
    ),
    of(
        Issuer::GitLab,
        "project-path-or-id",
        &[("project_id:", "project-path-or-id"), (":ref_type:", "entity"), (":ref:", "entity-value")],
    ),
    of(Issuer::Kubernetes, "namespace", &[("system:serviceaccount:", "namespace"), (":", "service-account")]),
    of(
        Issuer::Terraform,
        "workspace",
        &[
            ("organization:", "workspace"),
            (":project:", "workspace"),
            (":workspace:", "workspace"),
            (":run_phase:", "run-phase"),
        ],
    ),
    of(
        Issuer::Terraform,
        "workspace",
        &[("organization:", "workspace"), (":workspace:", "workspace"), (":run_phase:", "run-phase")],
    ),
    of(Issuer::AzureDevOps, "connection", &[("sc://", "connection")]),
    of(Issuer::AzureDevOps, "connection", &[("p://", "connection")]),
    of(Issuer::Microsoft, "connection", &[("/eid1/c/pub/t/", "tenant"), ("/a/", "connection"), ("/", "connection")]),
];

const fn of(issuer: Issuer, other: &'static str, parts: &'static [(&'static str, &'static str)]) -> Grammar {
    Grammar { issuer, other, parts }
}

impl Grammar {
    /// The parts of a subject of this form.
    fn read<'s>(&self, subject: &'s str) -> Option<Vec<&'s str>> {
        let mut rest = subject.strip_prefix(self.parts.first()?.0)?;
        let mut read = Vec::new();
        for (mark, _) in self.parts.iter().skip(1) {
            let (part, behind) = rest.split_once(mark)?;
            read.push(part);
            rest = behind;
        }
        let is_nothing = self.parts.last().is_some_and(|(_, word)| *word == NOTHING);
        // A form of one part takes what is left; a colon in another's last part begins a part that is not known.
        let fits = if is_nothing { rest.is_empty() } else { self.parts.len() == 1 || !rest.contains(':') };
        read.push(rest);
        fits.then_some(read)
    }
}

/// The kinds of run in a subject of GitHub's.
const KINDS: [(&str, &str); 4] = [
    (":ref:refs/heads/", "a branch"),
    (":ref:refs/tags/", "a tag"),
    (":environment:", "an environment"),
    (":pull_request", "pull requests"),
];

/// What kind of run a subject of GitHub's is for.
pub(crate) fn kind(subject: &str) -> Option<&'static str> {
    KINDS.iter().find(|(mark, _)| subject.contains(mark)).map(|(_, kind)| *kind)
}

/// In what a credential's subject differs from the token's: the words of the parts, at least one. `client` is the client ID
/// in the token, which is no subject.
pub(crate) fn differences(credential: &str, token: &str, client: Option<&str>) -> Vec<&'static str> {
    if credential.trim() == token.trim() {
        return vec!["white-space"];
    }
    if credential.eq_ignore_ascii_case(token) {
        return vec!["case"];
    }
    if credential.replace("%3A", ":").replace("%3a", ":") == token.replace("%3A", ":").replace("%3a", ":") {
        return vec!["escaped-colon"];
    }
    if credential.ends_with(CUT) {
        return vec!["no-match"];
    }
    if credential.contains('*') {
        return vec!["wildcard"];
    }
    if client.is_some_and(|client| client.eq_ignore_ascii_case(credential)) {
        return vec!["client-id"];
    }
    let is_number = token.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && credential.contains('@') {
        return vec!["mail-address"];
    }
    let read = |subject| GRAMMARS.iter().find_map(|grammar| Some((grammar, grammar.read(subject)?)));
    let (one, of_credential, other, of_token) = match (read(credential), read(token)) {
        (Some((one, of_credential)), Some((other, of_token))) => (one, of_credential, other, of_token),
        // A template makes subjects that begin with any claim.
        (Some((one, _)), None) | (None, Some((one, _))) if one.issuer == Issuer::GitHub => {
            return vec!["custom-template"];
        }
        _ => return vec!["no-match"],
    };
    if one.issuer != other.issuer {
        return vec!["no-match"];
    }
    let parts = one.parts.iter().zip(other.parts).zip(of_credential.iter().zip(&of_token));
    let mut words: Vec<&'static str> = Vec::new();
    let is_one_form = std::ptr::eq(one, other);
    for (((mark, word), (other_mark, _)), (credential, token)) in parts {
        if mark == other_mark && credential != token && !words.contains(word) {
            words.push(match *word {
                "repository" => repository(credential, token),
                "tenant" => tenant(credential, token),
                word => word,
            });
        }
    }
    if !is_one_form {
        let words_of_forms = [one.other, other.other];
        let special = words_of_forms.into_iter().find(|word| *word != "entity");
        if special == Some("pull-request-spelling") && !token.ends_with(":pull_request") {
            words.push("entity");
        }
        words.push(special.unwrap_or("entity"));
    }
    words
}

/// `owner/repository`, or the immutable `owner@id/repository@id`.
fn repository(credential: &str, token: &str) -> &'static str {
    let names = |text: &str| {
        let plain = |part: &str| part.split('@').next().unwrap_or_default().to_owned();
        text.split('/').map(plain).collect::<Vec<_>>().join("/")
    };
    match (credential.contains('@'), token.contains('@')) {
        _ if !names(credential).eq_ignore_ascii_case(&names(token)) => "repository",
        (false, false) => "case",
        (false, true) => "immutable-in-token",
        (true, false) => "immutable-in-credential",
        _ => "immutable-id",
    }
}

/// Whether two subjects of GitHub's have the same IDs of owner and repository, and other names.
pub(crate) fn is_renamed(credential: &str, token: &str) -> bool {
    let read = |subject: &str| {
        let (owner, repository) = subject.strip_prefix("repo:")?.split(':').next()?.split_once('/')?;
        let id = |part: &str| Some(part.split_once('@')?.1.to_owned());
        Some(([owner.to_owned(), repository.to_owned()], [id(owner)?, id(repository)?]))
    };
    read(credential).zip(read(token)).is_some_and(|((names, ids), (others, own))| ids == own && names != others)
}

/// The tenant of a subject of Microsoft's services: base64url of the 16 bytes of its ID, in the order of .NET.
fn tenant(credential: &str, token: &str) -> &'static str {
    let is_tenant = |text: &str| base64::decode(text).is_some_and(|bytes| bytes.len() == 16);
    let is_guid = |text: &str| Guid::parse(text.trim_matches(is(|c| matches!(c, '{' | '}')))).is_some();
    let is_text = |text: &str| {
        base64::decode(text).and_then(|bytes| String::from_utf8(bytes).ok()).is_some_and(|text| is_guid(&text))
    };
    let is_one = base64::decode(credential).is_some_and(|bytes| base64::decode(token) == Some(bytes));
    let is_other_spelling =
        is_one || is_guid(credential) || is_text(credential) || base64::decode(credential) == reordered(token);
    if is_other_spelling || !is_tenant(credential) { "tenant-encoding" } else { "tenant" }
}

/// The bytes of a GUID in the order in which it is written.
fn reordered(text: &str) -> Option<Vec<u8>> {
    let bytes = base64::decode(text).filter(|bytes| bytes.len() == 16)?;
    let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    order.iter().map(|at| bytes.get(*at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::{differences, is_renamed};

    #[test]
    fn the_parts_tell_what_differs() {
        for (credential, token, wanted) in [
            ("repo:o/r:ref:refs/heads/main", "repo:o/r:ref:refs/heads/dev", &["entity-value"][..]),
            ("repo:o/r:ref:refs/heads/main", "repo:o/r:environment:main", &["entity"]),
            ("repo:o/r:pull-request", "repo:o/r:pull_request", &["pull-request-spelling"]),
            ("repo:o/r:ref:refs/heads/a", "repo:o@1/r@2:ref:refs/heads/a", &["immutable-in-token"]),
            ("repo:o@1/r@2:environment:a", "repo:o/r:environment:a", &["immutable-in-credential"]),
            ("repo:o@1/r@2:environment:a", "repo:o@1/r@3:environment:b", &["immutable-id", "entity-value"]),
            ("repo:o/r:environment:a", "repo:o/s:environment:a", &["repository"]),
            ("repo:o/r:environment:a", "repository_owner_id:1:repository_id:2:ref:x", &["custom-template"]),
            ("repo:o/r:environment:a", "repo:o/r:environment:a:job_workflow_ref:w", &["custom-template"]),
            ("system:serviceaccount:a:b", "system:serviceaccount:a:c", &["service-account"]),
            ("system:serviceaccount:a:b", "system:serviceaccount:d:b", &["namespace"]),
            ("project_path:g/p:ref_type:branch:ref:m", "project_id:7:ref_type:branch:ref:m", &["project-path-or-id"]),
            ("project_path:g/p:ref_type:branch:ref:m", "project_path:g/p:ref_type:tag:ref:m", &["entity"]),
            (
                "organization:o:project:p:workspace:w:run_phase:plan",
                "organization:o:project:p:workspace:w:run_phase:apply",
                &["run-phase"],
            ),
            ("sc://o/p/a", "sc://o/p/b", &["connection"]),
            ("spiffe://a/b", "spiffe://a/c", &["no-match"]),
            ("a b", " a b", &["white-space"]),
            ("Repo:o/r", "repo:o/r", &["case"]),
            ("repo:o/r:environment:a:b", "repo:o/r:environment:a%3Ab", &["escaped-colon"]),
        ] {
            assert_eq!(differences(credential, token, None), wanted, "{credential} {token}");
        }
        assert!(is_renamed("repo:o@1/r@2:pull_request", "repo:o@1/s@2:pull_request"));
        assert!(!is_renamed("repo:o@1/r@2:pull_request", "repo:o@1/s@3:pull_request"));
        assert!(!is_renamed("repo:o/r:pull_request", "repo:o/s:pull_request"));
    }
}
