//! That texts of others stay texts, wherever they stand.

use crate::dom::{Element, elements};
use crate::fixture::{HOSTILE, KINDS, SIZES, Size, Texts, report};
use defectdojo_mcp::report::{Kind, page};
use std::fs;
use std::path::Path;

/// All that a page is made of.
const ELEMENTS: [&str; 35] = [
    "bdi",
    "body",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "head",
    "header",
    "html",
    "li",
    "line",
    "main",
    "meta",
    "p",
    "path",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// None of them runs anything, or loads anything.
const ATTRIBUTES: [&str; 18] = [
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "content",
    "d",
    "data-product-id",
    "data-severity",
    "http-equiv",
    "id",
    "lang",
    "name",
    "preserveAspectRatio",
    "role",
    "scope",
    "viewBox",
    "x1",
    "x2",
];

fn read(kind: Kind, size: Size, texts: Texts) -> Vec<Element> {
    elements(&page(&report(kind, size, texts)).unwrap())
}

#[test]
fn hostile_texts_add_no_element_and_no_attribute() {
    let skeleton = |element: &Element| {
        let names = element.attributes.iter().map(|(name, _)| name.clone());
        (element.path.clone(), names.collect::<Vec<_>>())
    };
    for size in SIZES {
        for kind in KINDS {
            let usual = read(kind, size, Texts::USUAL);
            let hostile = read(kind, size, Texts::HOSTILE);
            for (usual, hostile) in usual.iter().zip(&hostile) {
                assert_eq!(skeleton(usual), skeleton(hostile));
                for (_, value) in &hostile.attributes {
                    assert!(!value.contains(['<', '"', '`']), "{hostile:?}");
                }
            }
            assert_eq!(usual.len(), hostile.len(), "{}", size.name);
        }
    }
}

#[test]
fn a_page_is_made_of_nothing_that_runs_or_loads() {
    for size in SIZES {
        for kind in KINDS {
            for element in read(kind, size, Texts::HOSTILE) {
                assert!(ELEMENTS.contains(&element.name()), "{element:?}");
                for (name, _) in &element.attributes {
                    assert!(ATTRIBUTES.contains(&name.as_str()), "{element:?}");
                }
            }
        }
    }
    let style = fs::read_to_string(templates().join("style.css")).unwrap();
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn every_text_is_there_once_as_it_is() {
    let clean = HOSTILE.split_whitespace().collect::<Vec<_>>().join(" ");
    for size in SIZES {
        for kind in KINDS {
            let report = report(kind, size, Texts::HOSTILE);
            let told = format!("{report:?}").matches("onfocus=").count();
            let page = elements(&page(&report).unwrap());
            let body = page.iter().find(|one| one.name() == "body").unwrap();
            assert_eq!(
                body.text.matches(&clean).count(),
                told,
                "{kind:?} {}",
                size.name
            );
        }
    }
}

#[test]
fn no_template_marks_anything_as_safe() {
    let templates: Vec<_> = fs::read_dir(templates())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|is| is == "html"))
        .collect();
    assert!(templates.len() > 10);
    for path in templates {
        let template = fs::read_to_string(&path).unwrap();
        for way_out in ["|safe", "| safe", "{% filter", "{% autoescape", "escape"] {
            assert!(!template.contains(way_out), "{path:?}: {way_out}");
        }
    }
}

fn templates() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/page"))
}
