//! `association/{org}`: its places. Flat, because two laptops may add a place under the same id.

use crate::Malformed;
use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written};
use crate::tree::Tree;
use mainforte_domain::{DistrictId, Place};

pub(crate) fn read_place<D: Tree>(fields: &Fields<'_, D>) -> Result<Place, Malformed> {
    Ok(Place {
        id: fields.own_id()?,
        name: fields.text("name")?,
        district: fields.maybe_id("district")?,
        point: fields.maybe_point("point")?,
    })
}

pub(crate) fn write_place(place: &Place, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("name", &place.name)?;
    fields.maybe_text("district", place.district.as_ref().map(DistrictId::as_str))?;
    fields.maybe_point("point", place.point)
}
