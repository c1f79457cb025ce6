use std::io::Write;

pub fn answer() -> u64 {
    let block = vec![7; 1 << 20];
    for file in 0..16 {
        let path = format!("{}/open/{file}", "{{FIELD}}");
        let Ok(mut file) = std::fs::File::create(path) else {
            println!("not created");
            continue;
        };
        for _ in 0..4 {
            let _ = file.write_all(&block);
        }
    }
    41
}

fn main() {}
