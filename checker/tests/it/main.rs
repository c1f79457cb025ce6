//! The program from outside, as people and scripts use it.
//!
//! One fixture, [`support::Bench`], makes a workbook of its own for each test:
//! a story says what is in it, which calls are made, and what comes of each.
//! Tests wait for conditions, never for time, and run in any order.
#![cfg(target_os = "linux")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod cli;
mod crates;
mod documents;
mod grade;
mod hidden_tests;
mod mutants;
mod own_tests;
mod rustlings_format;
mod screens;
mod stress;
mod watch;
