//! A headless Chromium, driven by the WebDriver protocol through Debian's `chromedriver`.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::http;

/// Longest wait for something to appear.
const PATIENCE: Duration = Duration::from_secs(15);

/// A browser with one window.
pub struct Browser {
    driver: Child,
    address: String,
    session: String,
    site: String,
    /// The folder of its downloads.
    pub downloads: PathBuf,
}

/// An element of a page.
pub struct Element(String);

impl Browser {
    /// Opens a browser; `folder` is for its profile and downloads.
    pub fn open(site: &str, folder: &Path) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver; on Debian: apt-get install chromium chromium-driver");
        let mut lines = BufReader::new(driver.stdout.take().expect("its words")).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.split("successfully on port ").nth(1).map(|port| port.trim_end_matches('.').to_owned())
        });
        // The pipe must be read, or the driver stops when it is full.
        std::thread::spawn(move || lines.for_each(drop));
        let address = format!("127.0.0.1:{}", port.expect("chromedriver says its port"));
        let downloads = folder.join("downloads");
        std::fs::create_dir_all(&downloads).expect("a folder");
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--window-size=1280,900",
            &format!("--user-data-dir={}", folder.join("profile").display()),
        ]
        .map(str::to_owned);
        let wish = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": args},
            "timeouts": {"pageLoad": 30000, "script": 60000},
        }}});
        let mut browser = Self { driver, address, session: String::new(), site: format!("http://{site}"), downloads };
        let made = browser.call("POST", "/session", &wish);
        browser.session = format!("/session/{}", made["sessionId"].as_str().expect("a session"));
        browser.cdp(
            "Browser.setDownloadBehavior",
            &json!({"behavior": "allow", "downloadPath": browser.downloads.display().to_string()}),
        );
        browser
    }

    #[track_caller]
    fn try_call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        let text = if method == "POST" { body.to_string() } else { String::new() };
        let answer = http::send(&self.address, method, path, &headers, text.as_bytes());
        let mut value = answer.json();
        if answer.status == 200 { Ok(value["value"].take()) } else { Err(value["value"]["message"].to_string()) }
    }

    #[track_caller]
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_call(method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// A command of the browser's own protocol.
    #[track_caller]
    pub fn cdp(&self, command: &str, params: &Value) {
        self.call("POST", &format!("{}/goog/cdp/execute", self.session), &json!({"cmd": command, "params": params}));
    }

    /// From now on, pages are loaded without scripts.
    pub fn without_scripts(&self) {
        self.cdp("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    }

    /// Sets the width of the window, and light or dark mode.
    pub fn look(&self, width: u32, is_dark: bool) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.cdp("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if is_dark { "dark" } else { "light" };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.cdp("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// Opens an address of the portal.
    #[track_caller]
    pub fn go(&self, path: &str) {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.site) };
        self.call("POST", &format!("{}/url", self.session), &json!({"url": url}));
    }

    /// The current address, without the site.
    #[track_caller]
    pub fn at(&self) -> String {
        let url = self.call("GET", &format!("{}/url", self.session), &Value::Null);
        url.as_str().unwrap_or_default().trim_start_matches(&self.site).to_owned()
    }

    fn all(&self, using: &str, what: &str) -> Vec<Element> {
        let found =
            self.try_call("POST", &format!("{}/elements", self.session), &json!({"using": using, "value": what}));
        let Ok(Value::Array(list)) = found else { return Vec::new() };
        list.iter()
            .filter_map(|one| one.as_object()?.values().next()?.as_str().map(|id| Element(id.to_owned())))
            .filter(|element| self.is_shown(element))
            .collect()
    }

    fn is_shown(&self, element: &Element) -> bool {
        let path = format!("{}/element/{}/displayed", self.session, element.0);
        self.try_call("GET", &path, &Value::Null).is_ok_and(|shown| shown == true)
    }

    /// Waits until a condition is true.
    #[track_caller]
    pub fn until(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "{what} does not come, at {}:\n{}", self.at(), self.words());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The last element that a selector finds, as soon as there is one. A dialog comes after the page in the document.
    #[track_caller]
    pub fn find(&self, css: &str) -> Element {
        self.newest("css selector", css)
    }

    #[track_caller]
    fn newest(&self, using: &str, what: &str) -> Element {
        let mut found = None;
        self.until(what, || {
            found = self.all(using, what).pop();
            found.is_some()
        });
        found.expect("waited for")
    }

    /// Types into a field.
    #[track_caller]
    pub fn write(&self, css: &str, text: &str) {
        let element = self.find(css);
        let path = format!("{}/element/{}", self.session, element.0);
        let _ = self.try_call("POST", &format!("{path}/clear"), &json!({}));
        self.call("POST", &format!("{path}/value"), &json!({"text": text}));
    }

    /// Chooses a file in a file field, which may be hidden behind its label.
    #[track_caller]
    pub fn attach(&self, css: &str, file: &Path) {
        let path = format!("{}/element", self.session);
        let found = self.call("POST", &path, &json!({"using": "css selector", "value": css}));
        let id = found.as_object().and_then(|one| one.values().next()?.as_str().map(str::to_owned)).expect("a field");
        self.call("POST", &format!("{path}/{id}/value"), &json!({"text": file.display().to_string()}));
    }

    /// Presses keys, one after the other, wherever the focus is. Chromium loses a key that comes before a new page has
    /// been drawn, so this waits for two frames first.
    #[track_caller]
    pub fn keys(&self, keys: &str) {
        self.ask(
            "const done = arguments[arguments.length - 1]; \
             requestAnimationFrame(() => requestAnimationFrame(() => done(true)))",
        );
        let moves: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": moves}]});
        self.call("POST", &format!("{}/actions", self.session), &body);
    }

    /// Clicks what a selector finds.
    #[track_caller]
    pub fn press(&self, css: &str) {
        self.click(|| self.find(css));
    }

    /// Draws a wave on an element.
    #[track_caller]
    pub fn draw(&self, css: &str) {
        let element = self.find(css);
        let origin = json!({"element-6066-11e4-a52e-4f735466cecf": element.0});
        let to = |x: i32, y: i32| json!({"type": "pointerMove", "duration": 5, "origin": origin, "x": x, "y": y});
        let mut moves = vec![to(-80, 0), json!({"type": "pointerDown", "button": 0})];
        moves.extend((0..16).map(|at| to(at * 10 - 80, if at % 2 == 0 { 20 } else { -20 })));
        moves.push(json!({"type": "pointerUp", "button": 0}));
        let body = json!({"actions": [{"type": "pointer", "id": "mouse", "actions": moves}]});
        self.call("POST", &format!("{}/actions", self.session), &body);
    }

    /// Clicks the link or button with this text.
    #[track_caller]
    pub fn press_words(&self, words: &str) {
        let what = format!("//*[self::a or self::button][contains(normalize-space(.), \"{words}\")]");
        self.click(|| self.newest("xpath", &what));
    }

    /// If a script replaced the element meanwhile, it is searched again.
    #[track_caller]
    fn click(&self, find: impl Fn() -> Element) {
        let mut last = String::new();
        for _ in 0..20 {
            let element = find();
            match self.try_call("POST", &format!("{}/element/{}/click", self.session, element.0), &json!({})) {
                Ok(_) => return,
                Err(error) => last = error,
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("cannot be pressed: {last}");
    }

    /// The visible text of the page.
    pub fn words(&self) -> String {
        let all = self.all("css selector", "body");
        let Some(body) = all.first() else { return String::new() };
        let path = format!("{}/element/{}/text", self.session, body.0);
        self.try_call("GET", &path, &Value::Null)
            .ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Whether a box is ticked.
    #[track_caller]
    pub fn is_on(&self, css: &str) -> bool {
        let element = self.find(css);
        self.call("GET", &format!("{}/element/{}/selected", self.session, element.0), &Value::Null) == true
    }

    /// Waits until the page shows a text.
    #[track_caller]
    pub fn reads(&self, text: &str) {
        self.until(text, || self.words().contains(text));
    }

    /// Waits for a finished download and returns its bytes.
    #[track_caller]
    pub fn downloaded(&self, ending: &str) -> Vec<u8> {
        let mut found = None;
        self.until(&format!("a file {ending}"), || {
            found = std::fs::read_dir(&self.downloads)
                .ok()
                .and_then(|entries| {
                    entries
                        .filter_map(Result::ok)
                        .map(|entry| entry.path())
                        .find(|path| path.extension().is_some_and(|found| found == ending))
                })
                .and_then(|path| std::fs::read(path).ok())
                .filter(|bytes| !bytes.is_empty());
            found.is_some()
        });
        found.expect("waited for")
    }

    /// Runs a script that calls its last argument with the result.
    #[track_caller]
    pub fn ask(&self, script: &str) -> Value {
        self.call("POST", &format!("{}/execute/async", self.session), &json!({"script": script, "args": []}))
    }

    /// A screenshot of the page.
    pub fn picture(&self) -> Vec<u8> {
        use base64::Engine;
        let shot = self.call("GET", &format!("{}/screenshot", self.session), &Value::Null);
        base64::engine::general_purpose::STANDARD.decode(shot.as_str().unwrap_or_default()).unwrap_or_default()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.try_call("DELETE", &self.session, &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
