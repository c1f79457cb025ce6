fn main() {
    let answer = 42;
    // TODO: Print the answer, so that the program compiles.
    println!("The answer is {}");
}
