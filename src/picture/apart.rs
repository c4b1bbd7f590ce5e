//! Uploaded pictures are converted in a process of their own: the same program with the hidden command `draw-picture`.
//! A thread cannot be stopped, but a process can: after five seconds, or when nobody waits for it any more. It has
//! limits of memory and computing time, and no access to settings or secrets.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{MAX_BYTES, PictureProblem, Purpose, make};

/// The longest time for one picture, in seconds.
const MAX_DRAWING_TIME: Duration = Duration::from_secs(5);
/// Computing time of the process, in seconds: it ends by itself if its parent has gone.
const MAX_COMPUTING_SECONDS: u64 = 6;
/// Bytes of memory for the process: the largest bitmap needs a third of it.
const MAX_MEMORY_BYTES: u64 = 768 * 1024 * 1024;
/// Bytes of an answer: a PNG of the largest size is smaller.
const MAX_ANSWER_BYTES: u64 = 4 * 1024 * 1024;
/// The pause between two checks of the process, in milliseconds.
const POLL_INTERVAL: Duration = Duration::from_millis(5);
/// The command.
pub const COMMAND: &str = "draw-picture";
/// The first line of an answer with a picture.
const ANSWER_WITH_PICTURE: &[u8] = b"png\n";

/// Converts pictures in a separate process.
#[derive(Clone, Debug)]
pub struct Apart {
    /// The program with the command.
    pub program: PathBuf,
    /// The longest time for one picture.
    pub limit: Duration,
}

impl Apart {
    /// With the usual time limit.
    pub fn new(program: PathBuf) -> Self {
        Self { program, limit: MAX_DRAWING_TIME }
    }

    /// Makes a PNG and waits for it on this thread. `is_given_up` is asked repeatedly whether to stop.
    ///
    /// # Errors
    /// The program cannot be started; the inner error says why the picture is refused.
    pub fn make(
        &self,
        bytes: &[u8],
        purpose: Purpose,
        is_given_up: &dyn Fn() -> bool,
    ) -> std::io::Result<Result<Vec<u8>, PictureProblem>> {
        if bytes.len() > MAX_BYTES {
            return Ok(Err(PictureProblem::TooLarge));
        }
        let started = Instant::now();
        let mut child = Command::new(&self.program)
            .args([COMMAND, purpose.name()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        std::thread::scope(|scope| {
            // Both pipes are served at the same time, so that neither side waits for the other for ever. When the
            // process ends, its pipes close and these threads end, too.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
            let reader = scope.spawn(move || {
                let mut answer = Vec::new();
                stdout.map(|stdout| stdout.take(MAX_ANSWER_BYTES).read_to_end(&mut answer));
                answer
            });
            let ended = self.look_after(&mut child, started, is_given_up);
            let answer = reader.join().unwrap_or_default();
            Ok(match ended? {
                Ended::Late => Err(PictureProblem::TooSlow),
                Ended::Itself(true) => read_answer(&answer),
                // It crashed: out of memory, or a bug in a decoder.
                Ended::Itself(false) => Err(PictureProblem::Broken),
            })
        })
    }

    /// Waits for the process, and kills it when its time is over.
    fn look_after(&self, child: &mut Child, started: Instant, given_up: &dyn Fn() -> bool) -> std::io::Result<Ended> {
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Ended::Itself(status.success()));
            }
            if started.elapsed() > self.limit || given_up() {
                // It may have ended by itself a moment ago.
                let _ = child.kill();
                child.wait()?;
                return Ok(Ended::Late);
            }
            std::thread::sleep(POLL_INTERVAL);
        }
    }
}

/// How a process ended.
enum Ended {
    /// By itself; `true` for success.
    Itself(bool),
    /// It was killed.
    Late,
}

/// The command: reads a picture from standard input and writes the answer to standard output.
///
/// # Errors
/// When one of them is closed.
pub fn answer(purpose: Purpose) -> std::io::Result<()> {
    confine();
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let mut out = std::io::stdout().lock();
    match make(&bytes, purpose) {
        Ok(png) => {
            out.write_all(ANSWER_WITH_PICTURE)?;
            out.write_all(&png)?;
        }
        Err(problem) => out.write_all(line_of(&problem).as_bytes())?,
    }
    out.flush()
}

/// Sets the limits of this process.
fn confine() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limits = [(Resource::As, MAX_MEMORY_BYTES), (Resource::Cpu, MAX_COMPUTING_SECONDS), (Resource::Core, 0)];
        for (resource, most) in limits {
            // If a limit cannot be set because a stricter one exists, the other limits and the parent's timeout still
            // apply.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
}

/// A problem as one line.
fn line_of(problem: &PictureProblem) -> String {
    match problem {
        PictureProblem::TooLarge => "too-large".to_owned(),
        PictureProblem::TooManyPixels(width, height) => format!("too-many-pixels {width} {height}"),
        PictureProblem::TooSmall => "too-small".to_owned(),
        PictureProblem::Unknown => "unknown".to_owned(),
        PictureProblem::Broken => "broken".to_owned(),
        PictureProblem::TooSlow => "too-slow".to_owned(),
        PictureProblem::NotPlain(what) => format!("not-plain {what}"),
    }
}

/// Reads the answer of the process.
fn read_answer(answer: &[u8]) -> Result<Vec<u8>, PictureProblem> {
    if let Some(png) = answer.strip_prefix(ANSWER_WITH_PICTURE) {
        return Ok(png.to_vec());
    }
    let line = String::from_utf8_lossy(answer);
    let (kind, rest) = line.split_once(' ').unwrap_or((line.as_ref(), ""));
    Err(match kind {
        "too-large" => PictureProblem::TooLarge,
        "too-many-pixels" => {
            let mut sides = rest.split(' ').filter_map(|side| side.parse().ok());
            PictureProblem::TooManyPixels(sides.next().unwrap_or_default(), sides.next().unwrap_or_default())
        }
        "too-small" => PictureProblem::TooSmall,
        "unknown" => PictureProblem::Unknown,
        "too-slow" => PictureProblem::TooSlow,
        "not-plain" => PictureProblem::NotPlain(rest.to_owned()),
        _ => PictureProblem::Broken,
    })
}

#[cfg(test)]
mod tests;
