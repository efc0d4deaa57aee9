//! `card/{from}/{to}/{id}`: a person's fields under `person`, as in a person document, and what is the card's own under
//! `card`. Both sides and the person are in the document's id.

use crate::Malformed;
use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written};
use crate::tree::Tree;
use mainforte_domain::Minute;

/// The root map of the person's fields.
pub(crate) const PERSON: &str = "person";

pub(crate) fn read_end<D: Tree>(fields: &Fields<'_, D>) -> Result<Minute, Malformed> {
    fields.minute("ends")
}

pub(crate) fn write_end(ends: Minute, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.minute("ends", ends)
}
