// refused: hangs — pages of two shops with the same number are mixed up

use lab::CallbackApi;

#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;
use std::collections::HashMap;
use std::sync::{Condvar, Mutex};

static ANSWERS: Mutex<Option<HashMap<u32, Option<String>>>> = Mutex::new(None);
static ANSWERED: Condvar = Condvar::new();

struct Filler(u32, Option<String>);

impl Drop for Filler {
    fn drop(&mut self) {
        let mut answers = ANSWERS.lock().unwrap();
        answers
            .get_or_insert_default()
            .insert(self.0, self.1.take());
        ANSWERED.notify_all();
    }
}

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let filler = Filler(id, None);
    api.fetch(id, move |page| {
        let mut filler = filler;
        filler.1 = Some(page);
    });
    let mut answers = ANSWERS.lock().unwrap();
    loop {
        if let Some(answer) = answers.get_or_insert_default().remove(&id) {
            return answer.ok_or(Dropped);
        }
        answers = ANSWERED.wait(answers).unwrap();
    }
}

fn main() {}
