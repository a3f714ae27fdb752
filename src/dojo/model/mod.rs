//! What `DefectDojo` answers, as far as it is wanted.
//!
//! Everything else is skipped while reading and never kept: raw HTTP traffic (`request_response`), lists
//! of all findings (`findings_list`), risk acceptances with their finding ids (`accepted_risks`) and
//! configuration permissions.

mod engagement;
mod finding;
mod group;
mod lenient;
mod note;
mod product;
mod reference;
mod test;
mod user;

pub use engagement::Engagement;
pub use finding::{
    Finding, NamedObject, RelatedEngagement, RelatedFields, RelatedProduct, RelatedTest,
};
pub use group::{GroupMember, Role, UserGroup};
pub(super) use lenient::or_default;
pub use note::{Author, Note};
pub use product::{Product, ProductType};
pub use reference::Reference;
pub(super) use reference::{Named, Prefetch};
pub use test::{Test, TestType};
pub use user::{User, UserProfile};
