//! What an attacker would try, to get out to another place or to do more at the right one.

use red_team::{Attempt, Method, Scheme};

/// The instance that the guard is configured for, and a place that it is not.
pub(crate) struct Places {
    /// The configured scheme.
    pub(crate) scheme: Scheme,
    /// The configured authority.
    pub(crate) good: String,
    /// Any other authority.
    pub(crate) evil: String,
}

/// The path that the instance is below.
pub(crate) const BASE: &str = "/dojo";

/// A path that is allowed at the right place.
pub(crate) const PATH: &str = "/dojo/api/v2/findings/?limit=1";

impl Places {
    /// The one kind of request that is allowed.
    pub(crate) fn allowed(&self) -> Attempt {
        self.at(&self.good)
    }

    /// An allowed request but for its authority.
    pub(crate) fn at(&self, authority: &str) -> Attempt {
        Attempt::get(self.scheme.clone(), authority, PATH)
    }

    /// Attempts that the host itself carries out where no guard is before it.
    pub(crate) fn attempts(&self) -> Vec<Attempt> {
        // A body is no way out either: it has to go to the right place as anything else.
        let elsewhere = [None, Some("what DefectDojo said".to_owned())].map(|body| Attempt {
            body,
            ..self.at(&self.evil)
        });
        let schemes = self.schemes().into_iter();
        let methods = methods().into_iter().map(|method| Attempt {
            method,
            ..self.allowed()
        });
        let paths = paths(&self.evil).into_iter().map(|path| Attempt {
            path: Some(path),
            ..self.allowed()
        });
        // What makes of a GET another method or another path, for those who heed it.
        let headers = [
            ("X-HTTP-Method-Override", "DELETE"),
            ("X-Original-URL", "/admin/"),
        ];
        let headers = headers.map(|(name, value)| Attempt {
            headers: vec![(name.to_owned(), value.to_owned())],
            ..self.allowed()
        });
        elsewhere
            .into_iter()
            .chain(schemes)
            .chain(methods)
            .chain(paths)
            .chain(headers)
            .collect()
    }

    /// Another scheme at the right place and at another one, and the right scheme in disguise.
    fn schemes(&self) -> Vec<Attempt> {
        let other = match self.scheme {
            Scheme::Http => Scheme::Https,
            _ => Scheme::Http,
        };
        let disguised = ["http", "https"].map(|name| Scheme::Other(name.to_owned()));
        let schemes = disguised.map(Some).into_iter().chain([Some(other), None]);
        let at = |authority: &str, scheme: &Option<Scheme>| Attempt {
            scheme: scheme.clone(),
            ..self.at(authority)
        };
        schemes
            .flat_map(|scheme| [at(&self.good, &scheme), at(&self.evil, &scheme)])
            .filter(|attempt| *attempt != self.allowed())
            .collect()
    }

    /// Attempts that some host may not even let be built or sent.
    pub(crate) fn malformed(&self) -> Vec<Attempt> {
        let (good, evil) = (&self.good, &self.evil);
        let authorities = [
            // RFC 3986, section 3.2.1: what is before `@` is no host.
            format!("{good}@{evil}"),
            format!("{evil}@{good}"),
            format!("user:secret@{good}"),
            format!("@{evil}"),
            format!("{good}\\@{evil}"),
            format!("{good}#@{evil}"),
            format!("{good}?@{evil}"),
            format!("{good}/@{evil}"),
            format!("{evil}/"),
            format!("{good}.{evil}"),
            format!("{good},{evil}"),
            format!("{good} {evil}"),
            format!("{good}\r\nHost: {evil}"),
            format!("{good}\0{evil}"),
            format!("http://{evil}"),
            String::new(),
        ];
        let authorities = authorities.iter().map(|authority| self.at(authority));
        let incomplete = [
            Attempt {
                authority: None,
                ..self.allowed()
            },
            Attempt {
                path: None,
                ..self.allowed()
            },
        ];
        let schemes =
            ["HTTP", "hTTps", "ftp", "file", "ws", "http:", "http://x"].map(|name| Attempt {
                scheme: Some(Scheme::Other(name.to_owned())),
                ..self.allowed()
            });
        let methods = ["", "GET /", "GE\tT", "GET\r\n", "CONNECT"].map(|name| Attempt {
            method: Method::Other(name.to_owned()),
            ..self.allowed()
        });
        let paths = [
            format!("http://{evil}{PATH}"),
            format!("https://{good}{PATH}"),
            format!("@{evil}{PATH}"),
            format!(":80@{evil}{PATH}"),
            "*".to_owned(),
            "dojo/api/v2/".to_owned(),
            "../admin/".to_owned(),
            format!("{PATH} HTTP/1.1\r\nHost: {evil}\r\n\r\n"),
            "/dojo/api/v2/\\..\\..\\admin".to_owned(),
            "/dojo/api/v2/\0".to_owned(),
        ];
        let paths = paths.map(|path| Attempt {
            path: Some(path),
            ..self.allowed()
        });
        let hosts = ["Host", "host", "HOST"].map(|name| Attempt {
            headers: vec![(name.to_owned(), evil.clone())],
            ..self.allowed()
        });
        authorities
            .chain(incomplete)
            .chain(schemes)
            .chain(methods)
            .chain(paths)
            .chain(hosts)
            .collect()
    }
}

/// Every method but GET, and GET in disguise.
fn methods() -> Vec<Method> {
    let others = [
        "GET", "get", "Get", "HEAD", "POST", "QUERY", "PROPFIND", "PURGE", "DEBUG", "M-SEARCH",
    ];
    let others = others.map(|name| Method::Other(name.to_owned()));
    let known = [
        Method::Head,
        Method::Post,
        Method::Put,
        Method::Delete,
        Method::Connect,
        Method::Options,
        Method::Trace,
        Method::Patch,
    ];
    known.into_iter().chain(others).collect()
}

/// Paths that are not below the API, or not any more when a server has read them in its way.
fn paths(evil: &str) -> Vec<String> {
    let below = [
        "..",
        "../",
        "../..",
        "../../admin/",
        "./../../admin/",
        "findings/../../../admin/",
        "%2e%2e/%2e%2e/admin/",
        "%2E%2E/%2e%2E/admin/",
        ".%2e/%2e./admin/",
        "..%2fadmin/",
        "..%2F..%2Fadmin/",
        "%2e%2e%2f%2e%2e%2fadmin/",
        "..%5c..%5cadmin/",
        "findings%2f..%2f..%2f..%2fadmin/",
        "%252e%252e/%252e%252e/admin/",
        "..;/..;/admin/",
    ];
    let below = below.map(|path| format!("{BASE}/api/v2/{path}"));
    let beside = [
        "/",
        "/admin/",
        "/api/v2/findings/",
        "/dojo",
        "/dojo/",
        "/dojo/login",
        "/dojo/api/",
        "/dojo/api/v1/findings/",
        "/dojo/api/v2x/findings/",
        "/dojo/api/v20/",
        "/Dojo/api/v2/findings/",
        "/dojo/API/v2/findings/",
        "/dojo/../dojo/admin/",
        "/x/../dojo/api/v2/findings/../../../admin/",
        "/?/dojo/api/v2/",
    ];
    let beside = beside.map(str::to_owned);
    // Protocol-relative, where a library takes a path for a reference (RFC 3986, section 4.2).
    let relative = [format!("//{evil}{PATH}"), format!("///{evil}{PATH}")];
    below.into_iter().chain(beside).chain(relative).collect()
}
