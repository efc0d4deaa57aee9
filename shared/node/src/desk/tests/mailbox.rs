//! Parcels of a program that is newer than this one.

use super::super::Parcel;
use super::*;
use mainforte_sync::bundle::BUNDLE_VERSION;

fn parcel(version: u16) -> Vec<u8> {
    [&b"mainforte-bundle"[..], &version.to_le_bytes(), b"what nobody knows yet"].concat()
}

#[test]
fn a_parcel_of_a_newer_program_is_not_confirmed_and_one_that_is_no_good_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    assert_eq!(
        desk.take_parcel(&parcel(BUNDLE_VERSION)).unwrap(),
        Parcel::Done,
        "it would stand in the way of all behind it"
    );
    assert!(!desk.has_newer_mail());
    let newer = desk.take_parcel(&parcel(BUNDLE_VERSION + 1)).unwrap();
    assert_eq!(newer, Parcel::Newer, "the hub would let it go, and nobody has it");
    assert!(desk.has_newer_mail());
}

#[test]
fn a_hub_that_cannot_tell_for_whom_a_parcel_is_leaves_it_with_its_sender_and_stays_connected() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let amina = amina(&mut desk);
    assert!(!desk.keep_parcel(&amina, &parcel(BUNDLE_VERSION + 1)).unwrap());
    assert!(desk.keep_parcel(&amina, &parcel(BUNDLE_VERSION)).is_err());
}
