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
2. {period}
3. Tools: `get_tests({{limit: 100}})`, at most 3 pages; collect the tool names. Choose the static code analysers by name, at most 6, and list the choice.
4. False positives by tool. Per tool two counts: `get_findings({{test_type: TOOL, discovered_after: FROM, limit: 0}})`, and the same with `{{status: ["False Positive"]}}`. Rate = false positives / all findings of that tool in the period, duplicates included. Below 30 findings call it weak evidence.
5. False positives by type: `get_findings({{status: ["False Positive"], discovered_after: FROM, order_by: "title"}})`, at most 3 pages; tally `cwe`. For the 5 most frequent both counts as in step 4 with `{{cwe: [N]}}` in place of the tool: all tools, say so.
6. Mean time to remediation, for Critical, High, Medium, Low: `get_findings({{severity: [S], status: ["Closed"], closed_after: FROM, order_by: "title"}})`, one page. Only fixed findings count: drop rows whose status names False Positive, Out of Scope or Duplicate. Mean and median of `age_days`, the days from discovery to closing. Unless every row was read it is a sample: give its size beside `count`.
7. Recurring criticals: `get_findings({{severity: ["Critical"], status: ["Active"], order_by: "title"}})`, at most 3 pages. Group by `cve`, else by `cwe` and title. The same in several products is a shared cause; more than once in one product is a deduplication gap. Confirm the worst 5 by a count with `{{vulnerability_id: [CVE]}}` or `{{title: TITLE}}`.
8. Teams: a finding names none. Take product types (`get_product_types({{}})`), or products if there is one type, at most 6, as stand-ins: count `{{product_type_id: [ID], severity: ["Critical", "High"], status: ["Active"]}}`, then with `{{overdue: true}}`. `get_groups({{}})` may name the teams; if the instance has no groups, go on. Size and scan coverage differ: compare shares, not people.

Report
Summary and request; tools reviewed; false-positive rates by tool and by type; remediation time by severity; recurring criticals and deduplication gaps; teams; tool configuration changes with the evidence for each; training gaps (recurring CWEs by team, suggested course); cost of current against recommended tooling: triage hours = false positives x minutes each. Ask me for prices, rates and minutes, else state your assumptions. Last: method and limits, each number with its call and basis.

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
