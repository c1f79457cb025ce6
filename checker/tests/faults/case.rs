//! One case: right and wrong answers are judged while something is wrong, and
//! again when it is not.

use crate::answers::Answers;
use crate::damage;
use crate::draw::Draw;
use crate::fault::{Fault, Meanwhile};
use crate::run::{Ran, run};
use crate::world::World;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where answers are judged.
enum Place {
    Home,
    Class,
}

/// What is known of a case when it is over.
pub(crate) struct Case {
    /// What was wrong.
    pub(crate) fault: String,
    /// The exit code meanwhile.
    pub(crate) code: i32,
    /// What must not be.
    pub(crate) problems: Vec<String>,
}

impl Case {
    pub(crate) fn of(world: &World, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        world.renew_cache();
        let folder = world.path("cases").join(seed.to_string());
        fs::create_dir(&folder).unwrap();
        let mut bystander = world.bystander();
        let mut case = match *draw.pick(&[Place::Home, Place::Class, Place::Class]) {
            Place::Home => Self::at_home(world, &folder, &mut draw),
            Place::Class => Self::class(world, &folder, &mut draw),
        };
        if !bystander.lives() {
            case.problem("a process that had nothing to do with it was killed");
        }
        if let Some(left) = left_behind(world) {
            case.problem(&format!("still running: {left:?}"));
        }
        world.remove(&folder);
        world.remove(&world.path("tmp"));
        fs::create_dir(world.path("tmp")).unwrap();
        world.give(&world.path("tmp"));
        case
    }

    fn new(fault: &Fault, code: i32) -> Self {
        Self {
            fault: fault.name.clone(),
            code,
            problems: Vec::new(),
        }
    }

    fn problem(&mut self, what: &str) {
        self.problems.push(what.to_owned());
    }

    /// The code of a call under a fault: nothing else is one.
    fn expect_code(&mut self, ran: &Ran, allowed: &[i32], killed: bool) {
        let may_be = allowed.contains(&ran.code) || killed && ran.code == 137;
        if !may_be {
            self.problem(&format!(
                "exit code {}, and it said:\n{}",
                ran.code, ran.said
            ));
        }
    }

    /// A learner runs an answer.
    fn at_home(world: &World, folder: &Path, draw: &mut Draw) -> Self {
        let set = folder.join("set");
        copy(&world.path("set"), &set);
        let answers = Answers::draw(1, draw).remove(0);
        let (answer, code) = *draw.pick(&[(&answers.wrong, 1), (&answers.right, 0)]);
        fs::write(set.join(&answers.file), &answer.text).unwrap();
        world.give(folder);
        let mut fault = match *draw.pick(&[0, 1, 2, 3, 4, 5]) {
            0 => Fault::none(damage::of(&set.join(".workbook"), draw).replace("cache", "state")),
            _ => Fault::draw(world, &folder.join("class"), draw),
        };
        fault.name = format!("{} {}: {}", answers.exercise, answer.name, fault.name);
        let before = files(&set);
        let arguments = ["--course", set.to_str().unwrap(), "run", &answers.exercise];
        let ran = run(world, &fault, folder, &arguments, draw);
        let mut case = Self::new(&fault, ran.code);
        let killed = matches!(fault.meanwhile, Meanwhile::ItIsKilled(_));
        case.expect_code(&ran, &[code, 3], killed);
        world.renew_cache();
        // What was damaged of the state is as it was, too.
        let state = set.join(".workbook");
        world.remove(&state);
        copy(&world.path("set/.workbook"), &state);
        world.give(&state);
        let again = run(world, &Fault::none(String::new()), folder, &arguments, draw);
        if again.code != code {
            let said = &again.said;
            case.problem(&format!(
                "when all was well again, exit code {}:\n{said}",
                again.code
            ));
        }
        if files(&set) != before {
            case.problem("a file of the learner's has changed");
        }
        case
    }

