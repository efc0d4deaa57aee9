//! A bundle says what it is, whose it is and whether it is whole, before anything is taken from it.

use crate::city::{bordeaux, key, org};
use crate::laptop::Laptop;
use mainforte_sync::bundle::*;
use mainforte_sync::{Cursor, DeviceKey, Mark, Sealed};
use proptest::prelude::*;
use zeroize::Zeroizing;

fn secrets(of: u8) -> BundleSecrets {
    BundleSecrets { content: Zeroizing::new([of; 32]), ephemeral: Zeroizing::new([of ^ 0xff; 32]) }
}

fn parts() -> Vec<Part> {
    let mut amina = Laptop::new("amina", "restos");
    amina.write(&["board/restos/2020-03", "person/restos/marie"]);
    amina.write(&["person/restos/marie"]);
    let sealed = |held: &crate::laptop::Held| Sealed { seal: held.seal.clone(), changes: vec![held.change.clone()] };
    let cursor = Cursor { epoch: [2; 16], position: 300, chain: [3; 16] };
    vec![
        Part::Contents(Contents {
            epoch: [1; 16],
            after: 7,
            held: vec![Confirmed { device: key("louis").id(), cursor }],
        }),
        Part::Trust(bordeaux().entries_from(7).to_vec()),
        Part::Changes(amina.state.log.iter().map(sealed).collect()),
        Part::Changes(vec![]),
        Part::Reached(Mark { position: 9, chain: [4; 16] }),
    ]
}

fn written(to: Addressee, secrets: &BundleSecrets) -> Vec<u8> {
    let trust = bordeaux();
    let readers = to.devices(&trust);
    let (mut writer, mut file) = BundleWriter::begin(&key("amina"), &trust, to, &readers, secrets).unwrap();
    parts().iter().for_each(|part| file.extend(writer.part(part).unwrap()));
    file.extend(writer.finish(&key("amina")));
    file
}

fn for_restos() -> Vec<u8> {
    written(Addressee::Organisation(org("restos")), &secrets(9))
}

/// Reads a file that comes in pieces of `piece` bytes.
fn read(file: &[u8], piece: usize, reader_key: &DeviceKey) -> Result<(Header, Vec<Part>), BundleError> {
    let mut reader = BundleReader::default();
    let (mut found, mut opener, mut parts) = (None, None, Vec::new());
    for bytes in file.chunks(piece) {
        reader.push(bytes)?;
        while let Some(next) = reader.next()? {
            match next {
                Piece::Header(header, opening) => {
                    opener = Some(Opener::new(reader_key, &header, &opening)?);
                    found = Some(*header);
                }
                Piece::Part(sealed) => parts.push(opener.as_mut().unwrap().open(&sealed)?),
                Piece::End => {}
            }
        }
    }
    reader.finish()?;
    Ok((found.unwrap(), parts))
}

#[test]
fn a_bundle_is_read_as_it_was_written_however_it_was_cut() {
    let file = for_restos();
    for piece in [1, 7, 100, file.len()] {
        let (header, found) = read(&file, piece, &key("louis")).unwrap();
        assert_eq!(found, parts());
        assert_eq!((header.root, header.from), (key("root").id(), key("amina").id()));
        assert_eq!(header.city_name, "Ville de Bordeaux");
    }
}

#[test]
fn a_bundle_for_an_association_opens_on_its_devices_and_nowhere_else() {
    let file = for_restos();
    assert!(read(&file, 999, &key("amina")).is_ok(), "also where it was written");
    for stranger in ["rachid", "hub", "root"] {
        assert_eq!(read(&file, 999, &key(stranger)), Err(BundleError::NotForThisDevice), "{stranger}");
    }
    let hub = written(Addressee::Device(key("hub").id()), &secrets(9));
    assert!(read(&hub, 999, &key("hub")).is_ok());
    assert_eq!(read(&hub, 999, &key("louis")), Err(BundleError::NotForThisDevice));
}

#[test]
fn a_bundle_shows_none_of_what_it_carries() {
    let file = for_restos();
    for word in ["marie", "2020-03", "person/"] {
        assert!(!file.windows(word.len()).any(|window| window == word.as_bytes()), "{word} stands in the open");
    }
    let Part::Changes(sealed) = &parts()[2] else { panic!() };
    for change in sealed.iter().flat_map(|one| &one.changes) {
        assert!(!file.windows(16).any(|window| change.bytes.starts_with(window)));
        assert!(!file.windows(32).any(|window| window == change.hash));
    }
}

