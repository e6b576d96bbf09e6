//! A value of the file, read as a table.

use toml::de::DeValue;

use super::{Table, Value};
use crate::report::{Errors, quote};
use crate::schema;

/// As many keys as a message names.
const FEW: usize = 6;

impl<'t, 'p> Value<'t, 'p> {
    /// A table of the language.
    pub(crate) fn closed(
        self,
        known: &'static schema::Table,
        errors: &mut Errors,
    ) -> Option<Table<'t, 'p>> {
        if let DeValue::Table(table) = self.inner {
            return Some(Table::closed(table, self.path, self.key.span, known, errors));
        }
        if let Some(help) = self.of_its_table(known) {
            return self.wrong("a table", errors, &help);
        }
        let names: Vec<_> = known.names().map(quote).collect();
        // A long list says no more than the reference does.
        let names = if names.len() > FEW { String::new() } else { names.join(", ") };
        self.no_table(&names, errors)
    }

    /// A table with names of the author's own as keys.
    pub(crate) fn open(self, errors: &mut Errors) -> Option<Table<'t, 'p>> {
        match self.inner {
            DeValue::Table(table) => Some(Table::open(table, self.path, self.key.span)),
            _ => self.no_table("", errors),
        }
    }

    /// Whether it is a table.
    pub(crate) fn is_table(self) -> bool {
        matches!(self.inner, DeValue::Table(_))
    }

    /// Whether it is an array.
    pub(crate) fn is_array(self) -> bool {
        matches!(self.inner, DeValue::Array(_))
    }

    /// What to write where the value is that of a key of the table that is missing.
    fn of_its_table(self, known: &'static schema::Table) -> Option<String> {
        let key = self.key.value;
        if known.key(key).is_some() {
            let above = self.path.parent?;
            return Some(format!(
                "{} is a key of a table below: write {} above it, with a name of your own",
                quote(key),
                quote(&format!("[{above}.…]")),
            ));
        }
        let DeValue::String(text) = self.inner else { return None };
        let schema::Kind::Words(words) = known.key("type")?.kind else { return None };
        words.contains(&text.as_ref()).then(|| format!("write `{key} = {{ type = \"{text}\" }}`"))
    }

    fn no_table<T>(self, keys: &str, errors: &mut Errors) -> Option<T> {
        let keys = if keys.is_empty() { String::new() } else { format!(": {keys}") };
        let help = format!("write `[{}]` and its keys below{keys}", self.path);
        self.wrong("a table", errors, &help)
    }
}
