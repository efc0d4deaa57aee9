use serde::Serialize;
use std::collections::BTreeMap;

/// What came of the story, as the demonstration's last line says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Figures {
    /// Volunteers of the pool and of both associations.
    pub volunteers: usize,
    /// Shifts of both associations in the coming week.
    pub shifts: usize,
    /// Bookings made while nobody was connected.
    pub booked_offline: usize,
    /// Of them: requested, because the association did not hold the person then.
    pub requested: usize,
    /// Requested bookings that were held after the city lent, and confirmed by the person.
    pub confirmed_after_sync: usize,
    /// Pairs of bookings found that could not both stand.
    pub conflicts_found: usize,
    /// Of them: settled in the end, in the same way on every laptop.
    pub conflicts_settled: usize,
    /// Volunteers' held bookings that overlap, anywhere.
    pub double_bookings: usize,
    /// Whether every node has each of its documents like the others.
    pub converged: bool,
    /// By node, by document that several nodes hold.
    pub digests: BTreeMap<String, BTreeMap<String, String>>,
    /// What else was seen that must not be.
    #[serde(skip)]
    pub faults: Vec<String>,
}

impl Figures {
    /// What is not as promised; empty when all is well.
    pub fn broken_promises(&self) -> Vec<String> {
        let promises = [
            (self.volunteers >= 600, "at least 600 volunteers"),
            (self.shifts >= 200, "at least 200 shifts"),
            (self.booked_offline > 0, "bookings made offline"),
            (self.requested > 0, "requests made offline"),
            (self.confirmed_after_sync > 0, "requests confirmed after the city lent"),
            (self.conflicts_found > 0, "conflicts between two laptops found"),
            (self.conflicts_settled == self.conflicts_found, "every conflict settled"),
            (self.double_bookings == 0, "nobody booked twice"),
            (self.converged, "every node agrees"),
            (!self.digests.is_empty(), "documents that several nodes hold"),
        ];
        let broken = promises.iter().filter(|(kept, _)| !kept).map(|(_, promise)| format!("promised: {promise}"));
        broken.chain(self.faults.iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Figures {
        Figures {
            volunteers: 650,
            shifts: 210,
            booked_offline: 300,
            requested: 4,
            confirmed_after_sync: 4,
            conflicts_found: 8,
            conflicts_settled: 8,
            double_bookings: 0,
            converged: true,
            digests: BTreeMap::from([("hub".to_owned(), BTreeMap::new())]),
            faults: Vec::new(),
        }
    }

    #[test]
    fn each_promise_can_be_broken() {
        assert!(kept().broken_promises().is_empty());
        let broken = [
            Figures { volunteers: 599, ..kept() },
            Figures { shifts: 199, ..kept() },
            Figures { booked_offline: 0, ..kept() },
            Figures { requested: 0, ..kept() },
            Figures { confirmed_after_sync: 0, ..kept() },
            Figures { conflicts_found: 0, conflicts_settled: 0, ..kept() },
            Figures { conflicts_settled: 7, ..kept() },
            Figures { double_bookings: 1, ..kept() },
            Figures { converged: false, ..kept() },
            Figures { digests: BTreeMap::new(), ..kept() },
            Figures { faults: vec!["a loan passed by".to_owned()], ..kept() },
        ];
        for figures in broken {
            assert_eq!(figures.broken_promises().len(), 1, "{figures:?}");
        }
    }

    #[test]
    fn the_last_line_has_the_agreed_fields() {
        let line = serde_json::to_string(&kept()).unwrap();
        assert_eq!(
            line,
            "{\"volunteers\":650,\"shifts\":210,\"booked_offline\":300,\"requested\":4,\"confirmed_after_sync\":4,\
             \"conflicts_found\":8,\"conflicts_settled\":8,\"double_bookings\":0,\"converged\":true,\
             \"digests\":{\"hub\":{}}}"
        );
    }
}
