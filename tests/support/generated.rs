//! Parts of documents that are written by what they describe.

use std::path::Path;

/// Holds a part of a document, between `<!-- name: … -->` and `<!-- /name -->`, to what it has to be. With
/// `UPDATE_README` in the environment it is written first. `target` is the test target that does so.
pub(crate) fn assert_fresh(document: &str, name: &str, content: &str, target: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
    let fresh = replaced(&text, name, content)
        .unwrap_or_else(|| panic!("{document} has no part {name:?} between its marks"));
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, &fresh).unwrap();
        return;
    }
    assert!(
        text == fresh,
        "the part {name:?} of {document} is stale; it has to be:\n{content}\n\
        UPDATE_README=1 cargo test --test {target} writes it"
    );
}

/// The text with `content` in the part; nothing where a mark is missing.
fn replaced(text: &str, name: &str, content: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("<!-- {name}:"))?;
    let (mark, rest) = rest.split_once("-->\n")?;
    let (_, after) = rest.split_once(&format!("<!-- /{name} -->"))?;
    Some(format!(
        "{before}<!-- {name}:{mark}-->\n{content}<!-- /{name} -->{after}"
    ))
}
