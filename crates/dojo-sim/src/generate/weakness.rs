//! Weaknesses that tools find in code, running systems, networks, clouds and repositories.

use super::tools::Kind;
use crate::portfolio::Severity::{self, Critical, High, Info, Low, Medium};

/// A weakness that is not a published vulnerability.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weakness {
    /// `{}` is where it is: a file, a path, a host, a resource.
    pub(super) title: &'static str,
    pub(super) cwe: u32,
    pub(super) severity: Severity,
}

const fn weakness((title, cwe, severity): (&'static str, u32, Severity)) -> Weakness {
    Weakness {
        title,
        cwe,
        severity,
    }
}

const CODE: [Weakness; 16] = [
    weakness(("SQL built from request parameters in {}", 89, Critical)),
    weakness(("OS command built from user input in {}", 78, Critical)),
    weakness(("Hard-coded credential in {}", 798, High)),
    weakness(("Reflected cross-site scripting in {}", 79, High)),
    weakness(("Stored cross-site scripting in {}", 79, High)),
    weakness(("Path traversal through file name in {}", 22, High)),
    weakness(("Unsafe deserialisation in {}", 502, High)),
    weakness(("XML external entities enabled in {}", 611, High)),
    weakness(("Server-side request forgery in {}", 918, High)),
    weakness(("Weak hash MD5 used for passwords in {}", 328, Medium)),
    weakness(("Predictable random numbers for tokens in {}", 338, Medium)),
    weakness(("Open redirect in {}", 601, Medium)),
    weakness(("Missing authorisation check in {}", 862, High)),
    weakness(("User input written to the log in {}", 117, Low)),
    weakness(("Exception swallowed in {}", 390, Info)),
    weakness((
        "Regular expression with exponential run time in {}",
        1333,
        Medium,
    )),
];
const RUNNING: [Weakness; 12] = [
    weakness(("SQL injection in parameter of {}", 89, Critical)),
    weakness(("Reflected cross-site scripting on {}", 79, High)),
    weakness(("Cross-site request forgery on {}", 352, Medium)),
    weakness(("Session cookie without Secure flag on {}", 614, Low)),
    weakness(("Session cookie without HttpOnly flag on {}", 1004, Low)),
    weakness(("Content-Security-Policy missing on {}", 693, Low)),
    weakness(("Clickjacking possible on {}", 1021, Medium)),
    weakness(("Stack trace disclosed by {}", 209, Low)),
    weakness(("Directory listing on {}", 548, Medium)),
    weakness(("Cleartext transmission on {}", 319, High)),
    weakness(("Server version disclosed by {}", 200, Info)),
    weakness(("Object of another user readable on {}", 639, High)),
];
const NETWORK: [Weakness; 7] = [
    weakness(("TLS 1.0 accepted on {}", 326, Medium)),
    weakness(("Self-signed certificate on {}", 295, Medium)),
    weakness(("SMB signing not required on {}", 287, Medium)),
    weakness(("Default community string answers on {}", 1392, High)),
    weakness(("SSH weak key exchange on {}", 327, Low)),
    weakness(("Operating system no longer supported on {}", 1104, Critical)),
    weakness(("Host answers timestamp requests: {}", 0, Info)),
];
const CLOUD: [Weakness; 7] = [
    weakness(("Storage bucket {} allows public read", 732, Critical)),
    weakness(("Security group {} open to the world on port 22", 284, High)),
    weakness(("Volume {} not encrypted", 311, Medium)),
    weakness(("Role {} allows every action", 250, High)),
    weakness(("Access logging off for {}", 778, Low)),
    weakness(("Container of {} runs as root", 250, Medium)),
    weakness(("Resource {} has no owner tag", 0, Info)),
];
const SECRETS: [Weakness; 4] = [
    weakness(("Cloud access key committed in {}", 798, Critical)),
    weakness(("Private key committed in {}", 321, High)),
    weakness(("Database password committed in {}", 798, High)),
    weakness(("Generic high-entropy string in {}", 798, Low)),
];
const PEOPLE: [Weakness; 7] = [
    weakness(("Price can be changed by the client on {}", 840, Critical)),
    weakness(("Invoice of another customer readable on {}", 639, High)),
    weakness(("Password reset link does not expire on {}", 640, High)),
    weakness(("Account enumeration by response time on {}", 204, Medium)),
    weakness(("Coupon accepted twice on {}", 367, Medium)),
    weakness(("No limit on login attempts on {}", 307, Medium)),
    weakness((
        "Administrator area reachable from the Internet: {}",
        284,
        High,
    )),
];

/// The weaknesses a kind of tool reports; empty for [`Kind::Packages`], which reports [`CVES`](super::cve::CVES).
pub(super) const fn weaknesses(kind: Kind) -> &'static [Weakness] {
    match kind {
        Kind::Code => &CODE,
        Kind::Packages => &[],
        Kind::Running => &RUNNING,
        Kind::Network => &NETWORK,
        Kind::Cloud => &CLOUD,
        Kind::Secrets => &SECRETS,
        Kind::People => &PEOPLE,
    }
}
