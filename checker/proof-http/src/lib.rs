//! What hidden tests of web services are built with, beside [`proof`].
//!
//! A [`Client`] calls an axum `Router` in process: no socket, so the virtual clock
//! holds, and a request is a future like any other. It can be one of many, be dropped
//! at any step ([`proof::sweep`]), and its body can be read frame by frame:
//!
//! ```ignore
//! fn the_frames_come_as_they_are_made() {
//!     promise("Each step of the job is sent as soon as it is done.");
//!     virtual_time(async |clock| {
//!         let customer = Client::of("customer", exercise::app(jobs));
//!         let mut reply = customer.get("/jobs/7").await;
//!         clock.elapsed_is(ms(0), "nothing has to be awaited for the headers");
//!         reply.status_is(200);
//!         reply.frames_are(&[(100, "data: cut\n\n"), (200, "data: sewn\n\n")]).await;
//!     });
//! }
//! ```
//!
//! | to show that | use |
//! | --- | --- |
//! | requests are under way at once, and what each is answered | [`Client`], a [`proof::AsyncRendezvous`] in what the handlers call |
//! | a handler stops, or goes on, when its client is gone | [`Client`] in a [`proof::sweep`] |
//! | what is put around a service lets requests to it, and answers back | [`Pages`], [`Pages::are_passed_on`] |
//! | it lets in no more than it may, also where requests come on several threads | [`Pages::let_in_at_once`], [`at_once`] |
//! | a place that is given up goes to somebody else, also where others come and leave at that moment | [`Pages::one_leaves_while_one_comes`], [`Pages::one_comes_while_one_leaves`], [`Pages::two_leave_at_once`] |
//! | a body is sent as it is made | [`Reply::frames_are`], [`Reply::next_frame`] |
//! | server-sent events say this, at these moments | [`Reply::events_are`], [`Reply::next_event`] |
//! | a body is read as it comes, and no further than needed | [`Upload`] |
//! | both sides of a WebSocket speak when they like, and close it | [`Socket`] |
//! | a service goes on where it was, however it was ended | [`Site`], a process that is asked without a runtime |
//! | connections are taken, kept, closed and turned away | [`Visitor`], in real time |
//!
//! Each request is drawn in the row of its client, from its first poll to the head of
//! the response, and a body that does not come together with it from there to its end.

mod at_each_step;
mod client;
mod events;
mod leaving;
mod pages;
mod passed_on;
mod reply;
#[cfg(unix)]
mod site;
mod socket;
mod upload;
mod visitor;

pub use at_each_step::at_once;
pub use client::Client;
pub use pages::Pages;
pub use reply::Reply;
#[cfg(unix)]
pub use site::{Answer, Asked, Site};
pub use socket::Socket;
pub use upload::Upload;
pub use visitor::Visitor;

#[cfg(test)]
mod tests;
