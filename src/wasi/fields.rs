//! Header fields, from the host and back.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use wasip2::http::types::Fields;

/// `None` where one is not what HTTP takes for a field.
pub(super) fn from_host(fields: &Fields) -> Option<HeaderMap> {
    let entries = fields.entries();
    let mut headers = HeaderMap::with_capacity(entries.len());
    for (name, value) in entries {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        headers.append(
            name,
            HeaderValue::from_maybe_shared(Bytes::from(value)).ok()?,
        );
    }
    Some(headers)
}

/// All in one call. `None` where the host refuses one.
pub(super) fn to_host(headers: &HeaderMap) -> Option<Fields> {
    let entries: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
        .collect();
    Fields::from_list(&entries).ok()
}
