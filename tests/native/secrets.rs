//! How well secrets are told from what looks like them: on a labelled set, with the numbers.
//!
//! The secrets are made up while the test runs, from parts, so that no file of ours holds one. What must stay is
//! in `secrets/negatives.txt`, and in what was recorded from scanners.

use crate::harness::Native;
use crate::support::texts;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use defectdojo_mcp::text::{Reader, Untrusted};
use dojo_sim::Profile;
use fastrand::Rng;
use serde_json::Value;
use std::path::Path;

const HEX: &str = "0123456789abcdef";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ALNUM: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const URL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Keys with a form of their own: kind, beginning, what follows, how much of it, as their issuers tell.
const FORMS: &[(&str, &str, &str, usize)] = &[
    ("AWS access key", "AK|IA", UPPER, 16),
    ("AWS access key", "AS|IA", UPPER, 16),
    ("Alibaba Cloud access key", "LT|AI5t", ALNUM, 20),
    ("Anthropic API key", "sk-|ant-api03-", URL, 95),
    ("Atlassian API token", "ATA|TT3xFfGF0", URL, 180),
    ("Brevo API key", "xkey|sib-", HEX, 64),
    ("Databricks token", "da|pi", HEX, 32),
    (
        "Discord webhook",
        "discord.com/api/web|hooks/1234567890123/",
        URL,
        68,
    ),
    ("DigitalOcean token", "dop|_v1_", HEX, 64),
    ("Docker token", "dckr|_pat_", URL, 27),
    ("Doppler token", "dp|.pt.", ALNUM, 43),
    ("Figma token", "fi|gd_", URL, 40),
    ("GitHub token", "gh|p_", ALNUM, 36),
    ("GitHub token", "gh|o_", ALNUM, 36),
    ("GitHub token", "gh|s_", ALNUM, 36),
    ("GitHub token", "github|_pat_11", ALNUM, 80),
    ("GitLab token", "gl|pat-", URL, 20),
    ("GitLab token", "gl|rt-", URL, 20),
    ("GitLab token", "gl|cbt-64_", URL, 20),
    ("Google API key", "AI|za", URL, 35),
    ("Google OAuth secret", "GOC|SPX-", URL, 28),
    ("Google OAuth token", "ya|29.a0", URL, 120),
    ("Grafana token", "gl|sa_", ALNUM, 41),
    ("Groq API key", "gs|k_", ALNUM, 52),
    ("Hugging Face token", "h|f_", ALNUM, 34),
    ("Linear API key", "lin|_api_", ALNUM, 40),
    ("Mailgun API key", "ke|y-", HEX, 32),
    ("New Relic API key", "NR|AK-", UPPER, 27),
    ("Notion token", "nt|n_", ALNUM, 46),
    ("npm token", "np|m_", ALNUM, 36),
    ("OpenAI API key", "sk-|proj-", URL, 120),
    ("OpenAI API key", "s|k-", ALNUM, 48),
    ("Postman API key", "PM|AK-", HEX, 59),
    ("Pulumi token", "pu|l-", HEX, 40),
    ("PyPI token", "py|pi-AgEIcHlwaS5vcmc", URL, 130),
    ("Replicate token", "r|8_", ALNUM, 37),
    ("RubyGems key", "ruby|gems_", HEX, 48),
    ("Sentry token", "sntr|yu_", HEX, 64),
    ("Shopify token", "shp|at_", HEX, 32),
    ("Slack token", "xo|xb-2345678901-", ALNUM, 36),
    ("Slack token", "xo|xp-2345678901-", ALNUM, 48),
    ("Slack token", "xap|p-1-A02-", ALNUM, 60),
    (
        "Slack webhook",
        "hooks.sl|ack.com/services/T02AB/B03CD/",
        ALNUM,
        24,
    ),
    ("SonarQube token", "sq|u_", HEX, 40),
    ("Stripe key", "sk_|live_", ALNUM, 24),
    ("Stripe key", "rk_|live_", ALNUM, 24),
    ("Stripe webhook secret", "whs|ec_", ALNUM, 32),
    ("Supabase token", "sb|p_", HEX, 40),
    ("Tailscale key", "tsk|ey-auth-", ALNUM, 30),
    ("Twilio API key", "S|K", HEX, 32),
    ("Vault token", "hv|s.", URL, 90),
];

/// Where a key with a form of its own stands; `#` is the key.
const ANYWHERE: [&str; 4] = [
    "Key # found in build log",
    "```\nclient = Client(\"#\")\n```",
    "GET /v1/items?k=#&page=2",
    "- **Match:** #\n- **File:** config/app.yml:12",
];

