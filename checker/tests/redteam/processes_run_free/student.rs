use std::process::Command;

pub fn answer() -> u64 {
    let script = "
        cat {{FIELD}}/bait {{HIDDEN}} /proc/$PPID/environ
        echo x > {{FIELD}}/bait; rm -f {{FIELD}}/bait; chmod 0 {{FIELD}}/bait
        touch {{FIELD}}/open/{{MARK}} /tmp/{{MARK}} /dev/shm/{{MARK}}
        kill -9 {{VICTIM}}
        setsid -f sh -c 'sleep 600; : {{MARK}}'
        (sleep 600; : {{MARK}}) &
    ";
    let output = Command::new("sh").args(["-c", script]).output();
    println!("{output:?}");
    if let Ok(output) = output {
        println!("{}", String::from_utf8_lossy(&output.stdout));
    }
    41
}

fn main() {}
