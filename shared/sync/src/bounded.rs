//! Lists in messages. A few bytes on the wire can be hundreds in memory, and a few kilobytes unpack to megabytes: a list ends
//! where the message may have no more, before the rest of it is read, and never is memory reserved for what was only announced.

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// What a list holds, where the sum of it counts rather than the number.
pub(crate) trait Weighed {
    /// What all of a list's items may weigh together, bytes.
    const MAX: usize;

    /// What one weighs, bytes.
    fn weighs(&self) -> usize;
}

/// Reads a list of at most so many items.
pub(crate) fn at_most<'de, const MAX: usize, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    from.deserialize_seq(List { max: MAX, weighs: |_| 1, of: PhantomData })
}

/// Reads a list whose items together weigh no more than they may.
pub(crate) fn within_weight<'de, D: Deserializer<'de>, T: Deserialize<'de> + Weighed>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    from.deserialize_seq(List { max: T::MAX, weighs: T::weighs, of: PhantomData })
}

struct List<T, F: Fn(&T) -> usize> {
    max: usize,
    weighs: F,
    of: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: Fn(&T) -> usize> Visitor<'de> for List<T, F> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {}", self.max)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let (mut list, mut weight) = (Vec::new(), 0_usize);
        while let Some(item) = items.next_element()? {
            weight = weight.saturating_add((self.weighs)(&item));
            if weight > self.max {
                return Err(A::Error::custom("a list is longer than allowed"));
            }
            list.push(item);
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Few(#[serde(deserialize_with = "at_most::<4, _, _>")] Vec<u8>);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Text(String);

    impl Weighed for Text {
        const MAX: usize = 10;

        fn weighs(&self) -> usize {
            self.0.len()
        }
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Light(#[serde(deserialize_with = "within_weight")] Vec<Text>);

    proptest! {
        #[test]
        fn what_a_list_may_hold_comes_back_and_no_more(numbers in prop::collection::vec(any::<u8>(), 0..9), texts in prop::collection::vec("[a-z]{0,5}", 0..5)) {
            let bytes = postcard::to_stdvec(&numbers).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Few>(&bytes).ok(), (numbers.len() <= 4).then_some(Few(numbers)));
            let bytes = postcard::to_stdvec(&texts).unwrap();
            let weight: usize = texts.iter().map(String::len).sum();
            let light = Light(texts.into_iter().map(Text).collect());
            prop_assert_eq!(postcard::from_bytes::<Light>(&bytes).ok(), (weight <= 10).then_some(light));
        }
    }
}
