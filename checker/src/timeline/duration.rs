//! Durations for people. Only `ms` and `s`, so that nothing needs a µ.

use report::Clock;
use std::time::Duration;

/// About three digits: `0.25 ms`, `7.3 ms`, `50 ms`, `1.23 s`, `75 s`.
#[must_use]
pub fn duration(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    match ms {
        _ if ms < 1.0 => with_unit(ms, 2, "ms"),
        _ if ms < 10.0 => with_unit(ms, 1, "ms"),
        _ if ms < 999.5 => with_unit(ms, 0, "ms"),
        _ if ms < 9_995.0 => with_unit(ms / 1e3, 2, "s"),
        _ if ms < 99_950.0 => with_unit(ms / 1e3, 1, "s"),
        _ => with_unit(ms / 1e3, 0, "s"),
    }
}

/// Every digit down to a microsecond, for times that are exact: `1.234 s`.
fn exact(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        with_unit(time.as_secs_f64() * 1e3, 3, "ms")
    } else {
        with_unit(time.as_secs_f64(), 6, "s")
    }
}

/// `7 steps`, of one millisecond each.
fn steps(time: Duration) -> String {
    match time.as_millis() {
        1 => "1 step".to_owned(),
        count => format!("{count} steps"),
    }
}

/// How times of this clock are written.
#[must_use]
pub fn of_clock(clock: Clock) -> fn(Duration) -> String {
    match clock {
        Clock::Real => duration,
        Clock::Virtual => exact,
        Clock::Steps => steps,
    }
}

/// A place on the axis of this clock.
#[must_use]
pub fn tick(clock: Clock, time: Duration) -> String {
    match clock {
        Clock::Real | Clock::Virtual => exact(time),
        Clock::Steps => time.as_millis().to_string(),
    }
}

fn with_unit(value: f64, decimals: usize, unit: &str) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{text} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(micros: u64, want_rounded: &str, want_exact: &str) {
        let time = Duration::from_micros(micros);
        assert_eq!((duration(time), exact(time)), {
            (want_rounded.to_owned(), want_exact.to_owned())
        });
    }

    #[test]
    fn small_times_keep_their_digits_and_long_ones_do_not_pretend_to() {
        check(0, "0 ms", "0 ms");
        check(250, "0.25 ms", "0.25 ms");
        check(7_349, "7.3 ms", "7.349 ms");
        check(50_000, "50 ms", "50 ms");
        check(999_700, "1 s", "999.7 ms");
        check(1_234_000, "1.23 s", "1.234 s");
        check(1_500_000, "1.5 s", "1.5 s");
        check(75_049_000, "75 s", "75.049 s");
        check(100_000_000, "100 s", "100 s");
    }
}
