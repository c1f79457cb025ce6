//! What lateness costs: the rule, and the times that it is applied to.

use jiff::{SpanRelativeTo, Timestamp, civil};
use serde::{Deserialize, Serialize};

/// What late answers lose.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LatePolicy {
    /// Percent of the points of an answer, for each started day.
    pub per_day: f64,
    /// The most that is taken, in percent.
    pub cap: f64,
    /// Who is late by so many seconds at most is not late.
    pub grace: u64,
}

/// Of 24 hours each, whatever clocks do meanwhile.
const SECONDS_OF_A_DAY: u64 = 86_400;
/// Longer is a typo.
const MOST_GRACE: u64 = 366 * SECONDS_OF_A_DAY;

/// What a grace may look like, for messages.
pub const GRACE: &str = "a time such as 15m, 2h or 1d, of a year at most";
const EXAMPLE: &str = "such as per-day=10,grace=15m,cap=50";

impl LatePolicy {
    /// Read a rule as it stands on the command line: `per-day=10,grace=15m,cap=50`;
    /// `off` is none.
    ///
    /// # Errors
    ///
    /// Says what is wrong, and what it should look like.
    pub fn parse(text: &str) -> Result<Option<Self>, String> {
        if text.trim() == "off" {
            return Ok(None);
        }
        let (mut per_day, mut cap, mut grace) = (None, None, None);
        for part in text.split(',') {
            let Some((key, value)) = part.split_once('=') else {
                return Err(format!(
                    "`{}` has no value; give a rule {EXAMPLE}",
                    part.trim()
                ));
            };
            let (key, value) = (key.trim(), value.trim());
            let twice = match key {
                "per-day" => per_day.replace(percent(key, value)?).is_some(),
                "cap" => cap.replace(percent(key, value)?).is_some(),
                "grace" => {
                    let seconds = grace_of(value);
                    let seconds =
                        seconds.ok_or_else(|| format!("grace must be {GRACE}, not `{value}`"))?;
                    grace.replace(seconds).is_some()
                }
                _ => {
                    return Err(format!(
                        "there is no setting `{key}`; there are per-day, grace and cap, {EXAMPLE}"
                    ));
                }
            };
            if twice {
                return Err(format!("{key} is said twice"));
            }
        }
        let per_day =
            per_day.ok_or_else(|| format!("per-day is missing; give a rule {EXAMPLE}"))?;
        Ok(Some(Self {
            per_day,
            cap: cap.unwrap_or(100.0),
            grace: grace.unwrap_or(0),
        }))
    }

    /// How many days count for who was late by so many seconds: each that was
    /// started, from when it was due, unless all of it lies within the grace.
    #[must_use]
    pub fn days(&self, seconds: u64) -> u64 {
        match seconds <= self.grace {
            true => 0,
            false => seconds.div_ceil(SECONDS_OF_A_DAY),
        }
    }

    /// How many percent so many days take.
    #[must_use]
    pub fn percent(&self, days: u64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "so many days that it matters are more than the cap"
        )]
        let days = days as f64;
        (self.per_day * days).min(self.cap)
    }
}

fn percent(key: &str, value: &str) -> Result<f64, String> {
    let number = value.trim_end_matches('%').trim().parse::<f64>().ok();
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| format!("{key} must be a number from 0 to 100, not `{value}`"))
}

/// A grace in seconds: `15m`, `1h 30m`, `0`.
#[must_use]
pub fn grace_of(text: &str) -> Option<u64> {
    match text {
        "0" => Some(0),
        text => seconds_of(text).filter(|seconds| *seconds <= MOST_GRACE),
    }
}

/// A length of time in seconds, with days of 24 hours: `2d`, `36h`, `P2D`.
#[must_use]
pub fn seconds_of(text: &str) -> Option<u64> {
    let span: jiff::Span = text.parse().ok()?;
    let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    u64::try_from(length.as_secs()).ok()
}

