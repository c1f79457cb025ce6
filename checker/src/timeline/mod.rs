//! Spans to a picture, and a speed-up to bars. No I/O and no colours: lines come out as pieces with a
//! meaning, and who shows them decides how each meaning looks.

mod axis;
mod bar;
mod draw;
mod duration;
mod glyphs;
mod labels;
mod line;
mod rows;
mod speed_up;
mod together;

pub use axis::round_step;
pub use draw::{ACTIVITIES, draw};
pub use duration::{duration, of_clock, tick};
pub use glyphs::Glyphs;
pub use line::{Line, Piece, Style};
pub use rows::{MOST_ROWS, Row, Rows, extent, rows};
pub use speed_up::{Pace, caption, paces, speed_up};
pub use together::together;
