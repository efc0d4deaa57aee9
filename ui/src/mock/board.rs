use super::{asked, city, id, week::shifts};
use crate::bindings::{Broken, Failure};
use crate::desk::now;
use mainforte_api::*;
use mainforte_domain::*;

fn booking(number: usize, shift: &ShiftView, name: &str, right: Right, answer: Answer) -> BookingView {
    BookingView {
        id: id(&format!("b{number}")),
        shift: shift.id.clone(),
        role: shift.roles.first().map(|role| role.role.clone()).unwrap_or_default(),
        volunteer: id(&format!("v{number}")),
        name: name.to_owned(),
        phone: Some("06 12 34 56 78".to_owned()),
        right,
        answer,
    }
}

pub fn today() -> TodayView {
    let all = shifts(None);
    let mut items = vec![TodayItem::ToSettle { count: 1 }];
    if asked("city") {
        items = city::asks().into_iter().map(|row| TodayItem::Ask { row }).collect();
        return TodayView { now: now(), items, volunteers: 612, shifts: 209 };
    }
    let short = [2, 6, 10]
        .into_iter()
        .filter_map(|index| all.get(index))
        .map(|shift| TodayItem::Short { shift: shift.clone() });
    items.extend(short);
    if let (Some(first), Some(second), Some(third)) = (all.get(8), all.get(3), all.get(5)) {
        items.push(TodayItem::Withdrew {
            booking: booking(3, first, "Karim Benali", Right::Held, Answer::Withdrew),
            shift: first.clone(),
        });
        items.push(TodayItem::ToCall {
            booking: booking(4, second, "Marie Dubois", Right::Held, Answer::NotAsked),
            shift: second.clone(),
        });
        items.push(TodayItem::ToCall {
            booking: booking(5, second, "Jean Lacoste", Right::Held, Answer::NoReply),
            shift: second.clone(),
        });
        items.push(TodayItem::Requested {
            booking: booking(6, third, "Louis Moreau", Right::Requested, Answer::Asked),
            shift: third.clone(),
        });
        items.push(TodayItem::Lent { loan: id("l1"), name: "Chloé Ferreira".to_owned(), window: third.window });
    }
    TodayView { now: now(), items, volunteers: 412, shifts: 44 }
}

pub fn needs() -> Vec<NeedRow> {
    let all = shifts(None);
    ["Distribution", "Colis", "Maraude", "Réception des livraisons"]
        .into_iter()
        .enumerate()
        .map(|(index, title)| NeedRow {
            id: id(&format!("n{index}")),
            org: id("restos"),
            title: title.to_owned(),
            kind: id(if title == "Maraude" { "outreach" } else { "food-distribution" }),
            note: if index == 0 { "Gilets sur place. Se garer rue Achard.".to_owned() } else { String::new() },
            shifts: all.iter().filter(|shift| shift.title == title).cloned().collect(),
        })
        .collect()
}

pub fn sheet(wanted: &ShiftId) -> Result<ShiftSheet, Failure> {
    let shift = shifts(None).into_iter().find(|shift| shift.id == *wanted);
    let shift = shift
        .ok_or_else(|| Broken::Answered(Refusal::NotFound { what: "shift".to_owned(), id: wanted.to_string() }))?;
    let bookings = vec![
        booking(1, &shift, "Fatima Benali", Right::Held, Answer::Yes),
        booking(2, &shift, "Paul Castaing", Right::Requested, Answer::Asked),
        booking(3, &shift, "Inès Duprat", Right::Contested, Answer::NotAsked),
    ];
    Ok(ShiftSheet {
        shift,
        needs_vetted: true,
        language: Some("ar".to_owned()),
        note: "Gilets sur place.".to_owned(),
        bookings,
    })
}

pub fn settle() -> SettleView {
    let all = shifts(None);
    let (Some(one), Some(two)) = (all.get(3), all.get(9)) else {
        return SettleView::default();
    };
    let side = |booking: &str, shift: &ShiftView, device: &str, answer, minutes: i64| Side {
        booking: id(booking),
        shift: shift.id.clone(),
        title: shift.title.clone(),
        place: shift.place_name.clone(),
        window: shift.window,
        role: shift.roles.first().map(|role| role.role.clone()).unwrap_or_default(),
        priority: shift.priority,
        answer,
        right: Right::Held,
        device: device.to_owned(),
        at: now().plus(-minutes),
    };
    let (a, b): (BookingId, BookingId) = (id("b1"), id("b2"));
    let open = SettlementId::of(&a, &b).map(|pair| ContestView {
        id: pair,
        volunteer: id("v3"),
        name: "Louis Moreau".to_owned(),
        phone: Some("06 12 34 56 78".to_owned()),
        cause: ContestCause::Overlap,
        sides: [
            side("b1", one, "Portable d’Amina", Answer::Yes, 130),
            Side { window: one.window, ..side("b2", two, "Portable de Louis", Answer::NotAsked, 55) },
        ],
        suggested: a.clone(),
        reason: mainforte_api::SuggestionReason::SaidYes,
    });
    let settled = SettlementId::of(&a, &b).map(|pair| SettledView {
        id: pair,
        name: "Anaïs Roux".to_owned(),
        kept: super::plan::seat(4),
        dropped: super::plan::seat(14),
        device: "Portable de Louis".to_owned(),
        at: now().plus(-1_500),
    });
    let reclaimed = vec![super::city::reclaimed()];
    SettleView { open: open.into_iter().collect(), reclaimed, settled: settled.into_iter().collect() }
}
