//! A query string as Django reads it.

use url::form_urlencoded;

#[derive(Debug, Clone, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(raw: &str) -> Self {
        Self(
            form_urlencoded::parse(raw.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The value that counts: of a repeated name, the last one.
    pub(crate) fn last(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Every name once, in order of appearance.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in &self.0 {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// The query with these parameters set or (`None`) removed, sorted by name, as the paging
    /// links of Django REST framework are written.
    pub(crate) fn with(&self, changes: &[(&str, Option<String>)]) -> String {
        let mut pairs: Vec<(&str, &str)> = self
            .0
            .iter()
            .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for (name, value) in changes {
            if let Some(value) = value {
                pairs.push((name, value));
            }
        }
        pairs.sort_by_key(|(name, _)| *name);
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_repeated_parameter_counts() {
        let query = Query::parse("severity=Critical&x=1&severity=High");
        assert_eq!(query.last("severity"), Some("High"));
        assert_eq!(query.all("severity"), ["Critical", "High"]);
        assert_eq!(query.names(), ["severity", "x"]);
    }

    #[test]
    fn links_are_sorted_and_keep_the_rest() {
        let query = Query::parse("offset=4&limit=2&b=x,y&a=1");
        let link = query.with(&[("limit", Some("2".to_owned())), ("offset", None)]);
        assert_eq!(link, "a=1&b=x%2Cy&limit=2");
    }
}
