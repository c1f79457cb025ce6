//! One file for each subcommand.

pub mod dev;
pub mod init;
