//! A program and everything that it starts, ended together.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// A running program in a process group of its own, named by its process id.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts a program.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("could not start {program}"))?;
        Ok(Self { child })
    }

    /// The program's standard output, once, when it was asked to be piped.
    pub(crate) fn output(&mut self) -> Result<std::process::ChildStdout> {
        self.child.stdout.take().context("this program's output is not piped")
    }

    fn signal(&self, name: &str) {
        // The group's number is the program's id. A group that is gone already is what is wanted.
        let _ = Command::new("kill")
            .args([&format!("-{name}"), "--", &format!("-{}", self.child.id())])
            .stderr(Stdio::null())
            .status();
    }

    fn wait_until_ended(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while Instant::now() < until {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal("TERM");
        self.wait_until_ended(Duration::from_secs(3));
        // What the program left behind is in the group still.
        self.signal("KILL");
        let _ = self.child.wait();
    }
}
