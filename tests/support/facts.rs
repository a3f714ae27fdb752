//! What an answer to a question rests on, counted in the simulator's data by looking at every finding.

use dojo_sim::{Finding, NaiveDate, Portfolio, Severity};
use serde_json::{Value, json};

/// The data on a day.
pub(crate) struct Facts<'a> {
    pub(crate) data: &'a Portfolio,
    pub(crate) today: NaiveDate,
}

impl Facts<'_> {
    fn count(&self, holds: impl Fn(&Finding) -> bool) -> usize {
        let rows = self.data.findings.iter();
        rows.filter(|row| holds(row)).count()
    }

    /// The number of the last `days`, today among them, that `day` was one of.
    fn is_recent(&self, day: NaiveDate, days: i64) -> bool {
        (0..days).contains(&(self.today - day).num_days())
    }

    fn is_fixed(&self, row: &Finding, days: i64) -> bool {
        let is_recent = |moment: dojo_sim::DateTime<_>| self.is_recent(moment.date_naive(), days);
        let is_other = row.false_p || row.out_of_scope || row.duplicate;
        row.is_mitigated && !is_other && row.mitigated.is_some_and(is_recent)
    }

    fn is_overdue(&self, row: &Finding) -> bool {
        let is_excused = row.risk_accepted || row.false_p || row.out_of_scope || row.duplicate;
        let is_late = row.sla_expiration_date.is_some_and(|day| day < self.today);
        row.active && !row.is_mitigated && !is_excused && is_late
    }

    /// Holds a summary to the findings that it is about: its number, and that of each group that it tells.
    fn hold_groups(
        &self,
        said: &Value,
        is_asked: impl Fn(&Finding) -> bool,
        is_in: impl Fn(&Finding, &Value) -> bool,
    ) {
        assert_eq!(said["exact"], true, "{said}");
        assert_eq!(said["count"], self.count(&is_asked), "{said}");
        let groups = said["groups"].as_array().unwrap();
        assert!(!groups.is_empty(), "{said}");
        for group in groups {
            let total = self.count(|row| is_asked(row) && is_in(row, group));
            assert_eq!(group["total"], total, "{group}");
        }
    }

    /// Holds what is said of remediation in the last `days` to the findings that it is about.
    fn hold_figures(&self, said: &Value, days: i64, is_asked: impl Fn(&Finding) -> bool) {
        let is_new = |row: &Finding| is_asked(row) && self.is_recent(row.date, days);
        let discovered = self.count(is_new);
        let false_positives = self.count(|row| is_new(row) && row.false_p);
        for (name, number) in [
            ("open", self.count(|row| is_asked(row) && row.active)),
            (
                "overdue",
                self.count(|row| is_asked(row) && self.is_overdue(row)),
            ),
            (
                "fixed",
                self.count(|row| is_asked(row) && self.is_fixed(row, days)),
            ),
            ("discovered", discovered),
            ("false_positives", false_positives),
        ] {
            assert_eq!(said[name], number, "{name} of {said}");
        }
        assert_eq!(
            said["false_positive_rate"],
            rate(false_positives, discovered),
            "{said}"
        );
    }

    /// Holds a result to the findings that it is about: the figures of all of them, and the time that the fixes in the
    /// last `days` took where it was taken from all of those.
    fn hold_remediation(&self, said: &Value, days: i64, is_asked: impl Fn(&Finding) -> bool) {
        self.hold_figures(&said["all"], days, &is_asked);
        let rows = self.data.findings.iter();
        let fixed = rows.filter(|row| is_asked(row) && self.is_fixed(row, days));
        let fixed: Vec<(&Finding, NaiveDate)> = fixed
            .map(|row| (row, row.mitigated.unwrap().date_naive()))
            .collect();
        let from = &said["days_to_fix_from"];
        assert_eq!(from["of"], fixed.len(), "{said}");
        let is_sample = from.get("how").is_some();
        assert_eq!(is_sample, fixed.len() > 3_000, "{said}");
        assert_eq!(said["exact"], !is_sample, "{said}");
        if is_sample {
            return;
        }
        let days = fixed.iter().map(|(row, end)| (*end - row.date).num_days());
        #[expect(clippy::cast_precision_loss, reason = "few days")]
        let mean = days.sum::<i64>() as f64 / fixed.len() as f64;
        let said = &said["all"]["days_to_fix"];
        assert_eq!(said["mean"], (mean * 10.0).round() / 10.0, "{said}");
        let ends = fixed
            .iter()
            .filter_map(|(row, end)| Some((row.sla_expiration_date?, end)));
        let ends: Vec<bool> = ends.map(|(due, end)| *end <= due).collect();
        let in_time = ends.iter().filter(|in_time| **in_time).count();
        assert_eq!(said["within_sla"], rate(in_time, ends.len()), "{said}");
    }

    /// Holds the intervals to what was opened and closed, and the last to what is open.
    fn hold_trends(&self, said: &Value) {
        assert_eq!(said["exact"], true, "{said}");
        let intervals = said["intervals"].as_array().unwrap();
        for interval in intervals {
            let end =
                |name: &str| -> NaiveDate { interval[name].as_str().unwrap().parse().unwrap() };
            let (from, to) = (end("from"), end("to"));
            let opened = self.count(|row| (from..=to).contains(&row.date));
            assert_eq!(interval["opened"]["total"], opened, "{interval}");
            let closed = |row: &Finding| row.mitigated.map(|moment| moment.date_naive());
            let ended = self.count(|row| closed(row).is_some_and(|day| (from..=to).contains(&day)));
            assert_eq!(interval["closed"]["total"], ended, "{interval}");
        }
        assert_eq!(
            intervals.last().unwrap()["open"],
            self.count(|row| row.active)
        );
    }
}

