use crate::folder::Folder;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The city's hub: found a city, serve it, invite associations, lend volunteers.
///
/// Every command but `init` and `serve` works while `serve` runs and when it does not.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Found a city in an empty folder.
    Init(Init),
    /// Be there for the associations' laptops until told to end.
    Serve(Serve),
    /// Print an invitation for one laptop: it can be used once, and expires.
    Invite(Invite),
    /// Import volunteers into the city's pool from a csv file with French or English headers.
    Import(Import),
    /// Lend a volunteer of the pool to an association.
    Lend(Lend),
    /// Take lent time back that was not given back: whoever has not heard of it may count on the volunteer on.
    Reclaim(Reclaim),
    /// Exchange with laptops by encrypted files, where there is no network.
    Bundle(Bundle),
    /// Write everything that the hub holds to standard output.
    Export(Export),
    /// Say that this folder was put back from a backup: before anybody is served, so that the hub waits for the associations.
    Restored(Restored),
    /// Say how the hub is.
    Status(Status),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// The city's name, "Ville de Bordeaux".
    #[arg(long, value_name = "NAME")]
    pub(crate) city: String,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// The UDP address to listen on, 0.0.0.0:4700 for one [default: the port that the hub had before, on every address].
    #[arg(long, value_name = "ADDR")]
    pub(crate) bind: Option<SocketAddr>,
    /// The city's own iroh relay, through which devices meet that cannot reach each other directly; kept until it is
    /// changed [default: none, and nobody else's is ever used].
    #[arg(long, value_name = "URL")]
    pub(crate) relay: Option<String>,
    /// Name no relay any more.
    #[arg(long, conflicts_with = "relay")]
    pub(crate) no_relay: bool,
}

#[derive(Debug, Args)]
#[group(id = "whom", required = true, multiple = false, args = ["association", "operator"])]
pub(crate) struct Invite {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// For a laptop of this association, which is registered when the city does not know it yet.
    #[arg(long, value_name = "NAME")]
    pub(crate) association: Option<String>,
    /// For a laptop of the city itself.
    #[arg(long)]
    pub(crate) operator: bool,
    /// Print the QR code also when standard output is not a terminal.
    #[arg(long, conflicts_with = "json")]
    pub(crate) qr: bool,
    /// Print the invitation as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// A csv file, as it comes out of a spreadsheet.
    pub(crate) file: PathBuf,
    /// Print the report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Lend {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// The volunteer's id.
    #[arg(long, value_name = "ID")]
    pub(crate) volunteer: String,
    /// The association's name or id.
    #[arg(long, value_name = "ASSOCIATION")]
    pub(crate) to: String,
    /// 2020-03-24T09:00 by the city's clock, or with an offset from UTC.
    #[arg(long, value_name = "ISO")]
    pub(crate) from: String,
    /// The end, written in the same way.
    #[arg(long, value_name = "ISO")]
    pub(crate) until: String,
    /// At most so many hours in all.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=168))]
    pub(crate) hours: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct Reclaim {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// The loan's id: `lend` prints it, and `export` has it.
    #[arg(long, value_name = "ID")]
    pub(crate) loan: String,
    /// Do it: without, this only says what stands on the loan and what may come of it.
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Bundle {
    #[command(subcommand)]
    pub(crate) task: BundleTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BundleTask {
    /// Write what they have not confirmed into a file that only they can read.
    Export(BundleExport),
    /// Take in a file that was made for this hub: twice or in another order does no harm.
    Import(BundleImport),
}

#[derive(Debug, Args)]
#[group(id = "reader", required = true, multiple = false, args = ["association", "device"])]
pub(crate) struct BundleExport {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// For all laptops of this association.
    #[arg(long, value_name = "ASSOCIATION")]
    pub(crate) association: Option<String>,
    /// For the device whose id begins so.
    #[arg(long, value_name = "ID")]
    pub(crate) device: Option<String>,
    /// Everything that they may read, for somebody who lost some.
    #[arg(long)]
    pub(crate) everything: bool,
    /// The file to write. One that is there is replaced once the new one is whole.
    #[arg(long, value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct BundleImport {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// The file.
    pub(crate) file: PathBuf,
    /// Print what came of it as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub(crate) format: ExportFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Restored {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Lend and sign again, whoever has not reported. A laptop that knows of something later, which the backup does not hold,
    /// may have to be invited anew then.
    #[arg(long)]
    pub(crate) go_on: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Print it as one line of JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_wants_its_folder() {
        let parses = |arguments: &[&str]| Cli::try_parse_from(arguments).is_ok();
        assert!(parses(&["mainforte-hub", "status", "--data", "d", "--json"]));
        assert!(!parses(&["mainforte-hub", "status", "--json"]));
    }

    #[test]
    fn an_invitation_is_for_an_association_or_for_the_city() {
        let invite = |arguments: &[&str]| {
            let all = ["mainforte-hub", "invite", "--data", "d"].iter().chain(arguments);
            Cli::try_parse_from(all).is_ok()
        };
        assert!(invite(&["--association", "Restos du cœur"]) && invite(&["--operator"]));
        assert!(!invite(&[]) && !invite(&["--operator", "--association", "Restos du cœur"]));
    }
}
