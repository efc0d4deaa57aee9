use mainforte_domain::DeviceRole;

/// Where in the app a person is; kept in the address after `#`, so that back and forward work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    #[default]
    Today,
    Planning,
    Needs,
    Volunteers,
    Hands,
    Settle,
    Lend,
    Associations,
    Settings,
    Help,
}

impl Route {
    const ALL: [Route; 10] = [
        Route::Today,
        Route::Planning,
        Route::Needs,
        Route::Volunteers,
        Route::Hands,
        Route::Settle,
        Route::Lend,
        Route::Associations,
        Route::Settings,
        Route::Help,
    ];

    /// The rooms that a device of this role shows, in their order.
    pub fn rooms(role: DeviceRole) -> &'static [Route] {
        match role {
            DeviceRole::Coordinator => {
                &[Route::Today, Route::Planning, Route::Needs, Route::Volunteers, Route::Hands, Route::Settle]
            }
            DeviceRole::Hub | DeviceRole::Operator => &[
                Route::Today,
                Route::Lend,
                Route::Associations,
                Route::Volunteers,
                Route::Planning,
                Route::Needs,
                Route::Settle,
            ],
        }
    }

    pub fn hash(self) -> &'static str {
        match self {
            Route::Today => "#/today",
            Route::Planning => "#/planning",
            Route::Needs => "#/needs",
            Route::Volunteers => "#/volunteers",
            Route::Hands => "#/loans",
            Route::Settle => "#/settle",
            Route::Lend => "#/lend",
            Route::Associations => "#/associations",
            Route::Settings => "#/settings",
            Route::Help => "#/help",
        }
    }

    /// What the address opens inside this page.
    pub fn detail(self, hash: &str) -> Option<String> {
        let detail = hash.strip_prefix(self.hash())?.strip_prefix('/')?;
        (!detail.is_empty()).then(|| detail.to_owned())
    }

    pub fn from_hash(hash: &str) -> Self {
        Self::ALL.into_iter().find(|route| hash.starts_with(route.hash())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_route_comes_back_from_its_address() {
        for route in Route::ALL {
            assert_eq!(Route::from_hash(route.hash()), route);
        }
        assert_eq!(Route::from_hash("#/elsewhere"), Route::Today);
        assert_eq!(Route::from_hash("#/planning/s1"), Route::Planning);
        assert_eq!(Route::Planning.detail("#/planning/s1").as_deref(), Some("s1"));
        assert_eq!(Route::Planning.detail("#/planning"), None);
    }
}
