//! Sets up, builds, runs and tests the project.
fn main() {}
