//! Words on a terminal that may be narrow.

use crate::output::Output;

/// Columns of a terminal that does not say, a file for instance.
const USUAL: usize = 100;
/// Fewer are not believed: every word would get a line of its own.
const LEAST: usize = 24;
/// Between two columns of a table.
const GAP: usize = 2;

/// Where words go, and how wide it is.
pub struct Page<'a> {
    output: &'a Output,
    width: usize,
}

/// A column and, in a sentence, what it means.
pub struct Column {
    pub head: &'static str,
    pub means: &'static str,
}

/// Rows of as many cells as there are columns.
pub struct Table<'a> {
    pub columns: &'a [Column],
    pub rows: Vec<Vec<String>>,
}

impl<'a> Page<'a> {
    /// As wide as `COLUMNS` says, else the terminal.
    pub fn of(output: &'a Output) -> Self {
        let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let seen = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
        Self { output, width: said.or_else(seen).unwrap_or(USUAL).max(LEAST) }
    }

    /// A heading.
    pub fn heading(&self, line: &str) {
        let (empty, words) = line.strip_prefix('\n').map_or(("", line), |rest| ("\n", rest));
        self.output.heading(format!("{empty}{}", wrapped("", words, self.width).join("\n")));
    }

    /// A paragraph that begins with `mark` and hangs from there.
    pub fn paragraph(&self, mark: &str, words: &str) {
        wrapped(mark, words, self.width).iter().for_each(|line| self.output.say(line));
    }
}

impl Table<'_> {
    /// The table, or where it is wider than the page a paragraph a row; then what its columns mean.
    pub fn print(&self, page: &Page) {
        let widths: Vec<usize> = (0..self.columns.len()).map(|i| self.width(i)).collect();
        if widths.iter().sum::<usize>() + GAP * (widths.len() - 1) <= page.width {
            let heads: Vec<String> = self.columns.iter().map(|c| c.head.to_owned()).collect();
            std::iter::once(&heads).chain(&self.rows).for_each(|row| page.output.say(line(row, &widths)));
        } else {
            self.rows.iter().for_each(|row| self.stacked(row, page));
        }
        for column in self.columns.iter().filter(|c| !c.means.is_empty()) {
            page.paragraph("  ", &format!("{}: {}", column.head, column.means));
        }
    }

    fn stacked(&self, row: &[String], page: &Page) {
        let cells = row.iter().zip(self.columns).skip(1).map(|(cell, column)| format!("{} {cell}", column.head));
        let name = row.first().map_or("", String::as_str);
        page.paragraph("", &format!("{name}: {}", cells.collect::<Vec<_>>().join("; ")));
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([self.columns[column].head.chars().count()]).max().unwrap_or(0)
    }
}

/// The first and the last column begin at their left edge, the figures between them end at their right one.
fn line(row: &[String], widths: &[usize]) -> String {
    let last = row.len().saturating_sub(1);
    let cell = |(i, (text, width)): (usize, (&String, &usize))| match i {
        0 => format!("{text:<width$}"),
        i if i == last && widths.len() > 1 && !text.starts_with(|c: char| c.is_ascii_digit()) => text.clone(),
        _ => format!("{text:>width$}"),
    };
    let cells: Vec<String> = row.iter().zip(widths).enumerate().map(cell).collect();
    cells.join(&" ".repeat(GAP)).trim_end().to_owned()
}

/// Words broken into lines of at most `width` characters where they allow it.
fn wrapped(mark: &str, words: &str, width: usize) -> Vec<String> {
    let indent = " ".repeat(mark.chars().count());
    let mut lines = vec![mark.to_owned()];
    let mut empty = true;
    for word in words.split_whitespace() {
        let used = lines.last().map_or(0, |line| line.chars().count());
        if !empty && used + 1 + word.chars().count() > width {
            lines.push(indent.clone());
            empty = true;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if empty { "" } else { " " });
            line.push_str(word);
        }
        empty = false;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_lines_are_short() {
        let words = "a control point that nothing checks, 감방 and a-word-that-is-longer-than-the-page";
        for width in [24, 30, 80] {
            let lines = wrapped("  - ", words, width);
            assert_eq!(
                lines.concat().replace("  - ", "").split_whitespace().collect::<String>(),
                words.replace(' ', "")
            );
            assert!(lines.iter().all(|l| l.chars().count() <= width || l.trim().split(' ').count() == 1), "{lines:?}");
            assert!(lines[1..].iter().all(|l| l.starts_with("    ")), "{lines:?}");
        }
        assert_eq!(wrapped("- ", "", 30), ["- "]);
    }

    #[test]
    fn figures_end_under_each_other() {
        let widths = [6, 9, 9];
        let row = |cells: [&str; 3]| line(&cells.map(str::to_owned), &widths);
        assert_eq!(row(["sheet", "held-out", "suspected"]), "sheet    held-out  suspected");
        assert_eq!(row(["A01-1", "5.86 m", "-"]), "A01-1      5.86 m  -");
        assert_eq!(row(["A01-10", "15.86 m", "gate, hut"]), "A01-10    15.86 m  gate, hut");
    }
}
