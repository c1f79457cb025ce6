//! Classes made of the answers that the course has, the same for the same seed.

use std::fs;
use std::path::{Path, PathBuf};

/// So many other right answers, and so many wrong ones, for each exercise.
const OTHERS: usize = 3;

/// What may be handed in: for each exercise its file and the texts.
pub(crate) struct Answers(Vec<(PathBuf, Vec<String>)>);

impl Answers {
    /// Those in the repository: as shipped, the solution, and others.
    pub(crate) fn of(repository: &Path) -> Self {
        let solutions = repository.join("solutions");
        let mut exercises = Vec::new();
        for lesson in sorted(&solutions) {
            for solution in sorted(&lesson) {
                let file = solution.strip_prefix(&solutions).expect("it is in it");
                let shipped = repository.join("exercises").join(file);
                let others = repository
                    .join("checker/answers")
                    .join(file.with_extension(""));
                let others = sorted(&others);
                let (right, wrong): (Vec<_>, Vec<_>) = others
                    .into_iter()
                    .partition(|path| name(path).starts_with("right"));
                let paths = [solution.clone(), shipped].into_iter();
                let paths = paths.chain(right.into_iter().take(OTHERS));
                let paths = paths.chain(wrong.into_iter().take(OTHERS));
                let texts = paths.filter_map(|path| fs::read_to_string(path).ok());
                exercises.push((file.to_owned(), texts.collect()));
            }
        }
        exercises.retain(|(file, _)| file.extension().is_some_and(|ending| ending == "rs"));
        Self(exercises)
    }

    /// Write `size` submissions into `folder`. One answer in ten is missing, and
    /// the first texts of each exercise are the most frequent ones.
    pub(crate) fn write_class(&self, folder: &Path, size: usize, seed: u64) {
        let mut random = Random(seed);
        for number in 0..size {
            let submission = folder.join(format!("student{number:05}")).join("exercises");
            for (file, texts) in &self.0 {
                if random.below(10) == 0 {
                    continue;
                }
                let most = 1 + random.below(texts.len());
                let text = &texts[random.below(most)];
                let path = submission.join(file);
                fs::create_dir_all(path.parent().expect("a lesson")).expect("a folder");
                fs::write(path, text).expect("an answer can be written");
            }
        }
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap_or(0)
    }
}
