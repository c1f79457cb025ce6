fn main() {
    let answer = 42;
    println!("The answer is {answer}");
}
