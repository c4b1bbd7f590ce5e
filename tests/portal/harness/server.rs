//! The real server, started as `main` starts it, on its own port.

use std::net::TcpListener;
use std::sync::mpsc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use partner_portal::app;
use partner_portal::app::Shared;
use partner_portal::config::{Config, RequestLimits};

use super::database::{Folder, Fresh};

/// A running server; it stops when dropped.
pub struct Running {
    /// `127.0.0.1:port`.
    pub address: String,
    /// Its connections and settings, to prepare tests.
    pub shared: Shared,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts a server on a database. `change` changes the settings.
    pub fn start(database: &Fresh, folder: &Folder, change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let mut config =
            Config::for_test(database.url().to_owned(), folder.path(), address.clone()).expect("settings of a test");
        // `current_exe` would be the test.
        config.program = env!("CARGO_BIN_EXE_partner-portal").into();
        // Tests send more requests per minute than people. Tests of the limits set their own.
        config.request_limits = RequestLimits { minute: 1_000_000, hour: 1_000_000, day: 1_000_000 };
        change(&mut config);
        let shared = app::open(config).expect("the database and the documents");
        app::prepare(&shared).expect("the links");
        let (send, receive) = mpsc::channel();
        let with = shared.clone();
        let thread = std::thread::spawn(move || {
            let system = actix_web::rt::System::new();
            let _ = system.block_on(async move {
                let server = app::build(with, listener, 1).expect("the server");
                send.send(server.handle()).expect("the test waits");
                server.await
            });
        });
        let handle = receive.recv().expect("the server starts");
        Self { address, shared, handle, thread: Some(thread) }
    }

    /// Starts the metrics listener of this server.
    pub fn metrics(&self) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let (send, receive) = mpsc::channel();
        let with = self.shared.clone();
        let thread = std::thread::spawn(move || {
            let system = actix_web::rt::System::new();
            let _ = system.block_on(async move {
                let server = app::build_metrics(with, listener).expect("the server");
                send.send(server.handle()).expect("the test waits");
                server.await
            });
        });
        let handle = receive.recv().expect("the server starts");
        Self { address, shared: self.shared.clone(), handle, thread: Some(thread) }
    }
}

/// A running worker; it stops when dropped.
pub struct Working {
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts this server's worker, as `main` does.
    pub fn work(&self) -> Working {
        let worker = app::worker(&self.shared);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let running = worker.start().expect("the worker starts");
                let _ = stopped.await;
                running.stop().await;
            });
        });
        Working { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Sending the command is enough. The returned future only waits for the end, which joining the thread does,
        // too.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
