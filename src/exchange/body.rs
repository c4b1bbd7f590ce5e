//! Connects a blocking writer with a streamed response body.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::{SendTimeoutError, TrySendError};

/// Bytes of one piece.
const CHUNK_BYTES: usize = 64 * 1024;
/// The longest wait for the reader to take one piece, in seconds.
const MAX_WAIT: Duration = Duration::from_secs(30);
/// Seconds after which a reader must have read [`MIN_BYTES_PER_SECOND`] on average.
const SLOW_READER_GRACE: Duration = Duration::from_secs(60);
/// The least average speed of a reader.
const MIN_BYTES_PER_SECOND: u64 = 8 * 1024;

/// A writer for blocking threads. Its bytes arrive at a [`Chunks`] in pieces of 64 KiB.
///
/// It waits for slow readers. If it is dropped without [`finish`](Self::finish), for example by a panic, the stream
/// ends with an error, so that half a file is never taken for a whole one.
#[derive(Debug)]
pub struct ChannelWriter {
    chunks: mpsc::Sender<io::Result<Bytes>>,
    buffer: BytesMut,
    whole: Arc<AtomicBool>,
    begun: Instant,
    sent: u64,
}

impl ChannelWriter {
    /// A writer and its stream; at most `waiting` pieces (at least one) are buffered between them.
    pub fn pair(waiting: usize) -> (Self, Chunks) {
        let (sender, receiver) = mpsc::channel(waiting.max(1));
        let whole = Arc::new(AtomicBool::new(false));
        let writer = Self {
            chunks: sender,
            buffer: BytesMut::with_capacity(CHUNK_BYTES),
            whole: Arc::clone(&whole),
            begun: Instant::now(),
            sent: 0,
        };
        (writer, Chunks { chunks: receiver, whole, ended: false })
    }

    /// Sends the rest and ends the stream.
    ///
    /// # Errors
    /// `BrokenPipe` if the reader has gone.
    pub fn finish(mut self) -> io::Result<()> {
        self.send()?;
        self.whole.store(true, Ordering::Release);
        Ok(())
    }

    /// Ends the stream with this error; bytes not sent yet are dropped.
    pub fn abort(self, error: io::Error) {
        // If the reader has gone or does not read, it notices at the end of the stream.
        let _ = self.chunks.try_send(Err(error));
    }

    fn send(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = self.buffer.split().freeze();
        self.sent += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        let sent = match self.chunks.try_send(Ok(chunk)) {
            Ok(()) => Ok(()),
            Err(TrySendError::Closed(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(TrySendError::Full(chunk)) => self.wait_to_send(chunk),
        };
        let took = self.begun.elapsed();
        if took > SLOW_READER_GRACE && self.sent < MIN_BYTES_PER_SECOND * took.as_secs() {
            return Err(too_slow());
        }
        sent
    }
}

impl ChannelWriter {
    /// The buffer is full: waits for the reader, up to the limits.
    fn wait_to_send(&self, chunk: io::Result<Bytes>) -> io::Result<()> {
        let runtime = Handle::try_current().map_err(io::Error::other)?;
        match runtime.block_on(self.chunks.send_timeout(chunk, MAX_WAIT)) {
            Ok(()) => Ok(()),
            Err(SendTimeoutError::Closed(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(SendTimeoutError::Timeout(_)) => Err(too_slow()),
        }
    }
}

fn too_slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the reader does not take what it asked for")
}

impl Write for ChannelWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.is_empty() {
            self.buffer.reserve(CHUNK_BYTES);
        }
        let taken = bytes.get(..CHUNK_BYTES - self.buffer.len()).unwrap_or(bytes);
        self.buffer.extend_from_slice(taken);
        if self.buffer.len() == CHUNK_BYTES {
            self.send()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

/// The pieces of a [`ChannelWriter`] as a stream: a response body.
#[derive(Debug)]
pub struct Chunks {
    chunks: mpsc::Receiver<io::Result<Bytes>>,
    whole: Arc<AtomicBool>,
    ended: bool,
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let next = std::task::ready!(self.chunks.poll_recv(context));
        self.ended = !matches!(next, Some(Ok(_)));
        Poll::Ready(match next {
            None if !self.whole.load(Ordering::Acquire) => {
                Some(Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the writer stopped half-way")))
            }
            next => next,
        })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    async fn collect(chunks: Chunks) -> Vec<Result<usize, String>> {
        chunks.map(|chunk| chunk.map(|c| c.len()).map_err(|e| e.to_string())).collect().await
    }

    #[tokio::test]
    async fn bytes_arrive_in_pieces_and_in_order() {
        let (mut writer, chunks) = ChannelWriter::pair(2);
        let sent: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
        let copy = sent.clone();
        let task = tokio::task::spawn_blocking(move || {
            for piece in copy.chunks(777) {
                writer.write_all(piece)?;
            }
            writer.finish()
        });
        let pieces: Vec<Bytes> = chunks.map(|chunk| chunk.expect("no fault")).collect().await;
        task.await.expect("no panic").expect("written");
        assert!(pieces[..pieces.len() - 1].iter().all(|piece| piece.len() == CHUNK_BYTES));
        assert_eq!(pieces.concat(), sent);
    }

    #[tokio::test]
    async fn an_abort_breaks_the_stream() {
        let (mut writer, chunks) = ChannelWriter::pair(2);
        let task = tokio::task::spawn_blocking(move || {
            writer.write_all(&vec![0; CHUNK_BYTES + 1])?;
            writer.abort(io::Error::other("no more"));
            io::Result::Ok(())
        });
        assert_eq!(collect(chunks).await, [Ok(CHUNK_BYTES), Err("no more".to_owned())]);
        task.await.expect("no panic").expect("written");
    }

    #[tokio::test]
    async fn a_writer_dropped_half_way_breaks_the_stream() {
        let (mut writer, chunks) = ChannelWriter::pair(2);
        writer.write_all(b"half").expect("buffered");
        drop(writer);
        assert_eq!(collect(chunks).await, [Err("the writer stopped half-way".to_owned())]);
    }

    #[tokio::test]
    async fn a_reader_that_goes_away_stops_the_writer() {
        let (mut writer, mut chunks) = ChannelWriter::pair(1);
        let task = tokio::task::spawn_blocking(move || {
            loop {
                if let Err(error) = writer.write_all(&[0; CHUNK_BYTES]) {
                    return error.kind();
                }
            }
        });
        assert!(chunks.next().await.is_some());
        drop(chunks);
        assert_eq!(task.await.expect("no panic"), io::ErrorKind::BrokenPipe);
    }

    #[tokio::test]
    async fn a_slow_reader_holds_the_writer_back() {
        let (mut writer, mut chunks) = ChannelWriter::pair(1);
        let task = tokio::task::spawn_blocking(move || {
            writer.write_all(&vec![0; 5 * CHUNK_BYTES])?;
            writer.finish()
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!task.is_finished());
        while chunks.next().await.is_some() {}
        task.await.expect("no panic").expect("written");
    }
}
