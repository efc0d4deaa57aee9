use crate::cli::Invite;
use crate::door::{Door, unexpected};
use crate::qr::half_blocks;
use anyhow::Result;
use mainforte_api::{Command, InvitationView, Outcome};
use std::io::{IsTerminal, Write};

/// Prints an invitation: its one line of text, then its QR code.
pub(crate) async fn invite(options: &Invite) -> Result<()> {
    let door = Door::open(&options.folder).await?;
    let outcome = door.execute(Command::Invite { association: options.association.clone() }).await;
    door.close().await;
    let Outcome::Invited { invitation } = outcome? else { return Err(unexpected()) };
    print(&invitation, options)
}

fn print(invitation: &InvitationView, options: &Invite) -> Result<()> {
    let mut output = std::io::stdout().lock();
    if options.json {
        serde_json::to_writer(&mut output, invitation)?;
        writeln!(output)?;
        return Ok(());
    }
    writeln!(output, "{}", invitation.text)?;
    let terminal = output.is_terminal();
    if options.qr || terminal {
        for line in half_blocks(&invitation.qr, terminal) {
            writeln!(output, "{line}")?;
        }
    }
    Ok(())
}
