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
2. Measured: `build_report({{kind: "security_landscape", days: {days}}})`. Its cards and sections have all numbers on risk today, the trend, products, product types, weaknesses, SLA, age, remediation and what to fix first. Where `exact` is false, say what the section's `note` says.
3. Business criticality of the products: `get_products({{limit: 100}})`. Risk = severity and business criticality; say how you rank.
4. Teams: a finding names none. Use product types, or products if there is one type, as stand-ins. `get_groups({{}})` may name the teams; if the instance has no groups, go on.
5. The risks behind the weaknesses: `summarize_findings({{group_by: "owasp_top10", severity: ["Critical", "High"]}})`; more in the resources defectdojo://reference/cwe-top-25 and defectdojo://reference/owasp-top-10.
6. Should a finding of "Fix first" need its text: `get_finding_by_id`.

Report
Measured: one page first with statistics cards (each with its basis in small print), then trends over the past {days} days, the cards against the period before; teams with most critical and high findings; risk by product and by product type; top 5 CWE that need attention; SLA, age and remediation. Estimate: three sentences on business risk; remediation actions with cost and benefit (ask me for rates, else state assumptions); six-month roadmap: per month goal, action, owner to be named, measure of success. Last: method and limits, each number with its call and basis. Bars in CSS or inline SVG, with the number as text beside each.

{page}

{html}"#,
        days = parameters.days(),
        rules = report::RULES,
        scope = parameters.scope_step(),
        page = report::PAGE,
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
