//! Counts of this node's answers and how long they took. Kept in memory, per node.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static ANSWERS: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];
static WITHIN: [AtomicU64; BOUNDS.len()] = [const { AtomicU64::new(0) }; BOUNDS.len()];
static MICROSECONDS: AtomicU64 = AtomicU64::new(0);

/// Upper bounds of the histogram: in seconds as text, and in microseconds.
const BOUNDS: [(&str, u64); 7] = [
    ("0.001", 1_000),
    ("0.005", 5_000),
    ("0.02", 20_000),
    ("0.1", 100_000),
    ("0.5", 500_000),
    ("2", 2_000_000),
    ("10", 10_000_000),
];

/// Counts one answer.
pub(crate) fn count(status: u16, took: Duration) {
    let class = usize::from(status / 100).clamp(1, ANSWERS.len()) - 1;
    if let Some(answers) = ANSWERS.get(class) {
        answers.fetch_add(1, Ordering::Relaxed);
    }
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    MICROSECONDS.fetch_add(micros, Ordering::Relaxed);
    for (within, (_, bound)) in WITHIN.iter().zip(BOUNDS) {
        if micros <= bound {
            within.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The counts in the text format of Prometheus.
pub(crate) fn text() -> String {
    // Writing to memory cannot fail.
    let mut text =
        String::from("# HELP portal_requests_total Requests answered.\n# TYPE portal_requests_total counter\n");
    let mut all = 0;
    for (class, answers) in ANSWERS.iter().enumerate() {
        let answers = answers.load(Ordering::Relaxed);
        all += answers;
        let _ = writeln!(text, "portal_requests_total{{class=\"{}xx\"}} {answers}", class + 1);
    }
    text.push_str(
        "# HELP portal_request_seconds Time to the answer's head.\n# TYPE portal_request_seconds histogram\n",
    );
    for (within, (bound, _)) in WITHIN.iter().zip(BOUNDS) {
        let within = within.load(Ordering::Relaxed);
        let _ = writeln!(text, "portal_request_seconds_bucket{{le=\"{bound}\"}} {within}");
    }
    let micros = MICROSECONDS.load(Ordering::Relaxed);
    let _ = writeln!(text, "portal_request_seconds_bucket{{le=\"+Inf\"}} {all}");
    let _ = writeln!(text, "portal_request_seconds_sum {}.{:06}", micros / 1_000_000, micros % 1_000_000);
    let _ = writeln!(text, "portal_request_seconds_count {all}");
    text
}
