//! E-mail addresses: enough of a check to catch a slip of the fingers, no more. Only a mail that arrives proves one.

/// The text is not an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid e-mail address {0:?}")]
pub struct InvalidEmail(pub String);

/// Longest address that can stand in a mail's envelope (RFC 5321, 4.5.3.1.3, without the brackets).
const LENGTH_MAX: usize = 254;
/// Longest part before the `@` (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// Longest label of a domain (RFC 1035, 2.3.4).
const LABEL_MAX: usize = 63;

/// Checks an address and writes it in small letters, without the `mailto:` that a web page leaves in front.
pub fn normalise_email(text: &str) -> Result<String, InvalidEmail> {
    let address = text.trim().to_lowercase();
    let address = address.strip_prefix("mailto:").unwrap_or(&address);
    let valid = address.len() <= LENGTH_MAX
        && address.split_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain));
    if valid { Ok(address.to_owned()) } else { Err(InvalidEmail(text.chars().take(80).collect())) }
}

fn is_local(local: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "()<>[]\\,;:@\"".contains(c);
    (1..=LOCAL_MAX).contains(&local.len()) && !local.contains(forbidden)
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=LABEL_MAX).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_kept_in_small_letters() {
        assert_eq!(normalise_email(" Marie.Durand@Orange.FR ").as_deref(), Ok("marie.durand@orange.fr"));
        assert_eq!(
            normalise_email("mailto:l.a-b+c@sous.domaine.example").as_deref(),
            Ok("l.a-b+c@sous.domaine.example")
        );
    }

    #[test]
    fn a_slip_of_the_fingers_is_caught() {
        for bad in [
            "",
            "marie",
            "marie@",
            "@orange.fr",
            "marie@orange",
            "marie@@orange.fr",
            "marie durand@orange.fr",
            "marie@orange..fr",
            "marie@-orange.fr",
            "marie@orange.fr, paul@free.fr",
            "marie@orange.fr.",
            "06 12 34 56 78",
        ] {
            assert_eq!(normalise_email(bad), Err(InvalidEmail(bad.to_owned())), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_an_error(text in any::<String>()) {
            if let Ok(address) = normalise_email(&text) {
                prop_assert_eq!(normalise_email(&address), Ok(address.clone()));
            }
        }
    }
}
