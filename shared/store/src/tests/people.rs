use super::*;
use mainforte_api::{PeopleFilter, PeopleSort};
use mainforte_documents::Record;
use mainforte_domain::{Card, Person, PersonStatus};

fn listed(amina: &Laptop, filter: PeopleFilter, sort: PeopleSort) -> Vec<String> {
    let page = amina.store.volunteers(&filter, sort, 0, 50, NOW).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.into_iter().map(|row| row.given).collect()
}

fn found(amina: &Laptop, search: &str) -> Vec<String> {
    listed(amina, PeopleFilter { search: search.to_owned(), ..PeopleFilter::default() }, PeopleSort::Name)
}

/// Amina's list: Béatrice, Anne and Chloé of her own, Denis lent.
fn amina() -> Laptop {
    let mut amina = Laptop::amina();
    amina.write(&registry());
    let beatrice = Person {
        phones: ["+33612345678".to_owned()].into(),
        district: Some(id("la-bastide")),
        skills: ["driver".to_owned()].into(),
        note: "Les Restos du Cœur depuis 2012".to_owned(),
        ..person("b", "Béatrice", "Lefèvre")
    };
    let anne = Person {
        emails: ["anne.martin@free.fr".to_owned()].into(),
        district: Some(id("cauderan")),
        offers: [id("sewing")].into(),
        ..person("a", "Anne", "Martin")
    };
    let chloe = Person { status: PersonStatus::Paused, ..person("c", "Chloé", "O’Brien") };
    let denis = Card::of_lent(id("bordeaux"), id("restos"), &person("d", "Denis", "Œuvrard"), NOW.plus(600));
    for (document, record) in [
        ("person/restos/b", Record::Person(beatrice)),
        ("person/restos/a", Record::Person(anne)),
        ("person/restos/c", Record::Person(chloe)),
        ("card/bordeaux/restos/d", Record::Card(denis)),
    ] {
        amina.write(&[(document, record)]);
    }
    amina
}

#[test]
fn people_are_found_by_the_beginning_of_words_however_they_are_written() {
    let amina = amina();
    for (search, expected) in [
        ("coeur", vec!["Béatrice"]),
        ("CŒU", vec!["Béatrice"]),
        ("lefe bea", vec!["Béatrice"]),
        ("oeuv", vec!["Denis"]),
        ("06 12 34", vec!["Béatrice"]),
        ("0612345678", vec!["Béatrice"]),
        ("+33 6 12", vec!["Béatrice"]),
        ("anne.martin@fr", vec!["Anne"]),
        ("o'br", vec!["Chloé"]),
        ("efevre", vec![]),
        ("\"*) OR", vec![]),
        ("  ", vec!["Béatrice", "Anne", "Chloé", "Denis"]),
    ] {
        assert_eq!(found(&amina, search), expected, "{search:?}");
    }
}

#[test]
fn what_was_changed_is_no_longer_found_by_its_old_name() {
    let mut amina = amina();
    amina.write(&[("person/restos/a", Record::Person(person("a", "Anne", "Dupuis")))]);
    assert_eq!(found(&amina, "martin"), Vec::<String>::new());
    assert_eq!(found(&amina, "dupuis"), ["Anne"]);
}

#[test]
fn people_are_filtered_by_what_they_offer_can_and_are() {
    let amina = amina();
    let by = |filter: PeopleFilter| listed(&amina, filter, PeopleSort::Name);
    let none = PeopleFilter::default;
    assert_eq!(by(PeopleFilter { offer: Some(id("sewing")), ..none() }), ["Anne"]);
    assert_eq!(by(PeopleFilter { skill: Some("driver".to_owned()), ..none() }), ["Béatrice"]);
    assert_eq!(by(PeopleFilter { district: Some(id("cauderan")), ..none() }), ["Anne"]);
    assert_eq!(by(PeopleFilter { status: Some(PersonStatus::Paused), ..none() }), ["Chloé"]);
    assert_eq!(by(PeopleFilter { lent: Some(true), ..none() }), ["Denis"]);
    assert_eq!(by(PeopleFilter { lent: Some(false), search: "lef".to_owned(), ..none() }), ["Béatrice"]);
    assert_eq!(by(PeopleFilter { lent: Some(true), search: "lef".to_owned(), ..none() }), Vec::<String>::new());
}

