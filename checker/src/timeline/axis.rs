//! The times above the bars.

use crate::timeline::bar::Scale;
use crate::timeline::duration::tick;
use crate::timeline::glyphs::Glyphs;
use report::Clock;
use std::time::Duration;

/// The least number of columns from one time to the next.
const SPACING: u128 = 11;

/// Round times, as many as fit into `room`, which may be wider than the bars so
/// that the last one can stand at their end: `╷0 ms      ╷20 ms     ╷40 ms`.
pub(super) fn axis(clock: Clock, scale: Scale, room: usize, glyphs: Glyphs) -> String {
    let room_for_one = SPACING * scale.length.as_micros();
    let least = room_for_one.div_ceil(scale.width.max(1) as u128);
    let step = round_step(clock, least);
    let mut text = String::new();
    let mut used = 0;
    for number in 0.. {
        let time = step * number;
        let column = scale.boundary(scale.origin + time);
        let label = format!("{}{}", glyphs.tick(), tick(clock, time));
        let width = label.chars().count();
        if time > scale.length || column + width > room {
            break;
        }
        text.push_str(&" ".repeat(column.saturating_sub(used)));
        text.push_str(&label);
        used = column + width;
        if step.is_zero() {
            break;
        }
    }
    text
}

/// The shortest of 1, 2, 5, 10, 20, 50, … µs that is at least so many.
pub fn round_step(clock: Clock, least_micros: u128) -> Duration {
    let least = match clock {
        Clock::Real | Clock::Virtual => least_micros,
        // There is nothing between two steps of threads.
        Clock::Steps => least_micros.max(1_000),
    };
    let mut power = 1;
    loop {
        for micros in [1, 2, 5].map(|digit: u128| digit * power) {
            if micros >= least {
                return Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX));
            }
        }
        power *= 10;
    }
}
