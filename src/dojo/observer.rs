//! Who is told how a question that takes several calls comes along.

/// Told of the calls that a question leads to, where there are several: a single one has no progress.
pub trait Observer {
    /// Several calls begin. How many more will follow depends on what they bring.
    fn began(&self);

    /// One more of them was answered.
    fn answered(&self);
}