#[test]
fn a_revoked_device_is_not_among_the_readers() {
    let mut trust = bordeaux();
    trust.append(&key("hub"), crate::city::revoke("louis")).unwrap();
    assert_eq!(Addressee::Organisation(org("restos")).devices(&trust), [key("amina").id()]);
    assert!(Addressee::Device(key("louis").id()).devices(&trust).is_empty());
    let begun = BundleWriter::begin(&key("amina"), &trust, Addressee::Organisation(org("x")), &[], &secrets(1));
    assert_eq!(begun.err(), Some(BundleError::Readers(0)));
}

#[test]
fn every_half_written_bundle_is_told_from_a_whole_one() {
    let file = for_restos();
    for length in 0..file.len() {
        let cut = &file[..length];
        let expected = if length == 0 { BundleError::NotABundle } else { BundleError::Damaged };
        assert_eq!(check(cut).unwrap_err(), expected, "cut at {length}");
    }
    assert_eq!(check(&[&file[..], b"x"].concat()).unwrap_err(), BundleError::Damaged, "something after its end");
}

#[test]
fn another_file_and_a_newer_bundle_are_named_as_what_they_are() {
    assert_eq!(check(b"Nom;Prenom\nDurand;Marie\n"), Err(BundleError::NotABundle));
    assert_eq!(check(b"PK"), Err(BundleError::NotABundle));
    let mut newer = for_restos();
    newer[16] = 9;
    assert_eq!(check(&newer), Err(BundleError::NewerVersion { version: 9 }));
}

#[test]
fn a_part_does_not_fit_into_another_bundle() {
    // The same content key twice is what must never happen; even then a part is bound to its bundle.
    let (one, two) = (for_restos(), written(Addressee::Device(key("louis").id()), &secrets(9)));
    let mut reader = BundleReader::default();
    reader.push(&two).unwrap();
    let Some(Piece::Header(header, opening)) = reader.next().unwrap() else { panic!() };
    let mut opener = Opener::new(&key("louis"), &header, &opening).unwrap();
    let mut other = BundleReader::default();
    other.push(&one).unwrap();
    let pieces = std::iter::from_fn(|| other.next().unwrap()).collect::<Vec<_>>();
    let Piece::Part(part) = &pieces[1] else { panic!() };
    assert_eq!(opener.open(part), Err(BundleError::Damaged));
}

#[test]
fn parts_in_another_order_do_not_open() {
    let file = for_restos();
    let mut reader = BundleReader::default();
    reader.push(&file).unwrap();
    let pieces = std::iter::from_fn(|| reader.next().unwrap()).collect::<Vec<_>>();
    let (Piece::Header(header, opening), Piece::Part(second)) = (&pieces[0], &pieces[2]) else { panic!() };
    assert_eq!(Opener::new(&key("louis"), header, opening).unwrap().open(second), Err(BundleError::Damaged));
}

#[test]
fn a_bundle_keeps_its_bytes() {
    let trust = bordeaux();
    let to = Addressee::Device(key("louis").id());
    let (mut writer, mut file) =
        BundleWriter::begin(&key("amina"), &trust, to.clone(), &to.devices(&trust), &secrets(9)).unwrap();
    file.extend(writer.part(&parts()[0]).unwrap());
    file.extend(writer.finish(&key("amina")));
    insta::assert_snapshot!(data_encoding::HEXLOWER.encode(&file));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn one_bit_more_or_less_and_the_bundle_is_refused(at: prop::sample::Index, bit in 0u8..8) {
        let mut file = for_restos();
        let index = at.index(file.len());
        file[index] ^= 1 << bit;
        prop_assert!(check(&file).is_err(), "bit {bit} of byte {index}");
    }

    #[test]
    fn hostile_bytes_never_panic_and_take_no_memory(bytes: Vec<u8>, version in 0u16..3, length in 0u32..2_000, cut: prop::sample::Index) {
        let _ = check(&bytes);
        let invented = [&b"mainforte-bundle"[..], &version.to_le_bytes(), &length.to_le_bytes(), &bytes].concat();
        prop_assert!(check(&invented).is_err());
        let file = for_restos();
        let spliced = [&file[..cut.index(file.len())], &bytes].concat();
        if spliced != file {
            prop_assert!(check(&spliced).is_err());
        }
        let _ = read(&spliced, 61, &key("louis"));
    }
}
