//! `cargo xtask icons`: every picture that the bundles need, from `icons/mainforte.svg`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell::{in_root, on_path, root, run};
use crate::step::step;

/// Pictures named in `src-tauri/tauri.conf.json`, and their side in pixels.
const PICTURES: &[(&str, u32)] = &[("32x32.png", 32), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];
/// The sizes in the Windows file.
const WINDOWS: &[u32] = &[16, 24, 32, 48, 64, 256];
/// The sizes in the macOS file and their names in it (Apple icon image format: a PNG for each of these types).
const MAC: &[(&[u8; 4], u32)] =
    &[(b"ic11", 32), (b"ic12", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)];

/// Draws the pictures again. Needed only when the drawing changes: the results are committed.
pub(crate) fn draw() -> Result<()> {
    for (program, package) in [("rsvg-convert", "librsvg2-bin"), ("convert", "imagemagick")] {
        if !on_path(program) {
            bail!("{program} is missing; on Debian it is in the package {package}");
        }
    }
    let icons = root().join("icons");
    step("Icons", || {
        for (name, side) in PICTURES {
            rasterise(*side, &icons.join(name))?;
        }
        write_windows(&icons)?;
        write_mac(&icons)
    })
}

fn rasterise(side: u32, to: &Path) -> Result<()> {
    let side = side.to_string();
    run(in_root("rsvg-convert").args(["-w", &side, "-h", &side, "icons/mainforte.svg", "-o"]).arg(to))
}

fn write_windows(icons: &Path) -> Result<()> {
    let layers = rasterised(WINDOWS.iter().copied())?;
    run(in_root("convert").args(&layers).arg(icons.join("icon.ico")))
}

fn write_mac(icons: &Path) -> Result<()> {
    let files = rasterised(MAC.iter().map(|(_, side)| *side))?;
    let mut pictures = Vec::new();
    for ((name, _), file) in MAC.iter().zip(files) {
        pictures.push((*name, fs::read(&file).with_context(|| file.display().to_string())?));
    }
    fs::write(icons.join("icon.icns"), icns(&pictures)?).context("icons/icon.icns")
}

fn rasterised(sides: impl Iterator<Item = u32>) -> Result<Vec<PathBuf>> {
    let dir = crate::shell::target_dir().join("icons");
    fs::create_dir_all(&dir)?;
    sides
        .map(|side| {
            let file = dir.join(format!("{side}.png"));
            rasterise(side, &file)?;
            Ok(file)
        })
        .collect()
}

/// The Apple container: `icns`, its length, then for each picture its type, its length with these eight bytes, its PNG.
fn icns(pictures: &[(&[u8; 4], Vec<u8>)]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    for (name, png) in pictures {
        body.extend_from_slice(*name);
        body.extend_from_slice(&u32::try_from(png.len() + 8)?.to_be_bytes());
        body.extend_from_slice(png);
    }
    let mut file = b"icns".to_vec();
    file.extend_from_slice(&u32::try_from(body.len() + 8)?.to_be_bytes());
    file.append(&mut body);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_the_apple_file_count_their_headers() -> Result<()> {
        let file = icns(&[(b"ic07", vec![1, 2, 3])])?;
        assert_eq!(file, b"icns\0\0\0\x13ic07\0\0\0\x0b\x01\x02\x03");
        Ok(())
    }
}
