//! The page of a report: one HTML document that needs nothing else, for people to look at.
//!
//! The templates beside this file escape all that they are given: none of them marks anything as safe. Pictures are for
//! those who see them; the table that each belongs to says the same.

mod bar;
mod card;
mod number;
mod plot;
mod scale;
mod table;

use super::{Ids, Report, Section};
use askama::Template;
use card::CardText;
use number::{Count, Date, Period};
use std::cmp::Ordering;
use table::Table;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
#[error("the page of the report could not be made: {0}")]
pub struct PageError(#[from] askama::Error);

/// The page of a report, a whole HTML document: no script, nothing from elsewhere. Everything that it shows is in its
/// one `main`. What stands for a product there has its id in `data-product-id`; a card that counts findings of one
/// severity, and the heading of a column that does, has it in `data-severity`. `data-theme` on the root element, `light`
/// or `dark`, overrides what the reader's system prefers.
///
/// # Errors
///
/// When the template can't be filled in, which no report is known to cause.
pub fn page(report: &Report) -> Result<String, PageError> {
    Ok(Page::of(report).render()?)
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    report: &'a Report,
    period: Period,
    made_on: Date,
    requests: Count,
    cards: Vec<CardText>,
    parts: Vec<Part<'a>>,
}

/// A section with its numbers.
struct Part<'a> {
    section: &'a Section,
    table: Table<'a>,
}

impl<'a> Page<'a> {
    fn of(report: &'a Report) -> Self {
        let part = |section: &'a Section| Part {
            section,
            table: Table::of(&section.rows, section.ids),
        };
        let period = Period {
            from: report.from,
            to: report.to,
        };
        let days = report.to.since(report.from).saturating_add(1);
        Self {
            report,
            period,
            made_on: Date(report.to),
            requests: Count(report.requests.into()),
            cards: report
                .cards
                .iter()
                .map(|card| CardText::of(card, days))
                .collect(),
            parts: report.sections.iter().map(part).collect(),
        }
    }
}
