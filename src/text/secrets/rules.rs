//! What secrets with a form of their own look like: the one table of their kinds.
//!
//! The forms are public facts, told by those who issue the keys. A rule set as data was sought first: that of
//! Gitleaks is regular expressions, and the crates that ship it bring a regex engine. These rules as regular
//! expressions add 78 kB of WebAssembly with regex-lite and 305 kB with regex (without Unicode and its faster
//! engines), the search for the prefixes alone 114 kB with aho-corasick; with prefix, alphabet and length they add
//! 53 kB, and read the 96 kB of text of a recorded page of 100 findings in 4 ms instead of regex-lite's 200 ms.

/// What a secret consists of behind its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// `0-9a-f`.
    Hex,
    /// `A-Z0-9`.
    Upper,
    /// Letters and digits.
    Alnum,
    /// Letters, digits, `_` and `-`.
    Url,
    /// The same and `.`, `=`, `+`, `/` and `:`.
    Wide,
}

impl Alphabet {
    /// Whether it has the character.
    pub(super) const fn has(self, c: u8) -> bool {
        match self {
            Self::Hex => matches!(c, b'0'..=b'9' | b'a'..=b'f'),
            Self::Upper => matches!(c, b'A'..=b'Z' | b'0'..=b'9'),
            Self::Alnum => c.is_ascii_alphanumeric(),
            Self::Url => c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'),
            Self::Wide => Self::Url.has(c) || matches!(c, b'.' | b'=' | b'+' | b'/' | b':' | b'~'),
        }
    }
}

/// A secret that is known by its beginning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// What to call it.
    pub(super) kind: &'static str,
    /// How it begins.
    pub(super) prefix: &'static str,
    /// What follows.
    pub(super) alphabet: Alphabet,
    /// The fewest characters that follow.
    pub(super) least: usize,
    /// The most characters that follow.
    pub(super) most: usize,
}

const fn rule(
    kind: &'static str,
    prefix: &'static str,
    alphabet: Alphabet,
    least: usize,
    most: usize,
) -> Rule {
    Rule {
        kind,
        prefix,
        alphabet,
        least,
        most,
    }
}

/// More than any secret has.
const ANY: usize = 10_000;

use Alphabet::{Alnum, Hex, Upper, Url, Wide};

