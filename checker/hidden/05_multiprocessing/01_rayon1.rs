//! `thumbnails` shares its work among all threads of the pool, and only these.

use lab::{Image, Thumb, ms};
use proof::{
    Kind, Load, Rendezvous, Shrinks, Trail, Work, equal, holds, look_at, speed_up, within,
};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::HashSet;
use std::sync::Arc;
use std::thread::{self, ThreadId};

proof::main!(
    all_threads_of_the_pool_are_at_work_at_once,
    the_threads_of_the_pool_shrink_each_image_once,
    the_copies_stand_in_the_order_of_the_images,
    it_is_faster_where_processors_are_free,
);

const THREADS: usize = 4;

fn pool() -> ThreadPool {
    let pool = ThreadPoolBuilder::new().num_threads(THREADS);
    let pool = pool.thread_name(|index| format!("pool {index}"));
    pool.build().expect("there is room for four threads")
}

/// Sixteen images; shrinking one is `work` with its place in the list.
fn images(work: impl Fn(usize) + Send + Sync + 'static) -> Vec<Image> {
    let work = Arc::new(work);
    let image = |place| {
        let work = Arc::clone(&work);
        Image::new(&name(place)).with_work(move || work(place))
    };
    (0..Load::PIECES).map(image).collect()
}

/// Sorting the names does not bring them into their order.
fn name(place: usize) -> String {
    format!("image {:02}", place * 7 % Load::PIECES)
}

fn thumbnails(pool: &ThreadPool, images: &[Image]) -> Vec<Thumb> {
    within(ms(3_000), "thumbnails", || {
        pool.install(|| exercise::thumbnails(images))
    })
}

fn all_threads_of_the_pool_are_at_work_at_once() {
    look_at("which images can be shrunk while one is being shrunk, and by whom?");
    let meet = Rendezvous::of(THREADS);
    let images = images(move |place| meet.arrive(&name(place)));
    thumbnails(&pool(), &images);
}

fn the_threads_of_the_pool_shrink_each_image_once() {
    let (pool, work) = (pool(), Work::new());
    let members: HashSet<ThreadId> = pool
        .broadcast(|_| thread::current().id())
        .into_iter()
        .collect();
    let seen = work.clone();
    thumbnails(&pool, &images(move |place| seen.mark(&name(place))));
    let calls = work.calls();
    let mut shrunk: Vec<&str> = calls.iter().map(|call| call.item.as_str()).collect();
    shrunk.sort_unstable();
    let each: Vec<String> = (0..16).map(|number| format!("image {number:02}")).collect();
    equal("the list of images that were shrunk", shrunk, each);
    holds(
        calls.iter().all(|call| members.contains(&call.thread)),
        Kind::TooConcurrent,
        "an image was shrunk on a thread that is not one of the pool's",
        "the pool has a thread for each processor; those beside it are too many",
    );
}

/// The first image is done after the one in the middle, and those behind that one
/// come after whatever the thread of the first does next: as they are done, and
/// on each thread, they are in another order.
fn the_copies_stand_in_the_order_of_the_images() {
    let (trail, middle) = (Trail::new(), Load::PIECES / 2);
    let images = images(move |place| {
        trail.begins(place);
        match place {
            0 => trail.waits_until_after(middle),
            _ if place > middle => trail.waits_until_after(0),
            _ => {}
        }
    });
    let thumbs = thumbnails(&pool(), &images);
    let names: Vec<&str> = thumbs.iter().map(Thumb::name).collect();
    let wanted: Vec<String> = (0..Load::PIECES).map(name).collect();
    equal("the list of copies", names, wanted);
}

fn it_is_faster_where_processors_are_free() {
    let pool = pool();
    speed_up("thumbnails", THREADS, |load| {
        let load = load.clone();
        thumbnails(&pool, &images(move |_| load.piece()));
    });
}
