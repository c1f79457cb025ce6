//! Columns as wide as their widest cell.

use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use console::measure_text_width;

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

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let widths = cells.map(|cell| measure_text_width(cell));
        widths.max().unwrap_or(0)
    }

    pub(super) fn write(&self, page: &mut Page) {
        let look = page.look;
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::from(" ");
            for (column, cell) in row.iter().enumerate() {
                let fill = self.width(column).saturating_sub(measure_text_width(cell));
                let fill = " ".repeat(fill);
                let cell = match number {
                    0 => look.paint(Ink::Strong, cell),
                    _ => cell.clone(),
                };
                line.push_str(&format!(" {cell}{fill} "));
            }
            page.line(&line);
        }
    }
}
