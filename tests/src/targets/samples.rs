use mainforte_documents::{Document, Record};
use mainforte_domain::{
    DeviceId, DeviceRole, DocumentId, Minute, OrgId, Person, Place, PlaceId, VolunteerId, WeekWindow,
};
use mainforte_sync::bundle::{Addressee, BundleSecrets, BundleWriter, Contents, Part};
use mainforte_sync::frame::{Changes, Hello, Listing, VERSION, Want};
use mainforte_sync::{
    Cursor, DeviceKey, Frame, Invitation, Mark, Seal, Sealed, SealedChange, Trust, TrustBody, actor::actor,
};
use std::sync::LazyLock;

/// Good bytes of every kind, to be bent: a small city and what its devices say.
pub struct Samples {
    trust: &'static Trust,
    key: &'static DeviceKey,
}

const CITY: &str = "bordeaux";
const ORG: &str = "restos";

static KEY: LazyLock<DeviceKey> = LazyLock::new(|| DeviceKey::from_secret(&[3; 32]));
static TRUST: LazyLock<Trust> = LazyLock::new(founded);

#[expect(clippy::expect_used, reason = "the same few entries each time, for trials alone")]
fn founded() -> Trust {
    let root = DeviceKey::from_secret(&[1; 32]);
    let mut trust = Trust::found(&root, org(CITY), "Ville de Bordeaux").expect("a city");
    let enrol =
        TrustBody::Enrol { device: KEY.id(), org: org(ORG), role: DeviceRole::Coordinator, name: "Amina".to_owned() };
    for body in [TrustBody::Organisation { org: org(ORG), name: "Restos".to_owned() }, enrol] {
        trust.append(&root, body).expect("an entry");
    }
    trust
}

#[expect(clippy::expect_used, reason = "the same few names each time, for trials alone")]
fn org(id: &str) -> OrgId {
    OrgId::parse(id).expect("an id")
}

#[expect(clippy::expect_used, reason = "the same name each time, for trials alone")]
fn volunteer() -> VolunteerId {
    VolunteerId::parse("marie").expect("an id")
}

impl Default for Samples {
    fn default() -> Self {
        Self::new()
    }
}

impl Samples {
    /// The same each time.
    pub fn new() -> Self {
        Self { trust: &TRUST, key: &KEY }
    }

    /// The document of which the changes are.
    pub fn document() -> DocumentId {
        DocumentId::Association(org(ORG))
    }

    pub(super) fn trust(&self) -> &Trust {
        self.trust
    }

    pub(super) fn key(&self) -> &DeviceKey {
        self.key
    }

    pub(super) fn device(&self) -> DeviceId {
        self.key.id()
    }

    /// Frames of every sort that carries something, one after the other.
    pub fn frames(&self) -> Vec<u8> {
        let document = Self::document();
        let sealed = self.sealed();
        let hello = Hello {
            version: VERSION,
            epoch: [2; 16],
            position: 9,
            trust_len: self.trust.len(),
            trust_hash: self.trust.hash(),
            cursor: Some(Cursor { epoch: [1; 16], position: 0, chain: [0; 16] }),
            empty: false,
        };
        let frames = [
            Frame::Hello(hello),
            Frame::Trust(self.trust.entries_from(0).to_vec()),
            Frame::Changes(Changes { sealed, mark: Some(Mark { position: 2, chain: [4; 16] }) }),
            Frame::Listing(Listing { documents: vec![(document.clone(), [5; 32])] }),
            Frame::Want(Want { documents: vec![(document, vec![[6; 8]; 40])], more: false }),
            Frame::Parcel { number: 1, parcel: vec![0; 400_000] },
            Frame::CaughtUp,
        ];
        frames.iter().filter_map(|frame| frame.encode().ok()).flatten().collect()
    }

