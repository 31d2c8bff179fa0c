//! An audience for all tenants: clients of multi-tenant applications send it when users sign in; an application by itself
//! is refused with it.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::{LoginUrl, Tenant};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/aud_tenant",
    title: "`aud` is an endpoint of one tenant",
    fails: "`aud` is an endpoint for all tenants",
    severity: Severity::Warning,
    cause: Some(Cause::BadClaims),
    reasons: &["common", "organizations", "consumers"],
    cites: "Microsoft Entra OAuth 2.0 client credentials flow; refusal on record: AADSTS700023",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let audiences = evidence.assertion.audiences()?.present("aud")?;
    let url = match audiences.as_slice() {
        [audience] => LoginUrl::parse(audience).filter(|url| url.cloud.is_some()),
        _ => None,
    };
    let found = match url.map(|url| url.tenant) {
        Some(Tenant::Many(word)) => {
            let found = Found::fail(say(
                "`aud` is for {}, which stands for many tenants: an application that asks for itself wants the tenant's own ID or domain; where a user signs in, it has been accepted.",
                [value(&word)],
            ));
            let reason = CHECK.reasons.iter().find(|reason| reason.eq_ignore_ascii_case(&word));
            match reason {
                Some(reason) => found.because(reason),
                None => found,
            }
        }
        Some(tenant) if tenant.is_one() => Found::pass(say("It is that of {}.", [value(tenant)])),
        _ => return Err(Skip::owned("claims/aud", "`aud` is no login endpoint of a tenant that can be read.")),
    };
    Ok(found.at(Place::claim("aud")))
}
