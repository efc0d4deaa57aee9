//! What kind of machine this is.

use std::path::Path;

use crate::shell;

/// The systems that set-up knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// Debian, Ubuntu and what derives from them: packages come from apt.
    Debian,
    OtherLinux,
    Mac,
    Windows,
}

impl System {
    pub(crate) fn here() -> Self {
        match std::env::consts::OS {
            "macos" => Self::Mac,
            "windows" => Self::Windows,
            _ if Path::new("/etc/debian_version").exists() && shell::on_path("apt-get") => Self::Debian,
            _ => Self::OtherLinux,
        }
    }
}

/// Whether packages can be installed without asking for a password.
pub(crate) fn is_root() -> bool {
    shell::read(shell::in_root("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Whether a window could be seen by somebody.
pub(crate) fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
