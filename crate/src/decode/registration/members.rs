//! The members of the directory's objects. Anything that is not read is passed over, secrets among it.

use crate::decode::guid::Guid;
use crate::decode::json::Json;

/// Members that only an application or a service principal has, beside those that much else has, too.
pub(super) const MARKS: [&str; 13] = [
    "passwordcredentials",
    "trustedcertificatesubjects",
    "signinaudience",
    "requiredresourceaccess",
    "identifieruris",
    "publisherdomain",
    "approles",
    "replyurlswithtype",
    "publicclient",
    "isfallbackpublicclient",
    "serviceprincipaltype",
    "serviceprincipalnames",
    "appownerorganizationid",
];
/// Members that an application has and a service principal has not.
pub(super) const OF_APPLICATIONS: [&str; 4] = ["web", "spa", "acceptmappedclaims", "uniquename"];
/// Those of them that an application has not.
pub(super) const OF_SERVICE_PRINCIPALS: [&str; 3] =
    ["serviceprincipaltype", "serviceprincipalnames", "appownerorganizationid"];
/// Where Microsoft Graph says what it answers with.
pub(super) const CONTEXTS: [&str; 4] = ["@odata.context", "@odata.type", "odata.metadata", "odata.type"];
/// Where it says that more follows.
pub(super) const NEXT_PAGE: [&str; 3] = ["@odata.nextlink", "odata.nextlink", "keycredentials@odata.nextlink"];
/// All other members that are read. Anything else is passed over, secrets among it.
const READ: [&str; 24] = [
    "status",
    "serviceprincipalcredentialkeyid",
    "serviceprincipalcredentialthumbprint",
    "keycredentials",
    "appid",
    "id",
    "objectid",
    "displayname",
    "name",
    "value",
    "count",
    "keyid",
    "usage",
    "type",
    "key",
    "customkeyidentifier",
    "disabledbymicrosoftstatus",
    "startdatetime",
    "enddatetime",
    "startdate",
    "enddate",
    // Only whether it is there.
    "hint",
    "secrettext",
    "datetime",
];

/// The members of an object that are read, with their names in lower case.
pub(super) struct Members<'a>(Vec<(String, Json<'a>)>);

impl<'a> Members<'a> {
    pub(super) fn read(json: Json<'a>) -> Option<Self> {
        let is_read = |name: &str| {
            [READ.as_slice(), &MARKS, &OF_APPLICATIONS, &CONTEXTS, &NEXT_PAGE].iter().any(|names| names.contains(&name))
        };
        // Ansible and Terraform write `key_id`.
        let members = json.members()?.map(|(name, value)| (name.to_ascii_lowercase().replace('_', ""), value));
        Some(Self(members.filter(|(name, _)| is_read(name)).collect()))
    }

    /// Of several of this name, the last.
    pub(super) fn raw(&self, name: &str) -> Option<Json<'a>> {
        self.0.iter().rev().find(|(other, _)| other == name).map(|(_, value)| *value)
    }

    /// The value; none where it is `null`.
    pub(super) fn get(&self, name: &str) -> Option<Json<'a>> {
        self.raw(name).filter(|value| value.text() != "null")
    }

    /// A string that is a GUID.
    pub(super) fn guid(&self, name: &str) -> Option<Guid> {
        Guid::parse(&self.string(name)?)
    }

    /// A string that says something.
    pub(super) fn string(&self, name: &str) -> Option<String> {
        Some(self.raw(name)?.string()?.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// The member `value`, in any case.
pub(super) fn value(json: Json<'_>) -> Option<Json<'_>> {
    json.members()?.find(|(name, _)| name.eq_ignore_ascii_case("value")).map(|(_, value)| value)
}
