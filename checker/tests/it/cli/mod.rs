//! Each subcommand, what it writes, where, and with which exit code.

mod comparing;
mod demonstrations;
mod finding;
mod judging;
mod namespaces;
mod reporting;
mod restoring;
mod setting_up;
mod signals;
mod stopping;
mod streams;
