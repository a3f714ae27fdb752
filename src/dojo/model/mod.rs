//! What `DefectDojo` answers, as far as it is wanted.
//!
//! Everything else is skipped while reading and never kept: raw HTTP traffic (`request_response`), lists
//! of all findings (`findings_list`), risk acceptances with their finding ids (`accepted_risks`) and
//! configuration permissions. What is read is an [`Option`] wherever nothing is not the same as no or none:
//! a flag that is not known is not false.

mod brief;
mod engagement;
mod finding;
mod group;
mod lenient;
mod note;
mod object;
mod product;
mod reference;
mod row;
mod test;
mod user;

pub use brief::Brief;
pub use engagement::Engagement;
pub use finding::{
    Finding, NamedObject, RelatedEngagement, RelatedFields, RelatedProduct, RelatedTest,
};
pub use group::{GroupMember, Role, UserGroup};
pub use note::{Author, Note};
pub use product::{Product, ProductType};
pub use reference::Reference;
pub(super) use reference::{Named, Prefetch};
pub use row::Row;
pub(super) use row::read;
pub use test::{Test, TestType};
pub use user::{User, UserProfile};
