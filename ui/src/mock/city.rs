use super::{asked, calendar, id};
use crate::desk::now;
use jiff::{ToSpan, civil::Date};
use mainforte_api::*;
use mainforte_domain::*;

pub const ASSOCIATIONS: [(&str, &str); 3] =
    [("restos", "Restos du cœur, Bordeaux Nord"), ("secours", "Secours populaire"), ("banque", "Banque alimentaire")];

pub fn asks() -> Vec<AskRow> {
    let ask = |number: i64, org: usize, hands, lent, note: &str| {
        let (id_text, name) = ASSOCIATIONS[org % ASSOCIATIONS.len()];
        let from = now().plus(1_440 * number);
        AskRow {
            ask: Ask {
                id: id(&format!("a{number}")),
                kind: id("food-distribution"),
                skill: (number == 1).then(|| "driver".to_owned()),
                district: None,
                window: Window { from, until: from.plus(240) },
                hands,
                note: note.to_owned(),
                status: if number == 3 { AskStatus::Closed } else { AskStatus::Open },
                at: now().plus(-300),
            },
            org: id(id_text),
            org_name: name.to_owned(),
            lent,
        }
    };
    vec![ask(1, 0, 3, 1, "Deux chauffeurs si possible"), ask(2, 1, 5, 0, ""), ask(3, 0, 2, 2, "")]
}

pub fn loans() -> LoansView {
    let loan = |number: i64, name: &str, given_back| LoanRow {
        id: id(&format!("l{number}")),
        volunteer: id(&format!("v{number}")),
        name: name.to_owned(),
        org: id("restos"),
        org_name: "Restos du cœur".to_owned(),
        window: Window { from: now().plus(600 * number), until: now().plus(600 * number + 480) },
        quota: (number == 1).then(|| Minutes::hours(6)),
        booked: Minutes(180 * number),
        given_back,
        returned: number == 4,
        reclaimed: (number == 4).then(|| now().plus(-30)),
        reclaiming: false,
    };
    LoansView {
        asks: asks(),
        loans: vec![
            loan(1, "Chloé Ferreira", None),
            loan(2, "Mehdi Nguyen", None),
            loan(3, "Hugo Roux", Some(now().plus(-90))),
            loan(4, "Anaïs Roux", None),
        ],
    }
}

pub fn loan_use() -> Vec<LentBooking> {
    vec![LentBooking { booking: id("b70"), seat: super::plan::seat(3), answer: Answer::Yes, elsewhere: None }]
}

/// Somebody taken back from the Restos, who count on them; the city sees where else they are expected.
pub fn reclaimed() -> ReclaimedView {
    let (city, seat) = (asked("city"), super::plan::seat(4));
    let elsewhere = Elsewhere { org_name: "Secours populaire".to_owned(), seat: seat.clone() };
    let elsewhere = city.then_some(elsewhere);
    ReclaimedView {
        loan: id("l4"),
        volunteer: id("v4"),
        name: "Anaïs Roux".to_owned(),
        phone: Some("06 39 98 00 01".to_owned()),
        org: id("restos"),
        org_name: "Restos du cœur".to_owned(),
        window: seat.window,
        device: "Bureau de Claire".to_owned(),
        at: now().plus(-30),
        bookings: vec![LentBooking { booking: id("b71"), seat, answer: Answer::Yes, elsewhere }],
    }
}

pub fn gaps(monday: Option<&str>) -> GapsView {
    let monday: Date = monday.and_then(|text| text.parse().ok()).unwrap_or_else(|| calendar().monday(now()));
    let days = |missing: [u32; 7], requested: [u32; 7]| {
        missing
            .into_iter()
            .zip(requested)
            .map(|(missing, requested)| DayGap { missing, requested, shifts: Vec::new() })
            .collect()
    };
    let row = |index: usize, missing, requested| {
        let (org, name) = ASSOCIATIONS[index % ASSOCIATIONS.len()];
        GapRow { org: id(org), name: name.to_owned(), days: days(missing, requested) }
    };
    GapsView {
        monday: monday.to_string(),
        midnights: (0..8)
            .filter_map(|day| calendar().midnight(monday.checked_add(i64::from(day).days()).ok()?))
            .collect(),
        rows: vec![
            row(0, [0, 2, 0, 3, 4, 0, 1], [0, 0, 0, 1, 2, 0, 0]),
            row(1, [1, 0, 0, 0, 2, 5, 0], [0, 0, 0, 0, 0, 1, 0]),
            row(2, [0; 7], [0; 7]),
        ],
        asks: asks().into_iter().take(2).collect(),
        queue: vec![LendQueueRow {
            id: id("q1"),
            name: "Marie Dubois".to_owned(),
            org_name: "Secours populaire".to_owned(),
            window: Window { from: now().plus(3_000), until: now().plus(3_300) },
            refused: None,
        }],
        pool: 612,
    }
}

