//! What this machine tells about the running program. Linux alone does; elsewhere the figures are 0.

use std::fs;

/// Milliseconds of processor time so far: of use beside the wall clock when others share the machine.
pub(crate) fn cpu_ms() -> u64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds: u64 = text.split(' ').next().and_then(|it| it.parse().ok()).unwrap_or_default();
    nanoseconds / 1_000_000
}

/// Starts to measure the peak of memory anew.
pub(crate) fn forget_memory_peak() {
    // Where it cannot be written, the peak is that of the whole run: never less than the truth.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process has held since [`forget_memory_peak`].
pub(crate) fn memory_peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