/// A share with three decimals.
fn rate(part: usize, whole: usize) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "few findings")]
    let share = part as f64 / whole as f64;
    json!((share * 1000.0).round() / 1000.0)
}

fn is_severe(row: &Finding) -> bool {
    matches!(row.severity, Severity::Critical | Severity::High)
}

/// Whether a group is that of the row's CWE.
fn is_cwe(row: &Finding, group: &Value) -> bool {
    let label = group["label"].as_str().unwrap();
    label.split(' ').next() == Some(&format!("CWE-{}", row.cwe))
        || (label == "no CWE" && row.cwe == 0)
}

/// How bad it is, where, of what kind, and whether it gets better.
pub(crate) fn dashboard(facts: &Facts<'_>, results: &[Value]) {
    let [severities, products, trends, cwes, remediation] = results else {
        panic!("{results:?}");
    };
    facts.hold_groups(
        severities,
        |row| row.active,
        |row, group| group["label"] == row.severity.name(),
    );
    facts.hold_groups(
        products,
        |row| row.active && is_severe(row),
        |row, group| group["id"] == row.product_id,
    );
    facts.hold_trends(trends);
    facts.hold_groups(cwes, |row| row.active, is_cwe);
    facts.hold_remediation(remediation, 90, |_| true);
}

/// Which team has most, and of one team its mistakes, its speed and its people.
pub(crate) fn team(facts: &Facts<'_>, results: &[Value]) {
    let [teams, mistakes, risks, remediation, people] = results else {
        panic!("{results:?}");
    };
    let is_theirs = |row: &Finding| row.product_type_id == 1;
    facts.hold_groups(
        teams,
        |row| row.active,
        |row, group| group["id"] == row.product_type_id,
    );
    facts.hold_groups(mistakes, is_theirs, is_cwe);
    facts.hold_groups(
        risks,
        |row| is_theirs(row) && row.active,
        |row, group| {
            use defectdojo_mcp::resources::owasp_top_10::CATEGORIES;
            let mut all = CATEGORIES.iter();
            let named = |code: &str| group["label"].as_str().unwrap().starts_with(code);
            all.any(|category| named(category.code) && category.cwes.contains(&row.cwe))
        },
    );
    facts.hold_remediation(remediation, 90, is_theirs);
    let products = facts
        .data
        .products
        .iter()
        .filter(|product| product.product_type_id == 1);
    let number = if people.get("groups").is_some() {
        for group in people["groups"].as_array().unwrap() {
            let members = facts.data.group_members.iter();
            let members = members
                .filter(|member| group["id"] == member.group_id)
                .count();
            assert_eq!(group["member_count"], members, "{group}");
        }
        facts.data.groups.len()
    } else {
        products.count()
    };
    assert_eq!(people["count"], number, "{people}");
}

