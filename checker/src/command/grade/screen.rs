//! What is said while a class is graded: a bar on a terminal, else a line for
//! each submission.

use crate::command::context::Context;
use crate::grade::{Brief, line};
use indicatif::{ProgressBar, ProgressStyle};

pub(super) struct Screen {
    bar: Option<ProgressBar>,
}

impl Screen {
    pub(super) fn new(submissions: usize, context: &Context<'_>) -> Self {
        let bar = context.terminals.stderr.then(|| {
            let bar = ProgressBar::new(submissions as u64);
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len} submissions  {msg}");
            match style {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self { bar }
    }

    pub(super) fn judged(&self, answers: usize) {
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{answers} answers judged"));
        }
    }

    pub(super) fn done(&self, id: &str, brief: Option<&Brief>, context: &mut Context<'_>) {
        match (&self.bar, brief) {
            (Some(bar), _) => bar.inc(1),
            (None, Some(brief)) => context.notice(&line(id, brief)),
            (None, None) => {}
        }
    }

    pub(super) fn clear(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
