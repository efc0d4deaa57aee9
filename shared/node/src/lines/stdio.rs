//! Standard input and output of a program that is driven by lines. A pipe is waited for like a socket; what may be a file or a
//! terminal is read and written on threads of its own, and each line then waits for two more threads to wake up.

use std::io;
use tokio::io::{AsyncRead, AsyncWrite};

/// Where the caller's lines come from.
pub fn input() -> Box<dyn AsyncRead + Unpin + Send> {
    match piped::input() {
        Ok(pipe) => Box::new(pipe),
        Err(_) => Box::new(tokio::io::stdin()),
    }
}

/// Where the answers go.
pub fn output() -> Box<dyn AsyncWrite + Unpin + Send> {
    match piped::output() {
        Ok(pipe) => Box::new(pipe),
        Err(_) => Box::new(tokio::io::stdout()),
    }
}

#[cfg(unix)]
mod piped {
    use super::io;
    use std::os::fd::AsFd;
    use tokio::net::unix::pipe::{Receiver, Sender};

    pub(super) fn input() -> io::Result<Receiver> {
        Receiver::from_owned_fd(io::stdin().as_fd().try_clone_to_owned()?)
    }

    pub(super) fn output() -> io::Result<Sender> {
        Sender::from_owned_fd(io::stdout().as_fd().try_clone_to_owned()?)
    }
}

#[cfg(not(unix))]
mod piped {
    use super::io;

    pub(super) fn input() -> io::Result<tokio::io::Stdin> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn output() -> io::Result<tokio::io::Stdout> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
