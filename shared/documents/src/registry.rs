//! `registry/{city}`: the city, its districts, the kinds of help, the associations. Flat, because two operators may add
//! the same district.

use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written};
use crate::tree::Tree;
use crate::{Malformed, RegistryHead};
use mainforte_domain::{District, KindOfHelp, OrgId, Organisation};

pub(crate) fn read_head<D: Tree>(city: &OrgId, fields: &Fields<'_, D>) -> Result<RegistryHead, Malformed> {
    Ok(RegistryHead {
        city: city.clone(),
        name: fields.text("name")?,
        time_zone: fields.text("time_zone")?,
        hub_addresses: fields.json("hub_addresses")?,
    })
}

pub(crate) fn write_head(head: &RegistryHead, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("name", &head.name)?;
    fields.text("time_zone", &head.time_zone)?;
    fields.json("hub_addresses", &head.hub_addresses)
}

pub(crate) fn read_district<D: Tree>(fields: &Fields<'_, D>) -> Result<District, Malformed> {
    Ok(District { name: fields.text("name")?, centre: fields.point("centre")? })
}

pub(crate) fn write_district(district: &District, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("name", &district.name)?;
    fields.maybe_point("centre", Some(district.centre))
}

pub(crate) fn read_kind<D: Tree>(fields: &Fields<'_, D>) -> Result<KindOfHelp, Malformed> {
    Ok(KindOfHelp { fr: fields.text("fr")?, en: fields.text("en")? })
}

pub(crate) fn write_kind(kind: &KindOfHelp, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("fr", &kind.fr)?;
    fields.text("en", &kind.en)
}

pub(crate) fn read_organisation<D: Tree>(fields: &Fields<'_, D>) -> Result<Organisation, Malformed> {
    Ok(Organisation { id: fields.own_id()?, name: fields.text("name")?, since: fields.minute("since")? })
}

pub(crate) fn write_organisation(organisation: &Organisation, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("name", &organisation.name)?;
    fields.minute("since", organisation.since)
}