    /// A class is graded, and what could not be judged is judged later.
    fn class(world: &World, folder: &Path, draw: &mut Draw) -> Self {
        let answers = Answers::draw(3, draw);
        let class = folder.join("class");
        for one in &answers {
            for (who, answer) in [("right", &one.right), ("wrong", &one.wrong)] {
                let file = class.join(who).join(&one.file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, &answer.text).unwrap();
            }
        }
        let mut fault = Fault::draw(world, &class, draw);
        let names: Vec<_> = answers
            .iter()
            .map(|one| format!("{} {} {}", one.exercise, one.right.name, one.wrong.name))
            .collect();
        fault.name = format!("{}: {}", names.join(", "), fault.name);
        world.give(folder);
        let arguments = ["grade", "--each", "class", "--out", "grades"];
        let ran = run(world, &fault, folder, &arguments, draw);
        let mut case = Self::new(&fault, ran.code);
        let killed = matches!(fault.meanwhile, Meanwhile::ItIsKilled(_));
        case.expect_code(&ran, &[0, 3], killed);
        case.look(folder, &answers, ran.code == 0, &ran.said);
        world.renew_cache();
        let again = [&arguments[..], &["--resume"]].concat();
        let again = run(world, &Fault::none(String::new()), folder, &again, draw);
        // Results are gone on with by whoever has their key, which lies in a home.
        let had_no_key = fault.environment.iter().any(|(name, _)| *name == "HOME");
        if had_no_key && again.code == 2 {
            return case;
        }
        if again.code != 0 {
            let said = &again.said;
            case.problem(&format!(
                "when all was well again, exit code {}:\n{said}",
                again.code
            ));
        }
        case.look(folder, &answers, true, &again.said);
        case
    }

    /// Look at the reports: all verdicts must be there if it is `over`.
    fn look(&mut self, folder: &Path, answers: &[Answers], over: bool, said: &str) {
        for one in answers {
            for (who, answer) in [("right", &one.right), ("wrong", &one.wrong)] {
                let status = status(folder, who, &one.exercise);
                let status = status.as_deref();
                let may_be = match (who, status) {
                    (_, None | Some("infra")) => !over,
                    ("right", Some(status)) => status == "pass",
                    (_, Some(status)) => status != "pass",
                };
                if !may_be {
                    let (exercise, name) = (&one.exercise, &answer.name);
                    self.problem(&format!(
                        "`{exercise}` {name}: {status:?}; it said:\n{said}"
                    ));
                }
            }
        }
    }
}

fn copy(from: &Path, to: &Path) {
    let copied = std::process::Command::new("cp")
        .arg("-a")
        .arg(from)
        .arg(to)
        .status();
    assert!(copied.unwrap().success());
}

/// The status of somebody's answer.
fn status(folder: &Path, who: &str, exercise: &str) -> Option<String> {
    let report = folder
        .join("grades/submissions")
        .join(who)
        .join("report.json");
    let report: Value = serde_json::from_slice(&fs::read(report).ok()?).ok()?;
    let exercises = report["exercises"].as_array()?;
    let one = exercises.iter().find(|one| one["id"] == exercise)?;
    one["status"].as_str().map(str::to_owned)
}

/// What the learner has, with what it says.
fn files(set: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let found = std::process::Command::new("find")
        .arg(set)
        .args(["-type", "f", "-not", "-path", "*/.workbook/*"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&found.stdout).into_owned();
    let mut paths: Vec<PathBuf> = text.lines().map(PathBuf::from).collect();
    paths.sort();
    let read = |path: PathBuf| (path.clone(), fs::read(path).unwrap());
    paths.into_iter().map(read).collect()
}

/// What still runs after a moment.
fn left_behind(world: &World) -> Option<Vec<i32>> {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let running = world.running();
        if running.is_empty() {
            return None;
        }
        if Instant::now() > until {
            return Some(running);
        }
        std::thread::park_timeout(Duration::from_millis(20));
    }
}
