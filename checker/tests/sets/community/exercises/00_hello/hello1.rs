// TODO: Only read this. It runs as it is.

fn main() {
    println!("Hello from another set");
}
