//! The filters on findings: one definition for every tool that looks at findings.

use super::basis::Basis;
use super::period::Period;
use crate::dojo::{self, DayRange, FindingFilter, Probability, Severity, Status, StatusMatch};
use crate::text::quoted;
use crate::tools::args::{Cwe, Date, Flag, Fraction, Id, Many, One, OneOf, Text, VulnerabilityId};
use crate::tools::operation::{Call, ToolError};
use crate::tools::rows::NAME;
use schemars::JsonSchema;
use serde::Deserialize;

/// Which findings.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FindingFilters {
    severity: Many<OneOf<Severity>>,
    /// Any of these. Active (same as Open): current risk. Verified: active and verified. Closed: mitigated, false
    /// positives and out of scope too. Inactive: neither active nor closed, risk accepted too. Default: all.
    status: Many<OneOf<Status>>,
    /// Default: any of the statuses.
    status_match: Option<OneOf<StatusMatch>>,
    /// When discovered, one of: 0 - Any date, 1 - Today, 2 - Past 7 days, 3 - Past 30 days, 4 - Past 90 days,
    /// 5 - Current month, 6 - Current year, 7 - Past year.
    // Not among the values of the schema, where each tool would repeat them.
    #[schemars(with = "One<Text>")]
    date: One<OneOf<Period>>,
    product_id: Many<Id>,
    /// Part of the name.
    product_name: Option<Text>,
    product_type_id: Many<Id>,
    engagement_id: Many<Id>,
    test_id: Option<Id>,
    /// Scanner or kind of test, or part of its name, e.g. "Semgrep".
    test_type: Option<Text>,
    /// CWE numbers.
    cwe: Many<Cwe>,
    /// CVE, GHSA or other ids.
    vulnerability_id: Many<VulnerabilityId>,
    /// Part of the title.
    title: Option<Text>,
    /// Part of the name, e.g. "log4j".
    component_name: Option<Text>,
    /// Part of the path.
    file_path: Option<Text>,
    /// Any of these.
    tags: Many<Text>,
    /// Least EPSS score, 0 to 1.
    epss_min: Option<Fraction>,
    /// In CISA's KEV catalogue.
    known_exploited: Option<Flag>,
    /// Has a Jira issue.
    has_jira: Option<Flag>,
    /// Said to have a fix or, with false, to have none.
    fix_available: Option<Flag>,
    /// Only true: active, past the SLA date, and not risk accepted, false positive or out of scope.
    overdue: Option<Flag>,
    /// YYYY-MM-DD, the day itself excluded.
    discovered_after: Option<Date>,
    /// The day itself excluded.
    discovered_before: Option<Date>,
    /// The day itself excluded.
    closed_after: Option<Date>,
    /// The day itself excluded.
    closed_before: Option<Date>,
}

impl FindingFilters {
    /// The same for active findings, where neither a status nor days of closing are given.
    #[must_use]
    pub(crate) fn or_active(mut self) -> Self {
        let is_open = self.closed_after.is_none() && self.closed_before.is_none();
        if self.status.0.is_empty() && is_open {
            self.status.0.push(OneOf(Status::Active));
        }
        self
    }

    /// The filter for `DefectDojo`, and in words what it counts. Asks the instance where a name has to
    /// be turned into ids.
    pub(crate) async fn resolve(
        &self,
        call: &Call<'_>,
    ) -> Result<(FindingFilter, Basis), ToolError> {
        let mut basis = Basis::default();
        let (discovered, period) = self.discovered(call.today);
        let mut filter = FindingFilter {
            severity: values(&self.severity),
            statuses: values(&self.status),
            status_match: self.status_match.map_or(StatusMatch::Any, |mode| mode.0),
            discovered,
            closed: range(self.closed_after, self.closed_before),
            product_ids: ids(&self.product_id),
            product_name_contains: self.product_name.clone().map(|text| text.0),
            product_type_ids: ids(&self.product_type_id),
            engagement_ids: ids(&self.engagement_id),
            test_id: self.test_id.map(|id| id.0),
            cwe: self.cwe.0.iter().map(|cwe| cwe.0).collect(),
            vulnerability_ids: self
                .vulnerability_id
                .0
                .iter()
                .map(|id| id.0.clone())
                .collect(),
            title: self.title.clone().map(|text| text.0),
            component_name: self.component_name.clone().map(|text| text.0),
            file_path: self.file_path.clone().map(|text| text.0),
            tags: self.tags.0.iter().map(|tag| tag.0.clone()).collect(),
            // 0 is no bound: everything is at least as probable.
            epss_min: self
                .epss_min
                .and_then(|share| Probability::new(share.0).ok()),
            known_exploited: self.known_exploited.map(|flag| flag.0),
            has_jira: self.has_jira.map(|flag| flag.0),
            fix_available: self.fix_available.map(|flag| flag.0),
            overdue: self.overdue()?,
            ..FindingFilter::default()
        };
        basis.statuses(&filter.statuses, filter.status_match);
        basis.any_of("severity", &filter.severity);
        basis.days("discovered", discovered, period);
        basis.days("closed", filter.closed, None);
        basis.any_of("product id", &filter.product_ids);
        basis.contains("product name", filter.product_name_contains.as_deref());
        basis.any_of("product type id", &filter.product_type_ids);
        basis.any_of("engagement id", &filter.engagement_ids);
        basis.any_of("test id", filter.test_id.as_slice());
        if let Some(Text(name)) = &self.test_type {
            let (ids, names) = test_types(call, name).await?;
            filter.test_type_ids = ids;
            basis.any_found("test type", &names);
        }
        basis.any_of("CWE", &filter.cwe);
        basis.any_of("vulnerability id", &filter.vulnerability_ids);
        basis.contains("title", filter.title.as_deref());
        basis.contains("component name", filter.component_name.as_deref());
        basis.contains("file path", filter.file_path.as_deref());
        basis.any_of("tag", &filter.tags);
        if let Some(least) = filter.epss_min {
            basis.add(format!("EPSS score at least {}", least.get()));
        }
        basis.flag(
            filter.known_exploited,
            "known to be exploited",
            "not known to be exploited",
        );
        basis.flag(
            filter.has_jira,
            "linked to a Jira issue",
            "not linked to a Jira issue",
        );
        basis.flag(
            filter.fix_available,
            "said to have a fix",
            "said to have no fix (those of which nothing is said are not counted)",
        );
        if filter.overdue {
            basis.add("overdue (active, past the SLA date, and neither risk accepted nor a false positive nor out of scope)".to_owned());
        }
        Ok((filter, basis))
    }

