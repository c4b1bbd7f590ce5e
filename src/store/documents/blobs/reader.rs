//! A blocking reader of a remote document.

use std::io::{self, Read};

use bytes::{Buf, Bytes};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use tokio::runtime::Handle;

use super::BlobError;

/// Reads a remote document on a thread that may block.
pub(super) struct BlockingReader {
    runtime: Handle,
    stream: BoxStream<'static, Result<Bytes, BlobError>>,
    rest: Bytes,
}

impl BlockingReader {
    pub(super) fn new(runtime: Handle, stream: BoxStream<'static, Result<Bytes, BlobError>>) -> Self {
        Self { runtime, stream, rest: Bytes::new() }
    }
}

impl Read for BlockingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.runtime.block_on(self.stream.next()) {
                Some(bytes) => self.rest = bytes?,
                None => return Ok(0),
            }
        }
        (&mut self.rest).reader().read(buffer)
    }
}
