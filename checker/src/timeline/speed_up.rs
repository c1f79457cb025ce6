//! A speed-up as bars: the longer, the faster.

use crate::timeline::draw::{flow, one};
use crate::timeline::duration::duration;
use crate::timeline::glyphs::Glyphs;
use crate::timeline::line::{Line, Style, fit};
use report::SpeedUp;

/// In fewer columns there are no bars.
const NARROW: usize = 48;
/// More columns would only stretch the bars.
const WIDEST_BAR: usize = 60;

/// One of the three ways in which the same work was done.
pub struct Pace {
    /// Which.
    pub name: &'static str,
    /// How many times as fast as one piece after another.
    pub times: f64,
    /// `1.8x  9.1 ms`.
    pub words: String,
    /// What it is drawn as.
    pub style: Style,
}

/// One after another, the answer, the machine.
#[must_use]
pub fn paces(measured: &SpeedUp) -> [Pace; 3] {
    let pace = |name, times, time, style| Pace {
        name,
        times,
        words: format!("{times:.1}x  {}", duration(time)),
        style,
    };
    let (answer, machine) = (measured.of_answer(), measured.of_machine());
    let serial = measured.one_after_another;
    [
        pace("one after another", 1.0, serial, Style::Lane),
        pace("yours", answer, measured.answer, Style::Finished),
        pace("this machine now", machine, measured.machine, Style::Lane),
    ]
}

/// What the bars are about, and whether they count.
#[must_use]
pub fn caption(measured: &SpeedUp) -> String {
    let SpeedUp { what, threads, .. } = measured;
    match measured.judged {
        true => format!("speed-up of {what}, beside {threads} threads on this machine"),
        false => {
            format!("speed-up of {what}, not judged: this machine has one processor, or is busy")
        }
    }
}

/// Draw `measured` in at most `width` columns:
///
/// ```text
/// one after another  ==========           1.0x  16 ms
/// yours              ==================   1.8x  8.9 ms
/// this machine now   ===================  1.9x  8.4 ms
/// ```
#[must_use]
pub fn speed_up(measured: &SpeedUp, width: usize, glyphs: Glyphs) -> Vec<Line> {
    let paces = paces(measured);
    let caption = flow(&[caption(measured)], "", width, Style::Axis);
    let rows: Vec<_> = if width < NARROW {
        let words = |pace: &Pace| one(&format!("{}: {:.1}x", pace.name, pace.times), pace.style);
        paces.iter().map(words).collect()
    } else {
        let columns = Columns::new(&paces, width);
        let row = |pace| columns.row(pace, glyphs);
        paces.iter().map(row).collect()
    };
    rows.into_iter().chain(caption).collect()
}

/// How wide each column is, and what the whole bar stands for.
struct Columns {
    name: usize,
    bar: usize,
    most: f64,
}

impl Columns {
    fn new(paces: &[Pace], width: usize) -> Self {
        const GAPS: usize = 4;
        let widest = |text: fn(&Pace) -> &str| {
            let widths = paces.iter().map(|pace| text(pace).len());
            widths.max().unwrap_or(0)
        };
        let name = widest(|pace| pace.name);
        let words = widest(|pace| &pace.words);
        Self {
            name,
            bar: (width.saturating_sub(name + words + GAPS)).min(WIDEST_BAR),
            most: paces.iter().map(|pace| pace.times).fold(1.0, f64::max),
        }
    }

    fn row(&self, pace: &Pace, glyphs: Glyphs) -> Line {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a part of a few dozen columns"
        )]
        let filled = (self.bar as f64 * pace.times / self.most).round() as usize;
        let filled = filled.clamp(1, self.bar.max(1));
        let bar = glyphs.bar().to_string().repeat(filled);
        let mut line = Line::default();
        line.push(&fit(pace.name, self.name, ""), Style::Label);
        line.push("  ", Style::Blank);
        line.push(&bar, pace.style);
        line.push(&" ".repeat(self.bar.saturating_sub(filled)), Style::Blank);
        line.push("  ", Style::Blank);
        line.push(&pace.words, Style::Label);
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::line::columns;
    use std::time::Duration;

    #[track_caller]
    fn check(micros: [u64; 3], width: usize, glyphs: Glyphs, want: &str) {
        let [one_after_another, answer, machine] = micros.map(Duration::from_micros);
        let measured = SpeedUp {
            what: "par_map".to_owned(),
            threads: 2,
            one_after_another,
            answer,
            machine,
            judged: machine * 3 < one_after_another * 2,
        };
        let lines = speed_up(&measured, width, glyphs);
        let picture: Vec<_> = lines.iter().map(Line::plain).collect();
        let picture = picture.join("\n");
        assert_eq!(picture, want.trim_matches('\n'), "\n{picture}");
        assert!(picture.lines().all(|line| columns(line) <= width));
    }

    #[test]
    fn an_answer_stands_beside_one_after_another_and_the_machine() {
        check(
            [16_000, 8_900, 8_400],
            70,
            Glyphs::Unicode,
            "
one after another  ━━━━━━━━━━━━━━━━━━━                    1.0x  16 ms
yours              ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━    1.8x  8.9 ms
this machine now   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  1.9x  8.4 ms
speed-up of par_map, beside 2 threads on this machine
",
        );
    }

    #[test]
    fn what_a_machine_cannot_do_does_not_count_and_ascii_will_do() {
        check(
            [16_000, 16_400, 16_100],
            64,
            Glyphs::Ascii,
            "
one after another  ================================  1.0x  16 ms
yours              ===============================   1.0x  16 ms
this machine now   ================================  1.0x  16 ms
speed-up of par_map, not judged: this machine has one processor,
or is busy
",
        );
    }

    #[test]
    fn a_narrow_place_has_the_numbers() {
        check(
            [16_000, 15_900, 8_400],
            30,
            Glyphs::Unicode,
            "
one after another: 1.0x
yours: 1.0x
this machine now: 1.9x
speed-up of par_map, beside 2
threads on this machine
",
        );
    }

    #[test]
    fn nothing_is_too_slow_or_too_fast_to_draw() {
        check(
            [1_000, 1_000_000, 0],
            60,
            Glyphs::Ascii,
            "
one after another  =                        1.0x  1 ms
yours              =                        0.0x  1 s
this machine now   =======================  1000000.0x  0 ms
speed-up of par_map, beside 2 threads on this machine
",
        );
    }
}
