//! The query of a list, built from the parameters that the endpoint heeds.

use std::{fmt::Display, marker::PhantomData};

use url::form_urlencoded::byte_serialize;

use super::{
    endpoint::{Endpoint, Parameter},
    error::Error,
    window::Offset,
};

/// A query to `E`.
pub(super) struct Query<E> {
    text: String,
    endpoint: PhantomData<E>,
}

impl<E: Endpoint> Query<E> {
    pub(super) const fn new() -> Self {
        Self {
            text: String::new(),
            endpoint: PhantomData,
        }
    }

    /// A value that needs no escape but what percent-encoding gives; nothing when there is none.
    pub(super) fn display(&mut self, parameter: Parameter<E>, value: Option<impl Display>) {
        if let Some(value) = value {
            self.push(parameter, [value.to_string()]);
        }
    }

    /// A truth value. The API takes these two words and ignores the parameter with any other.
    pub(super) fn flag(&mut self, parameter: Parameter<E>, value: bool) {
        self.push(parameter, [if value { "true" } else { "false" }]);
    }

    /// A text to look for.
    pub(super) fn text(
        &mut self,
        parameter: Parameter<E>,
        value: Option<&str>,
    ) -> Result<(), Error> {
        if let Some(value) = value {
            self.push(parameter, [filled(parameter, value)?]);
        }
        Ok(())
    }

    /// Any of `values`, as one list with commas; nothing when there are none.
    pub(super) fn list(
        &mut self,
        parameter: Parameter<E>,
        values: &[impl Display],
    ) -> Result<(), Error> {
        let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
        let mut values = Vec::with_capacity(texts.len());
        for text in &texts {
            let value = filled(parameter, text)?;
            if value.contains(',') {
                return Err(Error::Unsendable {
                    parameter: parameter.name(),
                    reason: "a value must not contain a comma; pass the values one by one",
                });
            }
            values.push(value);
        }
        if !values.is_empty() {
            self.push(parameter, values);
        }
        Ok(())
    }

    /// Any of `tags`. The form field for tags takes a blank for the separator unless there is a comma, and
    /// reads quotation marks (`parse_tags` of django-tagulous): a lone tag with a blank would find those of
    /// each word, so it is said twice.
    pub(super) fn tags(&mut self, parameter: Parameter<E>, tags: &[String]) -> Result<(), Error> {
        if tags.iter().any(|tag| tag.contains('"')) {
            return Err(Error::Unsendable {
                parameter: parameter.name(),
                reason: "a tag has no quotation mark",
            });
        }
        match tags {
            [tag] if tag.trim().contains(char::is_whitespace) => self.list(parameter, &[tag, tag]),
            tags => self.list(parameter, tags),
        }
    }

    /// Any of `values`, for the few parameters that answer a list with 400 and take repetition.
    pub(super) fn repeated(&mut self, parameter: Parameter<E>, values: &[impl Display]) {
        for value in values {
            self.push(parameter, [value.to_string()]);
        }
    }

    /// The names of related objects beside the rows.
    pub(super) fn prefetch(&mut self) {
        if !E::PREFETCH.is_empty() {
            self.push(Parameter::PREFETCH, E::PREFETCH.split(','));
        }
    }

    /// The endpoint's own order, for lists that would else come in any order the database likes.
    pub(super) fn order(&mut self) {
        if !E::ORDER.is_empty() {
            self.push(Parameter::ORDER, E::ORDER.split(','));
        }
    }

    /// At most `limit` rows, which may be more than a page has.
    pub(super) fn rows(&mut self, limit: u64, offset: Offset) {
        self.display(Parameter::LIMIT, Some(limit));
        self.display(Parameter::OFFSET, Some(offset.get()));
    }

    /// The query with its question mark; empty when there is none.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    fn push(&mut self, parameter: Parameter<E>, values: impl IntoIterator<Item = impl AsRef<str>>) {
        let separator = if self.text.is_empty() { '?' } else { '&' };
        self.text.push(separator);
        self.text.push_str(parameter.name());
        // A comma may stand in a query as it is (RFC 3986 section 3.4), and long lists need the room.
        let mut separator = '=';
        for value in values {
            self.text.push(separator);
            self.text.extend(byte_serialize(value.as_ref().as_bytes()));
            separator = ',';
        }
    }
}

/// A blank value would be no condition at all to `DefectDojo`, and so find everything.
fn filled<E>(parameter: Parameter<E>, value: &str) -> Result<&str, Error> {
    let value = value.trim();
    if value.is_empty() {
        return Err(Error::Unsendable {
            parameter: parameter.name(),
            reason: "a value must not be blank; leave the filter out instead",
        });
    }
    Ok(value)
}
