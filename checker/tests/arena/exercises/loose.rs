//! `loose` is a list, whose type the test leaves to the answer.

proof::main!(it_is_the_list);

fn it_is_the_list() {
    proof::equal("the list", exercise::loose(), [3, 1, 2]);
}