    /// A bundle for the one device.
    pub fn bundle(&self) -> Vec<u8> {
        let secrets = BundleSecrets { content: [9; 32].into(), ephemeral: [8; 32].into() };
        let to = Addressee::Organisation(org(ORG));
        let begun = BundleWriter::begin(self.key, self.trust, to, &[self.device()], &secrets);
        let Ok((mut writer, mut file)) = begun else { return Vec::new() };
        let parts = [
            Part::Contents(Contents { epoch: [1; 16], after: 0, held: Vec::new() }),
            Part::Trust(self.trust.entries_from(0).to_vec()),
            Part::Changes(self.sealed()),
            Part::Reached(Mark { position: 2, chain: [4; 16] }),
        ];
        parts.iter().filter_map(|part| writer.part(part).ok()).for_each(|part| file.extend(part));
        file.extend(writer.finish(self.key));
        file
    }

    /// An invitation's text.
    pub fn invitation(&self) -> Vec<u8> {
        let invitation = Invitation {
            city_name: "Ville de Bordeaux".to_owned(),
            org: org(ORG),
            org_name: "Restos".to_owned(),
            root: self.trust.root().0,
            hub: self.device(),
            addresses: vec!["127.0.0.1:4700".to_owned()],
            secret: [7; 16],
            expires: Minute(26_415_360),
            role: DeviceRole::Coordinator,
        };
        invitation.to_text().into_bytes()
    }

    /// Changes of a document with two bytes of length before each: among them two that contradict each other, and what
    /// builds on both.
    pub fn changes(&self) -> Vec<u8> {
        let id = Self::document();
        let writer = actor(&self.device(), &id, [1; 8]);
        let colleague = actor(&self.device(), &id, [2; 8]);
        let mut written = Vec::new();
        for name in ["Cave", "Grenier"] {
            let mut document = Document::new(&id);
            for (actor, name) in [(writer, name), (colleague, "Halle"), (writer, "Quai")] {
                let change = place(name).and_then(|place| document.edit(&actor, &[place]).ok()?);
                written.extend(change.map(|change| change.bytes));
            }
        }
        let framed = |bytes: &Vec<u8>| [&u16::try_from(bytes.len()).unwrap_or(0).to_le_bytes()[..], bytes].concat();
        written.iter().flat_map(framed).collect()
    }

    /// The document of which the first change is.
    pub fn person() -> DocumentId {
        DocumentId::Person(org(ORG), volunteer())
    }

    /// The body of a person's first change.
    pub fn first(&self) -> Vec<u8> {
        let id = Self::person();
        let written = Document::new(&id).edit(b"amina", &[person()]).ok().flatten();
        // Behind magic bytes, checksum, kind and a length of two bytes.
        written.and_then(|change| Some(change.bytes.get(11..)?.to_vec())).unwrap_or_default()
    }

    /// A whole document as a disk keeps it.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut document = Document::new(&Self::document());
        let places: Vec<Record> = ["Cave", "Quai"].into_iter().filter_map(place).collect();
        let written = document.edit(b"amina", &places);
        if written.is_ok() { document.save() } else { Vec::new() }
    }

    fn sealed(&self) -> Vec<Sealed> {
        let id = Self::document();
        let mut document = Document::new(&id);
        let mut sealed = Vec::new();
        for name in ["Gare", "Quai"] {
            let writer = actor(&self.device(), &id, [1; 8]);
            let change = place(name).and_then(|place| document.edit(&writer, &[place]).ok()?);
            let Some(change) = change else { continue };
            let counter = sealed.len() as u64 + 1;
            let seal = Seal::new(self.key, counter, self.trust.number(), &[(id.clone(), change.hash)]);
            let change = SealedChange { index: 0, document: id.clone(), hash: change.hash, bytes: change.bytes };
            sealed.extend(seal.map(|seal| Sealed { seal, changes: vec![change] }));
        }
        sealed
    }
}

/// A person with something in most fields.
fn person() -> Record {
    Record::Person(Person {
        phones: ["+33612345678".to_owned()].into(),
        skills: ["driver".to_owned(), "sign".to_owned()].into(),
        availability: WeekWindow::new(540, 720).into_iter().collect(),
        note: "après 18 h".to_owned(),
        ..Person::named(volunteer(), "Marie", "Durand")
    })
}

/// A place that an association's document holds.
fn place(name: &str) -> Option<Record> {
    let id = PlaceId::parse(&name.to_lowercase()).ok()?;
    Some(Record::Place(Place { id, name: name.to_owned(), district: None, point: None }))
}
