//! A body that is a stream of server-sent events.

use crate::reply::Reply;
use proof::equal;

/// The client's side of `text/event-stream`, as the HTML standard has it: what is a
/// comment, or a field that nobody knows, is left out, and an event without data is none.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    /// What came since the last line end.
    line: Vec<u8>,
    name: String,
    data: Option<String>,
}

impl Parser {
    /// The next byte, and the event that it completes.
    fn next(&mut self, byte: u8) -> Option<(String, String)> {
        if byte != b'\n' {
            self.line.push(byte);
            return None;
        }
        let mut line = std::mem::take(&mut self.line);
        line.pop_if(|last| *last == b'\r');
        let line = String::from_utf8_lossy(&line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => self.name = value.to_owned(),
            "" if line.is_empty() => return self.dispatch(),
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<(String, String)> {
        let name = std::mem::take(&mut self.name);
        let data = self.data.take()?;
        Some(match name.is_empty() {
            true => ("message".to_owned(), data),
            false => (name, data),
        })
    }
}

impl Reply {
    /// The next server-sent event: so many milliseconds after the head, with this name
    /// (`message` where it has none), with this data. `None` at the end.
    pub async fn next_event(&mut self) -> Option<(u64, String, String)> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some(event);
            }
            let (at, piece) = self.next_frame().await?;
            let at = u64::try_from(at.as_millis()).unwrap_or(u64::MAX);
            for byte in piece {
                if let Some((name, data)) = self.parser.next(byte) {
                    self.events.push_back((at, name, data));
                }
            }
        }
    }

    /// The body consists of these server-sent events, and ends with the last one: see
    /// [`Reply::next_event`].
    pub async fn events_are(&mut self, want: &[(u64, &str, &str)]) {
        let mut got = Vec::new();
        while let Some(event) = self.next_event().await {
            got.push(event);
        }
        let want: Vec<_> = want
            .iter()
            .map(|(at, name, data)| (*at, (*name).to_owned(), (*data).to_owned()))
            .collect();
        let what = format!("the list of events of `{}` (ms, name, data)", self.what());
        equal(&what, got, want);
    }
}
