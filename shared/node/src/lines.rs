//! A node driven by JSON lines: `mainforte-node` on its standard input and output, the hub on its admin socket.
//!
//! Each request is one line with a number of the caller's choice, `{"id":1,"execute":{"do":"cancel_plan"}}`; its answer
//! carries the same number, `{"id":1,"ok":…}` or `{"id":1,"refusal":…}`. Requests run at the same time: who needs an order
//! waits for the answer before the next line. The first line of the node's side is `{"ready":{…}}`.

mod bounded;
mod client;
mod ending;
mod reply;
mod request;
mod serve;
mod stdio;
mod wait;

pub use client::Client;
pub use ending::Ending;
pub use reply::{Ready, Reply};
pub use request::{Request, Unreadable};
pub use serve::{Ended, greet, serve};
pub use stdio::{input, output};
pub use wait::{Wait, WaitFor};

/// No line is longer, in bytes: an imported file of 20 MiB as base64 fits.
pub const LINE_BYTES_MAX: usize = 32 * 1024 * 1024;
