//! That a page can be read by those who don't see it, and found one's way in by programs.

use crate::dom::{elements, named, within};
use crate::fixture::{ENDLESS, KINDS, SIZES, Texts, report};
use defectdojo_mcp::report::{Ids, Report, Rows, page};

const TYPICAL: usize = 2;

/// Every page of the usual texts.
fn pages() -> impl Iterator<Item = (Report, String)> {
    SIZES
        .into_iter()
        .chain([ENDLESS])
        .flat_map(|size| KINDS.map(|kind| (kind, size)))
        .map(|(kind, size)| {
            let report = report(kind, size, Texts::USUAL);
            let html = page(&report).unwrap();
            (report, html)
        })
}

#[test]
fn headings_tell_what_is_where() {
    for (report, html) in pages() {
        let elements = elements(&html);
        assert_eq!(elements[0].attribute("lang"), Some("en"));
        assert_eq!(named(&elements, "main").len(), 1);
        let h1: Vec<_> = named(&elements, "h1");
        assert_eq!(h1.len(), 1);
        assert_eq!(h1[0].text, report.kind.title());
        let titles = report.sections.iter().map(|section| section.title);
        let titles: Vec<_> = ["At a glance"]
            .into_iter()
            .chain(titles)
            .chain(["Method and limits"])
            .collect();
        let h2 = named(&elements, "h2");
        assert_eq!(
            h2.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
            titles
        );
    }
}

#[test]
fn everything_that_shows_is_in_main() {
    for (_, html) in pages() {
        let elements = elements(&html);
        for element in &elements {
            let shows = element.path.contains(&"body".to_owned()) && element.name() != "body";
            assert!(!shows || element.path[2] == "main", "{element:?}");
        }
    }
}

#[test]
fn tables_say_what_they_are_of() {
    for (_, html) in pages() {
        let elements = elements(&html);
        for (at, table) in elements
            .iter()
            .enumerate()
            .filter(|(_, one)| one.name() == "table")
        {
            let parts = &elements[at + 1..=at + table.length];
            assert_eq!(named(parts, "caption").len(), 1);
            let columns = within(parts, |one| one.name() == "thead");
            let columns = named(columns, "th");
            assert!(
                columns
                    .iter()
                    .all(|th| th.attribute("scope") == Some("col") && !th.text.is_empty())
            );
            let rows = within(parts, |one| one.name() == "tbody");
            for (at, row) in rows
                .iter()
                .enumerate()
                .filter(|(_, one)| one.name() == "tr")
            {
                let cells = &rows[at + 1..=at + row.length];
                let heads = named(cells, "th");
                assert_eq!(heads.len(), 1, "{row:?}");
                assert_eq!(heads[0].attribute("scope"), Some("row"));
                assert!(!heads[0].text.is_empty());
                assert_eq!(named(cells, "td").len() + 1, columns.len(), "{row:?}");
                assert!(named(cells, "td").iter().all(|td| !td.text.is_empty()));
            }
        }
    }
}

#[test]
fn pictures_are_described_or_beside_their_numbers() {
    for (_, html) in pages() {
        for svg in elements(&html).iter().filter(|one| one.name() == "svg") {
            let is_described = svg.attribute("role") == Some("img")
                && svg
                    .attribute("aria-label")
                    .is_some_and(|label| label.contains(char::is_numeric));
            let is_in_row =
                svg.path.contains(&"th".to_owned()) && svg.attribute("aria-hidden") == Some("true");
            assert!(is_described || is_in_row, "{svg:?}");
        }
    }
}

#[test]
fn only_products_have_the_id_of_one() {
    for (report, html) in pages() {
        let elements = elements(&html);
        let product = report.product.iter().map(|product| product.id.to_string());
        let ids = |id: &str| {
            let section = within(&elements, |one| one.attribute("id") == Some(id));
            let ids = section
                .iter()
                .filter_map(|one| one.attribute("data-product-id"));
            ids.map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        let header = within(&elements, |one| one.name() == "header");
        let told = header
            .iter()
            .filter_map(|one| one.attribute("data-product-id"));
        assert!(told.map(ToOwned::to_owned).eq(product));
        for section in &report.sections {
            let products: Vec<_> = match &section.rows {
                Rows::Severities(rows) if section.ids == Some(Ids::Product) => {
                    rows.iter().filter_map(|row| row.label.id).collect()
                }
                Rows::Priorities(rows) => rows.iter().filter_map(|row| row.product_id).collect(),
                _ => Vec::new(),
            };
            let products: Vec<_> = products.iter().map(ToString::to_string).collect();
            assert_eq!(ids(section.id), products, "{}", section.id);
        }
    }
}

#[test]
fn what_counts_findings_of_a_severity_tells_which() {
    let (_, html) = pages().nth(2 * TYPICAL).unwrap();
    let elements = elements(&html);
    let severities = |part: &[crate::dom::Element]| {
        let severities = part.iter().filter_map(|one| one.attribute("data-severity"));
        severities.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let cards = within(&elements, |one| one.attribute("class") == Some("cards"));
    assert_eq!(severities(cards), ["Critical", "High"]);
    let columns = within(&elements, |one| one.attribute("id") == Some("products"));
    assert_eq!(
        severities(columns),
        ["Critical", "High", "Medium", "Low", "Info"]
    );
}

#[test]
fn what_is_not_exact_says_so() {
    for (report, html) in pages() {
        let elements = elements(&html);
        let header = elements.iter().find(|one| one.name() == "header").unwrap();
        assert_eq!(header.text.contains("All exact"), report.exact);
        for section in &report.sections {
            let found = elements
                .iter()
                .find(|one| one.attribute("id") == Some(section.id))
                .unwrap();
            assert_eq!(found.text.contains("Not exact."), !section.exact);
            assert!(found.text.contains(&section.basis));
            assert!(section.note.iter().all(|note| found.text.contains(note)));
            assert_eq!(
                named(within(&elements, |one| one == found), "table").is_empty(),
                section.rows.is_empty()
            );
        }
    }
}

#[test]
fn numbers_as_large_as_they_get_make_no_nonsense() {
    for (_, html) in pages() {
        for nonsense in ["NaN", "inf", "-0", "--"] {
            let body = html.split("<body>").nth(1).unwrap();
            assert!(!body.contains(nonsense), "{nonsense}");
        }
    }
}

/// A page may pass through the context of a model.
#[test]
fn a_page_is_small() {
    for (_, html) in pages().skip(2 * TYPICAL).take(2) {
        assert!(html.len() < 60_000, "{}", html.len());
    }
}
