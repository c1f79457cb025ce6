//! `fastest` asks every mirror at once, takes the first file, and leaves nothing running.
// no promise: "(A task that has been aborted counts as gone.)" It leaves a choice.
// no promise: "There is at least one mirror." It says what the function is given.

use lab::{Mirror, MirrorDown, ms};
use proof::prelude::*;

proof::main!(
    all_mirrors_are_asked_at_the_same_time,
    hundreds_of_mirrors_are_no_different,
    the_first_file_wins_as_soon_as_it_is_there,
    a_file_comes_back_as_it_is,
    the_other_downloads_are_cancelled,
    if_all_are_down_the_last_error_is_returned,
);

/// The first is slow, the second is fast and down, the third should win.
fn mirrors(work: &Work) -> Vec<Mirror> {
    let mirrors = [
        Mirror::up("oslo", "from oslo", ms(80)),
        Mirror::down("bern", ms(10)),
        Mirror::up("rome", "from rome", ms(40)),
        Mirror::down("graz", ms(20)),
    ];
    mirrors.map(|one| one.recorded_by(work.recorder())).into()
}

/// What came, as the code of the exercise writes it.
async fn fastest(mirrors: Vec<Mirror>) -> Written {
    match exercise::fastest(mirrors).await {
        Ok(file) => file_is(&String::from_utf8_lossy(&file)),
        Err(MirrorDown { mirror }) => error_of(&mirror),
    }
}

fn file_is(text: &str) -> Written {
    written(format!("Ok(b{text:?})"))
}

fn error_of(mirror: &str) -> Written {
    written(format!("Err(MirrorDown {{ mirror: {mirror:?} }})"))
}

fn all_mirrors_are_asked_at_the_same_time() {
    never_blocks("No thread is blocked meanwhile.");
    promise("Ask all `mirrors` at the same time and each once");
    virtual_time(async |_| {
        let work = Work::new();
        fastest(mirrors(&work)).await;
        work.peak_is(4);
        equal("the number of downloads", work.calls().len(), 4);
    });
}

fn hundreds_of_mirrors_are_no_different() {
    never_blocks("No thread is blocked meanwhile.");
    promise("Ask all `mirrors` at the same time and each once");
    virtual_time(async |clock| {
        let work = Work::new();
        let slow = (0..300).map(|_| Mirror::up("slow", "from a slow one", ms(70)));
        let last = Mirror::up("rome", "from rome", ms(40));
        let mirrors = slow
            .chain([last])
            .map(|one| one.recorded_by(work.recorder()));
        let result = fastest(mirrors.collect()).await;
        work.peak_is(301);
        equal("the result", result, file_is("from rome"));
        clock.ends_at(
            ms(40),
            "the fastest of the mirrors, which is the last in the list",
        );
    });
}

fn the_first_file_wins_as_soon_as_it_is_there() {
    never_blocks("No thread is blocked meanwhile.");
    virtual_time(async |clock| {
        promise("return the first file that arrives, as soon as it does");
        let result = fastest(mirrors(&Work::new())).await;
        equal("the result", result, file_is("from rome"));
        clock.ends_at(ms(40), "the fastest mirror that is up");

        clock.restart();
        promise("A mirror that is down does not end the race.");
        let mut mirrors: Vec<_> = (1..6).map(|n| Mirror::down("bern", ms(n))).collect();
        mirrors.insert(3, Mirror::up("oslo", "from oslo", ms(900_000)));
        let result = fastest(mirrors).await;
        equal("the result", result, file_is("from oslo"));
        clock.ends_at(ms(900_000), "the one mirror that is up");
    });
}

fn a_file_comes_back_as_it_is() {
    promise("return the first file that arrives, as soon as it does and unchanged");
    virtual_time(async |_| {
        for text in ["", " tea: 12\n\ncups: 7\n "] {
            let mirrors = vec![
                Mirror::up("oslo", "from oslo", ms(80)),
                Mirror::up("rome", text, ms(40)),
            ];
            equal("the result", fastest(mirrors).await, file_is(text));
        }
    });
}

fn the_other_downloads_are_cancelled() {
    promise("the downloads that are still under way are cancelled, and no task is left behind");
    virtual_time(async |_| {
        let (work, tasks) = (Work::new(), Tasks::baseline());
        let mut mirrors = mirrors(&work);
        mirrors.push(Mirror::down("linz", ms(60)).recorded_by(work.recorder()));
        fastest(mirrors).await;
        tasks.back_to_baseline().await;
        work.dropped_at("mirror oslo", ms(40));
        work.dropped_at("mirror linz", ms(40));
    });
}

fn if_all_are_down_the_last_error_is_returned() {
    promise("If all of them are down, return the error that came last.");
    virtual_time(async |clock| {
        for down in [
            &[("oslo", 80), ("bern", 10), ("rome", 40)][..],
            &[("oslo", 10), ("bern", 80), ("rome", 40)],
            &[("oslo", 40), ("bern", 10), ("rome", 80)],
            &[("rome", 80)],
        ] {
            clock.restart();
            let last = down.iter().max_by_key(|(_, after)| after);
            let error = error_of(last.map_or("", |(name, _)| name));
            let wanted = expected("the result", error);
            let tasks = Tasks::baseline();
            let mirrors = down
                .iter()
                .map(|(name, after)| Mirror::down(name, ms(*after)));
            wanted.is(fastest(mirrors.collect()).await);
            clock.ends_at(ms(80), "the slowest mirror");
            tasks.back_to_baseline().await;
        }
    });
}
