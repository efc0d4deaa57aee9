use crate::components::coverage::Coverage;
use mainforte_api::{RoleView, ShiftView};

/// A role's coverage against the least that it demands; a role that demands nobody counts against its most.
pub fn of_role(role: &RoleView) -> Coverage {
    let wanted = if role.min > 0 { role.min } else { role.max };
    Coverage { held: role.held, requested: role.requested, wanted }
}

/// A shift's coverage, role by role: too many cooks do not stand in for a driver.
pub fn of_shift(shift: &ShiftView) -> Coverage {
    shift.roles.iter().map(of_role).fold(Coverage::default(), |sum, role| Coverage {
        held: sum.held + role.held.min(role.wanted),
        requested: sum.requested + role.requested.min(role.missing()),
        wanted: sum.wanted + role.wanted,
    })
}

/// Places missing under the least demanded.
pub fn missing(shift: &ShiftView) -> u32 {
    shift.roles.iter().map(|role| role.min.saturating_sub(role.held)).sum()
}

/// The role that lacks most people.
pub fn short_role(shift: &ShiftView) -> Option<&RoleView> {
    shift.roles.iter().max_by_key(|role| role.min.saturating_sub(role.held))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use mainforte_domain::*;

    fn role(name: &str, min: u32, held: u32, requested: u32) -> RoleView {
        RoleView {
            role: name.to_owned(),
            skill: None,
            min,
            max: min.max(1),
            held,
            confirmed: 0,
            requested,
            contested: 0,
        }
    }

    fn shift(roles: Vec<RoleView>) -> ShiftView {
        ShiftView {
            id: ShiftId::parse("s").unwrap(),
            need: NeedId::parse("n").unwrap(),
            org: OrgId::parse("o").unwrap(),
            title: String::new(),
            kind: KindId::parse("k").unwrap(),
            place: PlaceId::parse("p").unwrap(),
            place_name: String::new(),
            window: Window::new(Minute(0), Minute(60)).unwrap(),
            priority: Priority::USUAL,
            remote: false,
            status: ShiftStatus::Planned,
            roles,
        }
    }

    #[test]
    fn a_second_cook_does_not_stand_in_for_the_driver() {
        let shift = shift(vec![role("Cuisine", 2, 3, 0), role("Chauffeur", 1, 0, 1)]);
        assert_eq!(of_shift(&shift), Coverage { held: 2, requested: 1, wanted: 3 });
        assert_eq!(missing(&shift), 1);
        assert_eq!(short_role(&shift).map(|role| role.role.as_str()), Some("Chauffeur"));
    }
}
