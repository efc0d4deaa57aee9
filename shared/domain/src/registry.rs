use crate::{DistrictId, KindId, OrgId, Organisation, Point};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The city's list of associations, districts and kinds of help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registry {
    /// The city.
    pub city: OrgId,
    /// The city's name, "Ville de Bordeaux".
    pub name: String,
    /// IANA time zone, `Europe/Paris`.
    pub time_zone: String,
    /// Where laptops reach the hub: `ip:port`, so that a moved hub is found again.
    pub hub_addresses: Vec<String>,
    /// Districts by id.
    pub districts: BTreeMap<DistrictId, District>,
    /// Kinds of help by id.
    pub kinds: BTreeMap<KindId, KindOfHelp>,
    /// Associations by id; the city itself is not among them.
    pub organisations: BTreeMap<OrgId, Organisation>,
}

/// A part of the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Its name.
    pub name: String,
    /// Its middle, from which distances are measured when no address is known.
    pub centre: Point,
}

/// A kind of help, named in both languages because the city writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindOfHelp {
    /// Name in French.
    pub fr: String,
    /// Name in English.
    pub en: String,
}

impl Registry {
    /// A new city's registry: Bordeaux's eight districts and the kinds of help as they were used there in March
    /// 2020 and on jeveuxaider.gouv.fr. District centres are rounded from OpenStreetMap, relative to place Pey-Berland.
    pub fn bordeaux(city: OrgId, name: &str) -> Self {
        Self {
            city,
            name: name.to_owned(),
            time_zone: "Europe/Paris".to_owned(),
            hub_addresses: Vec::new(),
            districts: DISTRICTS.iter().filter_map(district).collect(),
            kinds: KINDS.iter().filter_map(kind).collect(),
            organisations: BTreeMap::new(),
        }
    }
}

fn district(&(id, name, x, y): &(&str, &str, i64, i64)) -> Option<(DistrictId, District)> {
    Some((DistrictId::parse(id).ok()?, District { name: name.to_owned(), centre: Point { x, y } }))
}

fn kind(&(id, fr, en): &(&str, &str, &str)) -> Option<(KindId, KindOfHelp)> {
    Some((KindId::parse(id).ok()?, KindOfHelp { fr: fr.to_owned(), en: en.to_owned() }))
}

const DISTRICTS: [(&str, &str, i64, i64); 8] = [
    ("bordeaux-maritime", "Bordeaux Maritime", 2_300, 2_900),
    ("chartrons", "Chartrons – Grand Parc – Jardin Public", 250, 1_850),
    ("centre", "Centre-ville", 0, 0),
    ("saint-augustin", "Saint-Augustin – Tauzin – Alphonse Dupeux", -2_250, -750),
    ("nansouty", "Nansouty – Saint-Genès", 400, -1_750),
    ("bordeaux-sud", "Bordeaux Sud", 1_650, -1_850),
    ("la-bastide", "La Bastide", 2_150, 600),
    ("cauderan", "Caudéran", -2_800, 1_450),
];

const KINDS: [(&str, &str, &str); 12] = [
    ("groceries", "Courses", "Groceries"),
    ("prescriptions", "Médicaments", "Prescriptions"),
    ("phone-company", "Lien avec les personnes isolées", "Phone company"),
    ("tutoring", "Soutien scolaire", "Tutoring"),
    ("childcare", "Garde d’enfants de soignants", "Childcare for carers"),
    ("food-distribution", "Distribution alimentaire", "Food distribution"),
    ("outreach", "Maraude", "Outreach rounds"),
    ("escort", "Accompagnement", "Driving and escort"),
    ("sewing", "Couture et masques", "Masks and sewing"),
    ("admin-help", "Démarches", "Admin help"),
    ("logistics", "Logistique", "Logistics"),
    ("other", "Autre", "Other"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_city_knows_bordeauxs_districts_and_kinds_of_help() {
        let registry = Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux");
        assert_eq!(registry.districts.len(), 8);
        assert_eq!(registry.kinds.len(), 12);
    }
}
