use super::refused;
use crate::shown;
use anyhow::{Result, bail};
use mainforte_api::Query;
use mainforte_domain::{DocumentId, OrgId};
use mainforte_node::lines::Client;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// A node whose documents are compared with the others'.
#[derive(Debug, Clone, Copy)]
pub struct Onlooker<'a> {
    /// What people call it.
    pub name: &'a str,
    /// Whose it is.
    pub org: &'a OrgId,
    /// The way to ask it.
    pub client: &'a Arc<Client>,
}

/// What each node holds: by node, by document, the digest of its changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathering {
    /// By the node's name.
    pub digests: BTreeMap<String, BTreeMap<DocumentId, String>>,
}

impl Gathering {
    /// Asks every node.
    pub async fn of(nodes: &[Onlooker<'_>]) -> Result<Self> {
        let mut asked = JoinSet::new();
        for node in nodes {
            let (name, client) = (node.name.to_owned(), Arc::clone(node.client));
            asked.spawn(async move { (client.query(Query::Digests).await, name) });
        }
        let mut digests = BTreeMap::new();
        while let Some(answer) = asked.join_next().await {
            let (view, name) = answer?;
            let rows = shown!(view.map_err(refused(&name))?, Digests)?;
            digests.insert(name, rows.into_iter().map(|row| (row.document, row.digest)).collect());
        }
        Ok(Self { digests })
    }

    /// Asks again and again until the nodes agree, for so many seconds at most.
    pub async fn agreed(nodes: &[Onlooker<'_>], city: &OrgId, seconds: u64) -> Result<Self> {
        let until = Instant::now() + Duration::from_secs(seconds);
        loop {
            let gathering = Self::of(nodes).await?;
            let quarrels = gathering.quarrels(nodes, city);
            if quarrels.is_empty() {
                return Ok(gathering);
            }
            if Instant::now() >= until {
                bail!("the nodes do not agree after {seconds} s:\n{}", quarrels.join("\n"));
            }
            sleep(Duration::from_millis(60)).await;
        }
    }

    /// Where the nodes do not agree: a document that one of its readers lacks or has differently, or that somebody holds
    /// who may not read it. At most ten.
    pub fn quarrels(&self, nodes: &[Onlooker<'_>], city: &OrgId) -> Vec<String> {
        let mut documents: Vec<&DocumentId> = self.digests.values().flat_map(BTreeMap::keys).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.into_iter().filter_map(|document| self.quarrel(document, nodes, city)).take(10).collect()
    }

    fn quarrel(&self, document: &DocumentId, nodes: &[Onlooker<'_>], city: &OrgId) -> Option<String> {
        let held = |node: &Onlooker<'_>| self.digests.get(node.name).and_then(|held| held.get(document));
        let (readers, others): (Vec<&Onlooker<'_>>, Vec<_>) =
            nodes.iter().partition(|node| document.readable_by(node.org, city));
        if let Some(other) = others.into_iter().find(|node| held(node).is_some()) {
            return Some(format!("{document}: {} holds it and may not", other.name));
        }
        let first = readers.first().and_then(|node| held(node));
        let differs = readers.iter().find(|node| held(node).is_none() || held(node) != first)?;
        Some(format!("{document}: {} has {:?}, {:?} elsewhere", differs.name, held(differs), first))
    }

    /// The documents that more than one node holds.
    pub fn shared(&self) -> BTreeMap<String, BTreeMap<String, String>> {
        let holders = |document: &DocumentId| self.digests.values().filter(|held| held.contains_key(document)).count();
        let shared = |held: &BTreeMap<DocumentId, String>| -> BTreeMap<String, String> {
            let of_many = held.iter().filter(|(document, _)| holders(document) > 1);
            of_many.map(|(document, digest)| (document.to_string(), digest.clone())).collect()
        };
        self.digests.iter().map(|(node, held)| (node.clone(), shared(held))).collect()
    }
}
