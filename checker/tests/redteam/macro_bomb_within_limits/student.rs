macro_rules! bomb {
    ([] $($t:tt)*) => { $($t)* };
    ([$x:tt $($rest:tt)*] $($t:tt)*) => { bomb!([$($rest)*] $($t)* $($t)*) };
}

pub fn answer() -> u64 {
    bomb!([. . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . .] 1;);
    41
}

fn main() {}
