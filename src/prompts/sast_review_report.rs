//! How well static code analysis works, told in numbers that can support a budget request.

use super::parameters::Parameters;
use super::report;
use crate::mcp::{
    BoxFuture, Client, Prompt, PromptArgument, PromptArguments, PromptError, PromptResult,
};

/// For programs.
pub const NAME: &str = "sast_review_report";
/// For people.
pub const TITLE: &str = "SAST Review Report";
/// What it leads to.
pub const DESCRIPTION: &str = "An HTML assessment of the static analysis tools: false positives by \
    tool and type, remediation time, recurring criticals, teams, training, and cost of current \
    against recommended tooling.";

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
        r#"Create a SAST review report: how effective our static code analysis tools were in the past {days} days. A technical assessment that can justify a tooling budget. All data comes from this DefectDojo server's tools.

{rules}

Steps
1. {scope}
2. Measured: `build_report({{kind: "sast_review", days: {days}}})`: false positives and duplicates by tool and by weakness, time to fix by severity and by tool, recurring criticals, product types, products, trend. Its first note lists the test types that count as static analysis: if mine are others, pass `test_type`. Below 30 findings call a rate weak evidence. Where `exact` is false, say what the section's `note` says.
3. Recurring criticals: for the worst 3 weaknesses, where they are: `summarize_findings({{group_by: "product", severity: ["Critical"], cwe: [N]}})`. The same in several products is a shared cause; more than once in one product with one title (`get_findings({{severity: ["Critical"], status: ["Active"], order_by: "title"}})`, one page) is a deduplication gap.
4. Teams: a finding names none. Take product types, or products if there is one type, as stand-ins. `get_groups({{}})` may name the teams; if the instance has no groups, go on. Size and scan coverage differ: compare shares, not people.

Report
Measured: tools reviewed; false-positive rates by tool and by type; remediation time by severity; recurring criticals and deduplication gaps; teams. Estimate: summary and request; tool configuration changes with the evidence for each; training gaps (recurring CWEs by team, suggested course); cost of current against recommended tooling: triage hours = false positives x minutes each. Ask me for prices, rates and minutes, else state your assumptions. Last: method and limits, each number with its call and basis.

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
            "false-positive rates by tool and by type",
            "remediation time by severity",
            "recurring criticals and deduplication gaps",
            "teams",
            "tool configuration",
            "training gaps",
            "cost of current against recommended tooling",
            report::RULES,
            report::OUTPUT,
            "justify a tooling budget",
        ] {
            assert!(message.contains(part), "{part}");
        }
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
