//! What may go wrong on a machine, in its cache and in what was handed in. None
//! of it is the fault of an answer.

use crate::damage;
use crate::draw::Draw;
use crate::world::World;
use std::path::Path;

/// One fault.
pub(crate) struct Fault {
    /// In words, with all that was drawn.
    pub(crate) name: String,
    /// What the user's shell does before it calls the program, as `"$@"`.
    pub(crate) shell: String,
    /// What is done before, where file systems may be mounted.
    pub(crate) mounts: Option<String>,
    pub(crate) environment: Vec<(&'static str, String)>,
    pub(crate) meanwhile: Meanwhile,
}

/// What happens while the program works.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meanwhile {
    Nothing,
    /// Some process that it started is killed, so many milliseconds after its
    /// start.
    AChildIsKilled(u64),
    /// It is killed itself.
    ItIsKilled(u64),
    /// It is stopped for a second, and goes on.
    ItIsStopped(u64),
    /// A file in the cache is damaged.
    TheCacheIsDamaged(u64),
}

type Kind = fn(&World, &Path, &mut Draw) -> Fault;

/// Those of every machine, then those that need a file system of their own.
const KINDS: [Kind; 12] = [
    limit,
    limit,
    cache,
    cache,
    environment,
    handed_in,
    meanwhile,
    meanwhile,
    space,
    space,
    mount,
    linker,
];

impl Fault {
    /// Draw one, and do what is to be done before the call. `class` holds what
    /// was handed in.
    pub(crate) fn draw(world: &World, class: &Path, draw: &mut Draw) -> Self {
        let kinds = match world.may_mount {
            true => &KINDS[..],
            false => &KINDS[..8],
        };
        draw.pick(kinds)(world, class, draw)
    }

    /// Nothing is wrong.
    pub(crate) fn none(name: String) -> Self {
        Self {
            name,
            shell: "exec \"$@\"".to_owned(),
            mounts: None,
            environment: Vec::new(),
            meanwhile: Meanwhile::Nothing,
        }
    }
}

fn limit(_: &World, _: &Path, draw: &mut Draw) -> Fault {
    let (option, low, high) = *draw.pick(&[
        ("nproc", 1, 80),
        ("as", 50_000_000, 4_000_000_000),
        ("fsize", 0, 50_000_000),
        ("nofile", 4, 300),
        ("stack", 16_384, 8_000_000),
        ("data", 5_000_000, 2_000_000_000),
        ("memlock", 0, 65_536),
        ("core", 0, 1),
    ]);
    let limit = draw.between(low, high);
    let shell = format!("exec prlimit --{option}={limit}:{limit} \"$@\"");
    Fault {
        shell,
        ..Fault::none(format!("limit {option} {limit}"))
    }
}

fn cache(world: &World, _: &Path, draw: &mut Draw) -> Fault {
    Fault::none(damage::of(&world.cache(), draw))
}

fn environment(world: &World, _: &Path, draw: &mut Draw) -> Fault {
    let gone = world.path("no/such/folder").display().to_string();
    let variables = [
        ("TMPDIR", gone.clone()),
        ("TMPDIR", "relative".to_owned()),
        ("TMPDIR", "/proc".to_owned()),
        ("HOME", gone.clone()),
        ("HOME", String::new()),
        ("PATH", gone.clone()),
        ("PATH", String::new()),
        ("RUSTC", gone.clone()),
        ("RUSTC", "/bin/false".to_owned()),
        ("RUSTFLAGS", "-C panic=abort".to_owned()),
        ("RUSTC_WRAPPER", gone.clone()),
        ("CARGO_BUILD_TARGET", "wasm32-unknown-unknown".to_owned()),
        ("CARGO_PROFILE_DEV_PANIC", "abort".to_owned()),
        ("CARGO_ENCODED_RUSTFLAGS", "-Cpanic=abort".to_owned()),
        ("RUSTUP_TOOLCHAIN", "none".to_owned()),
        ("RUST_MIN_STACK", "1000".to_owned()),
        ("RUST_BACKTRACE", "full".to_owned()),
        ("MALLOC_ARENA_MAX", "1".to_owned()),
        ("LD_LIBRARY_PATH", gone.clone()),
        ("LC_ALL", "tr_TR.UTF-8".to_owned()),
        ("TZ", "Nowhere/At_All".to_owned()),
        ("TOKIO_WORKER_THREADS", "0".to_owned()),
        ("RAYON_NUM_THREADS", "1".to_owned()),
        ("XDG_STATE_HOME", gone.clone()),
        ("XDG_RUNTIME_DIR", gone),
        ("COLUMNS", "0".to_owned()),
        ("CI", "true".to_owned()),
        ("GITHUB_ACTIONS", "true".to_owned()),
        ("NO_COLOR", "1".to_owned()),
    ];
    let (name, value) = draw.pick(&variables).clone();
    let words = format!("{name}={value}");
    Fault {
        environment: vec![(name, value)],
        ..Fault::none(words)
    }
}

