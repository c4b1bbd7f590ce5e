//! The progress bar of long commands.

use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar with a heading.
pub(super) fn progress(heading: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("  {msg} [{bar:32}] {human_pos} of {human_len} · {eta} left") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(heading.to_owned());
    bar
}
