//! `loans/{city}/{org}`: loans granted. The borrower is the document's.

use crate::Malformed;
use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written, to_json};
use crate::tree::Tree;
use mainforte_domain::{Loan, LoanStatus, Minutes, OrgId, Reclaim};

const STATUS: [(LoanStatus, &str); 2] = [(LoanStatus::Granted, "granted"), (LoanStatus::Returned, "returned")];

/// A forced reclaim stands beside the status, which says *returned* then: so programs that do not know of reclaims take the
/// time for given back, and hold nobody for it.
const RECLAIMED: &str = "reclaimed";

pub(crate) fn read<D: Tree>(to: &OrgId, fields: &Fields<'_, D>) -> Result<Loan, Malformed> {
    let reclaimed: Option<Reclaim> = fields.maybe_text(RECLAIMED)?.and_then(|text| serde_json::from_str(&text).ok());
    Ok(Loan {
        id: fields.own_id()?,
        to: to.clone(),
        volunteer: fields.id("volunteer")?,
        window: fields.window("window")?,
        quota: fields.maybe_number("quota")?.map(Minutes),
        term: fields.number("term")?,
        sequence: fields.id("sequence")?,
        // A status that this program does not know gives no right: whatever else it is, it is not granted.
        status: fields.word_or("status", &STATUS, LoanStatus::Returned)?,
        reclaimed,
    })
}

pub(crate) fn write(loan: &Loan, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("volunteer", loan.volunteer.as_str())?;
    fields.window("window", loan.window)?;
    fields.maybe_number("quota", loan.quota.map(|quota| quota.0))?;
    fields.number("term", loan.term)?;
    // As text, because numbers end at 2^63 here.
    fields.text("sequence", &loan.sequence.to_string())?;
    fields.word("status", &STATUS, loan.status)?;
    let reclaimed = loan.reclaimed.as_ref().map(to_json).transpose()?;
    fields.maybe_text(RECLAIMED, reclaimed.as_deref())
}
