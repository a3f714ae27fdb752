//! A page as a browser's parser reads it.

use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element, in the order of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name and those that it is in, outermost first.
    pub(crate) path: Vec<String>,
    pub(crate) attributes: Vec<(String, String)>,
    /// All text in it, with single spaces.
    pub(crate) text: String,
    /// How many elements are in it: those that follow it.
    pub(crate) length: usize,
}

impl Element {
    pub(crate) fn name(&self) -> &str {
        &self.path[self.path.len() - 1]
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find_map(|(is, value)| (is == name).then_some(value.as_str()))
    }
}

/// The elements of a page, of which a parser has nothing to complain.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    let options = ParseOpts::default();
    let dom = html5ever::parse_document(RcDom::default(), options).one(html);
    assert_eq!(*dom.errors.borrow(), Vec::<String>::new());
    let mut elements = Vec::new();
    read(&dom.document, &[], &mut elements);
    elements
}

/// Those in an element.
pub(crate) fn within(elements: &[Element], is: impl Fn(&Element) -> bool) -> &[Element] {
    let at = elements.iter().position(is).unwrap();
    &elements[at + 1..=at + elements[at].length]
}

/// Those of a name.
pub(crate) fn named<'a>(elements: &'a [Element], name: &'a str) -> Vec<&'a Element> {
    elements.iter().filter(|one| one.name() == name).collect()
}

fn read(node: &Handle, path: &[String], elements: &mut Vec<Element>) {
    let mut path = path.to_vec();
    let place = if let NodeData::Element { name, attrs, .. } = &node.data {
        path.push(name.local.to_string());
        let attributes = attrs.borrow();
        let attributes = attributes.iter();
        elements.push(Element {
            path: path.clone(),
            attributes: attributes
                .map(|one| (one.name.local.to_string(), one.value.to_string()))
                .collect(),
            text: text(node).split_whitespace().collect::<Vec<_>>().join(" "),
            length: 0,
        });
        Some(elements.len())
    } else {
        None
    };
    for child in node.children.borrow().iter() {
        read(child, &path, elements);
    }
    if let Some(place) = place {
        elements[place - 1].length = elements.len() - place;
    }
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text).collect(),
    }
}