/// Secrets known by what stands around them: kind, text, alphabet, length.
const NAMED: &[(&str, &str, &str, usize)] = &[
    ("password", "password=#", ALNUM, 10),
    ("password", "spring.datasource.password=#", ALNUM, 14),
    ("password", "DB_PASSWORD=\"#\"", ALNUM, 12),
    ("password", "DB_PASS='#'", ALNUM, 12),
    (
        "password",
        "{\"user\": \"app\", \"password\": \"#\"}",
        URL,
        12,
    ),
    ("password", "\\\"password\\\":\\\"#\\\"", ALNUM, 12),
    (
        "password",
        "Server=db;User Id=sa;Password=#;Encrypt=True",
        ALNUM,
        16,
    ),
    ("password", "Server=db;Uid=sa;Pwd=#;", ALNUM, 16),
    ("password", "password: #", ALNUM, 12),
    (
        "password",
        "Hardcoded password: '#' in settings.py",
        ALNUM,
        9,
    ),
    ("password", "Possible hardcoded password: '#'", ALNUM, 7),
    ("password", "The password '#' is used", ALNUM, 12),
    ("password", "$config['db']['password'] = '#';", ALNUM, 12),
    ("password", "<password>#</password>", ALNUM, 12),
    (
        "password",
        "<add name=\"password\" value=\"#\"/>",
        ALNUM,
        12,
    ),
    ("password", "- name: DB_PASSWORD\n  value: \"#\"", ALNUM, 12),
    ("password", "username=admin&passwd=#&login=1", ALNUM, 9),
    ("password", "define('DB_PASSWORD', '#');", ALNUM, 16),
    ("password", "pg_dump --password # -h db", ALNUM, 12),
    (
        "password",
        "curl -u admin:# https://db.example.com/",
        ALNUM,
        12,
    ),
    (
        "password",
        "curl --user 'admin:#' https://db.example.com/",
        ALNUM,
        12,
    ),
    (
        "password",
        "postgres://app:#@db.example.com:5432/app",
        ALNUM,
        16,
    ),
    (
        "password",
        "mongodb+srv://root:#@cluster0.example.net/x",
        URL,
        16,
    ),
    ("password", "redis://:#@cache:6379/0", ALNUM, 16),
    (
        "password",
        "https://alice:#@git.example.com/x.git",
        ALNUM,
        20,
    ),
    ("password", "passphrase = \"#\"", URL, 20),
    (
        "password",
        "{&quot;user&quot;:&quot;app&quot;,&quot;password&quot;:&quot;#&quot;}",
        ALNUM,
        12,
    ),
    (
        "password",
        "db:\n  password:\n    #\n  port: 5432",
        ALNUM,
        16,
    ),
    (
        "secret",
        "&lt;add key=&quot;secret&quot; value=&quot;#&quot;/&gt;",
        ALNUM,
        24,
    ),
    ("token", "token:\n  #", ALNUM, 40),
    (
        "Telegram bot token",
        "https://api.telegram.org/bot1100145038:AA#/sendMessage",
        URL,
        33,
    ),
    ("Telegram bot token", "BOT = \"110014503:AA#\"", URL, 33),
    ("API key", "api_key: #", ALNUM, 32),
    ("API key", "apikey=#", HEX, 32),
    ("API key", "X-Api-Key: #", ALNUM, 40),
    (
        "API key",
        "https://api.example.com/v1?api_key=#&q=x",
        HEX,
        32,
    ),
    ("API key", "const apiKey = '#';", ALNUM, 24),
    ("API key", "\"apiKey\": \"#\"", URL, 39),
    ("secret", "client_secret=#", URL, 40),
    ("secret", "SECRET = \"#\"", ALNUM, 32),
    ("secret", "**Secret:** #", ALNUM, 24),
    ("secret", "JWT_SECRET: '#'", BASE64, 44),
    ("secret key", "SECRET_KEY = 'django-insecure-#'", URL, 50),
    ("AWS secret key", "aws_secret_access_key = #", BASE64, 40),
    (
        "AWS secret key",
        "export AWS_SECRET_ACCESS_KEY=\"#\"",
        BASE64,
        40,
    ),
    ("AWS secret key", "\"SecretAccessKey\": \"#\"", BASE64, 40),
    ("token", "aws_session_token=#", BASE64, 300),
    ("token", "access_token=#&token_type=bearer", URL, 64),
    ("token", "token: #", HEX, 40),
    ("token", "//registry.npmjs.org/:_authToken=#", ALNUM, 32),
    ("token", "X-Vault-Token: #", ALNUM, 26),
    ("token", "csrftoken=#", ALNUM, 32),
    ("access key", "access-key: #", ALNUM, 20),
    ("private key", "\"private_key\": \"#\"", BASE64, 64),
    (
        "Azure account key",
        "AccountName=store;AccountKey=#==;EndpointSuffix=core.windows.net",
        BASE64,
        86,
    ),
    (
        "Azure shared access key",
        "SharedAccessKeyName=root;SharedAccessKey=#=",
        BASE64,
        43,
    ),
    (
        "Azure SAS signature",
        "https://x.blob.core.windows.net/c?sv=2023-11-03&se=2026-12-01&sig=#%3D",
        ALNUM,
        43,
    ),
    (
        "AWS signature",
        "https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=#",
        HEX,
        64,
    ),
    ("Azure client secret", "x: aB38Q~#", ALNUM, 34),
    ("session cookie", "JSESSIONID=#", UPPER, 32),
    ("session cookie", "PHPSESSID=#; path=/", ALNUM, 26),
    ("cookie", "Set-Cookie: sid=#; Path=/; HttpOnly", ALNUM, 32),
    ("cookie", "Cookie: lang=en; auth=#", URL, 43),
    ("cookie", "-H 'Cookie: remember_me=#'", HEX, 64),
    ("bearer token", "Authorization: Bearer #", URL, 43),
    (
        "bearer token",
        "curl -H \"Authorization: Bearer #\" https://x",
        ALNUM,
        32,
    ),
    ("bearer token", "\"Authorization\": \"Bearer #\"", ALNUM, 32),
    ("bearer token", "sent Bearer # to the proxy", URL, 40),
    ("API token", "Authorization: Token #", HEX, 40),
    ("API token", "DefectDojo API token # in a script", HEX, 40),
    ("Authorization header", "Authorization: #", ALNUM, 32),
    ("Authorization header", "authorization: ApiKey #", ALNUM, 40),
    ("Basic credentials", "Authorization: Basic #", ALNUM, 24),
];

