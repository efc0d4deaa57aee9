use crate::cli::Import;
use crate::door::{Door, unexpected};
use anyhow::{Context, Result, bail};
use data_encoding::BASE64;
use mainforte_api::{Base64, Command, ImportFile, LineFate, LineView, Outcome, PeopleReport, RefusedCell};
use std::io::Write;
use std::path::Path;

/// Imports people into the pool and says of each line what became of it.
pub(crate) async fn import(options: &Import) -> Result<()> {
    let file = read(&options.file)?;
    let door = Door::open(&options.folder).await?;
    let outcome = door.execute(Command::ImportPeople { file, merge_lines: Vec::new() }).await;
    door.close().await;
    let Outcome::PeopleImported { report, .. } = outcome? else { return Err(unexpected()) };
    print(&report, options.json)?;
    let counts = report.counts;
    if counts.refused > 0 && counts.taken + counts.merged + counts.proposed == 0 {
        bail!("no line was taken, correct the file as the report says");
    }
    Ok(())
}

fn read(path: &Path) -> Result<ImportFile> {
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read, check its name", path.display()))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(ImportFile { name, content: Base64(BASE64.encode(&bytes)) })
}

fn print(report: &PeopleReport, json: bool) -> Result<()> {
    let mut output = std::io::stdout().lock();
    if json {
        serde_json::to_writer(&mut output, report)?;
        writeln!(output)?;
        return Ok(());
    }
    for line in &report.lines {
        writeln!(output, "{}", about(line))?;
    }
    let counts = report.counts;
    writeln!(
        output,
        "{} taken, {} merged, {} taken that may be somebody known, {} refused ({})",
        counts.taken, counts.merged, counts.proposed, counts.refused, report.encoding
    )?;
    Ok(())
}

fn about(line: &LineView) -> String {
    let fate = match &line.fate {
        LineFate::Taken => "taken".to_owned(),
        LineFate::MergedWithLine { line } => format!("merged with line {line}"),
        LineFate::MergedWithKnown { name, id } => format!("merged with {name} ({id})"),
        LineFate::Proposed { name, line: Some(line), .. } => {
            format!("taken; perhaps the same as {name} of line {line}")
        }
        LineFate::Proposed { name, .. } => format!("taken; perhaps the same as {name}"),
        LineFate::Refused { cells } => {
            let reasons: Vec<String> = cells.iter().map(reason).collect();
            format!("refused: {}", reasons.join(", "))
        }
    };
    let kept = if line.kept_in_note.is_empty() {
        String::new()
    } else {
        format!(" (kept in the note: {})", line.kept_in_note.join(", "))
    };
    format!("line {:>5}  {:<28} {fate}{kept}", line.line, line.name)
}

fn reason(cell: &RefusedCell) -> String {
    match cell {
        RefusedCell::NoName => "no name".to_owned(),
        RefusedCell::NoContact => "neither phone nor e-mail".to_owned(),
        RefusedCell::BadPhone { value } => format!("{value:?} is not a phone number"),
        RefusedCell::BadEmail { value } => format!("{value:?} is not an e-mail address"),
        RefusedCell::BadTime { value } => format!("{value:?} is not a date or a time"),
        RefusedCell::BadNumber { value } => format!("{value:?} is not a number that fits"),
        RefusedCell::Missing { column } => format!("{column} is missing"),
        RefusedCell::TooManyCells => "more cells than columns".to_owned(),
        RefusedCell::TooLong => "too long".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_line_says_why() {
        let cells = vec![RefusedCell::NoContact, RefusedCell::BadPhone { value: "06".into() }];
        let line = LineView {
            line: 12,
            name: "Marie Dupuy".into(),
            fate: LineFate::Refused { cells },
            kept_in_note: vec!["le soir".into()],
        };
        let said = about(&line);
        assert!(said.contains("line    12") && said.contains("Marie Dupuy"));
        assert!(said.contains("refused: neither phone nor e-mail, \"06\" is not a phone number"));
        assert!(said.ends_with("(kept in the note: le soir)"));
    }
}
