//! One TOML table, read key by key. Remembers which keys were asked for, so
//! that the rest can be reported as unknown.

use super::error::{InfoError, Problem, did_you_mean};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and the line that it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct At<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

pub(super) struct Reader<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    /// The table's name for people: `` exercise `join` ``.
    pub(super) place: String,
    /// The line of the table's header.
    pub(super) line: usize,
    known: Vec<&'static str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, table: &'a Spanned<DeTable<'a>>, place: &str) -> Self {
        Self {
            text,
            table: table.get_ref(),
            place: place.to_owned(),
            line: line_at(text, table.span().start),
            known: Vec::new(),
        }
    }

    pub(super) fn string(&mut self, key: &'static str) -> Result<Option<At<String>>, InfoError> {
        self.value(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Result<Option<At<bool>>, InfoError> {
        self.value(key, "true or false", DeValue::as_bool)
    }

    pub(super) fn integer(&mut self, key: &'static str) -> Result<Option<At<i64>>, InfoError> {
        self.value(key, "a whole number", |value| {
            let number = value.as_integer()?;
            i64::from_str_radix(number.as_str(), number.radix()).ok()
        })
    }

    pub(super) fn float(&mut self, key: &'static str) -> Result<Option<At<f64>>, InfoError> {
        self.value(key, "a number", number)
    }

    pub(super) fn strings(
        &mut self,
        key: &'static str,
    ) -> Result<Option<At<Vec<String>>>, InfoError> {
        self.value(key, "a list of strings", |value| {
            let items = value.as_array()?.iter();
            items
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect()
        })
    }

    /// A point in time: as TOML writes it, or any text.
    pub(super) fn date(&mut self, key: &'static str) -> Result<Option<At<String>>, InfoError> {
        let wanted = "a date, such as 2026-11-23T22:00:00Z";
        self.value(key, wanted, |value| {
            let text = value.as_str().map(str::to_owned);
            text.or_else(|| Some(value.as_datetime()?.to_string()))
        })
    }

    /// The table `[key]`.
    pub(super) fn table(&mut self, key: &'static str) -> Result<Option<Reader<'a>>, InfoError> {
        let Some(found) = self.find(key) else {
            return Ok(None);
        };
        let wanted = "a table";
        let table = found.get_ref().as_table();
        let table = table.ok_or_else(|| self.wrong_type(key, wanted, found))?;
        let inside = self.inner((found.span().start, table), format!("`{key}`"));
        Ok(Some(inside))
    }

    /// Its values, which have to be tables, by their names; `what` they are.
    pub(super) fn inner_tables(&self, what: &str) -> Result<Vec<(String, Reader<'a>)>, InfoError> {
        let one = |(key, value): (&Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let name = AsRef::<str>::as_ref(key.get_ref()).to_owned();
            let table = value.get_ref().as_table();
            let table = table.ok_or_else(|| self.wrong_type(&name, "a table", value))?;
            let start = key.span().start;
            let inner = self.inner((start, table), format!("{what} `{name}`"));
            Ok((name, inner))
        };
        self.table.iter().map(one).collect()
    }

    /// Its values, which have to be numbers, by their names.
    pub(super) fn floats(&self) -> Result<Vec<(String, At<f64>)>, InfoError> {
        let one = |(key, value): (&Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let name = AsRef::<str>::as_ref(key.get_ref()).to_owned();
            let number = number(value.get_ref());
            let number = number.ok_or_else(|| self.wrong_type(&name, "a number", value))?;
            let line = line_at(self.text, key.span().start);
            let value = number;
            Ok((name, At { line, value }))
        };
        self.table.iter().map(one).collect()
    }

    /// The tables of `[[key]]`, in order.
    pub(super) fn tables(
        &mut self,
        key: &'static str,
    ) -> Result<Vec<(usize, &'a DeTable<'a>)>, InfoError> {
        let Some(list) = self.find(key) else {
            return Ok(Vec::new());
        };
        let wanted = "a list of tables, each under its own [[…]] header";
        let items = list.get_ref().as_array();
        let items = items.ok_or_else(|| self.wrong_type(key, wanted, list))?;
        let one = |item: &'a Spanned<DeValue<'a>>| {
            let table = item.get_ref().as_table();
            let table = table.ok_or_else(|| self.wrong_type(key, wanted, item))?;
            Ok((item.span().start, table))
        };
        items.iter().map(one).collect()
    }

    /// A reader for one of [`Reader::tables`].
    pub(super) fn inner(&self, (start, table): (usize, &'a DeTable<'a>), place: String) -> Self {
        Self {
            text: self.text,
            table,
            place,
            line: line_at(self.text, start),
            known: Vec::new(),
        }
    }

    /// One warning for each key that nobody asked for.
    pub(super) fn finish(self, warnings: &mut Vec<String>) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                let line = line_at(self.text, key.span().start);
                let hint = did_you_mean(name, &self.known);
                let place = &self.place;
                warnings.push(format!(
                    "info.toml:{line}: {place}: the unknown key `{name}` is ignored{hint}"
                ));
            }
        }
    }

    /// Nothing to say of `key`, which somebody else reads.
    pub(super) fn leave(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// An error for the first key that nobody asked for.
    pub(super) fn finish_strictly(self) -> Result<(), InfoError> {
        for (key, _) in self.table {
            let name: &str = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                return Err(InfoError {
                    line: line_at(self.text, key.span().start),
                    problem: Problem::UnknownKey {
                        hint: did_you_mean(name, &self.known),
                        place: self.place,
                        key: name.to_owned(),
                        known: self.known,
                    },
                });
            }
        }
        Ok(())
    }

    fn value<T>(
        &mut self,
        key: &'static str,
        wanted: &'static str,
        read: impl Fn(&DeValue<'a>) -> Option<T>,
    ) -> Result<Option<At<T>>, InfoError> {
        let Some(found) = self.find(key) else {
            return Ok(None);
        };
        let line = line_at(self.text, found.span().start);
        match read(found.get_ref()) {
            Some(value) => Ok(Some(At { line, value })),
            None => Err(self.wrong_type(key, wanted, found)),
        }
    }

    fn find(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        let mut entries = self.table.iter();
        entries
            .find(|(name, _)| name.get_ref().as_ref() == key)
            .map(|(_, value)| value)
    }

    fn wrong_type(
        &self,
        key: &str,
        wanted: &'static str,
        found: &Spanned<DeValue<'_>>,
    ) -> InfoError {
        let kind = found.get_ref().type_str();
        let article = if kind.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        // Within a list of strings it is an item that is wrong.
        let inside = match found.get_ref().as_array() {
            Some(_) if wanted.contains("strings") => " with something else in it",
            _ => "",
        };
        InfoError {
            line: line_at(self.text, found.span().start),
            problem: Problem::WrongType {
                place: self.place.clone(),
                key: key.to_owned(),
                wanted,
                found: format!("{article} {kind}{inside}"),
            },
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let float = value.as_float().map(|number| number.as_str());
    let integer = value.as_integer().map(|number| number.as_str());
    float.or(integer)?.parse().ok()
}

/// The line of a byte, counted from 1.
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().iter().take(byte);
    1 + before.filter(|byte| **byte == b'\n').count()
}
