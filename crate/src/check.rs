//! What a check is, and how what it finds becomes a finding.

use crate::decode::entra_error::EntraError;
use crate::evidence::Evidence;
use crate::recognize::Item;
use crate::report::{Cause, Finding, Need, Outcome, Place, Severity, SkipKind, Text, say};
use crate::skip::Reason;
pub(crate) use crate::skip::Skip;

/// One rule. Its id is its path: `claims/aud` is `checks/claims/aud.rs` and `tests/cases/claims/aud/`.
#[derive(Debug)]
pub struct Check {
    /// `family/name`.
    pub id: &'static str,
    /// A sentence that is true when the check passes.
    pub title: &'static str,
    /// A sentence that is true when it fails, whatever the reason; at most 60 characters.
    pub fails: &'static str,
    /// How much a fail matters.
    pub severity: Severity,
    /// The cause that a fail speaks for.
    pub cause: Option<Cause>,
    /// The machine words of its fails; none where it fails in one way only.
    pub reasons: &'static [&'static str],
    /// A document and its section, or a refusal on record.
    pub cites: &'static str,
    pub(crate) examine: Examine,
}

/// The rule itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Examine {
    /// Looks at everything, once.
    Evidence(fn(&Evidence<'_>) -> Examined),
    /// Looks at Entra's error and everything else, if there is an error.
    Response(fn(&Evidence<'_>, &EntraError) -> Examined),
    /// Looks at each thing that was found.
    EachSource(fn(&Item) -> Found),
}

/// What a check found, or why it did not look.
pub(crate) type Examined = Result<Found, Skip>;

/// A pass or a fail, in a box like a skip.
#[derive(Debug)]
pub(crate) struct Found(Box<What>);

/// What was found.
#[derive(Debug, Default)]
struct What {
    fails: bool,
    reason: Option<&'static str>,
    message: Text,
    expected: Option<String>,
    actual: Option<String>,
    expected_label: Option<String>,
    actual_label: Option<String>,
    places: Vec<Place>,
    needs: Vec<Need>,
}

impl Found {
    pub(crate) fn pass(message: impl Into<Text>) -> Self {
        Self::new(false, message.into())
    }

    pub(crate) fn fail(message: impl Into<Text>) -> Self {
        Self::new(true, message.into())
    }

    fn new(fails: bool, message: Text) -> Self {
        Self(Box::new(What { fails, message, ..What::default() }))
    }

    /// The machine word of a fail.
    pub(crate) fn because(mut self, reason: &'static str) -> Self {
        self.0.reason = Some(reason);
        self
    }

    /// Whether it fails.
    pub(crate) fn is_fail(&self) -> bool {
        self.0.fails
    }

    /// With what another one says and where.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.message = say("{} {}", [self.0.message, other.0.message]);
        self.0.places.extend(other.0.places);
        self
    }

    /// A value of the evidence that it is about.
    pub(crate) fn at(mut self, place: Place) -> Self {
        self.0.places.push(place);
        self
    }

    /// A pass holds only so far: more evidence could still make it a fail.
    pub(crate) fn needing(mut self, need: Need) -> Self {
        self.0.needs.push(need);
        self
    }

    /// What should stand there, in the spelling of what stands there.
    pub(crate) fn compare(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.0.expected = Some(expected.into());
        self.0.actual = Some(actual.into());
        self
    }

    /// What stands there, with nothing to compare it with.
    pub(crate) fn showing(mut self, actual: impl Into<String>) -> Self {
        self.0.actual = Some(actual.into());
        self
    }

    /// Whose the two are.
    pub(crate) fn of(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.0.expected_label = self.0.expected.is_some().then(|| expected.into());
        self.0.actual_label = self.0.actual.is_some().then(|| actual.into());
        self
    }
}

impl Check {
    /// Its findings: one, or one for each source that fails and for at most so many that pass.
    pub(crate) fn findings(&self, evidence: &Evidence<'_>, most: usize) -> Vec<Finding> {
        match self.examine {
            Examine::Evidence(examine) => vec![self.finding(outranked(evidence, examine(evidence)))],
            Examine::Response(examine) => vec![self.finding(match evidence.answer.error {
                Some(error) => outranked(evidence, examine(evidence, error)),
                None => Err(Skip::inapplicable("No error of Entra's was given.")),
            })],
            Examine::EachSource(_) if evidence.items.is_empty() => {
                vec![self.finding(Err(Skip::inapplicable("Nothing was given.")))]
            }
            Examine::EachSource(examine) => {
                let mut passes = 0..most;
                let examined = evidence.items.iter().map(|(id, item)| (id, examine(item)));
                examined
                    .filter(|(_, found)| found.is_fail() || passes.next().is_some())
                    .map(|(id, found)| self.finding(Ok(found.at(Place::source(*id)))))
                    .collect()
            }
        }
    }

    fn finding(&self, examined: Examined) -> Finding {
        let (verdict, skip, owner, found) = match examined {
            Ok(found) => (if found.is_fail() { Outcome::Fail } else { Outcome::Pass }, None, None, *found.0),
            Err(skip) => {
                let (reason, message) = skip.into_parts();
                let (kind, owner, needs) = match reason {
                    Reason::Inapplicable => (SkipKind::Inapplicable, None, Vec::new()),
                    Reason::Owned(check) => (SkipKind::Owned, Some(check), Vec::new()),
                    Reason::Undecided(needs) => (SkipKind::Undecided, None, needs),
                };
                (Outcome::Skip, Some(kind), owner, What { message, needs, ..What::default() })
            }
        };
        Finding {
            id: self.id,
            cause: self.cause,
            title: if verdict == Outcome::Fail { self.fails } else { self.title },
            severity: self.severity,
            verdict,
            reason: found.reason,
            message: found.message.readable(),
            expected: found.expected,
            actual: found.actual,
            expected_label: found.expected_label,
            actual_label: found.actual_label,
            places: found.places,
            skip,
            owner,
            needs: found.needs,
            cites: self.cites,
        }
    }
}

/// Where Entra accepted the assertion, no rule calls it wrong.
fn outranked(evidence: &Evidence<'_>, examined: Examined) -> Examined {
    match examined {
        Ok(found) if found.is_fail() && evidence.answer.is_success => {
            Err(Skip::inapplicable("Entra accepted the assertion."))
        }
        other => other,
    }
}
