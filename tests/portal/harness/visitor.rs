//! Visitors as values: a browser with its cookies, or a system with its key.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde_json::Value;

use super::http::{self, Response, Upload, urlencoded};

/// A visitor that can send requests.
pub struct Visitor {
    address: String,
    sign_in: Option<(String, String)>,
    key: Option<(&'static str, String)>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cookies: BTreeMap<String, String>,
    signed_in: bool,
    token: String,
}

impl Visitor {
    /// Somebody without an account.
    pub fn nobody(address: &str) -> Self {
        Self { address: address.to_owned(), sign_in: None, key: None, state: Mutex::default() }
    }

    /// A person who signs in before the first request.
    pub fn person(address: &str, email: &str, password: &str) -> Self {
        Self { sign_in: Some((email.to_owned(), password.to_owned())), ..Self::nobody(address) }
    }

    /// A system with a key.
    pub fn key(address: &str, key: &str) -> Self {
        Self { key: Some(("XApiKey", key.to_owned())), ..Self::nobody(address) }
    }

    /// A system with a token.
    pub fn bearer(address: &str, token: &str) -> Self {
        Self { key: Some(("Authorization", format!("Bearer {token}"))), ..Self::nobody(address) }
    }

    /// The same person in another browser.
    pub fn elsewhere(&self) -> Self {
        Self {
            address: self.address.clone(),
            sign_in: self.sign_in.clone(),
            key: self.key.clone(),
            state: Mutex::default(),
        }
    }

    /// The same browser with its current cookies, at another node.
    pub fn at(&self, address: &str) -> Self {
        self.ready();
        let state = self.state.lock().expect("the state");
        let state = State { cookies: state.cookies.clone(), signed_in: state.signed_in, token: state.token.clone() };
        Self {
            address: address.to_owned(),
            sign_in: self.sign_in.clone(),
            key: self.key.clone(),
            state: Mutex::new(state),
        }
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.state.lock().expect("the state").cookies.get(name).cloned()
    }

    /// The token of the session's forms.
    pub fn token(&self) -> String {
        self.ready();
        self.state.lock().expect("the state").token.clone()
    }

    /// Sends a request with this visitor's usual headers.
    pub fn send(&self, method: &str, path: &str, extra: &[(&str, &str)], body: &[u8]) -> Response {
        self.ready();
        self.send_now(method, path, extra, body)
    }

    fn send_now(&self, method: &str, path: &str, extra: &[(&str, &str)], body: &[u8]) -> Response {
        let mut headers: Vec<(String, String)> =
            extra.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if let Some((header, key)) = &self.key {
            headers.push(((*header).to_owned(), key.clone()));
        }
        let cookies = self.state.lock().expect("the state").cookies.clone();
        if !cookies.is_empty() {
            let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.push(("cookie".to_owned(), pairs.join("; ")));
        }
        let response = http::send(&self.address, method, path, &headers, body);
        let mut state = self.state.lock().expect("the state");
        for (_, cookie) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').expect("a cookie");
            if rest.to_ascii_lowercase().contains("max-age=0") {
                state.cookies.remove(name);
            } else {
                state.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }

    /// Signs in by the sign-in page, once.
    fn ready(&self) {
        let Some((email, password)) = &self.sign_in else { return };
        {
            let mut state = self.state.lock().expect("the state");
            if state.signed_in {
                return;
            }
            state.signed_in = true;
        }
        let body = urlencoded(&[("email", email), ("password", password)]);
        let answer = self.send_now("POST", "/sign-in", &FORM, body.as_bytes());
        assert_eq!(answer.status, 303, "{email} cannot sign in:\n{}", answer.text());
        // Every page contains the form that signs out, with the token.
        let page = self.send_now("GET", "/account/sessions", &[], b"").text();
        let token = hidden_fields(&page).into_iter().find(|(name, _)| name == "_token").map(|(_, value)| value);
        self.state.lock().expect("the state").token = token.unwrap_or_default();
    }

    /// Requests a page.
    pub fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[], b"")
    }

