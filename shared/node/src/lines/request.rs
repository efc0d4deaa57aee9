use super::Wait;
use mainforte_api::{Command, Query, Refusal};
use serde::{Deserialize, Serialize};

/// What a line asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Do something; answered with an [`Outcome`](mainforte_api::Outcome).
    Execute(Box<Command>),
    /// Show something; answered with a [`View`](mainforte_api::View).
    Query(Box<Query>),
    /// Look for other devices, or close every connection; answered with a [`SyncView`](mainforte_api::SyncView).
    Online(bool),
    /// Answer when something is so; answered with a [`SyncView`](mainforte_api::SyncView).
    Wait(Wait),
    /// Push notices from now on, or no longer; answered with `true`.
    Watch(bool),
    /// What the connections have carried; answered with a [`Traffic`](crate::Traffic).
    Traffic,
    /// End; answered with `true`.
    Close,
}

/// A line that is no request: its number, when that can be read, and why.
pub type Unreadable = (Option<u64>, Refusal);

/// A request as it stands on its line. Exactly one of the fields beside `id` is there.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    execute: Option<Box<Command>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    query: Option<Box<Query>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    online: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wait: Option<Wait>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    watch: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    traffic: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    close: Option<bool>,
}

#[derive(Deserialize)]
struct NumberAlone {
    id: u64,
}

impl Request {
    /// Reads a line.
    pub fn read(line: &[u8]) -> Result<(u64, Self), Unreadable> {
        let line: Line = serde_json::from_slice(line).map_err(|error| {
            let id = serde_json::from_slice(line).ok().map(|alone: NumberAlone| alone.id);
            (id, refuse(&error.to_string()))
        })?;
        let id = line.id;
        let mut requests = line.requests();
        match (requests.pop(), requests.is_empty()) {
            (Some(request), true) => Ok((id, request)),
            _ => Err((Some(id), refuse("one of execute, query, online, wait, watch, traffic, close is expected"))),
        }
    }

    /// The line for this request, with its end.
    pub fn write(self, id: u64) -> serde_json::Result<Vec<u8>> {
        let mut line = Line { id, ..Line::default() };
        match self {
            Self::Execute(command) => line.execute = Some(command),
            Self::Query(query) => line.query = Some(query),
            Self::Online(online) => line.online = Some(online),
            Self::Wait(wait) => line.wait = Some(wait),
            Self::Watch(watch) => line.watch = Some(watch),
            Self::Traffic => line.traffic = Some(true),
            Self::Close => line.close = Some(true),
        }
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl Line {
    fn requests(self) -> Vec<Request> {
        [
            self.execute.map(Request::Execute),
            self.query.map(Request::Query),
            self.online.map(Request::Online),
            self.wait.map(Request::Wait),
            self.watch.map(Request::Watch),
            self.traffic.filter(|traffic| *traffic).map(|_| Request::Traffic),
            self.close.filter(|close| *close).map(|_| Request::Close),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn refuse(value: &str) -> Refusal {
    Refusal::Invalid {
        field: "line".to_owned(),
        problem: "not_a_request".to_owned(),
        value: value.chars().take(300).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::WaitFor;

    fn read(line: &str) -> Result<(u64, Request), Unreadable> {
        Request::read(line.as_bytes())
    }

    #[test]
    fn each_request_reads_what_it_writes() {
        for request in [
            Request::Execute(Box::new(Command::CancelPlan)),
            Request::Query(Box::new(Query::Me)),
            Request::Online(false),
            Request::Wait(Wait { what: WaitFor::CaughtUp, seconds: 10 }),
            Request::Watch(true),
            Request::Traffic,
            Request::Close,
        ] {
            let line = request.clone().write(7).unwrap();
            assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
            assert_eq!(Request::read(&line), Ok((7, request)));
        }
    }

    #[test]
    fn requests_are_written_as_people_type_them() {
        assert_eq!(read(r#"{"id":2,"query":{"ask":"me"}}"#).unwrap().1, Request::Query(Box::new(Query::Me)));
        assert_eq!(
            read(r#"{"id":4,"wait":{"for":"topic","topic":"loans","seconds":2}}"#).unwrap().1,
            Request::Wait(Wait { what: WaitFor::Topic { topic: mainforte_api::Topic::Loans }, seconds: 2 }),
        );
    }

    #[test]
    fn a_line_that_is_no_request_is_refused_with_its_number_when_it_has_one() {
        let number = |line: &str| read(line).unwrap_err().0;
        assert_eq!(number("no json"), None);
        assert_eq!(number("[]"), None);
        assert_eq!(number(r#"{"query":{"ask":"me"}}"#), None);
        assert_eq!(number(r#"{"id":3}"#), Some(3));
        assert_eq!(number(r#"{"id":3,"close":false}"#), Some(3));
        assert_eq!(number(r#"{"id":3,"online":true,"watch":true}"#), Some(3));
        assert_eq!(number(r#"{"id":3,"query":{"ask":"everything"}}"#), Some(3));
        assert_eq!(number(r#"{"id":3,"exceute":{"do":"cancel_plan"}}"#), Some(3));
    }
}
