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
    let step = match clock {
        Clock::Real | Clock::Virtual => step(scale),
        // There is nothing between two steps.
        Clock::Steps => step(scale).max(Duration::from_millis(1)),
    };
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

/// The shortest of 1, 2, 5, 10, 20, 50, … µs that leaves room for a time.
fn step(scale: Scale) -> Duration {
    let length = scale.length.as_micros();
    let mut power = 1;
    loop {
        for digit in [1, 2, 5] {
            let micros: u128 = digit * power;
            if micros * scale.width as u128 >= SPACING * length {
                return Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX));
            }
        }
        power *= 10;
    }
}
