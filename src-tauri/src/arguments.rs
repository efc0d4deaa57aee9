use std::path::PathBuf;

use clap::Parser;

/// Mainforte: volunteers where they are needed.
#[derive(Debug, Clone, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Where this laptop keeps its documents, instead of the system's folder for applications.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The file that holds the database key, instead of the system's keychain. `MAINFORTE_KEY_FILE` says the same.
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
}

impl Arguments {
    /// What was typed, completed from the environment.
    pub(crate) fn read() -> Self {
        let mut arguments = Self::parse();
        let from_environment = std::env::var_os("MAINFORTE_KEY_FILE").filter(|file| !file.is_empty());
        arguments.key_file = arguments.key_file.or(from_environment.map(PathBuf::from));
        arguments
    }
}