pub fn candidates() -> Vec<Candidate> {
    ["Marie Dubois", "Karim Benali", "Lucie Bonnet", "Anaïs Roux"]
        .iter()
        .enumerate()
        .map(|(index, name)| Candidate {
            volunteer: id(&format!("v{index}")),
            name: (*name).to_owned(),
            district: Some("Bordeaux Maritime".to_owned()),
            skills: if index % 2 == 0 { vec!["driver".to_owned()] } else { Vec::new() },
            available: index < 3,
            lent_minutes: Minutes(i64::try_from(index).unwrap_or(0) * 120),
            requested: u32::from(index == 1),
        })
        .collect()
}

pub fn erasures() -> Vec<ErasureRow> {
    let row = |volunteer: &str, stage, missing, confirmed| ErasureRow {
        owner: id("restos"),
        owner_name: "Restos du cœur, Bordeaux Nord".to_owned(),
        volunteer: Some(id(volunteer)),
        reason: EraseReason::PersonAsks,
        at: now().plus(-400),
        stage,
        missing,
        confirmed,
    };
    let laptop = |number: u8, name: &str| PeerRow {
        device: DeviceId([number; 32]),
        name: name.to_owned(),
        org_name: "Restos du cœur, Bordeaux Nord".to_owned(),
        connected: false,
        last_seen: Some(now().plus(-3_000)),
    };
    let (amina, louis) = (laptop(2, "Portable d’Amina"), laptop(3, "Portable de Louis"));
    vec![
        row("v-k2m9x4", ErasureStage::Held, Vec::new(), Vec::new()),
        row("v-q7p3w8", ErasureStage::Done, vec![louis.clone()], vec![amina.clone()]),
        row("v-b4t6n1", ErasureStage::Done, Vec::new(), vec![amina, louis]),
    ]
}

/// The laptop that an operator has asked the hub to shut out.
const REVOKING: u8 = 3;

pub fn associations() -> AssociationsView {
    let device = |number: u8, name: &str, role, connected, revoked| DeviceRow {
        device: DeviceId([number; 32]),
        name: name.to_owned(),
        role,
        connected,
        last_seen: Some(now().plus(-37 * i64::from(number))),
        revoked,
        revoking: number == REVOKING,
    };
    let row = |org: &str, name: &str, devices, waiting: bool| AssociationRow {
        org: id(org),
        name: name.to_owned(),
        devices,
        invitations: if waiting { vec![(id("i1"), now().plus(4_000))] } else { Vec::new() },
    };
    AssociationsView {
        hub_wait: asked("restored").then(|| HubWaitView {
            since: now().plus(-90),
            awaited: ["Restos du cœur, Bordeaux Nord", "Secours populaire"].map(str::to_owned).to_vec(),
            ending: false,
        }),
        rows: vec![
            row(
                "bordeaux",
                "Ville de Bordeaux",
                vec![
                    device(0, "Pivot", DeviceRole::Hub, true, false),
                    device(0x4a, "Bureau de Claire", DeviceRole::Operator, true, false),
                ],
                false,
            ),
            row(
                "restos",
                "Restos du cœur, Bordeaux Nord",
                vec![
                    device(2, "Portable d’Amina", DeviceRole::Coordinator, true, false),
                    device(3, "Portable de Louis", DeviceRole::Coordinator, false, false),
                ],
                true,
            ),
            row(
                "secours",
                "Secours populaire",
                vec![device(5, "Accueil", DeviceRole::Coordinator, false, true)],
                false,
            ),
        ],
    }
}

pub fn invitation(association: Option<String>) -> InvitationView {
    let text = "mainforte1".to_owned() + &"qz7k2m9x4w".repeat(16);
    let qr = (0..37).map(|y| (0..37).map(|x| (x * 7 + y * 13 + x * y) % 5 < 2).collect()).collect();
    InvitationView {
        text,
        for_city: association.is_none(),
        organisation: association.unwrap_or_else(|| "Ville de Bordeaux".to_owned()),
        city: "Ville de Bordeaux".to_owned(),
        expires: now().plus(7 * 1_440),
        qr,
    }
}
