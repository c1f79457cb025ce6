//! Each subcommand, what it writes, where, and with which exit code.

mod comparing;
mod demonstrations;
mod finding;
mod judging;
mod namespaces;
mod reading;
mod reporting;
mod restoring;
mod reviewing;
mod setting_up;
mod signals;
mod stopping;
mod streams;
