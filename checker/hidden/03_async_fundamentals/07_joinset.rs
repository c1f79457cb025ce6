//! `fastest` asks every mirror at once, takes the first file, and leaves nothing running.

use lab::{Mirror, MirrorDown, ms};
use proof::{Claims, Recorded, Tasks, Work, equal, look_at, virtual_time};

proof::main!(
    all_mirrors_are_asked_at_the_same_time,
    the_first_file_wins_as_soon_as_it_is_there,
    the_other_downloads_are_cancelled,
    if_all_are_down_the_last_error_is_returned,
);

/// The first is slow, the second is fast and down, the third should win.
fn mirrors(work: &Work) -> Vec<Mirror> {
    let mirrors = [
        Mirror::up("oslo", "from oslo", ms(80)),
        Mirror::down("bern", ms(10)),
        Mirror::up("rome", "from rome", ms(40)),
    ];
    mirrors.map(|one| one.recorded_by(work.recorder())).into()
}

fn all_mirrors_are_asked_at_the_same_time() {
    virtual_time(async |_| {
        let work = Work::new();
        let _ = exercise::fastest(mirrors(&work)).await;
        work.peak_is(3);
    });
}

fn the_first_file_wins_as_soon_as_it_is_there() {
    virtual_time(async |clock| {
        look_at("in which order does the function get to see what the mirrors answered?");
        let file = exercise::fastest(mirrors(&Work::new())).await;
        let text = file.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        equal("the result", text, Ok("from rome".to_owned()));
        clock.ends_at(ms(40), "the fastest mirror that is up");
    });
}

fn the_other_downloads_are_cancelled() {
    virtual_time(async |_| {
        let (work, tasks) = (Work::new(), Tasks::baseline());
        let _ = exercise::fastest(mirrors(&work)).await;
        tasks.back_to_baseline().await;
        work.dropped_at("mirror oslo", ms(40));
    });
}

fn if_all_are_down_the_last_error_is_returned() {
    virtual_time(async |clock| {
        let down = [("oslo", 80), ("bern", 10), ("rome", 40)];
        let mirrors = down.map(|(name, after)| Mirror::down(name, ms(after)));
        let mirror = "oslo".to_owned();
        let error = exercise::fastest(mirrors.into()).await;
        equal("the result", error, Err(MirrorDown { mirror }));
        clock.ends_at(ms(80), "the slowest mirror");
    });
}
