//! Reads `tauri.conf.json` and the capabilities, and compiles the interface into the program.

/// What the window may call. A command that is not named here and allowed in `capabilities/desk.json` is refused.
const COMMANDS: &[&str] =
    &["execute", "query", "pick_file", "save_file", "export_bundle", "import_bundle", "this_computer"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The interface is embedded: a new one asks for a new program.
    println!("cargo::rerun-if-changed=../ui/dist");
    let commands = tauri_build::AppManifest::new().commands(COMMANDS);
    Ok(tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))
        .map_err(|error| error.to_string())?)
}
