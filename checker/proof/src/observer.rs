//! Spans on their way to the checker, as they happen: a run that hangs leaves
//! the open ones behind.

use crate::channel;
use crate::clip::clip;
use crate::held;
use crate::step;
use instrument::observe::{self, Begin, Moment, Observer};
use report::{Clock, End, Message, SpanId};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::Instant;

/// A picture has no room for more, and an answer may loop forever.
const MOST_SPANS: usize = 2_000;

/// Of the name of a row, and of who did it. Names of threads are the answer's.
const LONGEST_NAME: usize = 100;

/// The id of a span that nobody hears of.
const UNHEARD: SpanId = SpanId::MAX;

static STATE: Mutex<State> = Mutex::new(State {
    start: None,
    virtual_start: None,
    home: None,
    elsewhere: false,
    latest: Duration::ZERO,
    told: None,
    next: 0,
    left: MOST_SPANS,
    held: None,
    frozen: false,
    forgot: false,
    ended: false,
    one_after_another: false,
});

struct State {
    /// The real start of the test.
    start: Option<std::time::Instant>,
    /// The start of the virtual clock, while there is one.
    virtual_start: Option<Instant>,
    /// The runtime whose clock that is.
    home: Option<Handle>,
    /// Whether something was announced in another runtime.
    elsewhere: bool,
    /// The latest virtual time seen, for threads that cannot read that clock.
    latest: Duration,
    /// The clock that the checker was told of.
    told: Option<Clock>,
    next: SpanId,
    /// So many spans are told, and no more.
    left: usize,
    held: Option<Held>,
    frozen: bool,
    /// Whether something is not told that happened.
    forgot: bool,
    /// Whether a piece of work has ended.
    ended: bool,
    /// Whether another one began after that.
    one_after_another: bool,
}

/// What is not told yet.
struct Held {
    messages: Vec<Message>,
    /// What was left before.
    left: usize,
}

/// Listen to `lab`, before anybody else can.
pub(crate) fn install() {
    let mut state = state();
    state.start = Some(std::time::Instant::now());
    state.left = MOST_SPANS;
    state.frozen = false;
    state.forgot = false;
    drop(state);
    observe::install(Box::new(ToChecker));
}

/// Read the virtual clock of `home` from now on, which began at `start`.
pub(crate) fn use_virtual_clock(home: &Handle, start: Instant) {
    let mut state = state();
    state.virtual_start = Some(start);
    state.home = Some(home.clone());
    state.elsewhere = false;
    state.latest = Duration::ZERO;
    drop(state);
    begin_anew();
}

/// What was seen until now does not matter for [`was_one_after_another`].
pub(crate) fn begin_anew() {
    let mut state = state();
    state.ended = false;
    state.one_after_another = false;
}

/// Whether a piece of work began when another one had ended.
pub(crate) fn was_one_after_another() -> bool {
    state().one_after_another
}

/// Whether, since [`use_virtual_clock`], something was announced in a runtime
/// other than that one: time passes there as it likes.
pub(crate) fn was_elsewhere() -> bool {
    state().elsewhere
}

/// Say that so many pieces of work were under way at once. The checker counts
/// the spans that it was told of; where it was not told of all, it cannot.
pub(crate) fn overlapped(pieces: usize) {
    let mut state = state();
    if !state.frozen && !state.forgot && state.left > 0 {
        state.say(Message::Overlapped { pieces });
    }
}

/// Say nothing more: what is dropped after a hang was found did not end then.
pub(crate) fn freeze() {
    tell();
    state().frozen = true;
}

/// Keep what happens, from now on until [`tell`] or [`forget`].
pub(crate) fn hold() {
    let mut state = state();
    state.held = Some(Held {
        messages: Vec::new(),
        left: state.left,
    });
}

/// Tell what was kept.
pub(crate) fn tell() {
    // The lock is held meanwhile, so that no end is told before its start.
    let mut state = state();
    let held = state.held.take();
    for message in held.iter().flat_map(|held| &held.messages) {
        channel::send(message);
    }
}

/// Forget what was kept, as if it had not happened.
pub(crate) fn forget() {
    let mut state = state();
    if let Some(held) = state.held.take() {
        state.forgot = true;
        state.left = held.left;
    }
}

struct ToChecker;

impl Observer for ToChecker {
    fn now(&self) -> Moment {
        held::excused(|| state().now())
    }

    fn started(&self, begin: Begin<'_>) -> SpanId {
        held::excused(|| state().started(begin))
    }

    fn ended(&self, id: SpanId, how: End, at: Moment) {
        held::excused(|| state().ended(id, how, at));
    }

    fn looks_away(&self) -> bool {
        step::looks_away()
    }

    fn looks_again(&self) {
        step::looks_again();
    }
}

impl State {
    fn started(&mut self, begin: Begin<'_>) -> SpanId {
        self.one_after_another |= self.ended;
        if self.frozen || self.left == 0 {
            return UNHEARD;
        }
        self.left -= 1;
        self.next += 1;
        self.tell_clock(begin.at.clock);
        let id = self.next;
        self.say(Message::SpanStarted {
            id,
            item: clip(format_args!("{}", begin.item), LONGEST_NAME),
            lane: clip(format_args!("{}", begin.lane), LONGEST_NAME),
            waits: begin.waits,
            activity: begin.activity,
            at_us: micros(begin.at),
        });
        id
    }

    fn ended(&mut self, id: SpanId, how: End, at: Moment) {
        self.ended = true;
        if id != UNHEARD && !self.frozen {
            let at_us = micros(at);
            self.say(Message::SpanEnded { id, how, at_us });
        }
    }

    fn now(&mut self) -> Moment {
        let Some(start) = self.virtual_start else {
            let at = self.start.map(|start| start.elapsed()).unwrap_or_default();
            let clock = Clock::Real;
            return Moment { clock, at };
        };
        // Outside of a runtime `Instant::now` is the real time, and in another
        // one the time of that one.
        if let (Ok(here), Some(home)) = (Handle::try_current(), &self.home) {
            self.elsewhere |= here.id() != home.id();
            let _inside = home.enter();
            let now = Instant::now().saturating_duration_since(start);
            self.latest = self.latest.max(now);
        }
        Moment {
            clock: Clock::Virtual,
            at: self.latest,
        }
    }

    fn say(&mut self, message: Message) {
        match &mut self.held {
            Some(held) => held.messages.push(message),
            None => channel::send(&message),
        }
    }

    fn tell_clock(&mut self, clock: Clock) {
        if self.told != Some(clock) {
            self.told = Some(clock);
            channel::send(&Message::Clock { clock });
        }
    }
}

fn micros(at: Moment) -> u64 {
    u64::try_from(at.at.as_micros()).unwrap_or(u64::MAX)
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}
