//! The small world that the exercises work in: a web shop and the services
//! around it. Nothing here is real, and everything is well behaved: a service
//! takes exactly as long as it says, and fails exactly when it says.
//!
//! | you meet | it is |
//! | --- | --- |
//! | [`BlockingApi`] | the shop's pages, one blocking call at a time |
//! | [`CallbackApi`] | the same shop, answering through a callback on another thread |
//! | [`RemoteFile`] | a file that is read in chunks |
//! | [`FakeApi`] | the shop as an async service: users, orders, pages, prices, checks |
//! | [`AuditLog`] | the book in which the shop writes down what it did |
//! | [`PausedClock`] | a clock that stands still until somebody moves it |
//! | [`Mirror`] | one of several places that hold the same file |
//! | [`Job`] | a nightly job, which may panic |
//! | [`Till`] | a till that reports its sales, one after another |
//! | [`Wire`] | a connection on which text arrives in pieces |
//! | [`Table`] | the round table of the dining philosophers |
//! | [`Image`] | a photo of the catalogue, which takes a processor to shrink |
//! | [`TallyPad`] | tallies, on which words are counted |
//! | [`Worker`] | a program to start as a process |
//! | [`Supplier`] | where the shop buys, and which is often busy |
//! | [`Site`] | the web site of another shop |
//! | [`Database`] | the database of the shop, which is slow |
//! | [`Customers`] | the customers that the web service looks up |
//! | [`ShopLog`], [`LogParser`], [`LogArchive`] | the log of the shop, and its way into the archive |
//! | [`Workshop`] | where orders are made, and each step is said to those that follow |
//! | [`Printer`] | the printer of the invoices, which may jam |
//! | [`Bank`] | the bank that customers pay with, in two steps |
//! | [`Catalogue`] | the catalogue, in which a search takes long |
//! | [`Disk`], [`Entry`] | a file that outlives the program, and the lines in it |
//! | [`Checksum`] | a checksum of bytes that come in pieces |
//! | [`demo`] | work that is drawn while it goes on, as in `workbook demo` |
//! | [`choice`] | work told in facts, and what it could be run on |
//! | [`kill_group`] | the end of a process and of all that it started |
//! | [`shim`] | atomics, locks and condition variables that threads get to in any order |
//!
//! Each of them has a constructor with something in it for your own `main`
//! (`new` or `sample`), and ways to build another world. Most keep a
//! [`Journal`] of the calls that they got, which you can read and nobody can
//! rewrite:
//!
//! ```
//! use lab::BlockingApi;
//!
//! let api = BlockingApi::new();
//! let tea = api.page(1);
//! let cups = api.page(2);
//!
//! assert_eq!(tea.as_deref(), Ok("tea"));
//! assert_eq!(cups.as_deref(), Ok("cups"));
//! assert_eq!(
//!     api.journal().lines(),
//!     ["start page 1", "end page 1", "start page 2", "end page 2"],
//! );
//! ```
//!
//! Dropping a call half-way cancels it, as everywhere in async Rust: the journal
//! then says `drop user 7` instead of `end user 7`.

mod audit_log;
mod bank;
mod blocking_api;
mod callback_api;
mod catalogue;
mod checksum;
pub mod choice;
mod customers;
mod database;
pub mod demo;
mod disk;
mod fake_api;
mod image;
mod job;
mod mirror;
mod paused_clock;
mod printer;
mod process_group;
mod remote_file;
pub mod shim;
mod shop;
mod shop_log;
mod site;
mod supplier;
mod table;
mod tally;
mod till;
mod wire;
mod worker;
mod workshop;

pub use audit_log::AuditLog;
pub use bank::{Bank, Hold, NotPaid};
pub use blocking_api::{ApiError, BlockingApi};
pub use callback_api::{CallbackApi, Line};
pub use catalogue::Catalogue;
pub use checksum::Checksum;
pub use customers::Customers;
pub use database::{Database, DatabaseError};
pub use disk::{Disk, Entry};
pub use fake_api::FakeApi;
pub use image::{Image, Thumb};
pub use job::Job;
pub use mirror::{Mirror, MirrorDown};
pub use paused_clock::PausedClock;
pub use printer::Printer;
pub use process_group::kill_group;
pub use remote_file::RemoteFile;
pub use shop::{Check, CheckFailed, Config, Order, User};
pub use shop_log::{LogArchive, LogEntry, LogError, LogParser, ShopLog};
pub use site::{Site, SiteError};
pub use supplier::{Supplier, SupplierError};
pub use table::{Fork, Table, TakenFork};
pub use tally::{Tally, TallyPad};
pub use till::Till;
pub use wire::Wire;
pub use worker::Worker;
pub use workshop::{Making, Workshop};

// All that an exercise gets of what it is measured with: they can only be read.
#[doc(inline)]
pub use instrument::{CallRecord, Journal};

use std::time::Duration;

/// So many milliseconds: `ms(50)`.
#[must_use]
pub const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
