//! Text stands out by 4.5 to 1 and parts of the interface by 3 to 1, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11).
//! Colours are read from the style sheet itself.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../styles/tokens.css");

/// Text on its backgrounds.
const TEXT: [(&str, &[&str]); 7] = [
    ("ink", &["paper", "margin", "sheet", "hover", "accent-tint", "good-tint", "warn-tint", "bad-tint"]),
    ("ink-soft", &["paper", "margin", "sheet", "hover", "accent-tint"]),
    ("accent", &["paper", "margin", "sheet", "hover", "accent-tint"]),
    ("accent-ink", &["accent", "accent-strong"]),
    ("good", &["paper", "sheet", "good-tint"]),
    ("warn", &["paper", "sheet", "warn-tint"]),
    ("bad", &["paper", "sheet", "bad-tint"]),
];

/// Borders of controls and filled parts on their backgrounds.
const PARTS: [(&str, &[&str]); 2] = [("edge", &["paper", "sheet", "margin"]), ("accent", &["paper", "sheet", "hover"])];

type Oklch = [f64; 3];

#[test]
fn text_can_be_read_in_light_and_dark() {
    check(&TEXT, 4.5);
}

#[test]
fn controls_can_be_seen_in_light_and_dark() {
    check(&PARTS, 3.0);
}

fn check(pairs: &[(&str, &[&str])], least: f64) {
    let colours = colours();
    for (front, backs) in pairs {
        for back in *backs {
            for (mode, name) in ["light", "dark"].into_iter().enumerate() {
                let ratio = contrast(colours[*front][mode], colours[*back][mode]);
                assert!(ratio >= least, "{front} on {back} in {name}: {ratio:.2}");
            }
        }
    }
}

/// Each colour token with its light and its dark value.
fn colours() -> BTreeMap<&'static str, [Oklch; 2]> {
    let line = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(oklch(")?;
        let (light, dark) = value.split_once("), oklch(")?;
        Some((name, [oklch(light)?, oklch(dark.split(')').next()?)?]))
    };
    TOKENS.lines().filter_map(line).collect()
}

fn oklch(text: &str) -> Option<Oklch> {
    let numbers: Vec<f64> = text.split_whitespace().take(3).filter_map(|part| part.parse().ok()).collect();
    numbers.try_into().ok()
}

fn contrast(a: Oklch, b: Oklch) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of a colour given in OKLCH (matrices of Björn Ottosson's "A perceptual color space", 2020).
fn luminance([lightness, chroma, hue]: Oklch) -> f64 {
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let red = (4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s).clamp(0.0, 1.0);
    let green = (-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s).clamp(0.0, 1.0);
    let blue = (-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s).clamp(0.0, 1.0);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    let ratio = contrast([0.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
    assert!((ratio - 21.0).abs() < 0.01, "{ratio}");
}
