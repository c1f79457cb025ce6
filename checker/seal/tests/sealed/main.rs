//! Real processes behind the real seal: what each need gives, and that it gives
//! no more. Every denial has its counterpart: without the seal the same goes
//! well.
//!
//! A program of its own, and not one of the usual kind, because a process can
//! seal itself only while it has one thread. Called without arguments it calls
//! itself for each case.

#[cfg(target_os = "linux")]
mod attempts;
#[cfg(target_os = "linux")]
mod cases;
#[cfg(target_os = "linux")]
mod computing;
#[cfg(target_os = "linux")]
mod inside;

#[cfg(target_os = "linux")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("inside") => inside::run(&arguments[1..]),
        Some(_) | None => cases::all(),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {}
