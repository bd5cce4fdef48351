//! A day as people write it, in their language.

use chrono::{Datelike, NaiveDate};

use super::Language;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MESES: [&str; 12] =
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

impl Language {
    /// `September 1, 2026`, `1 de septiembre de 2026`.
    pub fn day(self, day: NaiveDate) -> String {
        let (number, month, year) = (day.day(), day.month0() as usize, day.year());
        match self {
            Language::English => format!("{} {number}, {year}", MONTHS[month]),
            Language::Spanish => format!("{number} de {} de {year}", MESES[month]),
        }
    }
}
