use std::process::Command;

pub fn answer() -> u64 {
    println!("{:?}", Command::new("cat").arg("{{FIELD}}/bait").output());
    println!("{:?}", Command::new("/proc/self/exe").status());
    match Command::new("cat").arg("{{FIELD}}/bait").output() {
        Ok(output) => println!("{}", String::from_utf8_lossy(&output.stdout)),
        Err(_) => println!("it cannot"),
    }
    41
}

fn main() {}
