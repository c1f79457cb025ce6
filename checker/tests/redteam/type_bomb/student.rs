type A<T> = (T, T, T, T);
type B<T> = A<A<A<A<T>>>>;
type C<T> = B<B<B<B<T>>>>;
type D<T> = C<C<C<T>>>;

pub fn answer() -> u64 {
    size_of::<D<u64>>() as u64
}

fn main() {}
