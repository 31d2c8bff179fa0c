// Made from crate/src/report/ and request.rs by a test of theirs; see there.

export type Report = { 
/**
 * The version of these shapes: 1.
 */
schema: number, 
/**
 * The one sentence at the top.
 */
verdict: Verdict, 
/**
 * What passes, in one sentence; empty where nothing does.
 */
passed: Text, 
/**
 * One entry for each paste or file, in order.
 */
files: Array<FileEntry>, 
/**
 * One entry for each thing found, in order.
 */
sources: Array<SourceEntry>, 
/**
 * What cannot be read of what the person says.
 */
expected: Array<ExpectedEntry>, 
/**
 * What can be given, and what it would settle, always all six rows.
 */
checklist: Array<ChecklistEntry>, 
/**
 * All assertions that were found, in order.
 */
assertions: Array<AssertionEntry>, 
/**
 * The differential diagnosis, always all six.
 */
causes: Array<CauseEntry>, 
/**
 * What each check found, in the order of the families.
 */
findings: Array<Finding>, 
/**
 * What to do about it, the most likely first.
 */
remedies: Array<Remedy>, 
/**
 * All certificates, credentials and thumbprints of which the evidence tells; without rows where it is one alone.
 */
thumbprints: Table, 
/**
 * What the evidence says, without judgement.
 */
sections: Array<Section>, };
export type Text = Array<Piece>;
export type Piece = { "words": string } | { "value": string };
export type Verdict = { 
/**
 * Where things stand.
 */
status: Status, 
/**
 * What stands over it: the state in words.
 */
word: string, 
/**
 * One sentence that a person can act on.
 */
headline: Text, 
/**
 * The finding that says so.
 */
leads?: string, };
export type Status = "nothing" | "incomplete" | "mismatch" | "consistent" | "accepted";
export type FileEntry = { 
/**
 * Which one, and the handle for `set_aside`.
 */
id: number, 
/**
 * The file's name, or what is in it.
 */
name: string, 
/**
 * One line about it.
 */
note: Text, 
/**
 * What became of it, in one sentence: whether it was taken.
 */
status: Text, };
export type SourceEntry = { 
/**
 * The handle for `remove` and `text`.
 */
id: number, 
/**
 * The paste or file that it came in.
 */
file: number, 
/**
 * The file's name, or what the thing calls itself.
 */
name: string, 
/**
 * What it was recognized as.
 */
kind: Kind, 
/**
 * The same in words.
 */
what: string, 
/**
 * One line about it.
 */
note: Text, 
/**
 * What only the person knows of it.
 */
question?: Question, };
export type Question = { 
/**
 * Where in `Context` the answer belongs: `thumbprints` or `lists` of `expected`, or `expected` itself, of which the answer is
 * the member that takes the name.
 */
field: string, 
/**
 * Under which name: the thumbprint, or the id of the source; or the identifier.
 */
name: string, 
/**
 * The question itself.
 */
text: Text, 
/**
 * What can be said to it.
 */
answers: Array<Answer>, };
export type Answer = { 
/**
 * What a person reads.
 */
label: string, 
/**
 * What `Context.expected` holds then.
 */
word: Role | Share | 'tenant' | 'client_id', 
/**
 * Whether the person gave it.
 */
chosen: boolean, };
export type ExpectedEntry = { 
/**
 * `tenant` or `client_id`.
 */
field: string, 
/**
 * What is wrong with it.
 */
note: Text, };
export type Kind = "assertion" | "request" | "certificate" | "thumbprint" | "registration" | "response" | "private_key" | "pkcs12" | "csr" | "crl" | "public_key" | "ssh_key" | "change" | "federation" | "unknown";
export type ChecklistEntry = { 
/**
 * Which one: `assertion` has the token request with it, `client_id` the tenant.
 */
id: Need, 
/**
 * What a person calls it.
 */
title: string, 
/**
 * Whether it was given.
 */
given: boolean, 
/**
 * Whether more of it would settle a cause that is open.
 */
wanted: boolean, 
/**
 * The ids of the sources that were recognized as it.
 */
sources: Array<number>, 
/**
 * What it would settle and where to find it; empty where nothing more need be said.
 */
hint: string, };
export type AssertionEntry = { 
/**
 * The id of its source.
 */
source: number, 
/**
 * Which one it is, in words: its number, its time, what Entra made of it, and the certificate that it names.
 */
label: string, 
/**
 * Whether it is the one inspected.
 */
focused: boolean, 
/**
 * What Entra made of it.
 */
outcome: AssertionOutcome, 
/**
 * Header and claims as encoded, each empty where it is no JSON object, holds a secret or tells of a person. Never the
 * signature.
 */
segments: [string, string], };
export type AssertionOutcome = "refused" | "accepted" | "unknown";
export type CauseEntry = { 
/**
 * Which one.
 */
id: Cause, 
/**
 * A sentence.
 */
title: string, 
/**
 * What the findings say of it.
 */
status: CauseStatus, 
/**
 * The ids of the findings that speak for it.
 */
because: Array<string>, 
/**
 * The evidence that would settle it.
 */
needs: Array<Need>, };
export type Cause = "not_registered" | "wrong_identifier" | "wrong_key" | "bad_claims" | "bad_time" | "bad_request" | "no_credential_matches" | "issuer_key" | "federation_refused";
export type CauseStatus = "confirmed" | "suspected" | "ruled_out" | "unknown";
export type Need = "assertion" | "certificate" | "registration" | "response" | "request" | "federation" | "tenant" | "client_id" | "time";
export type Finding = { 
/**
 * The check: `family/name`.
 */
id: string, 
/**
 * A sentence that is true of the verdict; of a skip, what would be true if the check passed.
 */
title: string, 
/**
 * How much a fail matters. One check has one severity.
 */
severity: Severity, 
/**
 * Passed, failed or skipped.
 */
verdict: Outcome, 
/**
 * A fail's machine word.
 */
reason?: string, 
/**
 * One sentence with the values seen.
 */
message: Text, 
/**
 * What should stand there, in the spelling of `actual`.
 */
expected?: string, 
/**
 * What stands there.
 */
actual?: string, 
/**
 * Whose `expected` is: `registered (new.cer)`.
 */
expected_label?: string, 
/**
 * Whose `actual` is: `the client used`.
 */
actual_label?: string, 
/**
 * The values of the evidence that it is about.
 */
places: Array<string>, 
/**
 * Why a skip was skipped.
 */
skip?: SkipKind, 
/**
 * The check that tells of what a skip leaves to it.
 */
owner?: string, 
/**
 * The evidence that would decide a skip, or how far a pass holds.
 */
needs: Array<Need>, 
/**
 * A document and its section, or a refusal on record.
 */
cites: string, };
export type Severity = "error" | "warning" | "notice";
export type Outcome = "pass" | "fail" | "skip";
export type SkipKind = "inapplicable" | "owned" | "undecided";
export type Remedy = { 
/**
 * What to do.
 */
title: string, 
/**
 * The ids of the findings that call for it.
 */
because: Array<string>, 
/**
 * Why it mends the matter.
 */
why: Text, 
/**
 * The way, step by step.
 */
steps: Array<Text>, 
/**
 * The answers to the question that the steps end in; empty where they end in none.
 */
choices: Array<Choice>, 
/**
 * What to paste.
 */
snippets: Array<Snippet>, };
export type Choice = { 
/**
 * What they see.
 */
seen: string, 
/**
 * What to do then.
 */
then: string, };
export type Snippet = { 
/**
 * Where it goes.
 */
label: string, 
/**
 * `json`, `shell`, `powershell`, `http`, `csharp`, `python`, `javascript`, `java`, `go`, `text`.
 */
language: string, 
/**
 * The text.
 */
text: string, };
export type Table = { 
/**
 * The headings.
 */
columns: Array<string>, 
/**
 * The rows, each with a cell for each heading.
 */
rows: Array<Array<Text>>, };
export type Section = { 
/**
 * `header`, `claims`, `signature`, `x5c.0`, `certificate.0`, …
 */
id: string, 
/**
 * What it is about.
 */
title: string, 
/**
 * The title of what it is part of; empty where it stands alone.
 */
group: string, 
/**
 * What tells most of it, in one line; may be empty.
 */
summary: Text, 
/**
 * The headings of a table of label, value and note; empty where it is a list.
 */
columns: Array<string>, 
/**
 * Its rows.
 */
facts: Array<Fact>, };
export type Fact = { 
/**
 * The name of the value, as the contract lists them; empty where it lists none.
 */
place: string, 
/**
 * What a person calls it.
 */
label: string, 
/**
 * The value, exactly.
 */
value: string, 
/**
 * How to show it.
 */
form: Form, 
/**
 * What it means, in words; may be empty.
 */
note: Text, };
export type Form = "text" | "code" | "json";
export type Context = { 
/**
 * What the assertion should say.
 */
expected: Expected, 
/**
 * Now; a fraction is allowed.
 */
now?: number, 
/**
 * When the failed request was made, if the person says so.
 */
at?: number, 
/**
 * Which of several assertions to inspect, counted from 0; else the last.
 */
focus?: number, };
export type Expected = { 
/**
 * The tenant: a GUID or a domain.
 */
tenant?: string, 
/**
 * The application (client) ID.
 */
client_id?: string, 
/**
 * Of thumbprints that were given by themselves, in upper-case hexadecimal.
 */
thumbprints?: { [key in string]: Role }, 
/**
 * Of lists of key credentials that do not say whose they are, by the id of their source.
 */
lists?: { [key in number]: Share }, };
export type Role = "registered" | "registered_all" | "mine";
export type Share = "whole" | "part" | "other";
