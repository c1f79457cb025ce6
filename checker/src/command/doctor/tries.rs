//! What is not only looked at, but tried: the linker, the folder for temporary
//! files, and judging itself, once for each kind of exercise.

use super::Line;
use crate::cache_dir;
use crate::command::context::{Context, Tests};
use crate::course::{Course, Exercise};
use crate::deps::{Manifest, is_built, try_the_linker, verify};
use crate::harness::try_to_execute;
use crate::judge::Judge;
use crate::machine::{Low, limits, room};
use crate::toolchain::Toolchain;
use crate::verdict::Verdict;
use report::{Network, Seal};
use std::path::Path;
use std::sync::Arc;

/// What nothing is needed for but the system.
pub(super) fn of_the_system() -> Vec<Line> {
    vec![limits_line(), temporary()]
}

fn limits_line() -> Line {
    let all = limits();
    let worst = |low: Low| all.iter().filter(move |limit| limit.low == low);
    let words = |low: Low| {
        let said: Vec<_> = worst(low).map(ToString::to_string).collect();
        said.join("; ")
    };
    if worst(Low::Unusable).next().is_some() {
        return Line::missing("limits", words(Low::Unusable));
    }
    if worst(Low::Doubtful).next().is_some() {
        return Line::advice("limits", words(Low::Doubtful));
    }
    let shown = |limit: &crate::machine::Limit| format!("{} {}", limit.option, limit.shown());
    let said: Vec<_> = all.iter().map(shown).collect();
    match said.is_empty() {
        true => Line::fine("limits", "none that judging could run into"),
        false => Line::fine("limits", format!("wide enough: {}", said.join(", "))),
    }
}

fn temporary() -> Line {
    match try_to_execute() {
        Ok(place) => with_room("temporary", &place, "programs can be started there, "),
        Err(error) => Line::missing("temporary", format!("{error:#}")),
    }
}

/// What can be said of a folder with the room that is left on its disk.
pub(super) fn with_room(what: &'static str, folder: &Path, more: &str) -> Line {
    let shown = folder.display();
    match room(folder) {
        Some(room) if room.is_little => Line::advice(
            what,
            format!("{shown}: only {room} on its disk, which may be too little for a build"),
        ),
        Some(room) => Line::fine(what, format!("{shown}: {more}{room}")),
        None => Line::fine(what, shown.to_string()),
    }
}

/// Shows a line.
type Tell<'t> = dyn FnMut(&mut Context<'_>, Line) -> anyhow::Result<()> + 't;

/// The linker, what was built before, and judging.
pub(super) fn of_the_course(
    course: &Arc<Course>,
    context: &mut Context<'_>,
    tell: &mut Tell<'_>,
) -> anyhow::Result<()> {
    let (Ok(cache), Ok(toolchain)) = (cache_dir::find(&course.root), Toolchain::find(None)) else {
        // That is said already.
        return Ok(());
    };
    let linker = match try_the_linker(&toolchain, &cache.path) {
        Ok(()) => Line::fine("linker", "links a program, and that can be started"),
        Err(error) => Line::missing("linker", format!("{error:#}")),
    };
    tell(context, linker)?;
    let (line, ready) = match crates(course, &toolchain, &cache.path) {
        Ok(found) => found,
        Err(error) => (Line::missing("crates", format!("{error:#}")), Vec::new()),
    };
    tell(context, line)?;
    if ready.is_empty() {
        return Ok(());
    }
    let judge = match context.judge(course, Tests::OfOneExercise, []) {
        Ok(judge) => judge,
        Err(error) => return tell(context, Line::missing("judging", format!("{error:#}"))),
    };
    for exercise in kinds(&ready, &judge) {
        if let Some(line) = judged(&judge, exercise) {
            tell(context, line)?;
        }
    }
    Ok(())
}

