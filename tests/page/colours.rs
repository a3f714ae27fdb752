//! That colours can be told from what is behind them, and from each other, in both themes.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../src/report/page/style.css");

/// Red, green and blue, linear, 0 to 1.
type Colour = [f64; 3];

/// The colours of the themes, light and dark, by the names of their properties.
fn palette() -> HashMap<&'static str, [Colour; 2]> {
    let named = STYLE.split("--").filter_map(|property| {
        let (name, value) = property.split_once(":light-dark(")?;
        let (light, dark) = value.split_once(')')?.0.split_once(',')?;
        Some((name, [light, dark].map(colour)))
    });
    named.collect()
}

fn colour(hex: &str) -> Colour {
    let digits = hex.trim_start_matches('#');
    let byte = |at: usize| match digits.len() {
        3 => u8::from_str_radix(&digits[at..=at].repeat(2), 16).unwrap(),
        _ => u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap(),
    };
    // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    [0, 1, 2].map(|at| match f64::from(byte(at)) / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    })
}

/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
fn contrast(one: Colour, two: Colour) -> f64 {
    let luminance = |[red, green, blue]: Colour| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

#[test]
fn texts_and_graphics_have_the_contrast_of_wcag_aa() {
    let palette = palette();
    for theme in [0, 1] {
        for ground in ["page", "panel"] {
            let against = |name: &str| contrast(palette[name][theme], palette[ground][theme]);
            for text in ["text", "quiet"] {
                assert!(
                    against(text) >= 4.5,
                    "{text} on {ground}: {}",
                    against(text)
                );
            }
            for graphic in ["c", "h", "m", "l", "i", "accent", "soft"] {
                assert!(
                    against(graphic) >= 3.0,
                    "{graphic} on {ground}: {}",
                    against(graphic)
                );
            }
        }
    }
}

/// How those see colours who lack a kind of cone, in linear light. Machado, Oliveira and Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0.
const EYES: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// In Oklab, <https://www.w3.org/TR/css-color-4/#color-conversion-code>, where distances are as the eye sees them.
fn oklab([red, green, blue]: Colour) -> [f64; 3] {
    let cube = |r: f64, g: f64, b: f64| (r * red + g * green + b * blue).max(0.0).cbrt();
    let l = cube(0.412_221_469_4, 0.536_332_537_3, 0.051_445_993_3);
    let m = cube(0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6);
    let s = cube(0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5);
    [
        0.210_454_268_3 * l + 0.793_617_774_7 * m - 0.004_072_043_0 * s,
        1.977_998_532_4 * l - 2.428_592_242_0 * m + 0.450_593_709_6 * s,
        0.025_904_042_4 * l + 0.782_771_712_4 * m - 0.808_675_754_8 * s,
    ]
}

#[test]
fn severities_can_be_told_apart_by_those_who_see_few_colours() {
    let palette = palette();
    for theme in [0, 1] {
        for (eye, matrix) in EYES.iter().enumerate() {
            let seen = |name: &str| {
                let colour = palette[name][theme];
                oklab(matrix.map(|row| {
                    row.iter()
                        .zip(colour)
                        .map(|(a, b)| a * b)
                        .sum::<f64>()
                        .clamp(0.0, 1.0)
                }))
            };
            // Neighbours in a bar; Medium and Info may be neighbours too, where there is no Low.
            for (one, two) in [("c", "h"), ("h", "m"), ("m", "l"), ("l", "i"), ("m", "i")] {
                let distance = seen(one)
                    .iter()
                    .zip(seen(two))
                    .map(|(a, b)| (a - b).powi(2))
                    .sum::<f64>()
                    .sqrt();
                assert!(
                    distance > 0.12,
                    "{one} and {two}, theme {theme}, eye {eye}: {distance}"
                );
            }
        }
    }
}
