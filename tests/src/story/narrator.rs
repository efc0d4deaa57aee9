use std::time::Instant;

/// In which language the story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
}

impl Language {
    /// French when the environment asks for it (`LC_ALL`, then `LC_MESSAGES`, then `LANG`), else English.
    pub fn of_environment() -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
        if wanted.to_lowercase().starts_with("fr") { Self::French } else { Self::English }
    }
}

/// Tells on standard output, in one language. Each sentence is given in both.
#[derive(Debug)]
pub struct Narrator {
    language: Language,
    begun: Instant,
}

impl Narrator {
    /// Begins to tell.
    pub fn new(language: Language) -> Self {
        Self { language, begun: Instant::now() }
    }

    /// The story's title.
    pub fn title(&self, french: &str, english: &str) {
        let text = self.choose(french, english);
        println!("\nMainforte · {text}\n{}", "═".repeat(12 + text.chars().count()));
    }

    /// A new scene.
    pub fn scene(&self, french: &str, english: &str) {
        let seconds = format!("{:.1} s", self.begun.elapsed().as_secs_f64());
        let text = self.choose(french, english);
        println!("\n{text}\n{}", "─".repeat(text.chars().count().max(60) - seconds.len() - 1) + " " + &seconds);
    }

    /// A sentence.
    pub fn say(&self, french: impl AsRef<str>, english: impl AsRef<str>) {
        println!("  {}", self.choose(french.as_ref(), english.as_ref()));
    }

    /// A detail of the last sentence.
    pub fn detail(&self, french: impl AsRef<str>, english: impl AsRef<str>) {
        println!("      {}", self.choose(french.as_ref(), english.as_ref()));
    }

    /// The sentence in the story's language.
    pub fn choose<'a>(&self, french: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::French => french,
            Language::English => english,
        }
    }
}
