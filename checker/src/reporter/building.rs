//! The one long wait: the crates that exercises use are built.

use crate::event::Event;
use crate::reporter::Count;
use crate::timeline::duration;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;

/// Tells about the building: a bar on a terminal, else a line at its start and
/// one at its end.
pub struct Building<'a> {
    err: &'a mut dyn Write,
    terminal: bool,
    bar: Option<ProgressBar>,
    announced: bool,
}

impl<'a> Building<'a> {
    /// `terminal` says whether standard error is one: that is where the bar goes.
    pub fn new(err: &'a mut dyn Write, terminal: bool) -> Self {
        Self {
            err,
            terminal,
            bar: None,
            announced: false,
        }
    }

    /// Tell about `event`, if it is about building.
    pub fn on_event(&mut self, event: &Event) {
        match event {
            Event::BuildingDependencies {
                done,
                total,
                current,
            } => self.building(*done, *total, current),
            Event::DependenciesReady { took } => {
                if let Some(bar) = self.bar.take() {
                    bar.finish_and_clear();
                }
                if self.announced {
                    self.say(&format!("built the crates in {}", duration(*took)));
                }
            }
            Event::ClearingUp { folders } => {
                let folders = Count(*folders, "folder");
                self.say(&format!("removing {folders} of a run that was killed"));
            }
            Event::Damaged { what, damage } => {
                let text = format!("{what} in the cache is damaged: {damage}; it is built again");
                self.say(&text);
            }
            Event::Compiling { .. }
            | Event::Testing { .. }
            | Event::TestEnded { .. }
            | Event::Judged { .. } => {}
        }
    }

    fn building(&mut self, done: usize, total: usize, current: &str) {
        if !self.announced {
            self.announced = true;
            self.say("building the crates that exercises use; this happens once");
        }
        if self.terminal {
            let bar = self.bar.get_or_insert_with(bar);
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            bar.set_message(current.to_owned());
        }
    }

    fn say(&mut self, line: &str) {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(self.err, "{line}");
    }
}

impl Drop for Building<'_> {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("[{bar:30}] {pos}/{len} {wide_msg}");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("#>-"));
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn story(events: &[Event]) -> String {
        let mut err = Vec::new();
        let mut building = Building::new(&mut err, false);
        for event in events {
            building.on_event(event);
        }
        drop(building);
        String::from_utf8(err).unwrap()
    }

    #[test]
    fn a_log_gets_one_line_at_the_start_and_one_at_the_end() {
        let building = |done| Event::BuildingDependencies {
            done,
            total: 40,
            current: "tokio".to_owned(),
        };
        let ready = Event::DependenciesReady {
            took: Duration::from_secs(41),
        };
        assert_eq!(
            story(&[building(0), building(1), ready]),
            "building the crates that exercises use; this happens once\nbuilt the crates in 41 s\n"
        );
    }

    #[test]
    fn what_is_built_again_says_why() {
        let damaged = Event::Damaged {
            what: "a crate that exercises use".to_owned(),
            damage: "`/c/libkit.so` was changed".to_owned(),
        };
        assert_eq!(
            story(&[damaged]),
            "a crate that exercises use in the cache is damaged: `/c/libkit.so` was changed; \
             it is built again\n"
        );
    }

    #[test]
    fn nothing_is_said_when_they_are_there_already() {
        let took = Duration::ZERO;
        assert_eq!(story(&[Event::DependenciesReady { took }]), "");
    }
}
