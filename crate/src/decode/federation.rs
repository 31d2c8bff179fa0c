//! Federated identity credentials: what Microsoft Graph, Azure CLI, PowerShell, ARM and Terraform write of them.
//!
//! A value that a template still waits for, or that a log masks, is unknown: it is never different.

use super::guid::Guid;
use super::json::{self, Json};

/// The largest number of credentials that are kept of one list.
pub(crate) const LIMIT: usize = 1_000;

/// The end of a value that a table cut.
pub(crate) const CUT: char = '\u{2026}';

/// One federated identity credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FederatedCredential {
    pub(crate) name: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) subject: Option<String>,
    /// None where they are unknown.
    pub(crate) audiences: Option<Vec<String>>,
    /// The value of `claimsMatchingExpression`, which stands in the place of the subject.
    pub(crate) expression: Option<String>,
    pub(crate) form: FederationForm,
    /// The object that it belongs to: the application's object ID, or the path of a managed identity.
    pub(crate) of: Option<String>,
}

/// Where it was written, which tells how it is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FederationForm {
    /// `az ad app federated-credential`.
    #[default]
    Cli,
    Graph,
    /// A managed identity's.
    Identity,
    PowerShell,
    Terraform,
    Bicep,
}

impl FederatedCredential {
    /// What a person calls it.
    pub(crate) fn label(&self) -> &str {
        self.name.as_deref().unwrap_or("(without a name)")
    }

    /// What was read of it, as JSON that reads the same.
    pub(crate) fn shown(&self) -> String {
        let text = |text: &Option<String>| json::quoted_or_null(text.as_deref());
        let audiences = self.audiences.as_ref().map(|all| all.iter().map(|one| json::quoted(one)).collect::<Vec<_>>());
        // What is not told stands there, and tells nothing.
        let subject = self.subject.clone().or_else(|| self.expression.is_none().then(|| "***".to_owned()));
        let mut members = vec![
            ("name", text(&self.name)),
            ("issuer", text(&self.issuer)),
            ("subject", text(&subject)),
            ("claimsMatchingExpression", text(&self.expression)),
            ("audiences", audiences.map_or_else(|| "null".to_owned(), |all| json::array(&all))),
        ];
        let of = self.of.as_deref().unwrap_or_default();
        match self.form {
            FederationForm::Graph => members.push(("@odata.id", json::quoted(&format!("applications('{of}')")))),
            FederationForm::Identity => members.push(("id", text(&self.of))),
            FederationForm::Terraform => members.push(("application_id", "null".to_owned())),
            FederationForm::Cli | FederationForm::PowerShell | FederationForm::Bicep => {}
        }
        json::object(&members)
    }
}

/// A value that is told.
pub(crate) fn told(text: &str) -> Option<String> {
    let is_open = ["***", "${", "{{", "<", "$("].iter().any(|mark| text.contains(mark));
    (!is_open && !text.trim().is_empty()).then(|| text.to_owned())
}

/// Reads one credential, a list of them or an answer with such a list; none if it is anything else.
pub(crate) fn credentials(value: Json<'_>) -> Option<Vec<FederatedCredential>> {
    if !value.text().contains("ssuer") {
        return None;
    }
    if let Some(one) = credential(value) {
        return Some(vec![one]);
    }
    let context = value.get("@odata.context").and_then(Json::string);
    let list = value.elements().or_else(|| value.get("value")?.elements())?;
    let mut all: Vec<FederatedCredential> = list.take(LIMIT).map(credential).collect::<Option<_>>()?;
    for one in &mut all {
        if let Some(context) = &context {
            one.form = FederationForm::Graph;
            one.of = one.of.take().or_else(|| object_id(context));
        }
    }
    (!all.is_empty()).then_some(all)
}

/// `…#applications('<object id>')/federatedIdentityCredentials`.
fn object_id(context: &str) -> Option<String> {
    let (_, rest) = context.split_once("applications('")?;
    Guid::at_start(rest).map(|id| id.to_string())
}

