//! A flow as a picture: lifelines, arrows, and what each carries above it.

use oauth_codegen::{Party, Step};
use svg::Document;
use svg::node::element::{Definitions, Line, Marker, Path, Rectangle, Text, Title};

/// Between two lifelines, and beside the outer ones.
const COLUMN: usize = 420;
const MARGIN: usize = 110;
/// A line of text, and what it takes at most.
const LINE: usize = 16;
const LETTERS: usize = 62;
/// The boxes with names.
const BOX: (usize, usize) = (130, 34);
const TOP: usize = 24;

/// The picture as a document of its own.
pub(super) fn picture(title: &str, steps: &[Step]) -> String {
    let texts: Vec<Vec<String>> = steps.iter().map(lines).collect();
    let height = |texts: &[String]| texts.len() * LINE + 22;
    let first = TOP + BOX.1 + 10;
    let bottom = texts.iter().fold(first, |at, texts| at + height(texts)) + 14;
    let width = 2 * MARGIN + 2 * COLUMN;
    let mut document = Document::new()
        .set("viewBox", (0, 0, width, bottom + BOX.1 + TOP))
        .set("width", width)
        .set("height", bottom + BOX.1 + TOP)
        .set("font-family", "sans-serif")
        .set("font-size", 12)
        .set("role", "img")
        .add(Title::new(escaped(title)))
        .add(Definitions::new().add(arrow()))
        .add(Rectangle::new().set("width", "100%").set("height", "100%").set("fill", "#fff"));
    for party in Party::ALL {
        document = document.add(
            line(x(party), TOP + BOX.1, x(party), bottom)
                .set("stroke", "#999")
                .set("stroke-dasharray", "4 3"),
        );
        for y in [TOP, bottom] {
            document = document.add(frame(party, y)).add(
                text(x(party), y + BOX.1 / 2 + 5, party.name())
                    .set("text-anchor", "middle")
                    .set("font-weight", "bold"),
            );
        }
    }
    let mut at = first;
    for (step, texts) in steps.iter().zip(&texts) {
        let left = x(step.from).min(x(step.to)) + 10;
        for (row, line) in texts.iter().enumerate() {
            document = document.add(text(left, at + LINE * (row + 1), line));
        }
        at += height(texts);
        document = document.add(
            line(x(step.from), at - 10, x(step.to), at - 10)
                .set("stroke", "#333")
                .set("stroke-width", 1.5)
                .set("marker-end", "url(#arrow)"),
        );
    }
    document.to_string()
}

/// Where a lifeline is.
fn x(party: Party) -> usize {
    let place = Party::ALL.iter().position(|one| *one == party).unwrap_or(0);
    MARGIN + place * COLUMN
}

fn line(x1: usize, y1: usize, x2: usize, y2: usize) -> Line {
    Line::new().set("x1", x1).set("y1", y1).set("x2", x2).set("y2", y2)
}

fn text(x: usize, y: usize, content: &str) -> Text {
    Text::new(escaped(content)).set("x", x).set("y", y).set("fill", "#111")
}

fn frame(party: Party, y: usize) -> Rectangle {
    Rectangle::new()
        .set("x", x(party) - BOX.0 / 2)
        .set("y", y)
        .set("width", BOX.0)
        .set("height", BOX.1)
        .set("rx", 4)
        .set("fill", "#eef3fb")
        .set("stroke", "#4a6fa5")
}

fn arrow() -> Marker {
    Marker::new()
        .set("id", "arrow")
        .set("viewBox", (0, 0, 8, 8))
        .set("refX", 8)
        .set("refY", 4)
        .set("markerWidth", 8)
        .set("markerHeight", 8)
        .set("orient", "auto")
        .add(Path::new().set("d", "M0 0 L8 4 L0 8 z").set("fill", "#333"))
}

/// What a step says, in lines that fit beside it. An arrow across the browser has twice the room.
fn lines(step: &Step) -> Vec<String> {
    let across = x(step.from).abs_diff(x(step.to)) / COLUMN;
    let room = LETTERS * across.max(1);
    step.lines().iter().flat_map(|line| wrapped(line, room)).collect()
}

/// A text in lines of so many letters at most, broken where a word ends if one does.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        let letters = line.chars().count() + word.trim_end().chars().count();
        if letters > room && !line.is_empty() {
            lines.push(std::mem::replace(&mut line, "  ".to_owned()));
        }
        for c in word.chars() {
            if line.chars().count() == room {
                lines.push(std::mem::replace(&mut line, "  ".to_owned()));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// A text without what XML 1.0 has no place for; the library writes the rest as it must be.
fn escaped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_end_with_words_and_never_run_on() {
        assert_eq!(wrapped("one two three", 8), ["one two ", "  three"]);
        assert_eq!(wrapped("abcdefghij", 6), ["abcdef", "  ghij"]);
        assert_eq!(wrapped("", 6), [""]);
    }
}
