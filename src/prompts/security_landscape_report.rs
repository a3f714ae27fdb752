//! Where the portfolio stands, told to people who decide: a dashboard for a quarterly board meeting.

use super::parameters::Parameters;
use super::report;
use crate::mcp::{
    BoxFuture, Client, Prompt, PromptArgument, PromptArguments, PromptError, PromptResult,
};

/// For programs.
pub const NAME: &str = "security_landscape_report";
/// For people.
pub const TITLE: &str = "Security Landscape Report";
/// What it leads to.
pub const DESCRIPTION: &str = "An executive HTML dashboard: statistics cards, trends, teams with \
    most critical and high findings, risk by product and product type, top 5 CWE, remediation with \
    cost and benefit, six-month roadmap.";

/// The prompt. `arguments` are [`super::product`] and [`super::days`].
#[must_use]
pub const fn prompt<C>(arguments: &'static [PromptArgument<C>]) -> Prompt<C> {
    Prompt {
        name: NAME,
        title: TITLE,
        description: DESCRIPTION,
        arguments,
        get: get::<C>,
    }
}

fn get<C>(
    _: &C,
    arguments: PromptArguments,
    _: Client,
) -> BoxFuture<'_, Result<PromptResult, PromptError>> {
    report::answer(arguments, DESCRIPTION, message)
}

/// What the user says to get the report.
#[must_use]
pub fn message(parameters: &Parameters) -> String {
    format!(
        r#"Create a security landscape report for the board: our risk today and how it moved in the past {days} days, in business language. All data comes from this DefectDojo server's tools.

{rules}

Steps
1. {scope}
2. {period}
3. Today: per severity, Critical to Info, count `get_findings({{severity: [S], status: ["Active"], limit: 0}})`. For Critical and High together also with `{{overdue: true}}` and with `{{known_exploited: true}}`.
4. Trend: cut the period into 3 equal slices. Per slice two counts of Critical and High: found, `get_findings({{severity: ["Critical", "High"], discovered_after: A, discovered_before: B, limit: 0}})`; and closed, with `{{status: ["Closed"], closed_after: A, closed_before: B}}`. A and B are excluded: A is the day before the slice, B the day after it. Both counts once more for the {days} days before the period. Closed includes false positives and out of scope: say so.
5. Rows: `get_findings({{severity: ["Critical", "High"], status: ["Active"], order_by: "title"}})`, at most 5 pages; tally product and `cwe`. If more rows exist, the tallies only nominate: exact counts decide.
6. Products: `get_products({{limit: 100}})` for ids, types and criticality. For the 6 products with most rows count Critical, and Critical with High, `{{product_id: [ID], status: ["Active"]}}`. Per type of `get_product_types({{}})`, at most 8, Critical with High by `{{product_type_id: [ID]}}`. Risk = severity and business criticality; say how you rank.
7. Teams: a finding names none. Use product types, or products if there is one type, as stand-ins and reuse step 6. `get_groups({{}})` may name the teams; if the instance has no groups, go on.
8. Top 5 CWE: for the 8 most frequent of step 5 count `{{cwe: [N], severity: ["Critical", "High"], status: ["Active"]}}`; rank by count. Name and group them with the resources defectdojo://reference/cwe-top-25 and defectdojo://reference/owasp-top-10.
9. Fix first: `get_findings({{status: ["Active"], known_exploited: true, order_by: "sla_due", limit: 20}})` and `get_findings({{severity: ["Critical", "High"], status: ["Active"], epss_min: 0.5, order_by: "sla_due", limit: 20}})`.

Report
One page first: statistics cards (open Critical, open High, overdue, known exploited, found and closed in the period, net change), each with its basis in small print, and three sentences on business risk. Then trends over the past {days} days against the period before; teams with most critical and high findings; risk by product and by product type; top 5 CWE that need attention; remediation actions with cost and benefit (ask me for rates, else state assumptions); six-month roadmap: per month goal, action, owner to be named, measure of success. Last: method and limits, each number with its call and basis. Bars in CSS or inline SVG, with the number as text beside each.

{html}"#,
        days = parameters.days(),
        rules = report::RULES,
        scope = parameters.scope_step(),
        period = parameters.period_step(),
        html = report::OUTPUT,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mcp::PromptMessage;
    use crate::prompts::calls;

    #[test]
    fn every_call_is_one_the_tools_accept() {
        calls::check(&calls::whole_message(message));
    }

    #[test]
    fn every_part_of_the_report_is_asked_for() {
        let message = calls::whole_message(message);
        for part in [
            "statistics cards",
            "trends over the past 30 days",
            "teams with most critical and high findings",
            "risk by product and by product type",
            "top 5 CWE",
            "remediation actions with cost and benefit",
            "six-month roadmap",
            report::RULES,
            report::OUTPUT,
        ] {
            assert!(message.contains(part), "{part}");
        }
    }

    #[test]
    fn the_resources_it_names_exist() {
        let message = calls::whole_message(message);
        assert!(message.contains(crate::resources::cwe_top_25::URI));
        assert!(message.contains(crate::resources::owasp_top_10::URI));
    }

    #[test]
    fn the_message_is_short() {
        calls::check_length(&calls::whole_message(message));
    }

    #[test]
    fn the_prompt_gives_this_message() {
        let arguments = PromptArguments::from([("days".to_owned(), "30".to_owned())]);
        let parameters = Parameters::parse(&arguments).unwrap();
        let result =
            futures_executor::block_on((prompt::<()>(&[]).get)(&(), arguments, Client::default()))
                .unwrap();
        assert_eq!(result.messages, [PromptMessage::user(message(&parameters))]);
    }
}
