//! What is secret in an object by the names of its members: the private numbers of keys, and what requests call secret.

use super::json::{self, Json, Object};
use super::secret::{self, LEFT_OUT, Secret};

/// How deep in each other values of JSON are taken apart.
const DEPTH: u8 = 8;

/// The private numbers of a key as JSON (RFC 7518, section 6).
const OF_KEYS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/// Members whose values are secret in any object.
const MEMBERS: [&str; 11] = [
    "client_secret",
    "password",
    "refresh_token",
    "access_token",
    "id_token",
    "client_assertion",
    "subject_token",
    "device_code",
    "code_verifier",
    "private_key",
    "secret",
];

/// Takes private keys out of an object, at any depth, and members that are secret by their names. Gives the worst of what was
/// there, if anything was.
pub(crate) fn leave_out(object: &mut Object) -> Option<Secret> {
    let mut left_out = Worst(None);
    let is_key = is_key(object.members.iter().map(|member| member.name.as_str()));
    object.members.retain(|member| !is_key || !left_out.is_private(&member.name));
    for member in &mut object.members {
        let value = value(&member.name, member.json(), DEPTH, &mut left_out);
        if let Some(value) = value {
            member.set(value);
        }
    }
    left_out.0
}

/// The worst of the secrets that were left out.
struct Worst(Option<Secret>);

impl Worst {
    fn note(&mut self, secret: Secret) {
        if self.0 != Some(Secret::PrivateKey) {
            self.0 = Some(secret);
        }
    }

    /// Whether a member of a key is private.
    fn is_private(&mut self, name: &str) -> bool {
        let is_private = OF_KEYS.contains(&name);
        if is_private {
            self.note(Secret::PrivateKey);
        }
        is_private
    }
}

/// Whether an object with members of these names may be a key.
fn is_key<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    names.any(|name| matches!(name, "kty" | "n" | "crv"))
}

/// The value of a member without what is secret; none where nothing is.
fn value(name: &str, value: Json<'_>, depth: u8, left_out: &mut Worst) -> Option<String> {
    if MEMBERS.iter().any(|secret| secret.eq_ignore_ascii_case(name)) {
        left_out.note(Secret::Word);
        return Some(json::quoted(LEFT_OUT));
    }
    part(value, depth, left_out)
}

fn part(json: Json<'_>, depth: u8, left_out: &mut Worst) -> Option<String> {
    if let Some(text) = json.string() {
        let secrets = secret::kinds(&text);
        // Of a string by itself the checks read the rest, and it stops where the report is finished. Inside of another value
        // it would be shown as it is written, where escapes may hide it.
        let is_inside = depth < DEPTH;
        secrets.iter().find(|kind| is_inside || **kind == Secret::PrivateKey)?;
        for kind in &secrets {
            left_out.note(*kind);
        }
        return Some(json::quoted(&secret::without(&text)));
    }
    let Some(depth) = depth.checked_sub(1) else {
        // No token comes near this depth.
        let may_hide = ["\"kty\"", "\\u", "PRIVATE", "secret"].iter().any(|mark| json.text().contains(mark));
        return may_hide.then(|| {
            left_out.note(Secret::Word);
            json::quoted(LEFT_OUT)
        });
    };
    let mut changes = false;
    if let Some(elements) = json.elements() {
        let parts = elements.map(|element| {
            let part = part(element, depth, left_out);
            changes |= part.is_some();
            part.unwrap_or_else(|| element.text().to_owned())
        });
        let parts = parts.collect::<Vec<_>>();
        return changes.then(|| format!("[{}]", parts.join(",")));
    }
    let members = json.members()?.collect::<Vec<_>>();
    let is_key = is_key(members.iter().map(|(name, _)| name.as_ref()));
    let mut parts = Vec::new();
    for (name, member) in members {
        if is_key && left_out.is_private(&name) {
            changes = true;
            continue;
        }
        let part = value(&name, member, depth, left_out);
        changes |= part.is_some();
        parts.push(format!("{}:{}", json::quoted(&name), part.as_deref().unwrap_or(member.text())));
    }
    changes.then(|| format!("{{{}}}", parts.join(",")))
}
