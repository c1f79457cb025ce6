//! `patient` asks for the user, then for the orders, and takes as long as both.

use lab::{FakeApi, ms};
use proof::{Claims, virtual_time};

proof::main!(it_takes_as_long_as_both);

fn it_takes_as_long_as_both() {
    virtual_time(async |clock| {
        let api = FakeApi::empty()
            .with_user(7, "Ada", ms(50))
            .with_orders(7, &["tea"], ms(30));
        let (): () = exercise::patient(&api, 7).await;
        api.journal().happened(&["start user 7", "end user 7", "start orders 7", "end orders 7"]);
        clock.elapsed_is(ms(80), "one after the other");
    });
}
