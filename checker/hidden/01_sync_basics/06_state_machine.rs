//! `step` goes on by one chunk where the last step left off, so that two
//! downloads can take turns.

use exercise::{Download, Step};
use lab::RemoteFile;
use proof::prelude::*;

proof::main!(
    a_step_is_one_chunk,
    no_byte_is_asked_for_twice,
    two_downloads_take_turns,
);

fn a_step_is_one_chunk() {
    look_at("what is done within one call of `step`, and what is left to the next?");
    let file = RemoteFile::new("menu", "black tea, mint tea", 5);
    let journal = file.journal();
    let mut menu = Download::new(file);
    for step in 1..=4 {
        menu.step();
        let chunks = journal.calls().len();
        holds(
            chunks <= step,
            Kind::BlocksRuntime,
            &format!("after step {step}, {chunks} chunks had been asked for"),
            "a step that does more than its share holds up whoever is next",
        );
    }
}

fn no_byte_is_asked_for_twice() {
    let file = RemoteFile::new("menu", "black tea, mint tea", 5);
    let journal = file.journal();
    let mut menu = Download::new(file);
    look_at("a step begins: how does it know what the steps before it have done?");
    let steps: Vec<String> = (0..4).map(|_| shown(menu.step())).collect();
    journal.calls_are(&["menu 0..5", "menu 5..10", "menu 10..15", "menu 15..19"]);
    let done = "done: black tea, mint tea";
    equal(
        "what the steps return",
        steps,
        ["more", "more", "more", done],
    );
}

fn two_downloads_take_turns() {
    // The size of one is a multiple of its chunks, that of the other is not.
    let mut menu = Download::new(RemoteFile::new("menu", "black tea", 3));
    let mut news = Download::new(RemoteFile::new("news", "out of cups", 4));
    look_at("where is it kept how far a download has come, and is there one for each?");
    let mut steps = Vec::new();
    for _ in 0..3 {
        steps.push(shown(menu.step()));
        steps.push(shown(news.step()));
    }
    let done = ["done: black tea", "done: out of cups"];
    let want = ["more", "more", "more", "more", done[0], done[1]];
    equal("what the steps return in turn", steps, want);
}

fn shown(step: Step) -> String {
    match step {
        Step::More => "more".to_owned(),
        Step::Done(bytes) => format!("done: {}", String::from_utf8_lossy(&bytes)),
    }
}
