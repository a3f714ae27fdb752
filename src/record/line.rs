//! A request as one line of JSON.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use time::OffsetDateTime;

use super::RequestId;
use super::journal::{Call, Notes, Upstream};

/// What is written of one request. What isn't known has no member. No more than 4,096 bytes, which a host's
/// stream takes at once, so that lines don't mix.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// When the request came (RFC 3339, UTC).
    time: String,
    request: RequestId,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    era: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool: Option<&'static str>,
    /// The messages of a batch, each with its own error. They share all else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    batch: Vec<Call>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Upstream::is_empty")]
    upstream: Upstream,
    /// From the request to the end of the answer.
    ms: u128,
    /// Of the request's body, as far as it was read.
    bytes_in: usize,
    /// Of the answer's body, without the comments that keep a stream alive.
    bytes_out: usize,
}

impl Record {
    pub(super) fn new(id: RequestId, time: SystemTime, after: Duration, notes: Notes) -> Self {
        let (single, batch) = if notes.is_batch {
            (None, notes.calls)
        } else {
            (notes.calls.into_iter().next(), Vec::new())
        };
        Self {
            time: rfc_3339(time),
            request: id,
            trace: notes.trace.map(|trace| trace.trace_id().to_owned()),
            path: notes.path,
            era: notes.era,
            method: single.as_ref().map(|call| call.method),
            tool: single.and_then(|call| call.tool),
            batch,
            status: notes.status,
            error: notes.error,
            detail: notes.detail,
            upstream: notes.upstream,
            ms: after.as_millis(),
            bytes_in: notes.received,
            bytes_out: notes.sent,
        }
    }

    /// JSON without a line break in it, and one at its end.
    #[must_use]
    pub fn line(&self) -> String {
        // Writing these types has no way to fail.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

impl Upstream {
    fn is_empty(&self) -> bool {
        self.calls == 0
    }
}

fn rfc_3339(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs().try_into().unwrap_or_default();
    let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        since.subsec_millis()
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Journal, Level, TraceContext, UpstreamAnswer};
    use super::*;
    use http::StatusCode;
    use serde_json::{Value, json};

    fn journal() -> Journal {
        Journal::new(RequestId::new(0xABC))
    }

    fn written(journal: &Journal) -> Value {
        let time = UNIX_EPOCH + Duration::from_millis(1_795_372_884_056);
        let line = journal.record(time, Duration::from_micros(12_999)).line();
        assert_eq!(line.find('\n'), Some(line.len() - 1), "{line:?}");
        assert!(line.len() <= 4096, "{}", line.len());
        serde_json::from_str(&line).unwrap()
    }

    #[test]
    fn a_line_holds_what_was_noted() {
        let journal = journal();
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        journal.path("/mcp");
        journal.received(345);
        journal.follow(TraceContext::parse(parent, None).unwrap());
        journal.begin("tools/call");
        journal.era("modern");
        journal.tool("get_findings");
        for answer in [
            UpstreamAnswer::Status(200),
            UpstreamAnswer::Failure("broken"),
        ] {
            journal.ask_upstream();
            journal.hear_upstream(answer);
        }
        journal.ask_upstream();
        journal.fail("upstream");
        journal.fail("what followed");
        journal.answered(StatusCode::OK);
        journal.sent(1000);
        journal.sent(24);
        assert_eq!(
            written(&journal),
            json!({
                "time": "2026-11-22T18:41:24.056Z",
                "request": "000000000abc",
                "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
                "path": "/mcp",
                "era": "modern",
                "method": "tools/call",
                "tool": "get_findings",
                "status": 200,
                "error": "upstream",
                "upstream": { "calls": 3, "answers": [200, "broken"] },
                "ms": 12,
                "bytes_in": 345,
                "bytes_out": 1024,
            })
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(
            written(&journal()),
            json!({
                "time": "2026-11-22T18:41:24.056Z",
                "request": "000000000abc",
                "ms": 12,
                "bytes_in": 0,
                "bytes_out": 0,
            })
        );
    }

    #[test]
    fn the_messages_of_a_batch_stand_side_by_side() {
        let journal = journal();
        journal.batch();
        journal.begin("ping");
        journal.begin("tools/call");
        journal.tool("get_users");
        journal.fail("argument");
        journal.begin("unknown");
        journal.fail("method_not_found");
        journal.begin("ping");
        journal.leave();
        let line = written(&journal);
        assert_eq!(
            line["batch"],
            json!([
                { "method": "ping" },
                { "method": "tools/call", "tool": "get_users", "error": "argument" },
                { "method": "unknown", "error": "method_not_found" },
                { "method": "ping" },
            ])
        );
        assert_eq!(line["error"], "argument");
        assert_eq!(line.get("method"), None);
    }

    #[test]
    fn the_longest_line_is_short_enough_to_be_written_at_once() {
        let journal = journal();
        journal.batch();
        for _ in 0..20 {
            journal.begin("resources/templates/list");
            journal.tool("a_tool_whose_name_is_as_long_as_it_may_be_a_tool_whose_name_is_a");
            journal.fail("unsupported_version");
        }
        for _ in 0..1_000 {
            journal.ask_upstream();
            journal.hear_upstream(UpstreamAnswer::Failure("first_byte_timeout"));
        }
        let line = written(&journal);
        assert_eq!(line["upstream"]["calls"], 1_000);
        assert_eq!(line["upstream"]["answers"].as_array().unwrap().len(), 20);
    }

    #[test]
    fn words_for_the_operator_stay_on_their_line_and_end() {
        let journal = journal();
        journal.detail(&format!(
            "first\r\nsecond\u{2028}\u{202E}third{}",
            "x".repeat(9_000)
        ));
        let detail = written(&journal)["detail"].as_str().unwrap().to_owned();
        assert!(detail.starts_with("first second"), "{detail}");
        assert!(detail.chars().count() <= 501, "{detail}");
    }

    #[test]
    fn each_level_writes_what_it_says() {
        let good = journal();
        good.answered(StatusCode::OK);
        let refused = journal();
        refused.answered(StatusCode::NOT_FOUND);
        let failed = journal();
        failed.answered(StatusCode::OK);
        failed.fail("upstream");
        let left = journal();
        left.leave();
        for (journal, is_failure) in [(good, false), (refused, true), (failed, true), (left, true)]
        {
            assert!(!Level::Off.wants(&journal));
            assert_eq!(Level::Errors.wants(&journal), is_failure, "{journal:?}");
            assert!(Level::Requests.wants(&journal));
        }
        assert_eq!(Level::default(), Level::Errors);
        for (text, level) in [
            ("off", Ok(Level::Off)),
            ("Errors", Ok(Level::Errors)),
            ("REQUESTS", Ok(Level::Requests)),
        ] {
            assert_eq!(text.parse(), level);
        }
        for text in ["", "on", "debug", "errors,requests"] {
            assert!(text.parse::<Level>().is_err(), "{text}");
        }
    }
}
