//! Clocks, time zones and assertions that are used again.

use super::{ALWAYS, Failed, Writer, known, quote, remedy};
use crate::evidence::Evidence;
use crate::report::Remedy;

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("claims/exp", &["expired"]),
        ("claims/nbf", &["future"]),
        ("claims/iat", &["future"]),
        ("certificate/validity", &["not-yet-valid"]),
        ("registration/validity", &["not-yet-valid"]),
        ("response/clock", &[]),
        ("response/says_bad_time", &["aadsts700024"]),
    ],
    helps: ALWAYS,
    write,
};

const COMPARE: &str = "Compare the clock of the machine that makes the assertion with the `Date` of Entra's answer, and let the machine set its clock from a time server.";

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let host = quote::shell(&format!("https://{}/", known::login_host(evidence)));
    let zone = failed.has("response/clock", &["time-zone"]);
    let stale = failed.has("claims/exp", &["expired"])
        || failed.has("response/clock", &["behind-or-reused"])
        || failed.has("response/says_bad_time", &["aadsts700024"]);
    let skew = failed.is_called_by(&["claims/nbf", "claims/iat", "response/clock", "response/says_bad_time"]) || stale;
    let ahead = failed.has("claims/nbf", &["future"]) || failed.has("response/clock", &["ahead"]);
    let later = failed.is_called_by(&["certificate/validity", "registration/validity"]);
    remedy(
            "Set the clock, and make a new assertion for each request",
            "Entra compares `nbf` and `exp` with its own clock, in UTC.",
        )
        .step_if(ahead, COMPARE)
        .step_if(
            stale,
            "Make the assertion right before it is sent, and a new one for each request. One that was made when the program started, or that stands in a configuration, is over after its first minutes.",
        )
        .step_if(
            zone,
            "Compute the times in UTC: a difference of whole hours or half hours is a local time that was taken for UTC.",
        )
        .step_if(
            skew && !ahead,
            COMPARE,
        )
        .step_if(
            later,
            "The certificate's time has not begun yet. Sign with another that is registered until then, or correct the clock if it is behind.",
        )
        .snippet(
            "Entra's clock and this one",
            "shell",
            format!("curl --silent --head {host} | grep -i '^date:'\ndate -u"),
        )
        .snippet("Set the clock, Linux with systemd", "shell", "timedatectl status\nsudo timedatectl set-ntp true")
        .snippet("Set the clock, Windows", "powershell", "w32tm /query /status\nw32tm /resync")
        .snippet("Seconds since 1970 in .NET", "csharp", "long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();")
        .snippet("… in PowerShell", "powershell", "[DateTimeOffset]::UtcNow.ToUnixTimeSeconds()")
        .snippet("… in JavaScript", "javascript", "const now = Math.floor(Date.now() / 1000);")
        .snippet("… in Python", "python", "import time\n\nnow = int(time.time())")
}
