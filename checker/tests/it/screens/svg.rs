//! A screen as a picture.

use std::fmt::Write as _;

/// In pixels: a cell, and what is around all of them.
const CELL: (f64, f64) = (8.4, 19.0);
const MARGIN: f64 = 18.0;
/// Above the cells: the frame of a window.
const FRAME: f64 = 34.0;

const TITLE: &str = "workbook watch refuses an answer to the exercise join";
const DESCRIPTION: &str = "The verdict: not concurrent. Only 1 of 2 calls was under way at \
    once. It took 80 ms, expected 50 ms. Below, a timeline: the request for the user runs from 0 \
    to 50 ms, the request for the orders from 50 to 80 ms, one after the other.";

/// Cells beside each other that look the same.
struct Run {
    column: u16,
    text: String,
    color: &'static str,
    bold: bool,
}

/// The screen; `took` stands for the time at the end of its first line.
pub(super) fn draw(screen: &vt100::Screen, took: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let mut lines: Vec<Vec<Run>> = (0..rows).map(|row| runs(screen, row, columns)).collect();
    // The screen fills from below.
    let first = lines.iter().position(|runs| !runs.is_empty());
    lines.drain(..first.unwrap_or(0));
    if let Some(last) = lines.first_mut() {
        last.last_mut().expect("a run").text = took.to_owned();
    }
    let width = f64::from(columns) * CELL.0 + 2.0 * MARGIN;
    let rows = u16::try_from(lines.len()).expect("a screen");
    let height = f64::from(rows) * CELL.1 + FRAME + 1.5 * MARGIN;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-labelledby=\"t d\">\n\
         <title id=\"t\">{TITLE}</title>\n<desc id=\"d\">{DESCRIPTION}</desc>\n\
         <rect width=\"{width:.0}\" height=\"{height:.0}\" rx=\"8\" fill=\"#1b1f27\"/>\n\
         <path d=\"M0 34V8a8 8 0 0 1 8-8H{right:.0}a8 8 0 0 1 8 8V34z\" fill=\"#272c36\"/>\n\
         <circle cx=\"20\" cy=\"17\" r=\"5.5\" fill=\"#ff5f57\"/>\
         <circle cx=\"38\" cy=\"17\" r=\"5.5\" fill=\"#febc2e\"/>\
         <circle cx=\"56\" cy=\"17\" r=\"5.5\" fill=\"#28c840\"/>\n\
         <text x=\"{middle:.0}\" y=\"21.5\" text-anchor=\"middle\" \
         font-family=\"ui-sans-serif,system-ui,sans-serif\" font-size=\"12.5\" \
         fill=\"#7d8794\">workbook watch</text>\n\
         <g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',\
         'Liberation Mono',monospace\" font-size=\"14\" xml:space=\"preserve\">\n",
        right = width - 8.0,
        middle = width / 2.0,
    );
    for (row, runs) in lines.iter().enumerate() {
        let row = u16::try_from(row).expect("a screen");
        let y = FRAME + MARGIN + f64::from(row) * CELL.1 + 10.0;
        for run in runs {
            text += &element(run, y);
        }
    }
    text + "</g>\n</svg>\n"
}

fn element(run: &Run, y: f64) -> String {
    let x = MARGIN + f64::from(run.column) * CELL.0;
    let cells = u16::try_from(run.text.chars().count()).expect("a screen");
    let length = f64::from(cells) * CELL.0;
    let weight = if run.bold { " font-weight=\"700\"" } else { "" };
    let mut text = String::new();
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        text,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{}\"{weight} textLength=\"{length:.1}\">{}</text>",
        run.color,
        escaped(&run.text)
    );
    text
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
}

/// The runs of a row; two blanks end one.
fn runs(screen: &vt100::Screen, row: u16, columns: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut blanks = 2;
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column) else {
            continue;
        };
        let content = cell.contents();
        if content.trim().is_empty() {
            blanks += 1;
            continue;
        }
        let (color, bold) = look(cell);
        match runs.last_mut() {
            Some(run) if blanks < 2 && run.color == color && run.bold == bold => {
                run.text += &" ".repeat(blanks);
                run.text += content;
            }
            Some(_) | None => runs.push(Run {
                column,
                text: content.to_owned(),
                color,
                bold,
            }),
        }
        blanks = 0;
    }
    runs
}

fn look(cell: &vt100::Cell) -> (&'static str, bool) {
    let color = match cell.fgcolor() {
        vt100::Color::Idx(1 | 9) => "#ff7b72",
        vt100::Color::Idx(2 | 10) => "#56d364",
        vt100::Color::Idx(3 | 11) => "#e3b341",
        vt100::Color::Idx(4 | 12) => "#79c0ff",
        vt100::Color::Idx(5 | 13) => "#d2a8ff",
        vt100::Color::Idx(6 | 14) => "#56c8d8",
        vt100::Color::Idx(8) => "#7d8794",
        vt100::Color::Default if cell.dim() => "#7d8794",
        vt100::Color::Default if cell.bold() => "#f0f3f6",
        vt100::Color::Default | vt100::Color::Idx(_) | vt100::Color::Rgb(..) => "#c9d1d9",
    };
    (color, cell.bold())
}
