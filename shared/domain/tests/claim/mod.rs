//! Claims written down in one line each.
#![allow(dead_code, unreachable_pub)]

use mainforte_domain::{
    BookedTime, BookingId, Claims, DeviceId, LentTime, LoanId, Minute, Minutes, Settlement, SettlementId, Window,
};

pub fn id(text: &str) -> BookingId {
    BookingId::parse(text).unwrap()
}

pub fn window(from: i64, until: i64) -> Window {
    Window::new(Minute(from), Minute(until)).unwrap()
}

pub fn booked(name: &str, from: i64, until: i64) -> BookedTime {
    BookedTime { id: id(name), window: window(from, until) }
}

pub fn lent(name: &str, from: i64, until: i64, quota: Option<i64>) -> LentTime {
    LentTime { id: LoanId::parse(name).unwrap(), window: window(from, until), quota: quota.map(Minutes) }
}

pub fn settled(keep: &str, drop: &str) -> Settlement {
    let pair = SettlementId::of(&id(keep), &id(drop)).unwrap();
    Settlement { id: pair, keep: id(keep), by: DeviceId([1; 32]), at: Minute(0) }
}

pub fn own(bookings: Vec<BookedTime>) -> Claims {
    Claims { own: true, bookings, ..Claims::default() }
}
