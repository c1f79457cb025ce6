//! A speed-up as an inline SVG.

use crate::reporter::markup::Escaped;
use crate::timeline::{Pace, Style, caption, paces};
use report::SpeedUp;

/// In units of the picture, of which about as many fit as there are pixels.
const WIDTH: f64 = 880.0;
const LABELS: f64 = 170.0;
const WORDS: f64 = 150.0;
const ROW: f64 = 26.0;

/// A bar for each pace: the longer, the faster.
pub(super) fn speed_up(measured: &SpeedUp) -> String {
    let paces = paces(measured);
    let most = paces.iter().map(|pace| pace.times).fold(1.0, f64::max);
    let tops = [0.0, ROW, 2.0 * ROW];
    let rows = paces.iter().zip(tops);
    let shapes: String = rows.map(|(pace, top)| row(pace, top, most)).collect();
    let label = Escaped(&caption(measured)).to_string();
    let height = 3.0 * ROW + 6.0;
    format!(
        "<figure>\n<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\">\n\
         {shapes}</svg>\n<figcaption>{label}</figcaption>\n</figure>\n"
    )
}

fn row(pace: &Pace, top: f64, most: f64) -> String {
    let middle = top + ROW / 2.0 + 4.5;
    let width = ((WIDTH - LABELS - WORDS) * pace.times / most).max(3.0);
    let class = match pace.style == Style::Finished {
        true => "finished",
        false => "reference",
    };
    format!(
        "<text class=\"label\" x=\"{:.1}\" y=\"{middle:.1}\">{}</text>\n\
         <rect class=\"{class}\" x=\"{LABELS:.1}\" y=\"{:.1}\" width=\"{width:.1}\" \
         height=\"{:.1}\" rx=\"3\"/>\n\
         <text class=\"lane\" x=\"{:.1}\" y=\"{middle:.1}\">{}</text>\n",
        LABELS - 12.0,
        pace.name,
        top + 4.0,
        ROW - 8.0,
        WIDTH - WORDS + 12.0,
        pace.words,
    )
}
