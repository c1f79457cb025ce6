//! Runs the demonstration of a lesson, so that it is heard what it does.

proof::main!(demonstration);

fn demonstration() {
    exercise::main();
}
