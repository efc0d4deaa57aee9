//! `loans/{city}/{org}`: loans granted. The borrower is the document's.

use crate::Malformed;
use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written};
use crate::tree::Tree;
use mainforte_domain::{Loan, LoanStatus, Minutes, OrgId};

const STATUS: [(LoanStatus, &str); 2] = [(LoanStatus::Granted, "granted"), (LoanStatus::Returned, "returned")];

pub(crate) fn read<D: Tree>(to: &OrgId, fields: &Fields<'_, D>) -> Result<Loan, Malformed> {
    Ok(Loan {
        id: fields.own_id()?,
        to: to.clone(),
        volunteer: fields.id("volunteer")?,
        window: fields.window("window")?,
        quota: fields.maybe_number("quota")?.map(Minutes),
        term: fields.number("term")?,
        sequence: fields.id("sequence")?,
        status: fields.word("status", &STATUS)?,
    })
}

pub(crate) fn write(loan: &Loan, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("volunteer", loan.volunteer.as_str())?;
    fields.window("window", loan.window)?;
    fields.maybe_number("quota", loan.quota.map(|quota| quota.0))?;
    fields.number("term", loan.term)?;
    // As text, because numbers end at 2^63 here.
    fields.text("sequence", &loan.sequence.to_string())?;
    fields.word("status", &STATUS, loan.status)
}