/// A labelled secret: what stands for it, the text, and the secret.
struct Positive {
    kind: &'static str,
    text: String,
    secret: String,
}

fn random(rng: &mut Rng, alphabet: &str, length: usize) -> String {
    let letters = alphabet.as_bytes();
    (0..length)
        .map(|_| char::from(letters[rng.usize(..letters.len())]))
        .collect()
}

fn positives() -> Vec<Positive> {
    let mut rng = Rng::with_seed(20_261_122);
    let mut all = Vec::new();
    for (kind, prefix, alphabet, length) in FORMS {
        for place in ANYWHERE {
            let secret = prefix.replace('|', "") + &random(&mut rng, alphabet, *length);
            all.push(Positive {
                kind,
                text: place.replace('#', &secret),
                secret,
            });
        }
    }
    for (kind, place, alphabet, length) in NAMED {
        for _ in 0..4 {
            let secret = random(&mut rng, alphabet, *length);
            all.push(Positive {
                kind,
                text: place.replace('#', &secret),
                secret,
            });
        }
    }
    // Those with several parts.
    for place in ANYWHERE {
        let object = |text: &str| base64(text).trim_end_matches('=').to_owned();
        let (head, claims) = (
            object(r#"{"alg":"HS256","typ":"JWT"}"#),
            object(r#"{"sub":"1234567890"}"#),
        );
        let secret = format!("{head}.{claims}.{}", random(&mut rng, URL, 43));
        all.push(Positive {
            kind: "JWT",
            text: place.replace('#', &secret),
            secret,
        });
        let secret = format!(
            "SG.{}.{}",
            random(&mut rng, URL, 22),
            random(&mut rng, URL, 43)
        );
        all.push(Positive {
            kind: "SendGrid API key",
            text: place.replace('#', &secret),
            secret,
        });
        let secret = base64(&format!("admin:{}", random(&mut rng, ALNUM, 12)));
        let text = format!("sent Basic {secret} to it");
        all.push(Positive {
            kind: "Basic credentials",
            text,
            secret,
        });
        for label in ["RSA ", "", "OPENSSH ", "EC "] {
            let lines = (0..12)
                .map(|_| random(&mut rng, BASE64, 64))
                .collect::<Vec<_>>();
            let (dashes, key) = ("-----", ["PRIV", "ATE KEY"].concat());
            for end in ["\n", "\\n"] {
                let secret = lines.join(end);
                let text = format!(
                    "{dashes}BEGIN {label}{key}{dashes}{end}{secret}{end}{dashes}END {label}{key}{dashes}"
                );
                let text = place.replace('#', &text);
                all.push(Positive {
                    kind: "private key",
                    text,
                    secret: secret.clone(),
                });
            }
        }
    }
    all
}

fn base64(text: &str) -> String {
    BASE64_STANDARD.encode(text)
}

fn masked(text: &str) -> String {
    Reader::MASKING
        .paragraph(&Untrusted::from(text), 100_000)
        .unwrap()
}

/// Whether eight characters of a secret in a row can be read.
fn shows(text: &str, secret: &str) -> bool {
    let parts: Vec<_> = secret.as_bytes().windows(8.min(secret.len())).collect();
    parts
        .iter()
        .any(|part| text.contains(std::str::from_utf8(part).unwrap()))
}

/// Lines that hold none.
fn negatives() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let lines = std::fs::read_to_string(root.join("native/secrets/negatives.txt")).unwrap();
    let mut all: Vec<String> = lines.lines().map(str::to_owned).collect();
    let written = all.len();
    assert!(written >= 300, "{written}");
    for version in ["3.2.0", "2.58.4"] {
        for entry in std::fs::read_dir(root.join("recordings").join(version)).unwrap() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().ends_with(".meta.json")
                || path.extension().is_none_or(|end| end != "json")
            {
                continue;
            }
            let body: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            all.extend(texts(&body).into_iter().map(str::to_owned));
        }
    }
    let native = Native::new(Profile::Oss3, 2_000, "2026-11-22");
    for finding in native
        .portfolio()
        .findings
        .iter()
        .filter(|one| one.planted.is_none())
    {
        all.extend([finding.title.clone(), finding.description.clone()]);
    }
    all.sort();
    all.dedup();
    all.retain(|text| !text.trim().is_empty());
    all
}

