//! Columns as wide as their widest cell, or narrower where there is no room for that.

use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use crate::reporter::wrap::wrap;
use console::measure_text_width;

/// Between two columns.
const GAP: usize = 2;
/// No column gets narrower: a word or two have to fit.
const NARROWEST: usize = 8;

/// Rows of cells; the first one names the columns.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn start_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn push(&mut self, cell: String) {
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    pub(super) fn write(&self, page: &mut Page) {
        let natural = self.natural_widths();
        let widths = fitted(natural.clone(), page.look.width);
        // A row of several lines needs something that ends it.
        let apart = widths != natural;
        for (number, row) in self.rows.iter().enumerate() {
            if apart && number > 0 {
                page.gap();
            }
            let ink = if number == 0 { Ink::Strong } else { Ink::Plain };
            write_row(row, &widths, ink, page);
        }
    }

    fn natural_widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let widths = cells.map(|cell| measure_text_width(cell));
            widths.max().unwrap_or(0)
        };
        (0..columns).map(width).collect()
    }
}

/// The widest ones give way until all of them fit into `room`.
fn fitted(mut widths: Vec<usize>, room: usize) -> Vec<usize> {
    while widths.iter().sum::<usize>() + GAP * widths.len() > room {
        let widest = widths.iter_mut().max_by_key(|width| **width);
        match widest.filter(|width| **width > NARROWEST) {
            Some(width) => *width -= 1,
            None => break,
        }
    }
    widths
}

fn write_row(row: &[String], widths: &[usize], ink: Ink, page: &mut Page) {
    let look = page.look;
    let cells = row.iter().zip(widths);
    let cells: Vec<_> = cells.map(|(cell, width)| wrap(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for number in 0..height {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            let text = cell.get(number).map_or("", String::as_str);
            let fill = " ".repeat(width.saturating_sub(measure_text_width(text)));
            let text = look.paint(ink, text);
            line.push_str(&format!("{}{text}{fill}", " ".repeat(GAP)));
        }
        page.line(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::look::Look;

    fn shown(width: usize) -> String {
        let mut table = Table::default();
        for row in [["what", "when"], ["a lock that waits", "an `.await` in it"]] {
            table.start_row();
            row.into_iter().for_each(|cell| table.push(cell.to_owned()));
        }
        let look = Look {
            width,
            ..Look::plain()
        };
        let mut page = Page::new(&look);
        table.write(&mut page);
        page.into_text()
    }

    #[test]
    fn a_table_that_fits_has_a_line_for_each_row() {
        let want = "  what               when\n  a lock that waits  an `.await` in it\n";
        assert_eq!(shown(80), want);
    }

    #[test]
    fn one_that_is_too_wide_is_broken_within_its_cells() {
        let want = "  what         when\n\n  a lock that  an `.await`\n  waits        in it\n";
        assert_eq!(shown(26), want);
        assert!(shown(1).contains("lock"), "no width is too small");
    }
}
