use crate::cli::Init;
use crate::sentence::refused;
use anyhow::{Result, bail};
use mainforte_node::{Node, ROOT_KEY_FILE};
use std::io::Write;

/// Founds a city: root key, device key, registry, key file.
pub(crate) async fn init(options: &Init) -> Result<()> {
    let folder = &options.folder;
    let city = options.city.trim();
    if city.is_empty() {
        bail!("the city has no name, give one with --city");
    }
    folder.must_be_empty()?;
    let node = Node::found(folder.config(false, None), city).await.map_err(|refusal| refused(&refusal))?;
    node.close().await;
    let root = folder.data.join(ROOT_KEY_FILE);
    let mut output = std::io::stdout().lock();
    writeln!(output, "{city} is founded in {}.", folder.data.display())?;
    writeln!(
        output,
        "Keep a copy of {}: without it nobody can open the city's documents.",
        folder.key_path().display()
    )?;
    writeln!(output, "Move {} to a safe place: it is needed only to name another hub.", root.display())?;
    writeln!(output, "Next: mainforte-hub serve --data {}", folder.data.display())?;
    Ok(())
}
