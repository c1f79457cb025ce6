#![crate_type = "proc-macro"]

extern crate proc_macro;

#[proc_macro]
pub fn run(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    input
}

pub fn answer() -> u64 {
    41
}

fn main() {}