/// The crates that exercises use, and the exercises whose crates can be used.
fn crates<'c>(
    course: &'c Course,
    toolchain: &Toolchain,
    cache: &Path,
) -> anyhow::Result<(Line, Vec<&'c Exercise>)> {
    let manifest = Manifest::read(course)?;
    let damage = verify(course, &manifest, toolchain, cache)?;
    if !damage.is_empty() {
        let said = format!(
            "{}; the next verdict builds it again, and until then nothing is tried here",
            damage.join("; ")
        );
        return Ok((Line::advice("crates", said), Vec::new()));
    }
    let lessons = course.lessons.iter();
    let built = lessons.map(|lesson| is_built(course, lesson, &manifest, toolchain, cache));
    let built: Vec<bool> = built.collect::<Result<_, _>>()?;
    let exercises = course.exercises.iter();
    let ready: Vec<_> = exercises.filter(|one| built[one.lesson]).collect();
    if ready.is_empty() {
        let said = "what exercises use is not built yet: the first verdict does it, which takes \
                    a few minutes and the network; call this again afterwards, and judging is \
                    tried, too";
        return Ok((Line::advice("crates", said), ready));
    }
    let lessons = course.lessons.iter().zip(&built);
    let missing = lessons
        .filter(|(_, built)| !**built)
        .map(|(lesson, _)| lesson.dir.as_str());
    let missing: Vec<_> = missing.collect();
    let said = match missing.is_empty() {
        true => "what exercises use is built and undamaged".to_owned(),
        false => format!(
            "what exercises use is built and undamaged; that of {} is built when it is needed",
            missing.join(", ")
        ),
    };
    Ok((Line::fine("crates", said), ready))
}

/// The first exercise with a solution of each kind: kinds differ in what their
/// tests need of the machine.
fn kinds<'c>(exercises: &[&'c Exercise], judge: &Judge) -> Vec<&'c Exercise> {
    let mut kinds: Vec<&Exercise> = Vec::new();
    for exercise in exercises {
        let is_known = kinds.iter().any(|kind| kind.needs == exercise.needs);
        if !is_known && judge.has_solution(exercise) {
            kinds.push(exercise);
        }
    }
    kinds
}

fn judged(judge: &Judge, exercise: &Exercise) -> Option<Line> {
    match judge.try_solution(exercise) {
        Ok(Some(verdict)) => Some(Line::fine("judging", passed(exercise, &verdict))),
        Ok(None) => None,
        Err(error) => Some(Line::missing("judging", format!("{error:#}"))),
    }
}

fn passed(exercise: &Exercise, verdict: &Verdict) -> String {
    let needs: Vec<_> = exercise.needs.words().collect();
    let needs = match needs.is_empty() {
        true => String::new(),
        false => format!(", with {}", needs.join(" and ")),
    };
    let fence = verdict.fence.as_ref();
    let fence = fence.map_or_else(
        || "the compiler not fenced in".to_owned(),
        |fence| {
            format!(
                "the compiler within {}",
                layers(fence.landlock, fence.seccomp)
            )
        },
    );
    let seals = verdict.tests.iter().filter_map(|test| test.seal.as_ref());
    let seal = seals.map(sealed).next();
    format!(
        "the solution of `{}` passes in {:.1} s{needs}; {fence}, {}",
        exercise.name,
        verdict.took.as_secs_f64(),
        seal.unwrap_or_else(|| "tests not sealed".to_owned())
    )
}

fn sealed(seal: &Seal) -> String {
    let user = match seal.uid {
        Some(_) => ", as nobody",
        None => "",
    };
    let network = match seal.network {
        Network::None => ", without network",
        Network::Loopback | Network::Any => "",
    };
    format!(
        "tests within {}{user}{network}",
        layers(seal.landlock, seal.seccomp)
    )
}

fn layers(landlock: Option<u32>, seccomp: bool) -> String {
    let landlock = landlock.map(|version| format!("Landlock {version}"));
    let seccomp = seccomp.then(|| "seccomp".to_owned());
    let all: Vec<_> = landlock.into_iter().chain(seccomp).collect();
    match all.is_empty() {
        true => "nothing".to_owned(),
        false => all.join(" and "),
    }
}
