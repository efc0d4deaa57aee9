use mainforte_api::AskRow;
use mainforte_domain::{KindId, Minute, OrgId, Window};

/// For whom hands are looked for, and when.
#[derive(Clone, PartialEq)]
pub struct Target {
    pub to: OrgId,
    pub name: String,
    pub window: Window,
    pub kind: Option<KindId>,
    pub skill: Option<String>,
}

/// The hours of a day that are proposed for a loan: most shifts lie inside.
const FIRST_HOUR: i64 = 8;
const LAST_HOUR: i64 = 20;

impl Target {
    pub fn of_ask(row: &AskRow) -> Self {
        Self {
            to: row.org.clone(),
            name: row.org_name.clone(),
            window: row.ask.window,
            kind: Some(row.ask.kind.clone()),
            skill: row.ask.skill.clone(),
        }
    }

    /// A day's usual hours for an association that lacks hands.
    pub fn of_day(to: &OrgId, name: &str, midnight: Minute) -> Option<Self> {
        let window = Window::new(midnight.plus(FIRST_HOUR * 60), midnight.plus(LAST_HOUR * 60))?;
        Some(Self { to: to.clone(), name: name.to_owned(), window, kind: None, skill: None })
    }
}