#[test]
fn recall_and_precision_stay() {
    let positives = positives();
    let negatives = negatives();
    assert!(positives.len() >= 400 && negatives.len() >= 1_000);
    let mut missed = Vec::new();
    let mut misnamed = Vec::new();
    for one in &positives {
        let text = masked(&one.text);
        if shows(&text, &one.secret) {
            missed.push(format!("{}: {} -> {text}", one.kind, one.text));
        } else if !text.contains(&format!("[masked: {}]", one.kind)) {
            misnamed.push(format!("{}: {text}", one.kind));
        }
    }
    let wrong: Vec<_> = negatives
        .iter()
        .filter(|text| masked(text).contains("[masked: "))
        .collect();
    println!(
        "{} of {} secrets masked, {} under another name; {} of {} other texts masked wrongly",
        positives.len() - missed.len(),
        positives.len(),
        misnamed.len(),
        wrong.len(),
        negatives.len()
    );
    for line in missed.iter().chain(&misnamed) {
        println!("{line}");
    }
    for line in &wrong {
        println!("wrong: {line} -> {}", masked(line));
    }
    assert!(
        missed.len() * 100 <= positives.len(),
        "more than one in a hundred is missed"
    );
    assert!(
        misnamed.len() * 100 <= positives.len(),
        "more than one in a hundred is misnamed"
    );
    assert_eq!(wrong.len(), 0, "something else is masked");
}

#[test]
fn what_can_not_be_seen_does_not_hide_a_secret() {
    for one in positives().iter().step_by(7) {
        let split: String = one
            .secret
            .chars()
            .flat_map(|c| [c, '\u{200B}', '\u{E0041}'])
            .collect();
        let text = one.text.replace(&one.secret, &split);
        assert_eq!(masked(&text), masked(&one.text));
    }
}

/// Wherever a text is cut, nothing of a secret is left before the cut.
#[test]
fn a_cut_leaves_no_beginning_of_a_secret() {
    for one in positives().iter().step_by(11) {
        if shows(&masked(&one.text), &one.secret) {
            continue;
        }
        for limit in [20, 120, 500] {
            for before in (0..limit).step_by(19) {
                for after in [0, 5_000] {
                    let text = format!(
                        "{} {}\n{}",
                        "x".repeat(before),
                        one.text,
                        "y ".repeat(after)
                    );
                    let foreign = Untrusted::from(text);
                    let line = Reader::MASKING.line(&foreign, limit).unwrap();
                    let paragraph = Reader::MASKING.paragraph(&foreign, limit).unwrap();
                    for cut in [line, paragraph] {
                        assert!(!shows(&cut, &one.secret), "{limit}: {cut}");
                        assert!(cut.chars().count() <= limit + 40, "{limit}: {cut}");
                    }
                }
            }
        }
    }
}
