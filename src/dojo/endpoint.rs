//! The collections that are read and the parameters that each is proven to heed.
//!
//! A [`Parameter`] is made here alone and belongs to one endpoint, so that a query can't hold a name
//! that `DefectDojo` would ignore in silence.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{
    conjunction::Flag,
    model::{
        Engagement, Finding, GroupMember, Named, Product, ProductType, Role, Test, TestType, User,
        UserGroup,
    },
};

/// A collection of the API.
pub(super) trait Endpoint {
    /// What one row describes.
    type Row: DeserializeOwned + Named;
    /// The collection's name, its path below `/api/v2/`.
    const COLLECTION: &'static str;
    /// What one row is called.
    const NOUN: &'static str;
    /// The related objects that the answer is to hold beside the rows, for their names; none for
    /// endpoints without `prefetch`.
    const PREFETCH: &'static str;
    /// The order of the rows; none where the list is ordered by id or a unique name anyway.
    const ORDER: &'static str;
}

/// A parameter that `E` heeds.
pub(super) struct Parameter<E> {
    name: &'static str,
    endpoint: PhantomData<E>,
}

impl<E> Clone for Parameter<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Parameter<E> {}

impl<E> Parameter<E> {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            endpoint: PhantomData,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        self.name
    }
}

/// The parameters that every collection has.
impl<E: Endpoint> Parameter<E> {
    pub(super) const LIMIT: Self = Self::new("limit");
    pub(super) const OFFSET: Self = Self::new("offset");
    pub(super) const PREFETCH: Self = Self::new("prefetch");
    pub(super) const ORDER: Self = Self::new("o");
}

macro_rules! endpoint {
    ($name:ident: $row:ty, $collection:literal, $noun:literal, $prefetch:literal, $order:literal {
        $($parameter:ident = $text:literal,)*
    }) => {
        pub(super) struct $name;

        impl Endpoint for $name {
            type Row = $row;
            const COLLECTION: &'static str = $collection;
            const NOUN: &'static str = $noun;
            const PREFETCH: &'static str = $prefetch;
            const ORDER: &'static str = $order;
        }

        impl $name {
            $(pub(super) const $parameter: Parameter<Self> = Parameter::new($text);)*
        }
    };
}

// The list itself is not prefetched: three names cost it 0.5 s in 100 rows; `related_fields` holds more.
endpoint!(Findings: Finding, "findings", "finding", "reporter,mitigated_by", "" {
    SEVERITY = "severity",
    DISCOVERED_AFTER = "discovered_after",
    DISCOVERED_BEFORE = "discovered_before",
    CLOSED_AFTER = "mitigated_after",
    CLOSED_BEFORE = "mitigated_before",
    PRODUCT_IDS = "test__engagement__product",
    PRODUCT_NAME = "product_name_contains",
    PRODUCT_TYPE_IDS = "test__engagement__product__prod_type",
    ENGAGEMENT_IDS = "test__engagement",
    TEST_ID = "test",
    TEST_TYPE_IDS = "test__test_type",
    CWE = "cwe",
    VULNERABILITY_IDS = "vulnerability_id",
    TITLE = "title",
    COMPONENT_NAME = "component_name",
    FILE_PATH = "file_path",
    TAGS = "tags",
    EPSS_MIN = "epss_score_min",
    KNOWN_EXPLOITED = "known_exploited",
    RANSOMWARE_USED = "ransomware_used",
    HAS_JIRA = "has_jira",
    FIX_AVAILABLE = "fix_available",
    OVERDUE = "outside_of_sla",
    RELATED_FIELDS = "related_fields",
});

impl Findings {
    pub(super) const fn flag(flag: Flag) -> Parameter<Self> {
        Parameter::new(flag.as_str())
    }
}

endpoint!(Products: Product, "products", "product",
    "prod_type,product_manager,technical_contact,team_manager", "" {
    NAME = "name",
    PRODUCT_TYPE_IDS = "prod_type",
    CRITICALITY = "business_criticality",
    LIFECYCLE = "lifecycle",
    INTERNET_ACCESSIBLE = "internet_accessible",
    TAGS = "tags",
});

endpoint!(ProductTypes: ProductType, "product_types", "product type", "", "" {
    NAME = "name",
});

endpoint!(Engagements: Engagement, "engagements", "engagement", "", "" {
    PRODUCT_ID = "product",
    PRODUCT_TYPE_IDS = "product__prod_type",
    STATUS = "status",
    ACTIVE = "active",
    TAGS = "tags",
});

// The OpenAPI document leaves `prefetch` out here for the length of its schema; the answers have it.
endpoint!(Tests: Test, "tests", "test", "engagement,lead,environment", "created" {
    ENGAGEMENT_ID = "engagement",
    TEST_TYPE_ID = "test_type",
    TAGS = "tags",
});

endpoint!(TestTypes: TestType, "test_types", "test type", "", "" {});

endpoint!(Users: User, "users", "user", "", "username" {
    USERNAME = "username",
    FIRST_NAME = "first_name",
    LAST_NAME = "last_name",
    EMAIL = "email",
    IS_ACTIVE = "is_active",
    IS_SUPERUSER = "is_superuser",
});

endpoint!(Groups: UserGroup, "dojo_groups", "group", "", "" {
    ID = "id",
    NAME = "name",
});

// Another name for the group, `group`, is ignored and brings the members of all groups.
endpoint!(GroupMembers: GroupMember, "dojo_group_members", "group member", "user,role,group", "" {
    GROUP_ID = "group_id",
});

endpoint!(Roles: Role, "roles", "role", "", "" {});
