//! Progress on a terminal, and only there.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal as _;

/// A bar up to `total`, in whatever the template counts.
pub(crate) fn bar(total: u64) -> ProgressBar {
    styled(
        ProgressBar::hidden(),
        total,
        "{bar:30} {human_pos} of {human_len} · {per_sec} · {eta} left",
    )
}

/// A bar for bytes whose number nobody knows.
pub(crate) fn bytes() -> ProgressBar {
    styled(
        ProgressBar::hidden(),
        0,
        "{spinner} {binary_bytes} · {binary_bytes_per_sec}",
    )
}

fn styled(bar: ProgressBar, total: u64, template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return bar;
    }
    if total > 0 {
        bar.set_length(total);
    }
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar
}
