//! The proposals as a table.

use super::proposal::Proposal;
use crate::command::dev::outputs::Rows;
use crate::reporter::{Count, Ink, Look, Page};
use crate::timeline::duration;

/// The whole text.
pub(super) fn table(proposals: &[Proposal], refused: usize, cut: Rows, look: &Look) -> String {
    let mut page = Page::new(look);
    let head = format!(
        "{:>8}  {:>8}  {:>8}  {:>8}    {}",
        "median", "slowest", "proposed", "present", "slowest test"
    );
    page.line(&look.paint(Ink::Faint, &head));
    for one in proposals {
        page.line(&cut.fit(&line(one, look), look));
    }
    page.gap();
    let short = proposals.iter().filter(|one| one.too_short).count();
    let exercises = Count(proposals.len(), "exercise");
    let ink = match short {
        0 => Ink::Plain,
        _ => Ink::Warn,
    };
    let summary = match short {
        0 => format!("{exercises}: every deadline leaves right answers room."),
        1 => format!("{exercises}: 1 deadline is shorter than the proposed one."),
        _ => format!("{exercises}: {short} deadlines are shorter than the proposed ones."),
    };
    page.prose(0, ink, &summary);
    if refused > 0 {
        let runs = Count(refused, "run");
        let text = format!(
            "{runs} of right answers did not pass; `workbook dev stress --only right` says which."
        );
        page.prose(0, Ink::Warn, &text);
    }
    page.into_text()
}

fn line(one: &Proposal, look: &Look) -> String {
    let (mark, ink) = match one.too_short {
        true => ("<", Ink::Warn),
        false => (" ", Ink::Plain),
    };
    let times = format!(
        "{:>8}  {:>8}  {:>8}  {:>8} {mark}",
        duration(one.median),
        duration(one.slowest),
        duration(one.proposed),
        duration(one.present)
    );
    format!(
        "{}  {}: {}",
        look.paint(ink, &times),
        one.exercise,
        one.test
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn proposal(exercise: &str, slowest_ms: u64, proposed: u64) -> Proposal {
        Proposal {
            exercise: exercise.to_owned(),
            test: "it_works".to_owned(),
            runs: 5,
            median: Duration::from_millis(slowest_ms / 2),
            slowest: Duration::from_millis(slowest_ms),
            proposed: Duration::from_secs(proposed),
            present: Duration::from_secs(5),
            too_short: proposed > 5,
        }
    }

    #[test]
    fn a_deadline_that_is_too_short_is_marked_and_counted() {
        let proposals = [proposal("join", 20, 1), proposal("spawn", 400, 10)];
        let want = "  \
  median   slowest  proposed   present    slowest test
   10 ms     20 ms       1 s       5 s    join: it_works
  200 ms    400 ms      10 s       5 s <  spawn: it_works

2 exercises: 1 deadline is shorter than the proposed one.
1 run of right answers did not pass; `workbook dev stress --only right` says
which.
";
        assert_eq!(table(&proposals, 1, Rows::Whole, &Look::plain()), want);
    }

    #[test]
    fn where_all_have_room_that_is_said() {
        let text = table(&[proposal("join", 20, 1)], 0, Rows::Whole, &Look::plain());
        let want = "1 exercise: every deadline leaves right answers room.\n";
        assert!(text.ends_with(want), "{text}");
    }
}