/// A time with its zone, such as `2026-11-23T22:00:00Z`, `2026-11-23 23:00 +0100`.
///
/// # Errors
///
/// Says whether only the zone is missing.
pub fn time_of(text: &str) -> Result<Timestamp, String> {
    let plain = text.trim();
    let utc = ["UTC", "GMT"]
        .iter()
        .find_map(|zone| plain.strip_suffix(zone));
    let plain = match utc {
        Some(time) => format!("{}Z", time.trim_end()),
        None => plain.replace(" +", "+").replace(" -", "-"),
    };
    plain
        .parse()
        .map_err(|_| match plain.parse::<civil::DateTime>() {
            Ok(_) => format!(
                "`{text}` has no time zone; write the offset after it, as in \
                 2026-11-23T23:00:00+01:00, or Z for UTC"
            ),
            Err(_) => format!(
                "`{text}` cannot be read as a time; write it as in 2026-11-23T23:00:00+01:00"
            ),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> LatePolicy {
        LatePolicy::parse(text).unwrap().unwrap()
    }

    #[test]
    fn a_rule_is_read_from_the_command_line() {
        let want = LatePolicy {
            per_day: 10.0,
            cap: 50.0,
            grace: 900,
        };
        assert_eq!(rule("per-day=10,grace=15m,cap=50"), want);
        assert_eq!(rule(" cap = 50% , per-day=10% ,grace=PT15M"), want);
        let least = rule("per-day=12.5");
        assert_eq!((least.per_day, least.cap, least.grace), (12.5, 100.0, 0));
        assert_eq!(rule("per-day=1,grace=0").grace, 0);
        assert_eq!(LatePolicy::parse("off"), Ok(None));
    }

    #[track_caller]
    fn refused(text: &str, want: &str) {
        let why = LatePolicy::parse(text).unwrap_err();
        assert!(why.contains(want), "{why}");
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_said() {
        refused("10", "`10` has no value; give a rule such as per-day=10");
        refused("grace=15m", "per-day is missing");
        refused("perday=10", "there is no setting `perday`");
        refused(
            "per-day=-1",
            "per-day must be a number from 0 to 100, not `-1`",
        );
        refused(
            "per-day=10,cap=101",
            "cap must be a number from 0 to 100, not `101`",
        );
        refused("per-day=10,cap=nan", "cap must be a number");
        refused("per-day=10,grace=15", "grace must be a time such as 15m");
        refused("per-day=10,grace=-15m", "grace must be a time such as 15m");
        refused("per-day=10,grace=2y", "grace must be a time such as 15m");
        refused("per-day=10,per-day=20", "per-day is said twice");
    }

    #[test]
    fn a_started_day_counts_and_a_second_starts_it() {
        let rule = rule("per-day=10,grace=15m,cap=35");
        let day = SECONDS_OF_A_DAY;
        let days = [0, 1, 900, 901, day, day + 1, 2 * day, 2 * day + 1].map(|at| rule.days(at));
        assert_eq!(days, [0, 0, 0, 1, 1, 2, 2, 3]);
        let percent = [0, 1, 3, 4, 400].map(|days| rule.percent(days));
        assert_eq!(percent, [0.0, 10.0, 30.0, 35.0, 35.0]);
        let strict = LatePolicy { grace: 0, ..rule };
        assert_eq!([0, 1].map(|at| strict.days(at)), [0, 1]);
    }

    #[test]
    fn times_are_understood_as_platforms_write_them() {
        let want = time_of("2026-11-23T22:00:00Z").unwrap();
        for text in [
            "2026-11-23T23:00:00+01:00",
            "2026-11-23 22:00:00 UTC",
            "2026-11-23 14:00:00 -0800",
            "2026-11-23T23:00+01:00",
            "2026-11-23T23:00:00+01:00[Europe/Berlin]",
            " 2026-11-23t22:00:00.000z ",
        ] {
            assert_eq!(time_of(text), Ok(want), "{text}");
        }
    }

    #[test]
    fn a_time_without_a_zone_is_told_from_one_that_is_none() {
        for text in ["2026-11-23T22:00:00", "2026-11-23 22:00", "2026-11-23"] {
            let why = time_of(text).unwrap_err();
            assert!(why.contains("has no time zone"), "{text}: {why}");
        }
        for text in ["monday", "23.11.2026 22:00", "", "2026-02-30T00:00:00Z"] {
            let why = time_of(text).unwrap_err();
            assert!(why.contains("cannot be read as a time"), "{text}: {why}");
        }
    }

    #[test]
    fn extensions_have_days_of_24_hours() {
        for text in ["2d", "48h", "2 days", "P2D", "1d 24h"] {
            assert_eq!(seconds_of(text), Some(2 * SECONDS_OF_A_DAY), "{text}");
        }
        for text in ["2", "-2d", "soon", ""] {
            assert_eq!(seconds_of(text), None, "{text}");
        }
    }
}
