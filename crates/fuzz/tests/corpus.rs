//! Every kept input is answered as it should be: those that libFuzzer starts from, and those that once were not.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fuzz::TARGETS;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder, in an order that is the same everywhere.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_kept_input_is_answered_well() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folders = files(&corpus);
    let names = folders
        .iter()
        .map(|folder| folder.file_name().unwrap().to_str().unwrap());
    assert!(names.eq(TARGETS.map(|(name, _)| name)), "{folders:?}");
    for ((name, run), folder) in TARGETS.into_iter().zip(folders) {
        let files = files(&folder);
        assert!(files.len() >= 5, "{name} has too little to start from");
        for file in files {
            println!("{}", file.display());
            run(&fs::read(&file).unwrap());
        }
    }
}
