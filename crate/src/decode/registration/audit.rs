//! Entries of the audit log (Microsoft Graph, directoryAudit resource type): which keys an application had before and after
//! somebody changed them, and when that was.

use super::Registration;
use super::credential::Credential;
use crate::decode::guid::Guid;
use crate::decode::instant;
use crate::decode::json::{self, Json};
use crate::time::UnixTime;

/// The property that lists the keys, and what stands before the `keyId` of each.
const KEYS: &str = "KeyDescription";
const KEY: &str = "[KeyIdentifier=";
const TYPE: &str = "AsymmetricX509Cert";
const USAGE: &str = "Verify";
const SERVICE_PRINCIPAL: &str = "ServicePrincipal";

/// A change of an application's keys, by their `keyId`.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) time: Option<UnixTime>,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
}

impl Change {
    /// The entry, as JSON that reads the same.
    pub(super) fn shown(&self, of: &Registration) -> String {
        let text = |text: Option<&str>| json::quoted_or_null(text);
        let keys = |keys: &[String]| {
            let key = |id: &String| json::quoted(&format!("{KEY}{id},KeyType={TYPE},KeyUsage={USAGE}]"));
            json::quoted(&format!("[{}]", keys.iter().map(key).collect::<Vec<_>>().join(",")))
        };
        let property = json::object(&[
            ("displayName", json::quoted(KEYS)),
            ("oldValue", keys(&self.before)),
            ("newValue", keys(&self.after)),
        ]);
        let target = json::object(&[
            ("id", text(of.object_id.as_ref().map(Guid::as_str))),
            ("displayName", text(of.display_name.as_deref())),
            ("type", text(of.service_principal.then_some(SERVICE_PRINCIPAL))),
            ("modifiedProperties", json::array(&[property])),
        ]);
        json::object(&[
            ("activityDateTime", text(self.time.map(|time| time.to_string()).as_deref())),
            ("targetResources", json::array(&[target])),
        ])
    }

    /// Whether it added this key, or removed it; neither where it had the key before and after.
    pub(crate) fn added(&self, key: &str) -> Option<bool> {
        let holds = |keys: &[String]| keys.iter().any(|one| one.eq_ignore_ascii_case(key));
        let (before, after) = (holds(&self.before), holds(&self.after));
        (before != after).then_some(after)
    }
}

/// The application, as it was after the change.
pub(super) fn registration(entry: Json<'_>) -> Option<Registration> {
    let text = |json: Json<'_>, name: &str| Some(json.get(name)?.string()?.into_owned());
    let named = |property: &Json<'_>| text(*property, "displayName").as_deref() == Some(KEYS);
    let (target, property) = entry
        .get("targetResources")?
        .elements()?
        .find_map(|target| Some((target, target.get("modifiedProperties")?.elements()?.find(named)?)))?;
    let listed = |name: &str| text(property, name).unwrap_or_default();
    let (before, after) = (keys(&listed("oldValue")), keys(&listed("newValue")));
    let credential = |id: &String| Credential {
        key_id: Some(id.clone()),
        kind: Some(TYPE.to_owned()),
        usage: Some(USAGE.to_owned()),
        ..Credential::default()
    };
    Some(Registration {
        object_id: text(target, "id").and_then(|id| Guid::parse(&id)),
        display_name: text(target, "displayName"),
        service_principal: text(target, "type").is_some_and(|kind| kind == SERVICE_PRINCIPAL),
        credentials: Some(after.iter().map(credential).collect()),
        change: Some(Change {
            time: text(entry, "activityDateTime").as_deref().and_then(instant::parse),
            before,
            after,
        }),
        ..Registration::default()
    })
}

/// The `keyId` of each certificate in one value of the property.
fn keys(value: &str) -> Vec<String> {
    let entries = value
        .split(KEY)
        .skip(1)
        .filter(|entry| entry.split(']').next().is_some_and(|entry| entry.contains(TYPE) && entry.contains(USAGE)));
    entries.filter_map(Guid::at_start).map(|id| id.to_string()).take(super::LIMIT).collect()
}
