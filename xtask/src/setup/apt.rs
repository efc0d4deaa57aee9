//! Debian packages: what is missing, and the one command that brings it.

use anyhow::Result;

use crate::shell::{in_root, read};

/// Those of `packages` that are not installed.
pub(super) fn missing<'a>(packages: &[&'a str]) -> Result<Vec<&'a str>> {
    let listing = read(in_root("dpkg-query").args(["-W", "-f", "${Package} ${db:Status-Status}\n"]))?;
    Ok(packages.iter().copied().filter(|package| !is_installed(&listing, package)).collect())
}

/// Installs packages; the lists are refreshed first, for an old list names files that are gone.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    read(apt().args(["-qq", "update"]))?;
    read(apt().args(["-qq", "-y", "install", "--no-install-recommends"]).args(packages))?;
    Ok(())
}

/// What a person who is not root has to type.
pub(super) fn line(packages: &[&str]) -> String {
    format!("sudo apt-get install --no-install-recommends {}", packages.join(" "))
}

fn apt() -> std::process::Command {
    let mut command = in_root("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_installed(listing: &str, package: &str) -> bool {
    let line = format!("{package} installed");
    listing.lines().any(|known| known == line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_package_is_not_installed() {
        let listing = "perl installed\nxvfb config-files\nxvfb-extra installed";
        assert!(is_installed(listing, "perl"));
        assert!(!is_installed(listing, "xvfb"));
    }

    #[test]
    fn the_line_to_type_is_exact() {
        assert_eq!(line(&["xvfb", "perl"]), "sudo apt-get install --no-install-recommends xvfb perl");
    }
}
