use std::io::Write;

pub fn answer() -> u64 {
    let block = vec![7; 1 << 20];
    let mut written = 0;
    for name in 0..64 {
        let Ok(mut file) = std::fs::File::create(std::env::temp_dir().join(name.to_string())) else {
            break;
        };
        for _ in 0..16 {
            written += u64::from(file.write_all(&block).is_ok());
        }
    }
    println!("wrote {written} MiB");
    41
}

fn main() {}
