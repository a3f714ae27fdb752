//! The trace that a request is part of, as W3C Trace Context has it (<https://www.w3.org/TR/trace-context/>).
//!
//! It is passed on as it came: this server makes no spans, so that the caller's stays the parent of what
//! `DefectDojo` does.

use http::{HeaderMap, HeaderValue};

const TRACEPARENT: &str = "traceparent";
const TRACESTATE: &str = "tracestate";

/// The longest `tracestate` that is passed on, in bytes: as many as the specification wants passed on at least
/// (section 3.3.1.5).
const LONGEST_STATE: usize = 512;
/// The most members that one has (section 3.3.1.1).
const MOST_MEMBERS: usize = 32;

/// A valid trace context. What is not one is dropped and never an error (section 4.3): tracing must not stop
/// what is traced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceContext {
    trace_id: String,
    traceparent: HeaderValue,
    tracestate: Option<HeaderValue>,
}

impl TraceContext {
    /// Reads the two values. A `tracestate` that isn't valid is left out, the trace is the same without.
    #[must_use]
    pub fn parse(traceparent: &str, tracestate: Option<&str>) -> Option<Self> {
        let mut fields = traceparent.splitn(5, '-');
        let mut digits = |length| fields.next().filter(|field| is_hex(field, length));
        let (version, trace_id) = (digits(2)?, digits(32)?);
        let (parent_id, flags) = (digits(16)?, digits(2)?);
        // Later versions may add fields (section 3.2.4). What is passed on is of version 00, which has none.
        let is_later = version != "00";
        let is_invalid = version == "ff" || is_zero(trace_id) || is_zero(parent_id);
        if is_invalid || (fields.next().is_some() && !is_later) {
            return None;
        }
        Some(Self {
            trace_id: trace_id.to_owned(),
            traceparent: HeaderValue::try_from(format!("00-{trace_id}-{parent_id}-{flags}"))
                .ok()?,
            tracestate: tracestate
                .map(str::trim)
                .filter(|state| is_state(state))
                .and_then(|state| HeaderValue::try_from(state).ok()),
        })
    }

    /// Reads the headers of a request. `traceparent` stands there once or not at all; `tracestate` may be
    /// divided among several (section 3.3.1).
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let mut parents = headers.get_all(TRACEPARENT).iter();
        let (Some(parent), None) = (parents.next(), parents.next()) else {
            return None;
        };
        let states = headers.get_all(TRACESTATE).iter();
        let states: Option<Vec<_>> = states.map(|value| value.to_str().ok()).collect();
        let state = states.map(|states| states.join(","));
        Self::parse(parent.to_str().ok()?.trim(), state.as_deref())
    }

    /// Puts the trace on a request, in place of one that is there.
    pub fn write_to(&self, headers: &mut HeaderMap) {
        headers.insert(TRACEPARENT, self.traceparent.clone());
        if let Some(state) = &self.tracestate {
            headers.insert(TRACESTATE, state.clone());
        }
    }

    /// Thirty-two hexadecimal digits.
    #[must_use]
    pub fn trace_id(&self) -> &str {
        &self.trace_id
    }
}

/// Lower case only (section 3.2.2).
fn is_hex(text: &str, length: usize) -> bool {
    let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.len() == length && text.bytes().all(is_digit)
}

fn is_zero(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'0')
}

fn is_state(text: &str) -> bool {
    let members = text.split(',').map(str::trim);
    text.len() <= LONGEST_STATE
        && text.split(',').count() <= MOST_MEMBERS
        && !text.is_empty()
        && members
            .filter(|member| !member.is_empty())
            .all(|member| member.split_once('=').is_some_and(is_member))
}

/// Section 3.3.1.3.
fn is_member((key, value): (&str, &str)) -> bool {
    let is_key =
        |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'*' | b'/' | b'@');
    let is_value = |byte| matches!(byte, 0x20..=0x7E) && byte != b'=';
    (1..=256).contains(&key.len())
        && key.bytes().all(is_key)
        && (1..=256).contains(&value.len())
        && value.bytes().all(is_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn written(traceparent: &str, tracestate: Option<&str>) -> Option<HeaderMap> {
        let mut headers = HeaderMap::new();
        TraceContext::parse(traceparent, tracestate)?.write_to(&mut headers);
        Some(headers)
    }

    #[test]
    fn a_valid_one_is_passed_on_as_it_came() {
        let state = "rojo=00f067aa0ba902b7, congo=t61rcWkgMzE,tenant@vendor=a b";
        let headers = written(GOOD, Some(state)).unwrap();
        assert_eq!(headers[TRACEPARENT], GOOD);
        assert_eq!(headers[TRACESTATE], state);
        assert_eq!(TraceContext::parse(GOOD, None).unwrap().trace_id(), TRACE);
    }

    #[test]
    fn a_later_version_is_read_as_far_as_it_is_known() {
        for later in [
            format!("01{}", &GOOD[2..]),
            format!("cc{}-what-ever", &GOOD[2..]),
        ] {
            assert_eq!(written(&later, None).unwrap()[TRACEPARENT], GOOD, "{later}");
        }
    }

    #[test]
    fn what_is_malformed_is_dropped() {
        let upper = GOOD.to_uppercase();
        for bad in [
            "",
            "-",
            "00",
            TRACE,
            &GOOD[..54],
            &GOOD[3..],
            &format!("{GOOD}-00"),
            &format!("{GOOD}0"),
            &format!("ff{}", &GOOD[2..]),
            &upper,
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1\n",
            "00-4bf92f3577b34da6a3ce929d0e0e4736\r\nX: y-00f067aa0ba902b7-01",
        ] {
            assert_eq!(TraceContext::parse(bad, None), None, "{bad:?}");
        }
    }

    #[test]
    fn a_malformed_state_is_left_out_alone() {
        let long = format!("a={}", "b".repeat(511));
        let many = vec!["a=b"; 33].join(",");
        for bad in [
            "",
            "a",
            "A=b",
            "=b",
            "a=",
            "a=b=c",
            "a=b,\r\nx: y",
            "a=é",
            &long,
            &many,
        ] {
            let headers = written(GOOD, Some(bad)).unwrap();
            assert_eq!(headers.get(TRACESTATE), None, "{bad:?}");
            assert_eq!(headers[TRACEPARENT], GOOD);
        }
    }

    #[test]
    fn a_parent_stands_in_one_header_and_a_state_in_any_number() {
        let mut headers = HeaderMap::new();
        headers.append(TRACEPARENT, HeaderValue::from_static(GOOD));
        for state in ["a=1", "b=2"] {
            headers.append(TRACESTATE, HeaderValue::from_static(state));
        }
        let both = TraceContext::parse(GOOD, Some("a=1,b=2"));
        assert_eq!(TraceContext::of(&headers), both);
        headers.append(TRACEPARENT, HeaderValue::from_static(GOOD));
        assert_eq!(TraceContext::of(&headers), None);
    }
}
