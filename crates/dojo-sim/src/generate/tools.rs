//! Test types: the tools the company uses, among all those a stock install lists.

use super::id_of;
use crate::portfolio::TestType;

/// What a tool looks at, and so what its findings look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Code,
    Packages,
    Running,
    Network,
    Cloud,
    Secrets,
    People,
}

pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// The 14 tools in use.
pub(super) const TOOLS: [Tool; 14] = [
    Tool {
        name: "Semgrep JSON Report",
        kind: Kind::Code,
    },
    Tool {
        name: "Dependency Check Scan",
        kind: Kind::Packages,
    },
    Tool {
        name: "ZAP Scan",
        kind: Kind::Running,
    },
    Tool {
        name: "Trivy Scan",
        kind: Kind::Packages,
    },
    Tool {
        name: "Checkmarx Scan",
        kind: Kind::Code,
    },
    Tool {
        name: "Nessus Scan",
        kind: Kind::Network,
    },
    Tool {
        name: "Snyk Scan",
        kind: Kind::Packages,
    },
    Tool {
        name: "Gitleaks Scan",
        kind: Kind::Secrets,
    },
    Tool {
        name: "SonarQube Scan",
        kind: Kind::Code,
    },
    Tool {
        name: "Burp REST API",
        kind: Kind::Running,
    },
    Tool {
        name: "AWS Prowler Scan",
        kind: Kind::Cloud,
    },
    Tool {
        name: "Pen Test",
        kind: Kind::People,
    },
    Tool {
        name: "Checkov Scan",
        kind: Kind::Cloud,
    },
    Tool {
        name: "Anchore Grype",
        kind: Kind::Packages,
    },
];

/// More than fit one page of 100, because a name must be found beyond the first page.
const NAMES: &str = "API Test|Static Check|Pen Test|Web Application Test|Security Research|Threat Modeling|\
Manual Code Review|Acunetix Scan|Anchore Engine Scan|Anchore Enterprise Policy Check|Anchore Grype|AnchoreCTL Policies Report|\
AnchoreCTL Vuln Report|AppSpider Scan|Aqua Scan|Arachni Scan|AuditJS Scan|AWS Inspector2 Scan|AWS Prowler Scan|\
AWS Prowler V3|AWS Security Finding Format (ASFF) Scan|AWS Security Hub Scan|Azure Security Center Recommendations Scan|\
Bandit Scan|Bearer CLI|BlackDuck API|Blackduck Component Risk|Blackduck Hub Scan|Brakeman Scan|Bugcrowd API Import|\
BugCrowd Scan|Bundler-Audit Scan|Burp Dastardly Scan|Burp Enterprise Scan|Burp GraphQL API|Burp REST API|Burp Scan|\
CargoAudit Scan|Checkmarx CxFlow SAST|Checkmarx One Scan|Checkmarx OSA|Checkmarx Scan|Checkmarx Scan detailed|Checkov Scan|\
Clair Scan|Cloudsploit Scan|Cobalt.io API Import|Cobalt.io Scan|Codechecker Report native|Codechecker Report|Contrast Scan|\
Coverity API|Coverity Scan JSON Report|Crashtest Security JSON File|Crashtest Security XML File|CredScan Scan|CycloneDX Scan|\
DawnScanner Scan|Deepfence Threatmapper Report|Dependency Check Scan|Dependency Track Finding Packaging Format (FPF) Export|\
Detect-secrets Scan|docker-bench-security Scan|Dockle Scan|DrHeader JSON Importer|DSOP Scan|Edgescan Scan|ESLint Scan|\
Fortify Scan|Generic Findings Import|Ggshield Scan|GitHub Vulnerability Scan|GitLab API Fuzzing Report Scan|\
GitLab Container Scan|GitLab DAST Report|GitLab Dependency Scanning Report|GitLab SAST Report|GitLab Secret Detection Report|\
Gitleaks Scan|Google Cloud Artifact Vulnerability Scan|Gosec Scanner|Govulncheck Scanner|HackerOne Cases|Hadolint Dockerfile check|\
Harbor Vulnerability Scan|HCLAppScan XML|Horusec Scan|Humble Json Importer|HuskyCI Report|Hydra Scan|IBM AppScan DAST|\
Immuniweb Scan|IntSights Report|JFrog Xray API Summary Artifact Scan|JFrog Xray Scan|JFrog Xray Unified Scan|KICS Scan|\
Kiuwan Scan|kube-bench Scan|Kubeaudit Scan|KubeHunter Scan|Kubescape JSON Importer|Mend Scan|Meterian Scan|\
Microfocus Webinspect Scan|MobSF Scan|Mobsfscan Scan|Mozilla Observatory Scan|MSDefender Parser|Nancy Scan|Nessus Scan|\
Nessus WAS Scan|Netsparker Scan|NeuVector (compliance)|NeuVector (REST)|Nexpose Scan|Nikto Scan|Nmap Scan|Node Security Platform Scan|\
NPM Audit Scan|NPM Audit v7+ Scan|Nuclei Scan|Openscap Vulnerability Scan|OpenVAS Parser|ORT evaluated model Importer|\
OssIndex Devaudit SCA Scan Importer|OSV Scan|Outpost24 Scan|PHP Security Audit v2|PHP Symfony Security Check|pip-audit Scan|\
PMD Scan|Popeye Scan|PWN SAST|Qualys Infrastructure Scan (WebGUI XML)|Qualys Scan|Qualys Webapp Scan|Rapplex Scan|\
Retire.js Scan|Rubocop Scan|Rusty Hog Scan|SARIF|Scantist Scan|Scout Suite Scan|Semgrep JSON Report|Semgrep Pro JSON Report|\
SKF Scan|Snyk Code Scan|Snyk Scan|Solar Appscreener Scan|SonarQube API Import|SonarQube Scan|SonarQube Scan detailed|Sonatype Application Scan|\
SpotBugs Scan|SSL Labs Scan|Sslscan|Sslyze Scan|StackHawk HawkScan|Sysdig Vulnerability Report|Talisman Scan|\
Tenable Scan|Terrascan Scan|Testssl Scan|TFSec Scan|Threagile risks report|Trivy Operator Scan|Trivy Scan|Trufflehog Scan|\
Trufflehog3 Scan|Trustwave Fusion API Scan|Trustwave Scan (CSV)|Twistlock Image Scan|VCG Scan|Veracode Scan|\
Veracode SourceClear Scan|Vulners Scan|Wapiti Scan|Wazuh|WFuzz JSON report|Whispers Scan|WhiteHat Sentinel|Whitesource Scan|\
Wiz Scan|Wpscan|Xanitizer Scan|Yarn Audit Scan|ZAP Scan";

/// Every test type. A stock install marks none of them static.
pub(super) fn test_types() -> Vec<TestType> {
    NAMES
        .split('|')
        .enumerate()
        .map(|(index, name)| {
            let kind = TOOLS
                .iter()
                .find(|tool| tool.name == name)
                .map(|tool| tool.kind);
            TestType {
                id: id_of(index),
                name: name.to_owned(),
                dynamic_tool: matches!(kind, Some(Kind::Running | Kind::Network)),
            }
        })
        .collect()
}

/// What the tool of this name looks at.
pub(super) fn kind_of(name: &str) -> Kind {
    TOOLS
        .iter()
        .find(|tool| tool.name == name)
        .map_or(Kind::People, |tool| tool.kind)
}
