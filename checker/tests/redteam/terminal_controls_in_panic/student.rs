pub fn answer() -> u64 {
    let words = "\x1b]0;owned\x07\n::error::owned\n::set-env name=X::y\n##[endgroup]\r\x1b[1A";
    let name = "\x1b[2J::error::".to_owned();
    let thread = std::thread::Builder::new().name(name);
    let _ = thread.spawn(move || panic!("{words}")).unwrap().join();
    41
}

fn main() {}
