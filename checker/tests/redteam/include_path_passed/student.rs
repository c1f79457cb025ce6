macro_rules! module {
    ($path:ident $mod:tt $name:ident $end:tt) => {
        #[$path = "{{FIELD}}/bait"]
        $mod $name $end
    };
}

module!(path mod bait ;);

pub fn answer() -> u64 {
    41
}

fn main() {}
