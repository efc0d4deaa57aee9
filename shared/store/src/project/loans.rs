use super::{Projection, Source, id_of};
use crate::StoreError;
use crate::value::{first, rows, to_json, word, write};
use mainforte_api::Topic;
use mainforte_domain::{Ask, DeviceId, GiveBack, Invite, LendRequest, Loan, LoanId, RevokeRequest};

impl Projection<'_> {
    pub(super) fn put_loan(&mut self, from: Source<'_>, loan: &Loan) -> Result<(), StoreError> {
        let doing = "projecting a loan";
        let sql = "SELECT volunteer FROM loans WHERE document = ?1 AND id = ?2";
        self.volunteers.extend(first(self.connection, doing, sql, (from.num, loan.id.as_str()), id_of)?);
        self.volunteers.insert(loan.volunteer.clone());
        let sql = "INSERT INTO loans (document, id, org, volunteer, starts, ends, term, sequence, status, record)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (document, id) DO UPDATE SET
              volunteer = excluded.volunteer, starts = excluded.starts, ends = excluded.ends, term = excluded.term,
              sequence = excluded.sequence, status = excluded.status, record = excluded.record";
        let row = (
            from.num,
            loan.id.as_str(),
            loan.to.as_str(),
            loan.volunteer.as_str(),
            loan.window.from.0,
            loan.window.until.0,
            loan.term,
            crate::value::column(loan.sequence),
            word(doing, &loan.status)?,
            to_json(doing, loan)?,
        );
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Loans, Topic::Board]);
        if loan.reclaimed.is_some() {
            self.touch([Topic::Settle]);
        }
        Ok(())
    }

    pub(super) fn put_give_back(&mut self, from: Source<'_>, give_back: &GiveBack) -> Result<(), StoreError> {
        let doing = "projecting a give-back";
        let sql = "INSERT INTO give_backs (document, org, loan, at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document, loan) DO UPDATE SET at = excluded.at";
        let org = from.id.owner().as_str();
        write(self.connection, doing, sql, (from.num, org, give_back.loan.as_str(), give_back.at.0))?;
        let sql = "SELECT volunteer FROM loans WHERE id = ?1 AND org = ?2";
        self.volunteers.extend(rows(self.connection, doing, sql, (give_back.loan.as_str(), org), id_of)?);
        self.touch([Topic::Loans, Topic::Board]);
        Ok(())
    }

    pub(super) fn put_returned(
        &mut self,
        from: Source<'_>,
        loan: &LoanId,
        device: &DeviceId,
    ) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO returned (document, org, loan, device) VALUES (?1, ?2, ?3, ?4)";
        let row = (from.num, from.id.owner().as_str(), loan.as_str(), device.0);
        write(self.connection, "projecting an acknowledgement", sql, row)?;
        self.touch([Topic::Loans]);
        Ok(())
    }

    pub(super) fn put_whereabouts(
        &mut self,
        from: Source<'_>,
        device: &DeviceId,
        addresses: &[String],
    ) -> Result<(), StoreError> {
        let doing = "projecting where a laptop listens";
        let sql = "INSERT INTO whereabouts (document, org, device, addresses) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (document, device) DO UPDATE SET addresses = excluded.addresses";
        let row = (from.num, from.id.owner().as_str(), device.0, to_json(doing, &addresses)?);
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Devices]);
        Ok(())
    }

    pub(super) fn put_ask(&mut self, from: Source<'_>, ask: &Ask) -> Result<(), StoreError> {
        let doing = "projecting an ask";
        let sql = "INSERT INTO asks (document, id, org, status, at, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (document, id) DO UPDATE SET
              status = excluded.status, at = excluded.at, record = excluded.record";
        let org = from.id.owner().as_str();
        let row = (from.num, ask.id.as_str(), org, word(doing, &ask.status)?, ask.at.0, to_json(doing, ask)?);
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Loans]);
        Ok(())
    }

    /// Only the city's own outbox asks the issuer to lend.
    pub(super) fn put_lend_request(&mut self, from: Source<'_>, request: &LendRequest) -> Result<(), StoreError> {
        if !self.is_of_city(from) {
            return Ok(());
        }
        let doing = "projecting a lend request";
        let sql = "INSERT INTO lend_requests (document, id, record) VALUES (?1, ?2, ?3)
            ON CONFLICT (document, id) DO UPDATE SET record = excluded.record";
        write(self.connection, doing, sql, (from.num, request.id.as_str(), to_json(doing, request)?))?;
        self.touch([Topic::Loans]);
        Ok(())
    }

    /// The city invites whom it likes, an association further devices of its own.
    pub(super) fn put_invite(&mut self, from: Source<'_>, invite: &Invite) -> Result<(), StoreError> {
        if !self.is_of_city(from) && *from.id.owner() != invite.org {
            return Ok(());
        }
        let doing = "projecting an invitation";
        let sql = "INSERT INTO invites (document, id, record) VALUES (?1, ?2, ?3)
            ON CONFLICT (document, id) DO UPDATE SET record = excluded.record";
        write(self.connection, doing, sql, (from.num, invite.id.as_str(), to_json(doing, invite)?))?;
        self.touch([Topic::Devices]);
        Ok(())
    }

    /// Only the city's laptops ask to shut a device out.
    pub(super) fn put_revoke_request(&mut self, from: Source<'_>, request: &RevokeRequest) -> Result<(), StoreError> {
        if !self.is_of_city(from) {
            return Ok(());
        }
        let sql = "INSERT INTO revoke_requests (document, device, refused) VALUES (?1, ?2, ?3)
            ON CONFLICT (document, device) DO UPDATE SET refused = excluded.refused";
        let row = (from.num, request.device.0, request.refused.as_deref());
        write(self.connection, "projecting a revocation asked for", sql, row)?;
        self.touch([Topic::Devices]);
        Ok(())
    }

    pub(super) fn is_of_city(&self, from: Source<'_>) -> bool {
        self.owner.as_ref().is_some_and(|owner| owner.city == *from.id.owner())
    }
}
