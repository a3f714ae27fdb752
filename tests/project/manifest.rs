//! `spin.toml`: one component, all variables passed on, and an allow-list of one origin.

use defectdojo_mcp::config::{Config, ConfigError, UrlPath};
use instance::InstanceError;
use std::collections::BTreeMap;
use toml::{Table, Value};

fn manifest() -> Table {
    super::text("spin.toml").parse().unwrap()
}

fn component(manifest: &Table) -> &Table {
    let components = manifest["component"].as_table().unwrap();
    assert_eq!(components.len(), 1);
    components.values().next().unwrap().as_table().unwrap()
}

/// What Spin makes of a template: `{{ name }}` becomes the variable's value.
fn fill(template: &str, variables: &BTreeMap<String, String>) -> String {
    let mut text = template.to_owned();
    for (name, value) in variables {
        text = text.replace(&format!("{{{{ {name} }}}}"), value);
    }
    assert!(
        !text.contains("{{"),
        "{template} names a variable that is not declared"
    );
    text
}

/// The values of the application's variables, with `defectdojo_url` and `defectdojo_path` as given.
fn variables(manifest: &Table, url: &str, path: &str) -> BTreeMap<String, String> {
    let declared = manifest["variables"].as_table().unwrap().iter();
    let value = |(name, declared): (&String, &Value)| {
        let value = match name.as_str() {
            "defectdojo_url" => url,
            "defectdojo_path" => path,
            _ => declared["default"].as_str().unwrap(),
        };
        (name.clone(), value.to_owned())
    };
    declared.map(value).collect()
}

/// The component's own configuration and the allow-list, for an address.
fn filled(url: &str, path: &str) -> (Result<Config, ConfigError>, Vec<String>) {
    let manifest = manifest();
    let variables = variables(&manifest, url, path);
    let component = component(&manifest);
    let passed = component["variables"].as_table().unwrap();
    let setting = |name: &str| {
        let template = passed.get(&name.to_lowercase())?.as_str().unwrap();
        Some(fill(template, &variables))
    };
    let hosts = component["allowed_outbound_hosts"]
        .as_array()
        .unwrap()
        .iter();
    let hosts = hosts
        .map(|host| fill(host.as_str().unwrap(), &variables))
        .collect();
    (Config::load(setting, UrlPath::Refused), hosts)
}

/// The origin that Spin reads from an entry of the allow-list: a slash may follow, a path may not
/// (`AllowedHostConfig::parse` in its `spin-factor-outbound-networking`).
fn allowed_origin(entry: &str) -> Option<String> {
    let (scheme, rest) = entry.trim().split_once("://")?;
    let host = rest.strip_suffix('/').unwrap_or(rest);
    (!host.contains('/')).then(|| format!("{scheme}://{host}"))
}

#[test]
fn the_allow_list_is_the_instance_and_nothing_else() {
    for (url, origin) in [
        ("https://dojo.example.com", "https://dojo.example.com"),
        ("https://dojo.example.com/", "https://dojo.example.com"),
        (
            "https://dojo.example.com:8443",
            "https://dojo.example.com:8443",
        ),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ] {
        for path in ["", "/dojo"] {
            let (config, hosts) = filled(url, path);
            let allowed: Vec<_> = hosts.iter().map(|host| allowed_origin(host)).collect();
            assert_eq!(allowed, [Some(origin.to_owned())], "{url}");
            assert_eq!(
                config.unwrap().base_url.to_string(),
                format!("{origin}{path}")
            );
        }
    }
}

#[test]
fn an_address_that_spin_would_not_let_out_to_is_refused() {
    let (config, hosts) = filled("https://example.com/dojo", "");
    assert_eq!(hosts.iter().find_map(|host| allowed_origin(host)), None);
    assert_eq!(config, Err(InstanceError::PathInUrl.into()));
}

#[test]
fn the_address_is_required_and_every_variable_is_passed_on() {
    let manifest = manifest();
    assert_eq!(manifest["spin_manifest_version"].as_integer(), Some(2));
    let declared = manifest["variables"].as_table().unwrap();
    assert_eq!(declared["defectdojo_url"]["required"].as_bool(), Some(true));
    let component = component(&manifest);
    let passed = component["variables"].as_table().unwrap();
    assert_eq!(
        declared.keys().collect::<Vec<_>>(),
        passed.keys().collect::<Vec<_>>()
    );
    for (name, template) in passed {
        assert_eq!(
            template.as_str(),
            Some(format!("{{{{ {name} }}}}").as_str())
        );
    }
    // Every setting that the code knows is there, under its lower-case name.
    for setting in {
        use defectdojo_mcp::config::*;
        [
            DEFECTDOJO_URL,
            DEFECTDOJO_PATH,
            DEFECTDOJO_ALLOW_HTTP,
            MCP_ALLOWED_ORIGINS,
            MCP_TOKEN_ARGUMENT,
            DEFECTDOJO_MAX_PARALLEL,
            MCP_MASK_SECRETS,
            MCP_LOG,
        ]
    } {
        assert!(passed.contains_key(&setting.to_lowercase()), "{setting}");
    }
}

#[test]
fn one_route_leads_to_the_component_that_is_built() {
    let manifest = manifest();
    let triggers = manifest["trigger"]["http"].as_array().unwrap();
    assert_eq!(triggers.len(), 1);
    assert_eq!(triggers[0]["route"].as_str(), Some("/..."));
    let component = component(&manifest);
    assert_eq!(
        component["source"].as_str(),
        Some("dist/defectdojo-mcp-spin.wasm")
    );
    assert_eq!(
        component["build"]["command"].as_str(),
        Some("cargo xtask build")
    );
    assert_eq!(
        manifest["application"]["version"].as_str(),
        Some(env!("CARGO_PKG_VERSION"))
    );
}