/// Secrets by their beginning. Where one prefix begins with another, the longer stands first.
pub(super) const RULES: &[Rule] = &[
    rule("AWS access key", "AKIA", Upper, 16, 16),
    rule("AWS access key", "ASIA", Upper, 16, 16),
    rule("AWS access key", "ABIA", Upper, 16, 16),
    rule("AWS access key", "ACCA", Upper, 16, 16),
    rule("Alibaba Cloud access key", "LTAI", Alnum, 12, 26),
    rule("Anthropic API key", "sk-ant-", Url, 32, ANY),
    rule("Artifactory API key", "AKCp", Alnum, 60, 80),
    rule("Atlassian API token", "ATATT3", Wide, 60, ANY),
    rule("Atlassian API token", "ATCTT3", Wide, 60, ANY),
    rule("Bitbucket app password", "ATBB", Alnum, 28, 40),
    rule("Brevo API key", "xkeysib-", Url, 64, ANY),
    rule("CircleCI token", "CCIPAT_", Url, 40, ANY),
    rule("Databricks token", "dapi", Hex, 32, 32),
    rule("DigitalOcean token", "dop_v1_", Hex, 64, 64),
    rule("DigitalOcean token", "doo_v1_", Hex, 64, 64),
    rule("DigitalOcean token", "dor_v1_", Hex, 64, 64),
    rule(
        "Discord webhook",
        "discord.com/api/webhooks/",
        Wide,
        60,
        ANY,
    ),
    rule("Docker token", "dckr_pat_", Url, 20, 60),
    rule("Docker token", "dckr_oat_", Url, 20, 60),
    rule("Doppler token", "dp.pt.", Alnum, 40, 44),
    rule("Dynatrace token", "dt0c01.", Wide, 80, ANY),
    rule("Figma token", "figd_", Url, 38, 60),
    rule("GitHub token", "github_pat_", Url, 60, 100),
    rule("GitHub token", "ghp_", Alnum, 36, ANY),
    rule("GitHub token", "gho_", Alnum, 36, ANY),
    rule("GitHub token", "ghu_", Alnum, 36, ANY),
    rule("GitHub token", "ghs_", Wide, 36, ANY),
    rule("GitHub token", "ghr_", Alnum, 36, ANY),
    rule("GitLab token", "glpat-", Wide, 20, ANY),
    rule("GitLab token", "gldt-", Url, 20, ANY),
    rule("GitLab token", "glptt-", Url, 40, ANY),
    rule("GitLab token", "glrt-", Wide, 20, ANY),
    rule("GitLab token", "glcbt-", Url, 20, ANY),
    rule("GitLab token", "glagent-", Url, 50, ANY),
    rule("GitLab token", "gloas-", Url, 64, ANY),
    rule("GitLab token", "glsoat-", Url, 20, ANY),
    rule("Google API key", "AIza", Url, 35, 35),
    rule("Google OAuth secret", "GOCSPX-", Url, 28, 28),
    rule("Google OAuth token", "ya29.", Url, 20, ANY),
    rule("Grafana token", "glsa_", Url, 32, ANY),
    rule("Grafana token", "glc_eyJ", Wide, 32, ANY),
    rule("Groq API key", "gsk_", Alnum, 48, 60),
    rule("Heroku API key", "HRKU-", Url, 36, ANY),
    rule("Hugging Face token", "hf_", Alnum, 30, 40),
    rule("Linear API key", "lin_api_", Alnum, 40, 40),
    rule("Mailgun API key", "key-", Hex, 32, 32),
    rule(
        "Microsoft Teams webhook",
        "webhook.office.com/webhookb2/",
        Wide,
        60,
        ANY,
    ),
    rule("New Relic API key", "NRAK-", Upper, 27, 27),
    rule("Notion token", "ntn_", Alnum, 40, 60),
    rule("npm token", "npm_", Alnum, 36, 36),
    rule("OpenAI API key", "sk-proj-", Url, 40, ANY),
    rule("OpenAI API key", "sk-svcacct-", Url, 40, ANY),
    rule("OpenAI API key", "sk-admin-", Url, 40, ANY),
    rule("OpenAI API key", "sk-", Alnum, 40, 64),
    rule("Perplexity API key", "pplx-", Alnum, 48, 60),
    rule("Postman API key", "PMAK-", Url, 55, 65),
    rule("Pulumi token", "pul-", Hex, 40, 40),
    rule("PyPI token", "pypi-AgE", Url, 50, ANY),
    rule("Replicate token", "r8_", Alnum, 37, 37),
    rule("RubyGems key", "rubygems_", Hex, 48, 48),
    rule("SendGrid API key", "SG.", Wide, 60, 70),
    rule("Sentry token", "sntrys_", Wide, 60, ANY),
    rule("Sentry token", "sntryu_", Hex, 64, 64),
    rule("Shopify token", "shpat_", Hex, 32, 32),
    rule("Shopify token", "shpca_", Hex, 32, 32),
    rule("Shopify token", "shppa_", Hex, 32, 32),
    rule("Shopify token", "shpss_", Hex, 32, 32),
    rule("Slack token", "xoxb-", Url, 20, ANY),
    rule("Slack token", "xoxp-", Url, 20, ANY),
    rule("Slack token", "xoxa-", Url, 20, ANY),
    rule("Slack token", "xoxr-", Url, 20, ANY),
    rule("Slack token", "xoxs-", Url, 20, ANY),
    rule("Slack token", "xoxe.xoxp-", Url, 20, ANY),
    rule("Slack token", "xapp-", Url, 20, ANY),
    rule("Slack webhook", "hooks.slack.com/services/", Wide, 30, ANY),
    rule("Slack webhook", "hooks.slack.com/triggers/", Wide, 30, ANY),
    rule("Slack webhook", "hooks.slack.com/workflows/", Wide, 30, ANY),
    rule("SonarQube token", "squ_", Hex, 40, 40),
    rule("SonarQube token", "sqp_", Hex, 40, 40),
    rule("SonarQube token", "sqa_", Hex, 40, 40),
    rule("Square token", "sq0atp-", Url, 22, 22),
    rule("Square token", "sq0csp-", Url, 43, 43),
    rule("Stripe key", "sk_live_", Alnum, 16, ANY),
    rule("Stripe key", "sk_test_", Alnum, 16, ANY),
    rule("Stripe key", "rk_live_", Alnum, 16, ANY),
    rule("Stripe key", "rk_test_", Alnum, 16, ANY),
    rule("Stripe webhook secret", "whsec_", Wide, 32, ANY),
    rule("Supabase token", "sbp_", Hex, 40, 40),
    rule("Tailscale key", "tskey-", Url, 20, ANY),
    rule("Twilio API key", "SK", Hex, 32, 32),
    rule("Vault token", "hvs.", Url, 24, ANY),
    rule("Vault token", "hvb.", Url, 24, ANY),
    rule("xAI API key", "xai-", Alnum, 70, 90),
    rule("age secret key", "AGE-SECRET-KEY-1", Upper, 58, 58),
];
