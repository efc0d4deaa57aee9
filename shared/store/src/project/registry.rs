use super::{Projection, Source};
use crate::StoreError;
use crate::value::{id, rows, to_json, write};
use mainforte_api::Topic;
use mainforte_documents::RegistryHead;
use mainforte_domain::{District, DistrictId, KindId, KindOfHelp, Organisation, Place, fold};

impl Projection<'_> {
    pub(super) fn put_city(&mut self, from: Source<'_>, head: &RegistryHead) -> Result<(), StoreError> {
        let doing = "projecting the city";
        let zone_before = crate::reader::time_zone(self.connection)?;
        let sql = "INSERT INTO cities (document, id, name, time_zone, hub_addresses) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (document) DO UPDATE SET
              name = excluded.name, time_zone = excluded.time_zone, hub_addresses = excluded.hub_addresses";
        let addresses = to_json(doing, &head.hub_addresses)?;
        write(self.connection, doing, sql, (from.num, head.city.as_str(), &head.name, &head.time_zone, addresses))?;
        if zone_before != head.time_zone {
            // Weeks begin at another minute now.
            let sql = "SELECT DISTINCT id FROM people";
            self.volunteers.extend(rows(self.connection, doing, sql, [], |row| id(row, 0))?);
        }
        self.touch([Topic::Me, Topic::Catalogue, Topic::Devices]);
        Ok(())
    }

    pub(super) fn put_district(
        &mut self,
        from: Source<'_>,
        id: &DistrictId,
        district: &District,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO districts (document, id, name, folded, x, y) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (document, id) DO UPDATE SET
              name = excluded.name, folded = excluded.folded, x = excluded.x, y = excluded.y";
        let District { name, centre } = district;
        let row = (from.num, id.as_str(), name, fold(name), centre.x, centre.y);
        write(self.connection, "projecting a district", sql, row)?;
        self.touch([Topic::Catalogue]);
        Ok(())
    }

    pub(super) fn put_kind(&mut self, from: Source<'_>, id: &KindId, kind: &KindOfHelp) -> Result<(), StoreError> {
        let sql = "INSERT INTO kinds (document, id, fr, en) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document, id) DO UPDATE SET fr = excluded.fr, en = excluded.en";
        write(self.connection, "projecting a kind of help", sql, (from.num, id.as_str(), &kind.fr, &kind.en))?;
        self.touch([Topic::Catalogue]);
        Ok(())
    }

    pub(super) fn put_organisation(&mut self, from: Source<'_>, organisation: &Organisation) -> Result<(), StoreError> {
        let doing = "projecting an association";
        let sql = "INSERT INTO organisations (document, id, folded, record) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document, id) DO UPDATE SET folded = excluded.folded, record = excluded.record";
        let row = (from.num, organisation.id.as_str(), fold(&organisation.name), to_json(doing, organisation)?);
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Me, Topic::Catalogue, Topic::Devices]);
        Ok(())
    }

    pub(super) fn put_place(&mut self, from: Source<'_>, place: &Place) -> Result<(), StoreError> {
        let doing = "projecting a place";
        let sql = "INSERT INTO places (document, id, org, name, folded, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (document, id) DO UPDATE SET
              name = excluded.name, folded = excluded.folded, record = excluded.record";
        let org = from.id.owner().as_str();
        let row = (from.num, place.id.as_str(), org, &place.name, fold(&place.name), to_json(doing, place)?);
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Catalogue, Topic::Board]);
        Ok(())
    }
}
