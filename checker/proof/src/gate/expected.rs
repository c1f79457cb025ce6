//! Which workers a gate has made, and what it tells each of them.

use super::script;
use super::secret::Secret;
use instrument::worker::CHILD_OF;
use instrument::world::Gated;
use lab::Worker;
use std::net::SocketAddr;

/// A process that may come by.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    name: String,
    arguments: Vec<String>,
    told: Told,
}

/// What is told to a process that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    /// It knows what to do.
    Nothing,
    /// What to do, which nobody else knows.
    Task(String),
    /// What stands behind its answer to a job.
    Mark,
}

/// All that may come by.
#[derive(Debug, Default)]
pub(super) struct List(Vec<Expected>);

impl List {
    /// `worker`, which passes the gate at `gate`; and what it starts itself.
    ///
    /// # Panics
    ///
    /// If another one is called the same and does something else: a process of
    /// theirs would be told what the other one does.
    pub(super) fn add(&mut self, worker: &Worker, gate: SocketAddr, secret: &Secret) {
        let [task, argument] = worker.task();
        let told = match task.as_str() {
            "frames" => Told::Mark,
            "echo" => Told::Task(format!("echo {}", secret.key())),
            _ => {
                let key = secret.key().to_string();
                Told::Task(format!("{task} {argument}").replace(script::KEY, &key))
            }
        };
        let differs = |expected: &Expected| expected.name == worker.name() && expected.told != told;
        assert!(
            !self.0.iter().any(differs),
            "two workers of one gate are called `{}`, and do different things: give each a name of its own",
            worker.name()
        );
        let command = worker.command();
        let words = command.get_args().map(|word| word.to_string_lossy());
        self.0.push(Expected {
            name: worker.name().to_owned(),
            arguments: words.map(|word| word.into_owned()).collect(),
            told,
        });
        // Of a worker that starts none, none is expected.
        let starts_one = command.get_args().skip(4).any(|word| word == "--child");
        let task = match script::starts_one(worker.task()) {
            true => &script::OF_A_CHILD[..],
            false if starts_one => &["hang"],
            false => return,
        };
        let (name, gate) = (format!("{CHILD_OF}{}", worker.name()), gate.to_string());
        let child = ["--gate", &gate, "--name", &name];
        let arguments = child.iter().chain(task).map(|word| (*word).to_owned());
        self.0.push(Expected {
            arguments: arguments.collect(),
            name,
            told: Told::Nothing,
        });
    }

    /// The one that was started with exactly these arguments.
    pub(super) fn with(&self, arguments: &[String]) -> Option<Expected> {
        let same = |expected: &&Expected| expected.arguments == arguments;
        self.0.iter().find(same).cloned()
    }

    /// The one that would say of itself that it is `name`.
    pub(super) fn called(&self, name: &str) -> Option<Expected> {
        let is_it = |expected: &&Expected| expected.is_called(name);
        self.0.iter().find(is_it).cloned()
    }
}

impl Expected {
    /// One that answers frames says the job.
    pub(super) fn is_called(&self, name: &str) -> bool {
        match self.told {
            Told::Mark => name.starts_with("job "),
            Told::Nothing | Told::Task(_) => name == self.name,
        }
    }

    /// What it is told when it may go on, as `name`.
    pub(super) fn told(&self, name: &str, secret: &Secret) -> String {
        match &self.told {
            Told::Nothing => "go\n".to_owned(),
            Told::Task(task) => format!("go {task}\n"),
            Told::Mark => format!("go {}\n", secret.mark(name)),
        }
    }
}
