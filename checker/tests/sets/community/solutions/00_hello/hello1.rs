// There was nothing to do.

fn main() {
    println!("Hello from another set");
}