fn credential(value: Json<'_>) -> Option<FederatedCredential> {
    let mut one = FederatedCredential::default();
    let (mut has_issuer, mut has_subject, mut has_audience) = (false, false, false);
    let inner = value.get("properties").or_else(|| value.get("Properties"));
    for (name, member) in [Some(value), inner].into_iter().flatten().filter_map(Json::members).flatten() {
        let string = || member.string().map(|text| text.trim_end_matches('\0').to_owned());
        match name.to_ascii_lowercase().replace('_', "").as_str() {
            "name" | "displayname" => one.name = one.name.or_else(string),
            "issuer" => {
                has_issuer = true;
                one.issuer = string().and_then(|text| told(&text));
                if name.starts_with('I') {
                    one.form = FederationForm::PowerShell;
                }
            }
            "subject" => {
                has_subject |= member.text() != "null";
                one.subject = string().and_then(|text| told(&text));
            }
            "claimsmatchingexpression" if member.text() != "null" => {
                has_subject = true;
                let text =
                    string().or_else(|| Some(member.get("value").or_else(|| member.get("Value"))?.string()?.into()));
                one.expression = text.and_then(|text| told(&text));
            }
            "audiences" | "audience" => {
                has_audience = true;
                one.audiences = match member.elements() {
                    Some(all) => all.map(|one| told(&one.string()?)).collect(),
                    None => string().and_then(|text| told(&text)).map(|one| vec![one]),
                };
            }
            // Azure CLI, ARM and Terraform name the identity.
            "id" | "parentid" => {
                let text = string().unwrap_or_default();
                if text.contains("userAssignedIdentities") {
                    one.form = FederationForm::Identity;
                    one.of = Some(text);
                }
            }
            "@odata.id" | "@odata.context" => {
                one.form = FederationForm::Graph;
                one.of = string().and_then(|text| object_id(&text));
            }
            "applicationid" | "applicationobjectid" => one.form = FederationForm::Terraform,
            _ => {}
        }
    }
    (has_issuer && has_subject && has_audience).then_some(one)
}

#[cfg(test)]
mod tests {
    use super::{FederatedCredential, FederationForm, credentials, told};
    use crate::decode::json::Json;

    fn read(json: &str) -> Vec<FederatedCredential> {
        credentials(Json::parse(json).unwrap()).unwrap_or_default()
    }

    #[test]
    fn each_form_of_json_is_read() {
        let one = r#""issuer":"https://a","subject":"b","audiences":["c"]"#;
        for (json, form) in [
            (format!(r#"{{"name":"x",{one}}}"#), FederationForm::Cli),
            (format!(r#"[{{"name":"x",{one}}}]"#), FederationForm::Cli),
            (
                format!(r#"{{"@odata.context":"m#applications('y')/f","value":[{{"name":"x",{one}}}]}}"#),
                FederationForm::Graph,
            ),
            (
                format!(
                    r#"{{"value":[{{"id":"/s/userAssignedIdentities/i/f/x","name":"x","properties":{{{one}}}}}]}}"#
                ),
                FederationForm::Identity,
            ),
            (
                r#"[{"Name":"x","Issuer":"https://a","Subject":"b","Audiences":"c"}]"#.to_owned(),
                FederationForm::PowerShell,
            ),
            (format!(r#"{{"application_id":"/applications/1","display_name":"x",{one}}}"#), FederationForm::Terraform),
        ] {
            let read = read(&json);
            let [credential] = read.as_slice() else { panic!("{json}") };
            let wanted = ["x", "https://a", "b"].map(|text| Some(text.to_owned()));
            assert_eq!([&credential.name, &credential.issuer, &credential.subject].map(Clone::clone), wanted, "{json}");
            assert_eq!(credential.audiences, Some(vec!["c".to_owned()]), "{json}");
            assert_eq!(credential.form, form, "{json}");
        }
        assert!(read(r#"{"issuer":"https://a","subject":"b"}"#).is_empty() && read("[1]").is_empty());
    }

    #[test]
    fn what_is_not_told_is_unknown() {
        for text in ["***", "${var.x}", "<issuer>", "{{ x }}", "", "repo:${o}/r"] {
            assert_eq!(told(text), None, "{text}");
        }
        assert!(told("repo:o/r:ref:refs/heads/main").is_some());
    }
}
