//! What a request is called between a user and an operator.

use std::fmt;

use http::HeaderValue;
use serde::{Serialize, Serializer};

/// Twelve hexadecimal digits: short enough to be read out, and among a million requests two hardly ever have
/// the same. It is the server's own: one that a client sends is not read, as it could be anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// The id that the lower 48 of these bits make.
    #[must_use]
    pub const fn new(bits: u64) -> Self {
        Self(bits & 0xFFFF_FFFF_FFFF)
    }

    /// `message` as a user gets it to see, with this id at its end. Clients show their users the message of an
    /// error and nothing else of it.
    #[must_use]
    pub fn sign(self, message: &str) -> String {
        format!("{message} (request {self})")
    }

    /// The value of the header `X-Request-Id`.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        // Hexadecimal digits always make one.
        HeaderValue::try_from(self.to_string()).unwrap_or(HeaderValue::from_static(""))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

impl Serialize for RequestId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_twelve_digits_whatever_the_bits() {
        for (bits, text) in [
            (0, "000000000000"),
            (0xAB, "0000000000ab"),
            (u64::MAX, "ffffffffffff"),
            (0x1234_5678_9ABC_DEF0, "56789abcdef0"),
        ] {
            let id = RequestId::new(bits);
            assert_eq!(id.to_string(), text);
            assert_eq!(id.header(), text);
            assert_eq!(id.sign("No."), format!("No. (request {text})"));
        }
    }
}
