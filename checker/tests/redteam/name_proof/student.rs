pub fn answer() -> u64 {
    report::Control::from_line("workbook/1 t 1 a").map_or(41, |control| control.seed)
}

fn main() {}
