use crate::{
    Answer, Booking, BookingId, BookingStatus, Loan, LoanId, LoanStatus, Minutes, Settlement, Shift, ShiftStatus,
    Window,
};

/// All that bears on one organisation's rights to one person's time. Order does not matter.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Whether the person is the organisation's own.
    pub own: bool,
    /// Time of its own person that the organisation has ceded to others.
    pub ceded: Vec<Window>,
    /// What the city has lent it of this person and still stands.
    pub loans: Vec<LentTime>,
    /// Its bookings of this person that hold time, from all its boards.
    pub bookings: Vec<BookedTime>,
    /// Its settlements between these bookings; others do no harm.
    pub settlements: Vec<Settlement>,
}

/// A booking that holds time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedTime {
    /// The booking.
    pub id: BookingId,
    /// Its shift's time.
    pub window: Window,
}

/// A loan that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LentTime {
    /// The loan.
    pub id: LoanId,
    /// Inside this time.
    pub window: Window,
    /// At most so long in all; none: as long as the window lasts.
    pub quota: Option<Minutes>,
}

impl BookedTime {
    /// The time that a booking holds in its shift; nothing when either was cancelled, when the person will not come, or
    /// when the shift is another.
    pub fn of(booking: &Booking, shift: &Shift) -> Option<Self> {
        let stands = booking.status == BookingStatus::Active && shift.status == ShiftStatus::Planned;
        let comes = !matches!(booking.answer, Answer::No | Answer::Withdrew);
        (stands && comes && booking.shift == shift.id).then(|| Self { id: booking.id.clone(), window: shift.window })
    }
}

impl LentTime {
    /// The time that a loan gives a right to; nothing once it was returned or reclaimed. The caller leaves out loans that the
    /// organisation has given back in its outbox.
    pub fn of(loan: &Loan) -> Option<Self> {
        (loan.status == LoanStatus::Granted).then(|| Self {
            id: loan.id.clone(),
            window: loan.window,
            quota: loan.quota,
        })
    }

    fn covers(&self, booking: &BookedTime) -> bool {
        self.window.covers(&booking.window) && self.quota.is_none_or(|quota| booking.window.length() <= quota)
    }
}

/// By what right a booking is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold<'a> {
    /// The person is one's own.
    Own,
    /// The loan covers it; the first by time and id when several do.
    Loan(&'a LentTime),
}

impl Claims {
    pub(super) fn hold(&self, booking: &BookedTime) -> Option<Hold<'_>> {
        if self.own && !self.ceded.iter().any(|ceded| ceded.overlaps(&booking.window)) {
            return Some(Hold::Own);
        }
        let covering = self.loans.iter().filter(|loan| loan.covers(booking));
        covering.min_by(|a, b| (a.window, &a.id, a.quota).cmp(&(b.window, &b.id, b.quota))).map(Hold::Loan)
    }
}
