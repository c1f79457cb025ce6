//! `tidy` starts a task, waits for it, and leaves none behind.

use lab::{FakeApi, ms};
use proof::{Claims, Tasks, virtual_time};

proof::main!(nothing_is_left);

fn nothing_is_left() {
    virtual_time(async |clock| {
        let api = FakeApi::empty().with_page(1, "tea", ms(20));
        let journal = api.journal();
        let tasks = Tasks::baseline();
        let text: String = exercise::tidy(api).await;
        proof::equal("the page", text, "tea");
        journal.each_on_its_own_task();
        journal.calls_are(&["page 1"]);
        tasks.back_to_baseline().await;
        clock.ends_at(ms(20), "the page");
    });
}