/// What each tool finds, how much of it is noise, and how much is confirmed.
pub(crate) fn tools(facts: &Facts<'_>, results: &[Value]) {
    let [remediation, all, confirmed] = results else {
        panic!("{results:?}");
    };
    facts.hold_remediation(remediation, 365, |_| true);
    for group in remediation["groups"].as_array().unwrap() {
        facts.hold_figures(group, 365, |row| group["id"] == row.test_type_id);
    }
    let is_tool = |row: &Finding, group: &Value| group["id"] == row.test_type_id;
    facts.hold_groups(all, |_| true, is_tool);
    facts.hold_groups(
        confirmed,
        |row| row.active && row.verified && is_severe(row),
        is_tool,
    );
}

/// Whether SLAs are met, that it is tested, and who can see it.
pub(crate) fn compliance(facts: &Facts<'_>, results: &[Value]) {
    let [sla, trends, remediation, engagements, users] = results else {
        panic!("{results:?}");
    };
    let day = |row: &Finding| {
        row.sla_expiration_date
            .map(|end| (end - facts.today).num_days())
    };
    facts.hold_groups(
        sla,
        |row| row.active,
        |row, group| match (group["label"].as_str().unwrap(), day(row)) {
            ("overdue", _) => facts.is_overdue(row),
            ("past, not overdue", Some(..0)) => !facts.is_overdue(row),
            ("due in 7 days", Some(0..=7))
            | ("due in 30 days", Some(8..=30))
            | ("due later", Some(31..))
            | ("no SLA date", None) => true,
            _ => false,
        },
    );
    facts.hold_trends(trends);
    facts.hold_remediation(remediation, 365, |_| true);
    assert_eq!(engagements["count"], facts.data.engagements.len());
    assert_eq!(users["count"], facts.data.users.len());
}

/// What comes first, and of which products it is known how exposed and how critical they are.
pub(crate) fn priorities(facts: &Facts<'_>, results: &[Value]) {
    let [ranking, products] = results else {
        panic!("{results:?}");
    };
    assert_eq!(ranking["exact"], true, "{ranking}");
    assert_eq!(ranking["count"], facts.count(|row| row.active));
    let tier = |name: &str| {
        let mut tiers = ranking["tiers"].as_array().unwrap().iter();
        tiers.find(|tier| tier["tier"] == name).unwrap()["findings"].clone()
    };
    let is_attacked = |row: &Finding| row.active && (row.known_exploited || row.ransomware_used);
    let attacked = facts.count(is_attacked);
    assert_eq!(tier("exploited"), attacked);
    let is_critical = |row: &Finding| row.active && row.severity == Severity::Critical;
    assert_eq!(tier("critical"), facts.count(is_critical));
    let late = facts.count(|row| is_critical(row) && facts.is_overdue(row));
    assert_eq!(tier("critical_overdue"), late);
    let ranked = ranking["findings"].as_array().unwrap();
    assert_eq!(ranked.len(), 20);
    for (place, one) in ranked.iter().enumerate() {
        let row = facts.data.finding(one["id"].as_u64().unwrap()).unwrap();
        assert_eq!(is_attacked(row), place < attacked, "{one}");
        assert_eq!(one["severity"], row.severity.name());
    }
    assert_eq!(products["count"], facts.data.products.len());
    for product in products["products"].as_array().unwrap() {
        let row = facts.data.product(product["id"].as_u64().unwrap()).unwrap();
        assert_eq!(
            product["criticality"].as_str(),
            row.business_criticality.as_deref()
        );
        let active = facts.count(|finding| finding.active && finding.product_id == row.id);
        assert_eq!(product["active_findings"], active);
    }
}
