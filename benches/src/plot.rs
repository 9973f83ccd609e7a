//! The plot: for each kind of reading work a bar from the median to the 99th percentile, at both sizes, on a logarithmic
//! scale. Plain SVG, readable on light and dark pages.

use crate::figures::{Figure, Run};
use crate::works::WORKS;
use std::fmt::Write as _;

const WIDTH: f64 = 980.0;
const LEFT: f64 = 330.0;
const ROW: f64 = 26.0;
const TOP: f64 = 84.0;
/// The scale in microseconds: 0.05 ms to 100 ms.
const LEAST: f64 = 50.0;
const MOST: f64 = 100_000.0;
const COLORS: [(&str, &str, &str); 2] = [("sqlite", "SQLite", "#0b6bcb"), ("postgres", "PostgreSQL", "#c2410c")];

fn x(micros: f64) -> f64 {
    let at = (micros.clamp(LEAST, MOST) / LEAST).ln() / (MOST / LEAST).ln();
    LEFT + at * (WIDTH - LEFT - 30.0)
}

/// The picture of a run.
pub(crate) fn svg(run: &Run) -> String {
    let most = run.figures.iter().map(|f| f.users).max().unwrap_or_default();
    let shown: Vec<_> = WORKS.iter().filter(|work| work.grows).collect();
    let height = TOP + ROW * shown.len() as f64 + 34.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"13\" role=\"img\" aria-label=\"Times of reading work, median to 99th percentile\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"600\" fill=\"#111827\">Reading work in a small and in a large portal</text>\n\
         <text x=\"16\" y=\"46\" fill=\"#4b5563\">Each bar: median to 99th percentile, as a caller sees it. Solid: {most} users; hollow: the smaller portal.</text>\n"
    );
    for (n, (_, name, color)) in COLORS.iter().enumerate() {
        let at = 16.0 + 130.0 * n as f64;
        writeln!(out, "<rect x=\"{at}\" y=\"56\" width=\"14\" height=\"10\" rx=\"2\" fill=\"{color}\"/><text x=\"{}\" y=\"65\" fill=\"#111827\">{name}</text>", at + 20.0).ok();
    }
    for (micros, label) in [
        (100.0, "0.1 ms"),
        (1_000.0, "1 ms"),
        (10_000.0, "10 ms"),
        (100_000.0, "100 ms"),
    ] {
        writeln!(
            out,
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{TOP}\" y2=\"{1:.1}\" stroke=\"#e5e7eb\"/><text x=\"{0:.1}\" y=\"{2:.1}\" text-anchor=\"middle\" fill=\"#4b5563\">{label}</text>",
            x(micros),
            height - 30.0,
            height - 12.0
        )
        .ok();
    }
    for (n, work) in shown.iter().enumerate() {
        let y = TOP + ROW * n as f64;
        writeln!(
            out,
            "<text x=\"16\" y=\"{:.1}\" fill=\"#111827\">{}</text>",
            y + 17.0,
            escaped(work.title)
        )
        .ok();
        for (lane, (engine, _, color)) in COLORS.iter().enumerate() {
            let of = |f: &&Figure| f.work == work.key && f.engine == *engine;
            for figure in run.figures.iter().filter(of) {
                bar(&mut out, figure, most, y + 4.0 + 10.0 * lane as f64, color);
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Solid for the portal with the most users, thin and hollow for a smaller one.
fn bar(out: &mut String, figure: &Figure, most: u64, y: f64, color: &str) {
    let (from, to) = (x(figure.p50), x(figure.p99));
    let (y, height, fill) = if figure.users == most {
        (y, 7.0, color)
    } else {
        (y + 2.0, 3.0, "none")
    };
    writeln!(
        out,
        "<rect x=\"{from:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height}\" rx=\"1.5\" fill=\"{fill}\" stroke=\"{color}\"/>",
        (to - from).max(2.0)
    )
    .ok();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('`', "")
}