/// Somebody else handed in something odd.
fn handed_in(_: &World, class: &Path, draw: &mut Draw) -> Fault {
    Fault::none(damage::odd_submission(class, draw))
}

fn meanwhile(_: &World, _: &Path, draw: &mut Draw) -> Fault {
    let after = draw.between(0, 6_000);
    let (name, meanwhile) = *draw.pick(&[
        ("a child is killed", Meanwhile::AChildIsKilled(after)),
        ("it is killed", Meanwhile::ItIsKilled(after)),
        ("it is stopped", Meanwhile::ItIsStopped(after)),
        (
            "the cache is damaged meanwhile",
            Meanwhile::TheCacheIsDamaged(after),
        ),
    ]);
    Fault {
        meanwhile,
        ..Fault::none(format!("{name} after {after} ms"))
    }
}

/// A linker that fails.
fn linker(world: &World, _: &Path, draw: &mut Draw) -> Fault {
    let scripts = [
        "echo 'ld: out of memory' >&2; exit 1",
        "echo 'collect2: fatal error: ld terminated with signal 9 [Killed]' >&2; exit 1",
        "echo 'cannot find -lgcc_s' >&2; exit 1",
        "echo \"undefined reference to 'main'\" >&2; exit 1",
        "echo 'final link failed: bad value' >&2; exit 1",
        "kill -9 $$",
        "kill -11 $$",
        "exit 0",
        "exit 1",
        "exec sleep 1000",
        "head -c 3000000 /dev/zero >&2; exit 1",
    ];
    let script = *draw.pick(&scripts);
    let cc = world.path("cases/cc");
    damage::script(&cc, script);
    let name = format!("cc: {script}");
    let mounts = format!("mount --bind {cc:?} \"$(readlink -f \"$(command -v cc)\")\"");
    Fault {
        mounts: Some(mounts),
        ..Fault::none(name)
    }
}

/// A small file system for what is temporary, or for the cache's builds.
fn space(world: &World, _: &Path, draw: &mut Draw) -> Fault {
    let kib = draw.between(4, 100_000);
    let inodes = draw.between(2, 5_000);
    let builds = world.cache().join("builds");
    let place = draw.pick(&[world.path("tmp"), builds.clone()]).clone();
    let mounts = format!(
        "mkdir -p {builds:?}; chmod 1777 {builds:?}\n\
         mount -t tmpfs -o size={kib}k,nr_inodes={inodes},mode=1777 tmpfs {place:?}"
    );
    let name = format!("{kib} KiB and {inodes} inodes in {}", place.display());
    Fault {
        mounts: Some(mounts),
        ..Fault::none(name)
    }
}

fn mount(world: &World, _: &Path, draw: &mut Draw) -> Fault {
    let (tmp, cache) = (world.path("tmp"), world.cache());
    let over = |options: &str, place: &Path| format!("mount -t tmpfs -o {options} tmpfs {place:?}");
    let again = |options: &str, place: &Path| {
        format!("mount --bind {place:?} {place:?}\nmount -o remount,bind,{options} {place:?}")
    };
    let ways = [
        over("noexec,mode=1777", &tmp),
        over("noexec,mode=1777", Path::new("/tmp")).replace("/tmp", "/var/tmp"),
        over("ro", &tmp),
        over("mode=000", &tmp),
        over("nosuid,nodev,noexec,mode=1777,size=1m", &tmp),
        again("ro", &cache),
        again("noexec", &cache),
        again("nosuid,nodev", &cache),
        again("ro", &tmp),
        over("size=0,nr_inodes=1", Path::new("/dev/shm")),
        "mount -t proc -o hidepid=2 proc /proc".to_owned(),
        over("mode=555", Path::new("/proc")),
        "mount --bind /dev/null /dev/urandom".to_owned(),
        over("mode=555", Path::new("/sys")),
        format!(
            "mount --bind /dev/null {:?}",
            world.path("toolchain/bin/clippy-driver")
        ),
        "mount --bind /dev/null /usr/bin/cp".to_owned(),
        "mount --bind /dev/null /usr/bin/ld".to_owned(),
    ];
    let way = draw.pick(&ways).clone();
    Fault {
        mounts: Some(way.clone()),
        ..Fault::none(way)
    }
}