    /// Follows a redirect to its page.
    #[track_caller]
    pub fn follow(&self, response: &Response) -> Response {
        self.get(&response.to())
    }

    /// Sends a form with the session's token.
    pub fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let token = self.token();
        let mut all = vec![("_token", token.as_str())];
        all.extend_from_slice(fields);
        self.send("POST", path, &FORM, urlencoded(&all).as_bytes())
    }

    /// Opens a page and sends its first form with all hidden fields, as a browser without scripts does. `fields`
    /// override the fields of the page.
    #[track_caller]
    pub fn fill(&self, page: &str, fields: &[(&str, &str)]) -> Response {
        let html = self.get(page).expect(200).text();
        let (action, mut sent, is_multipart) = first_form(&html, page);
        sent.retain(|(name, _)| !fields.iter().any(|(field, _)| field == name));
        let mut all: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend_from_slice(fields);
        if is_multipart {
            let (kind, body) = http::multipart(&all, &[]);
            return self.send("POST", &action, &[("content-type", &kind), FORM[1]], &body);
        }
        self.send("POST", &action, &FORM, urlencoded(&all).as_bytes())
    }

    /// The first form of a page that writes: its action and hidden fields.
    #[track_caller]
    pub fn form(&self, page: &str) -> (String, Vec<(String, String)>) {
        let html = self.get(page).expect(200).text();
        let (action, hidden, _) = first_form(&html, page);
        (action, hidden)
    }

    /// Sends a form that was opened before, with further fields.
    pub fn send_form(&self, (action, hidden): &(String, Vec<(String, String)>), fields: &[(&str, &str)]) -> Response {
        let mut all: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.retain(|(name, _)| !fields.iter().any(|(field, _)| field == name));
        all.extend_from_slice(fields);
        self.send("POST", action, &FORM, urlencoded(&all).as_bytes())
    }

    /// Sends files with the session's token.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[Upload<'_>]) -> Response {
        let token = self.token();
        let mut all: Vec<(&str, &str)> = if self.key.is_some() { Vec::new() } else { vec![("_token", &token)] };
        all.extend_from_slice(fields);
        let (kind, body) = http::multipart(&all, files);
        self.send("POST", path, &[("content-type", &kind), ("sec-fetch-site", "same-origin")], &body)
    }

    /// Requests an address of the API and expects 200.
    #[track_caller]
    pub fn get_json(&self, path: &str) -> Value {
        self.get(path).expect(200).json()
    }

    /// Sends a JSON body.
    pub fn post_json(&self, path: &str, body: &Value) -> Response {
        self.send_json("POST", path, body)
    }

    /// Sends a JSON body with any method.
    pub fn send_json(&self, method: &str, path: &str, body: &Value) -> Response {
        self.send(method, path, &JSON, body.to_string().as_bytes())
    }
}

/// Headers of a browser that sends a form from one of our pages.
pub const FORM: [(&str, &str); 2] =
    [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];

/// Headers of a system that sends JSON.
pub const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

/// The value of an attribute of a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[at..at + tag[at..].find('"')?];
    Some(value.replace("&#38;", "&").replace("&amp;", "&").replace("&#34;", "\"").replace("&#39;", "'"))
}

/// The hidden fields in a part of a page.
pub fn hidden_fields(html: &str) -> Vec<(String, String)> {
    html.split("<input")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())))
        .collect()
}

/// The first form in the page's main part that writes: action, hidden fields, and whether it sends files.
#[track_caller]
fn first_form(html: &str, page: &str) -> (String, Vec<(String, String)>, bool) {
    let main = html.find("<main").map_or(html, |at| &html[at..]);
    for form in main.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or_default();
        let tag = form.split('>').next().unwrap_or_default();
        if tag.to_ascii_lowercase().contains("method=\"post\"") {
            let action = attribute(tag, "action").unwrap_or_else(|| page.to_owned());
            return (action, hidden_fields(form), tag.contains("multipart/form-data"));
        }
    }
    panic!("there is no form to send on {page}:\n{main}");
}
