//! The cells of one row.

use crate::timeline::glyphs::Glyphs;
use crate::timeline::line::{Line, Style};
use report::{Activity, End, Span};
use std::time::Duration;

/// From a time to a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) origin: Duration,
    pub(super) length: Duration,
    pub(super) width: usize,
}

impl Scale {
    /// The boundary between columns that is nearest to `time`. One moment is
    /// always the same boundary, so work that only touches never seems to
    /// overlap.
    pub(super) fn boundary(self, time: Duration) -> usize {
        let length = self.length.as_nanos();
        if length == 0 {
            return 0;
        }
        let width = self.width as u128;
        let offset = time.saturating_sub(self.origin).as_nanos().min(length);
        let column = (offset * width + length / 2) / length;
        usize::try_from(column).unwrap_or(self.width)
    }
}

/// Draw `spans`, which do not overlap, into one line of bars.
pub(super) fn draw(spans: &[&Span], scale: Scale, glyphs: Glyphs, line: &mut Line) {
    let mut cells = vec![(' ', Style::Blank); scale.width];
    for span in spans {
        paint(span, scale, glyphs, &mut cells);
    }
    for (glyph, style) in cells {
        line.push(glyph.encode_utf8(&mut [0; 4]), style);
    }
}

fn paint(span: &Span, scale: Scale, glyphs: Glyphs, cells: &mut [(char, Style)]) {
    let Some(last_cell) = cells.len().checked_sub(1) else {
        return;
    };
    let first = scale.boundary(span.start).min(last_cell);
    let last = scale
        .boundary(span.end)
        .saturating_sub(1)
        .clamp(first, last_cell);
    let style = style(span);
    if first == last {
        cells[first] = (glyphs.point(span.how), style);
        return;
    }
    cells[first] = (glyphs.start(), style);
    cells[first + 1..last].fill((glyphs.body(span.activity, span.how), style));
    cells[last] = (glyphs.end(span.how), style);
}

fn style(span: &Span) -> Style {
    match span.how {
        End::Finished => match span.activity {
            None | Some(Activity::Waiting) => Style::Finished,
            Some(Activity::Computing) => Style::Computing,
            Some(Activity::Blocking) => Style::Blocking,
            Some(Activity::Locking) => Style::Locking,
        },
        End::Cancelled => Style::Cancelled,
        End::Panicked => Style::Panicked,
        End::Open => Style::Open,
    }
}
