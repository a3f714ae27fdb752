//! The README's examples of what to put around the server: they let out to the resolver and `DefectDojo` only.

use serde_json::{Value, json};

/// The code of the README's only block in this language.
pub(crate) fn block(language: &str) -> String {
    let readme = super::text("README.md");
    let fence = format!("```{language}\n");
    let mut blocks = readme.split(&fence).skip(1);
    let block = blocks.next().unwrap().split("```").next().unwrap();
    assert_eq!(blocks.next(), None, "another block of {language}");
    block.to_owned()
}

/// What the unit sets, in its order. A line that ends with `\` goes on.
fn settings() -> Vec<(String, String)> {
    let unit = block("ini").replace("\\\n", "");
    let lines = unit.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The options of a command with their values, less the first dash.
fn options(command: &str) -> Vec<String> {
    let options = command.split(" -").skip(1);
    options
        .map(|option| {
            option
                .split_whitespace()
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

#[test]
fn the_unit_reaches_this_machine_and_one_address() {
    let settings = settings();
    let all = |wanted: &str| -> Vec<&str> {
        let found = settings.iter().filter(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(all("IPAddressDeny"), ["any"]);
    assert_eq!(all("IPAddressAllow"), ["localhost", "192.0.2.10"]);
    assert_eq!(all("SocketBindDeny"), ["any"]);
    assert_eq!(all("SocketBindAllow"), ["tcp:3000"]);
    assert_eq!(all("DynamicUser"), ["yes"]);
    assert_eq!(all("CapabilityBoundingSet"), [""]);
    // wasmtime would not start.
    assert_eq!(all("MemoryDenyWriteExecute"), [""; 0]);
}

/// What the page's own command sets is set there too, above all the limits.
#[test]
fn the_unit_starts_what_the_page_starts() {
    let readme = super::text("README.md").replace("\\\n", "");
    let command = readme
        .lines()
        .find(|line| line.starts_with("wasmtime serve "));
    let settings = settings();
    let unit = settings
        .iter()
        .find(|(name, _)| name == "ExecStart")
        .unwrap();
    let (wanted, set) = (options(command.unwrap()), options(&unit.1));
    assert!(
        wanted.contains(&"-addr 127.0.0.1:3000".to_owned()),
        "{wanted:?}"
    );
    for option in wanted {
        assert!(set.contains(&option), "{option} is not in {set:?}");
    }
}

#[test]
fn the_policy_lets_out_to_the_resolver_and_one_address() {
    let policy: Value = serde_saphyr::from_str(&block("yaml")).unwrap();
    assert_eq!(policy["apiVersion"], "networking.k8s.io/v1");
    assert_eq!(policy["kind"], "NetworkPolicy");
    let spec = &policy["spec"];
    // A type that is not named is not limited, and an empty selector would be every pod.
    assert_eq!(spec["policyTypes"], json!(["Ingress", "Egress"]));
    assert_eq!(
        spec["podSelector"],
        json!({"matchLabels": {"app.kubernetes.io/name": "defectdojo-mcp"}})
    );
    let labelled = |name: &str, value: &str| json!({"matchLabels": {name: value}});
    let namespace = |name| labelled("kubernetes.io/metadata.name", name);
    let port = |protocol: &str, port: u16| json!({"protocol": protocol, "port": port});
    assert_eq!(
        spec["ingress"],
        json!([{
            "from": [{"namespaceSelector": namespace("ingress-nginx")}],
            "ports": [port("TCP", 3000)],
        }])
    );
    assert_eq!(
        spec["egress"],
        json!([
            {
                // In one entry: that pod in that namespace, not either of them.
                "to": [{
                    "namespaceSelector": namespace("kube-system"),
                    "podSelector": labelled("k8s-app", "kube-dns"),
                }],
                "ports": [port("UDP", 53), port("TCP", 53)],
            },
            {
                "to": [{"ipBlock": {"cidr": "192.0.2.10/32"}}],
                "ports": [port("TCP", 443)],
            },
        ])
    );
}
