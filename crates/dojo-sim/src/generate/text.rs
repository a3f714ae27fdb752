//! Descriptions as scanners write them: repetitive, of any length, with code and headings.

use std::fmt::Write as _;

use super::Maker;

const WHAT: [&str; 6] = [
    "Data from the request reaches this place without being checked.",
    "An attacker who can reach the service may use this to read or change what is not theirs.",
    "The value is taken over unchanged from the caller.",
    "The component is pulled in through a transitive dependency.",
    "The setting differs from the company's baseline.",
    "The same pattern occurs in other places of this repository.",
];
const MORE: [&str; 6] = [
    "The tool followed the value through four calls before it was used.",
    "Tests do not cover this branch.",
    "The service is reachable from the partner network.",
    "Two other services share this library.",
    "The team was told about the pattern during the last review.",
    "No compensating control was found in front of it.",
];
const ADVICE: [&str; 6] = [
    "Upgrade to the fixed version and rebuild the image.",
    "Check the value against an allow list before it is used.",
    "Use the framework's parameterised interface.",
    "Rotate the secret and remove it from the history.",
    "Apply the hardened baseline to the resource.",
    "Encode the output for the place it is written to.",
];

/// Descriptions longer than this count as huge.
const HUGE: usize = 15_000;

/// A description of a few hundred characters, or of more than 15,000.
pub(super) fn description(maker: &mut Maker, title: &str, huge: bool) -> String {
    let mut text = format!("**{title}**\n\n{}\n", maker.pick(&WHAT));
    for _ in 0..maker.random.usize(1..6) {
        let _ = write!(text, "{} ", maker.pick(&MORE));
    }
    if maker.chance(30) {
        let _ = write!(
            text,
            "\n\n```\n{:>4}: call(input)\n```\n",
            maker.random.u32(1..900)
        );
    }
    let mut step = 0;
    while huge && text.len() <= HUGE + maker.random.usize(..6_000) {
        step += 1;
        let _ = write!(
            text,
            "\n## Trace {step}\n\n{} {}\n",
            maker.pick(&WHAT),
            maker.pick(&MORE)
        );
    }
    text
}

pub(super) fn advice(maker: &mut Maker) -> String {
    let mut text = maker.pick(&ADVICE).to_owned();
    for _ in 0..maker.random.usize(..3) {
        let _ = write!(text, " {}", maker.pick(&ADVICE));
    }
    text
}
