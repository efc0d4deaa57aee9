use mainforte_api::{Notice, Refusal};
use mainforte_domain::DeviceId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A line of the node's side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reply {
    /// The first line.
    Ready {
        /// Who is there.
        ready: Ready,
    },
    /// It was done; what came of it depends on the request.
    Ok {
        /// The request's number.
        id: u64,
        /// An outcome, a view, …
        ok: Value,
    },
    /// It was refused.
    Refused {
        /// The request's number; none when it could not be read.
        id: Option<u64>,
        /// Why.
        refusal: Refusal,
    },
    /// Something happened.
    Notice {
        /// What.
        notice: Notice,
    },
}

/// The node that has just answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ready {
    /// Its device.
    pub device: DeviceId,
    /// Whether it has joined a city.
    pub joined: bool,
}

impl Reply {
    /// The line, with its end.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_else(|error| {
            tracing::error!(%error, "an answer could not be written");
            br#"{"id":null,"refusal":{"refusal":"fault","detail":"the answer could not be written"}}"#.to_vec()
        });
        bytes.push(b'\n');
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reply_reads_what_it_writes() {
        for (reply, start) in [
            (Reply::Ready { ready: Ready { device: DeviceId([1; 32]), joined: true } }, r#"{"ready":{"device":"0101"#),
            (Reply::Ok { id: 1, ok: Value::Bool(true) }, r#"{"id":1,"ok":true}"#),
            (
                Reply::Refused { id: Some(2), refusal: Refusal::NotJoined },
                r#"{"id":2,"refusal":{"refusal":"not_joined"}}"#,
            ),
            (Reply::Refused { id: None, refusal: Refusal::NotJoined }, r#"{"id":null,"refusal""#),
            (Reply::Notice { notice: Notice::Planning { done: 1, total: 2 } }, r#"{"notice":{"notice":"planning""#),
        ] {
            let line = reply.write();
            assert!(line.starts_with(start.as_bytes()), "{}", String::from_utf8_lossy(&line));
            assert_eq!(serde_json::from_slice::<Reply>(&line).unwrap(), reply);
        }
    }
}
