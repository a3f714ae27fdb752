//! The data of one instance, as plain public structs, so that a test can count by brute force
//! without the code that filters.

mod asset;
mod finding;
mod people;

pub use asset::{
    Engagement, Product, ProductType, RiskAcceptance, SlaConfiguration, Test, TestType,
};
pub use finding::{Finding, JiraIssue, Note, Planted, Severity};
pub use people::{Group, GroupMember, Role, User};

/// Everything one instance holds. Each list is in the order of ids; made up they are 1, 2, 3 ….
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// Product types; one has no product.
    pub product_types: Vec<ProductType>,
    /// Products; one has no engagement.
    pub products: Vec<Product>,
    /// Engagements, four a product.
    pub engagements: Vec<Engagement>,
    /// Tests, three an engagement.
    pub tests: Vec<Test>,
    /// Test types: the tools; most are never used.
    pub test_types: Vec<TestType>,
    /// Users, the seven accounts among them.
    pub users: Vec<User>,
    /// Groups; one is empty. None with `oss3`.
    pub groups: Vec<Group>,
    /// Who belongs to which group. None with `oss3`.
    pub group_members: Vec<GroupMember>,
    /// The five built-in roles. None with `oss3`.
    pub roles: Vec<Role>,
    /// SLA configurations; the second enforces nothing.
    pub sla_configurations: Vec<SlaConfiguration>,
    /// Risk acceptances; some have expired.
    pub risk_acceptances: Vec<RiskAcceptance>,
    /// Findings.
    pub findings: Vec<Finding>,
}

macro_rules! by_id {
    ($($(#[$meta:meta])* $name:ident: $list:ident -> $row:ty;)*) => {
        impl Portfolio {
            $($(#[$meta])*
            #[must_use]
            pub fn $name(&self, id: u64) -> Option<&$row> {
                let place = self.$list.binary_search_by_key(&id, |row| row.id).ok()?;
                self.$list.get(place)
            })*
        }
    };
}

by_id! {
    /// The product type with this id.
    product_type: product_types -> ProductType;
    /// The product with this id.
    product: products -> Product;
    /// The engagement with this id.
    engagement: engagements -> Engagement;
    /// The test with this id.
    test: tests -> Test;
    /// The test type with this id.
    test_type: test_types -> TestType;
    /// The user with this id.
    user: users -> User;
    /// The group with this id.
    group: groups -> Group;
    /// The role with this id.
    role: roles -> Role;
    /// The SLA configuration with this id.
    sla_configuration: sla_configurations -> SlaConfiguration;
    /// The risk acceptance with this id.
    risk_acceptance: risk_acceptances -> RiskAcceptance;
    /// The finding with this id.
    finding: findings -> Finding;
}
