use crate::value::{first, id, json, rows};
use crate::{Reader, StoreError};
use mainforte_domain::{OrgId, Organisation};
use std::collections::BTreeMap;

/// The names of the city and of its associations.
#[derive(Debug)]
pub(crate) struct OrganisationNames(BTreeMap<OrgId, String>);

impl OrganisationNames {
    /// A name to show; of one that the registry does not know, its id.
    pub(crate) fn of(&self, org: &OrgId) -> String {
        self.0.get(org).cloned().unwrap_or_else(|| org.to_string())
    }

    pub(crate) fn into_map(self) -> BTreeMap<OrgId, String> {
        self.0
    }
}

impl Reader {
    /// The city's name; empty before the registry has come.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn city_name(&self) -> Result<String, StoreError> {
        let sql = "SELECT name FROM cities";
        let name = first(&self.connection, "reading the city's name", sql, [], |row| row.get(0))?;
        Ok(name.unwrap_or_default())
    }

    /// Where laptops reach the hub, as the registry says: `ip:port`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn hub_addresses(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT hub_addresses FROM cities";
        let addresses = first(&self.connection, "reading the hub's addresses", sql, [], |row| json(row, 0))?;
        Ok(addresses.unwrap_or_default())
    }

    /// An association; the city itself is not among them.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn organisation(&self, org: &OrgId) -> Result<Option<Organisation>, StoreError> {
        let sql = "SELECT record FROM organisations WHERE id = ?1";
        first(&self.connection, "reading an association", sql, [org.as_str()], |row| json(row, 0))
    }

    /// The association with a folded name; of several the one with the smallest id.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn organisation_by_name(&self, folded: &str) -> Result<Option<Organisation>, StoreError> {
        let sql = "SELECT record FROM organisations WHERE folded = ?1 ORDER BY id LIMIT 1";
        first(&self.connection, "looking for an association", sql, [folded], |row| json(row, 0))
    }

    pub(crate) fn organisation_names(&self) -> Result<OrganisationNames, StoreError> {
        let doing = "reading the associations' names";
        let organisations: Vec<Organisation> =
            rows(&self.connection, doing, "SELECT record FROM organisations", [], |row| json(row, 0))?;
        let cities: Vec<(OrgId, String)> =
            rows(&self.connection, doing, "SELECT id, name FROM cities", [], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        let organisations = organisations.into_iter().map(|organisation| (organisation.id, organisation.name));
        Ok(OrganisationNames(organisations.chain(cities).collect()))
    }
}
