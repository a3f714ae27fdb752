//! Which paths exist, and what each leads to.

use crate::config::Profile;

/// The collections of 3.2.0, in its order.
const OSS3: &[&str] = &[
    "announcements",
    "configuration_permissions",
    "development_environments",
    "endpoint_meta_import",
    "import-languages",
    "import-scan",
    "jira_instances",
    "jira_configurations",
    "jira_finding_mappings",
    "jira_product_configurations",
    "jira_projects",
    "languages",
    "language_types",
    "metadata",
    "network_locations",
    "notes",
    "note_type",
    "notifications",
    "notification_webhooks",
    "products",
    "product_api_scan_configurations",
    "product_types",
    "engagements",
    "engagement_presets",
    "finding_templates",
    "findings",
    "request_response_pairs",
    "regulations",
    "reimport-scan",
    "risk_acceptance",
    "sla_configurations",
    "sonarqube_issues",
    "sonarqube_transitions",
    "system_settings",
    "technologies",
    "tests",
    "test_types",
    "test_imports",
    "tool_configurations",
    "tool_product_settings",
    "tool_types",
    "users",
    "user_contact_infos",
    "location",
    "location_findings",
    "location_products",
    "url",
    "endpoints",
    "endpoint_status",
    "assets",
    "asset_api_scan_configurations",
    "cicd_infrastructure",
    "organizations",
];

/// The collections of 2.58.4, in its order.
const OSS2: &[&str] = &[
    "announcements",
    "configuration_permissions",
    "credential_mappings",
    "credentials",
    "development_environments",
    "dojo_groups",
    "dojo_group_members",
    "endpoint_meta_import",
    "engagements",
    "engagement_presets",
    "finding_templates",
    "findings",
    "global_roles",
    "import-languages",
    "import-scan",
    "jira_instances",
    "jira_configurations",
    "jira_finding_mappings",
    "jira_product_configurations",
    "jira_projects",
    "languages",
    "language_types",
    "metadata",
    "network_locations",
    "notes",
    "note_type",
    "notifications",
    "notification_webhooks",
    "products",
    "product_api_scan_configurations",
    "product_groups",
    "product_members",
    "product_types",
    "product_type_members",
    "product_type_groups",
    "regulations",
    "reimport-scan",
    "request_response_pairs",
    "risk_acceptance",
    "roles",
    "sla_configurations",
    "sonarqube_issues",
    "sonarqube_transitions",
    "stub_findings",
    "system_settings",
    "technologies",
    "tests",
    "test_types",
    "test_imports",
    "tool_configurations",
    "tool_product_settings",
    "tool_types",
    "users",
    "user_contact_infos",
    "questionnaire_answers",
    "questionnaire_answered_questionnaires",
    "questionnaire_engagement_questionnaires",
    "questionnaire_general_questionnaires",
    "questionnaire_questions",
    "endpoints",
    "endpoint_status",
    "assets",
    "asset_api_scan_configurations",
    "asset_groups",
    "asset_members",
    "organizations",
    "organization_members",
    "organization_groups",
];

/// Sub-paths of a finding that exist.
const OF_A_FINDING: [&str; 8] = [
    "notes",
    "request_response",
    "metadata",
    "tags",
    "remove_tags",
    "remove_notes",
    "files",
    "duplicate",
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// `/login`.
    Login,
    /// Outside the API: the sign-in page is where it leads.
    SignIn,
    /// An existing path without its last slash.
    NoSlash,
    /// Nothing is there.
    Nothing,
    /// `/api/v2/`.
    Index,
    /// `/api/v2/user_profile/`.
    Profile,
    /// A collection.
    List(String),
    /// An object by its id, which may be any text.
    Object(String, String),
    /// `/api/v2/findings/{id}/…/`.
    OfFinding(String, String),
}

impl Route {
    pub(crate) fn of(path: &str, profile: Profile) -> Self {
        let Some(rest) = path.strip_prefix("/api/v2/") else {
            return if path == "/login" {
                Self::Login
            } else {
                Self::SignIn
            };
        };
        match rest.strip_suffix('/') {
            None if rest.is_empty() => Self::Index,
            None if Self::inside(rest, profile) == Self::Nothing => Self::Nothing,
            None => Self::NoSlash,
            Some(inner) => Self::inside(inner, profile),
        }
    }

    fn inside(inner: &str, profile: Profile) -> Self {
        let segments: Vec<&str> = inner.split('/').collect();
        let known = |name: &str| collections(profile).contains(&name);
        match segments.as_slice() {
            ["user_profile"] => Self::Profile,
            [name] if known(name) => Self::List((*name).to_owned()),
            // The router's pattern for an id: no dot, not empty.
            [name, id] if known(name) && !id.is_empty() && !id.contains('.') => {
                Self::Object((*name).to_owned(), (*id).to_owned())
            }
            ["findings", id, part] if !id.is_empty() && OF_A_FINDING.contains(part) => {
                Self::OfFinding((*id).to_owned(), (*part).to_owned())
            }
            _ => Self::Nothing,
        }
    }
}

/// The names the index lists.
pub(crate) const fn collections(profile: Profile) -> &'static [&'static str] {
    match profile {
        Profile::Oss3 => OSS3,
        Profile::Oss2 => OSS2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_where_the_recorded_ones_did() {
        let route = |path| Route::of(path, Profile::Oss3);
        assert_eq!(route("/api/v2/"), Route::Index);
        assert_eq!(route("/api/v2"), Route::SignIn);
        assert_eq!(route("/defectdojo/api/v2/findings/"), Route::SignIn);
        assert_eq!(route("/api/v2/findings"), Route::NoSlash);
        assert_eq!(route("/api/v2/findings/1"), Route::NoSlash);
        assert_eq!(route("/api/v2//findings/"), Route::Nothing);
        assert_eq!(route("/api/v2/dojo_groups/"), Route::Nothing);
        assert_eq!(
            Route::of("/api/v2/dojo_groups/", Profile::Oss2),
            Route::List("dojo_groups".to_owned())
        );
        assert_eq!(
            route("/api/v2/findings/abc/"),
            Route::Object("findings".to_owned(), "abc".to_owned())
        );
    }
}
