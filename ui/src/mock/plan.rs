use super::{id, week::shifts};
use crate::desk::now;
use mainforte_api::*;
use mainforte_domain::*;

pub const NAMES: [&str; 6] =
    ["Marie Dubois", "Jean Lacoste", "Chloé Ferreira", "Mehdi Nguyen", "Lucie Bonnet", "Hugo Etchegaray"];

pub fn reasons(index: usize) -> Vec<ProposalReason> {
    vec![
        ProposalReason::Near { metres: 600 + 900 * i64::try_from(index).unwrap_or(0) },
        if index.is_multiple_of(2) {
            ProposalReason::Language { language: "ar".to_owned() }
        } else {
            ProposalReason::FewOthers { others: 1 }
        },
        ProposalReason::WeekHours { minutes: 120 + 90 * i64::try_from(index).unwrap_or(0) },
    ]
}

pub fn plan(monday: &str) -> PlanView {
    let shifts = shifts(Some(monday));
    let open: Vec<_> = [2, 3, 6, 9, 10, 12].into_iter().filter_map(|index| shifts.get(index)).collect();
    let proposals = open.iter().zip(NAMES).enumerate().map(|(index, (shift, name))| ProposalView {
        proposal: Proposal {
            shift: shift.id.clone(),
            role: shift.roles.first().map(|role| role.role.clone()).unwrap_or_default(),
            volunteer: id(&format!("v{index}")),
        },
        name: name.to_owned(),
        title: shift.title.clone(),
        place: shift.place_name.clone(),
        window: shift.window,
        requested: index == 3,
        reasons: reasons(index),
    });
    let short = open.last().map(|shift| WhyShort {
        shift: shift.id.clone(),
        title: shift.title.clone(),
        place: shift.place_name.clone(),
        window: shift.window,
        role: "Manutention".to_owned(),
        missing: 1,
        able: 6,
        causes: vec![(ShortageCause::TakenElsewhere, 4), (ShortageCause::TooFar, 2)],
        length: Minutes(180),
    });
    PlanView {
        monday: monday.to_owned(),
        places_needed: 44,
        filled_before: 35,
        filled_after: 41,
        gap_millipercent: Some(93),
        proposals: proposals.collect(),
        short: short.into_iter().collect(),
        set_aside: 1,
    }
}

pub fn recommended() -> Vec<Recommended> {
    NAMES
        .iter()
        .enumerate()
        .map(|(index, name)| Recommended {
            volunteer: id(&format!("v{index}")),
            name: (*name).to_owned(),
            phone: Some("06 12 34 56 78".to_owned()),
            held: index != 2,
            reasons: reasons(index),
            last_asked: (index % 2 == 1).then(|| now().plus(-4_000)),
            leaves: if index == 4 { vec![seat(6)] } else { Vec::new() },
            step: Step { leaves: Vec::new(), takes: Vec::new() },
        })
        .collect()
}

/// A place of this week.
pub fn seat(index: usize) -> Seat {
    let all = shifts(None);
    #[expect(
        clippy::expect_used,
        reason = "shifts and numbers written in the mock, which is given nothing from outside"
    )]
    let shift = all.get(index).expect("a shift");
    Seat {
        window: shift.window,
        shift: shift.id.clone(),
        role: shift.roles.first().map(|role| role.role.clone()).unwrap_or_default(),
        title: shift.title.clone(),
        place: shift.place_name.clone(),
    }
}

pub fn explanation() -> Explanation {
    Explanation {
        reasons: reasons(1),
        forced: Some(ForcedView {
            role: "Accueil".to_owned(),
            verdict: Verdict::Worse,
            leaves: vec![Vacated { seat: seat(6), lost: true, others: 1 }],
            takes: Vec::new(),
            pushed_out: Some(PushedOut {
                volunteer: id("v0"),
                name: NAMES[0].to_owned(),
                reasons: reasons(0),
                takes: Vec::new(),
            }),
        }),
        ..Explanation::default()
    }
}
