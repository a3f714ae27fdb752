//! Which test types are static code analysis. `DefectDojo` has a flag for that, `static_tool`, but sets it on no test type of
//! a stock install: names are all there is to tell by.

use crate::dojo::model::TestType;

/// What `DefectDojo` calls the reports of static code analysers (`get_scan_types` of the parsers in its `dojo/tools`).
/// `SARIF` is among them, as the format is one of static analysis, although other scanners write it too.
const NAMES: [&str; 44] = [
    "Bandit Scan",
    "Bearer CLI",
    "Brakeman Scan",
    "Checkmarx CxFlow SAST",
    "Checkmarx One Scan",
    "Checkmarx Scan",
    "Checkmarx Scan detailed",
    "Codechecker Report native",
    "Coverity API",
    "Coverity Scan JSON Report",
    "Cppcheck Scan",
    "DawnScanner Scan",
    "DevSkim Scan",
    "ESLint Scan",
    "Flawfinder Scan",
    "Fortify Scan",
    "Github SAST Scan",
    "GitLab SAST Report",
    "Gosec Scanner",
    "HCL AppScan on Cloud SAST XML",
    "Horusec Scan",
    "Infer Scan",
    "Kiuwan Scan",
    "Mobsfscan Scan",
    "PHP Security Audit v2",
    "PMD Scan",
    "Progpilot Scan",
    "PWN SAST",
    "QARK Scan",
    "Rubocop Scan",
    "SARIF",
    "Semgrep JSON Report",
    "Semgrep Pro JSON Report",
    "Snyk Code Scan",
    "Solar Appscreener Scan",
    "SonarQube API Import",
    "SonarQube Scan",
    "SonarQube Scan detailed",
    "SpotBugs Scan",
    "Static Check",
    "VCG Scan",
    "Veracode Scan",
    "Xanitizer Scan",
    "Xygeni SAST Scan",
];

/// Whether a test type is static code analysis by its name.
pub(super) fn is_sast(test_type: &TestType) -> bool {
    let name = &test_type.name;
    NAMES
        .iter()
        .any(|known| name.answers(|name| name.eq_ignore_ascii_case(known)))
}