#[test]
fn people_are_sorted_in_every_order_that_the_list_offers() {
    let mut amina = amina();
    amina.write(&[
        ("board/restos/2020-03", Record::Shift(shift("s1", at("2020-03-26T09:00", 180)))),
        ("board/restos/2020-03", Record::Booking(booking("b1", "s1", "b"))),
    ]);
    let by = |sort| listed(&amina, PeopleFilter::default(), sort);
    assert_eq!(by(PeopleSort::Name), ["Béatrice", "Anne", "Chloé", "Denis"]);
    assert_eq!(by(PeopleSort::District), ["Anne", "Béatrice", "Chloé", "Denis"]);
    assert_eq!(by(PeopleSort::WeekBooked), ["Anne", "Chloé", "Denis", "Béatrice"]);
    assert_eq!(by(PeopleSort::LastAsked), ["Anne", "Chloé", "Denis", "Béatrice"]);
    assert_eq!(by(PeopleSort::Newest), ["Denis", "Chloé", "Anne", "Béatrice"]);

    let page = amina.store.volunteers(&PeopleFilter::default(), PeopleSort::Name, 1, 2, NOW).unwrap();
    assert_eq!((page.total, page.offset, page.rows.len()), (4, 1, 2));
    let page = amina.store.volunteers(&PeopleFilter::default(), PeopleSort::Name, 0, 1, NOW).unwrap();
    let row = &page.rows[0];
    assert_eq!(row.week_booked.0, 180);
    assert_eq!(row.last_asked, Some(NOW));
    assert_eq!((row.phone.as_deref(), row.district.as_deref()), (Some("06 12 34 56 78"), Some("La Bastide")));
}

#[test]
fn a_sheet_names_people_alike() {
    let mut amina = amina();
    let twin = Person { phones: ["+33612345678".to_owned()].into(), ..person("t", "Bernard", "Lefèvre") };
    let namesake = person("n", "Beatrice", "LEFEVRE");
    amina.write(&[("person/restos/t", Record::Person(twin)), ("person/restos/n", Record::Person(namesake))]);
    let sheet = amina.store.volunteer(&id("b"), NOW).unwrap().unwrap();
    assert!(sheet.editable);
    let alike: Vec<&str> = sheet.alike.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(alike, ["n", "t"]);
    let lent = amina.store.volunteer(&id("d"), NOW).unwrap().unwrap();
    assert_eq!((lent.editable, lent.owner.as_str()), (false, "bordeaux"));
    assert!(amina.store.volunteer(&id("nobody"), NOW).unwrap().is_none());
    assert_eq!(amina.store.known_people().unwrap().len(), 5, "an import knows one's own people");
}

#[test]
fn a_damaged_row_of_a_person_does_not_keep_an_edit_from_being_written() {
    for damage in ["UPDATE people_records SET record = '{'", "DELETE FROM people_records"] {
        let mut amina = amina();
        amina.store.connection.execute(damage, []).unwrap();
        let anne = Person { offers: [id("transport")].into(), ..person("a", "Anne", "Dupuis") };
        let denis = Card::of_lent(id("bordeaux"), id("restos"), &person("d", "Denis", "Oury"), NOW.plus(600));
        amina.write(&[("person/restos/a", Record::Person(anne)), ("card/bordeaux/restos/d", Record::Card(denis))]);
        assert_eq!(amina.store.volunteer(&id("a"), NOW).unwrap().unwrap().person.family, "Dupuis", "{damage}");
        let text = |words: &str| {
            let sql =
                "SELECT count(*) FROM people_text JOIN people ON num = people_text.rowid WHERE people_text MATCH ?1";
            amina.store.connection.query_row(sql, [words], |row| row.get::<_, i64>(0)).unwrap()
        };
        let found = ["dupuis", "oury", "lefevre", "martin", "œuvrard"].map(text);
        assert_eq!(
            found,
            [1, 1, 1, 0, 0],
            "{damage}: a row that nobody wrote since stays, what was written anew is found anew"
        );
        let tags = "SELECT group_concat(value) FROM people_tags JOIN people ON num = person WHERE id = 'a'";
        let tags: String = amina.store.connection.query_row(tags, [], |row| row.get(0)).unwrap();
        assert_eq!(tags, "transport", "{damage}");
    }
}
