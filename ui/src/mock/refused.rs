use super::asked;
use crate::desk::now;
use mainforte_api::*;
use mainforte_domain::DeviceId;

fn group(reason: &str, name: &str, org: &str, count: u32, about: Vec<RefusedAbout>, minutes: i64) -> RefusedGroup {
    RefusedGroup {
        id: RefusedId { author: Some(DeviceId([7; 32])), reason: reason.to_owned(), until: 40 },
        author_name: name.to_owned(),
        author_org: org.to_owned(),
        count,
        about,
        more_about: 0,
        brought_by: vec!["Pivot".to_owned()],
        first: now().plus(-minutes),
        last: now().plus(-minutes),
    }
}

pub fn quarantine() -> QuarantineView {
    if asked("quiet") {
        return QuarantineView::default();
    }
    let restos = || "Restos du cœur, Bordeaux Nord".to_owned();
    let board = |month: &str| RefusedAbout::Board { org_name: restos(), month: month.to_owned() };
    let person = |name: &str| RefusedAbout::Person { name: name.to_owned() };
    let many = RefusedGroup {
        more_about: 3,
        first: now().plus(-4_000),
        ..group(
            "not_owner",
            "Accueil Chartrons",
            "Secours populaire",
            1_312,
            vec![board("2020-03"), board("2020-04")],
            35,
        )
    };
    let early =
        group("missing_dependencies", "Portable de Louis", &restos(), 2, vec![person("Marie Dubois"), person("")], 12);
    let forged = group("forged_seal", "", "", 1, vec![RefusedAbout::Unknown], 400);
    let aside = group("built_on_equivocation", "Portable de Louis", &restos(), 1, vec![board("2020-03")], 2_000);
    QuarantineView {
        open: RefusedGroups { shown: vec![early, many, forged], count: 24 },
        set_aside: RefusedGroups { shown: vec![aside], count: 1 },
    }
}