    /// The named period and the explicit days, both of which have to hold; and the period, where it says
    /// just that.
    fn discovered(&self, today: dojo::Day) -> (DayRange, Option<Period>) {
        let period = self.date.0.map(|period| period.0);
        let named = period.map_or_else(DayRange::default, |period| period.range(today));
        let range = named.and(range(self.discovered_after, self.discovered_before));
        (range, period.filter(|_| range == named))
    }

    /// `DefectDojo` filters by what is overdue, but not by the opposite: its
    /// `outside_of_sla=0` is another question (`FindingSLAFilter` in its `dojo/filters.py`).
    fn overdue(&self) -> Result<bool, ToolError> {
        match self.overdue {
            Some(Flag(false)) => Err(ToolError::Said(
                "Argument `overdue`: only true is possible; DefectDojo can't filter by what is not overdue. Leave it out for all findings.".to_owned(),
            )),
            flag => Ok(flag.is_some()),
        }
    }
}

fn values<T: crate::tools::args::Choice>(list: &Many<OneOf<T>>) -> Vec<T> {
    list.0.iter().map(|value| value.0).collect()
}

fn ids(list: &Many<Id>) -> Vec<u64> {
    list.0.iter().map(|id| id.0).collect()
}

fn range(after: Option<Date>, before: Option<Date>) -> DayRange {
    DayRange {
        after: after.map(|day| day.0),
        before: before.map(|day| day.0),
    }
}

/// In lower case, letter by letter: `str::to_lowercase` brings tables of its own for the one letter that depends on its
/// neighbours.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The test types that `name` means, ids and quoted names: the one of that name, or else those with it in
/// their name. The API knows them by id only.
pub(crate) async fn test_types(
    call: &Call<'_>,
    name: &str,
) -> Result<(Vec<u64>, Vec<String>), ToolError> {
    let types = call.dojo.test_types().await?.rows;
    let asked = lower(name);
    let exact = types
        .iter()
        .filter(|one| one.name.answers(|name| lower(name) == asked))
        .collect::<Vec<_>>();
    let found = if exact.is_empty() {
        types
            .iter()
            .filter(|one| one.name.answers(|name| lower(name).contains(&asked)))
            .collect()
    } else {
        exact
    };
    if found.is_empty() {
        return Err(ToolError::Said(format!(
            "Argument `test_type`: no test type of this instance has {} in its name; get_tests shows the test types in use.",
            quoted(name, NAME)
        )));
    }
    Ok(found
        .into_iter()
        // Reports that are imported may name a test type.
        .map(|one| (one.id, call.reader.quoted(&one.name, NAME)))
        .unzip())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::args::{Choice as _, Known, ToolArguments};

    fn properties<A: ToolArguments>() -> serde_json::Value {
        A::schema()["properties"].clone()
    }

    #[test]
    fn every_period_is_named() {
        let periods = Period::values().into_iter().map(|(label, _)| label);
        let periods: Vec<_> = periods.collect();
        let described = properties::<FindingFilters>()["date"]["description"].to_string();
        assert!(described.contains(&periods.join(", ")), "{described}");
    }

    #[test]
    fn known_filters_have_names_types_and_values_alone() {
        let mut described = properties::<FindingFilters>();
        for property in described.as_object_mut().unwrap().values_mut() {
            property.as_object_mut().unwrap().remove("description");
        }
        let known = properties::<Known<FindingFilters>>();
        assert_eq!(known, described);
        assert_eq!(known["severity"]["items"]["enum"][0], "Critical");
    }
}
