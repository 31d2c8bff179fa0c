//! The inspector in a terminal: `inspect [--now N] [--at N] [--tenant T] [--client-id C] [--thumbprint HASH=ROLE]...
//! [--list ID=SHARE]... [--json] FILE...`
//!
//! `N` is in seconds since the Unix epoch. `ROLE` is what a thumbprint that was given by itself is: `registered`,
//! `registered_all`, `mine`. `SHARE` is how much of the application's key credentials the source with this id lists: `whole`,
//! `part`, `other`. `-` reads the standard input. The exit code is 0 where no error was found, 1
//! where one was, 2 where the command line or a file cannot be read.

use std::error::Error;
use std::io::{Read, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs, io};

use assertion_inspector::report::Status;
use assertion_inspector::request::{Request, Role, Share, Source};
use assertion_inspector::{inspect, markdown};

const USAGE: &str = "usage: inspect [--now N] [--at N] [--tenant T] [--client-id C] [--thumbprint HASH=ROLE]... [--list ID=SHARE]... [--json] FILE...";

fn main() -> ExitCode {
    match run() {
        Ok(Status::Mismatch) => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do where not even this can be written.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<Status, Box<dyn Error>> {
    let mut request = Request::default();
    request.context.now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    let mut as_json = false;
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match argument.as_str() {
            "--now" => request.context.now = value()?.parse()?,
            "--at" => request.context.at = Some(value()?.parse()?),
            "--tenant" => request.context.expected.tenant = Some(value()?),
            "--client-id" => request.context.expected.client_id = Some(value()?),
            "--thumbprint" => request.context.expected.thumbprints.push(pair(&value()?, Role::parse)?),
            "--list" => {
                let (id, share) = pair(&value()?, Share::parse)?;
                request.context.expected.lists.push((id.parse()?, share));
            }
            "--json" => as_json = true,
            option if option.starts_with("--") => return Err(USAGE.into()),
            name => request.sources.push(read(name)?),
        }
    }
    if request.sources.is_empty() {
        return Err(USAGE.into());
    }
    let report = inspect(&request);
    let text = if as_json { serde_json::to_string_pretty(&report)? + "\n" } else { markdown::of(&report) };
    io::stdout().write_all(text.as_bytes())?;
    Ok(report.verdict.status)
}

/// `NAME=WORD`.
fn pair<T>(argument: &str, word: fn(&str) -> Option<T>) -> Result<(String, T), &'static str> {
    let (name, said) = argument.split_once('=').ok_or(USAGE)?;
    Ok((name.to_owned(), word(said).ok_or(USAGE)?))
}

fn read(name: &str) -> Result<Source, Box<dyn Error>> {
    let mut bytes = Vec::new();
    if name == "-" {
        io::stdin().read_to_end(&mut bytes)?;
        return Ok(Source { name: None, bytes });
    }
    bytes = fs::read(name).map_err(|error| format!("{name}: {error}"))?;
    Ok(Source { name: Some(name.to_owned()), bytes })
}
