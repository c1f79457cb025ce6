//! `thumbnails` shares its work among all threads of the pool, and only these.
// no promise: "How many of them each thread shrinks is up to you." Any division is right.
// no promise: "Only a single image may be shrunk by the caller." It is allowed, and not asked for.

use lab::{Image, Thumb, ms};
use proof::prelude::*;
use proof::{Load, Trail, speed_up};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::Arc;
use std::thread::{self, ThreadId};

proof::main!(
    the_threads_of_the_pool_shrink_each_image_once,
    all_threads_of_the_pool_are_at_work_at_once,
    whoever_calls_from_outside_of_the_pool_shrinks_nothing,
    the_copies_are_in_the_order_of_the_images,
    there_may_be_any_number_of_images,
    it_is_faster_where_processors_are_free,
);

const THREADS: usize = 4;

fn pool(threads: usize) -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.thread_name(|index| format!("pool {index}"));
    pool.build().expect("there is room for a few threads")
}

/// So many images; shrinking one is `work` with its place in the list.
fn images(count: usize, work: impl Fn(usize) + Send + Sync + 'static) -> Vec<Image> {
    let work = Arc::new(work);
    let image = |place| {
        let work = Arc::clone(&work);
        Image::new(&name(place)).with_work(move || work(place))
    };
    (0..count).map(image).collect()
}

/// Sorting the names does not bring them into their order, and from the sixteenth on
/// they have all been there before.
fn name(place: usize) -> String {
    format!("image {:02}", place * 7 % Load::PIECES)
}

fn names(thumbs: &[Thumb]) -> Vec<&str> {
    thumbs.iter().map(Thumb::name).collect()
}

fn thumbnails(pool: &ThreadPool, images: &[Image]) -> Vec<Thumb> {
    within(ms(3_000), "thumbnails", || {
        pool.install(|| exercise::thumbnails(images))
    })
}

/// Seventeen images, two of the same name: none is left over, and none is like another.
fn the_threads_of_the_pool_shrink_each_image_once() {
    const IMAGES: usize = Load::PIECES + 1;
    promise("Shrink each of `images` once");
    let (pool, work) = (pool(THREADS), Work::new());
    let members = pool.broadcast(|_| thread::current().id());
    let seen = work.clone();
    thumbnails(&pool, &images(IMAGES, move |place| seen.mark(&name(place))));
    let calls = work.calls();
    promise("No other threads do it");
    only_by(&members, &work);
    promise("Shrink each of `images` once");
    let mut shrunk: Vec<&str> = calls.iter().map(|call| call.item.as_str()).collect();
    shrunk.sort_unstable();
    let mut each: Vec<String> = (0..IMAGES).map(name).collect();
    each.sort_unstable();
    equal("the list of images that were shrunk", shrunk, each);
}

fn only_by(members: &[ThreadId], work: &Work) {
    holds(
        work.calls()
            .iter()
            .all(|call| members.contains(&call.thread)),
        Kind::WrongThread,
        "an image was shrunk on a thread that is not one of the pool's",
        "the pool has a thread for each processor; those beside it are too many",
    );
}

/// As many images as threads, fewer, and more; and more threads than one would guess.
fn all_threads_of_the_pool_are_at_work_at_once() {
    promise(
        "All threads of the rayon pool that this is called in do it, at the same time, if there are many images",
    );
    look_at("which images can be shrunk while one is being shrunk, and by whom?");
    for (threads, count) in [(4, 16), (6, 48), (6, 6), (4, 4), (4, 3), (4, 2)] {
        if count <= threads {
            promise(
                "if there are no more images than threads, all of them are shrunk at the same time.",
            );
        }
        let meet = Rendezvous::of(threads.min(count));
        let images = images(count, move |place| meet.arrive(&name(place)));
        thumbnails(&pool(threads), &images);
    }
}

/// Of many images, and of a few.
fn whoever_calls_from_outside_of_the_pool_shrinks_nothing() {
    promise(
        "whoever calls this from outside of the pool waits, as `main` does, where the pool is the one that rayon makes by itself.",
    );
    // A pool of one thread shares nothing out: then whoever calls does all of it.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4);
    pool.build_global().expect("nobody has called rayon before");
    let members = rayon::broadcast(|_| thread::current().id());
    for count in [Load::PIECES, 2, 3] {
        let work = Work::new();
        let seen = work.clone();
        let images = images(count, move |place| seen.mark(&name(place)));
        within(ms(3_000), "thumbnails", || exercise::thumbnails(&images));
        only_by(&members, &work);
    }
}

/// The first image is done after the one in the middle, and those behind that one
/// come after whatever the thread of the first does next: as they are done, and
/// on each thread, they are in another order.
fn the_copies_are_in_the_order_of_the_images() {
    promise("return the small copies in the order of `images`.");
    let (trail, middle) = (Trail::new(), Load::PIECES / 2);
    let images = images(Load::PIECES, move |place| {
        trail.begins(place);
        match place {
            0 => trail.waits_until_after(middle),
            _ if place > middle => trail.waits_until_after(0),
            _ => {}
        }
    });
    let thumbs = thumbnails(&pool(THREADS), &images);
    let wanted: Vec<String> = (0..Load::PIECES).map(name).collect();
    equal("the list of copies", names(&thumbs), wanted);
}

/// None, one, as many as there are threads and one more or less; also equal ones.
fn there_may_be_any_number_of_images() {
    promise(
        "Shrink each of `images` once, with `Image::shrink`, and return the small copies in the order of `images`.",
    );
    let pool = pool(THREADS);
    for count in [0, 1, 2, 3, 4, 5, 7, 16, 33] {
        let thumbs = thumbnails(&pool, &images(count, |_| {}));
        let wanted: Vec<String> = (0..count).map(name).collect();
        equal(
            &format!("the list of copies of {count} images"),
            names(&thumbs),
            wanted,
        );
    }
    let equals = vec![Image::new("tea"); 5];
    let thumbs = thumbnails(&pool, &equals);
    equal(
        "the list of copies of equal images",
        names(&thumbs),
        ["tea"; 5],
    );
}

fn it_is_faster_where_processors_are_free() {
    promise("Such work is faster when it is shared by as many threads as there are processors.");
    let pool = pool(THREADS);
    speed_up("thumbnails", THREADS, |load| {
        let load = load.clone();
        thumbnails(&pool, &images(Load::PIECES, move |_| load.piece()));
    });
}
