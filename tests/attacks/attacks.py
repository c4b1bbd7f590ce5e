#!/usr/bin/env python3
"""Repeats known attacks on the server's resources against a running instance, and prints figures.

Start an instance for it and nothing else, on this machine:

    cargo run --release -- demo --data-dir /tmp/attacked
    tests/attacks/attacks.py /tmp/attacked/demo-credentials.json

Only Python's own library is needed. Requests go to the address in the credentials file and nowhere else; it must be
this machine. Every loop is bounded, and the script ends by itself within a few minutes. The exit status is 0 when
every attack was refused and normal requests kept their time.
"""

import http.client
import json
import re
import socket
import statistics
import sys
import threading
import time
import urllib.parse

SLOW_CONNECTIONS = 200  # of each kind
NORMAL_REQUESTS = 40  # measured before and during an attack
MAX_SECONDS = 3.0  # for one attack request to be answered
MAX_SLOWDOWN_SECONDS = 0.5  # of the median of normal requests
NO_CASE = "0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f"

failed = []


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def find_key(value):
    """The first API key of an agency in the credentials, wherever it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("api_key", "apiKey", "key") and isinstance(inner, str):
                return inner
            found = find_key(inner)
            if found:
                return found
    if isinstance(value, list):
        for inner in value:
            found = find_key(inner)
            if found:
                return found
    return None


class Instance:
    def __init__(self, credentials):
        address = urllib.parse.urlsplit(credentials.get("base_url") or credentials.get("baseUrl"))
        self.host, self.port = address.hostname, address.port or 80
        if self.host not in ("127.0.0.1", "localhost", "::1"):
            sys.exit(f"{self.host} is not this machine: attacks are for an instance of your own, started for it")
        self.key = find_key(credentials.get("collection_partners") or credentials.get("collectionPartners"))

    def ask(self, method, path, body=None, headers=None, seconds=30):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=seconds)
        began = time.monotonic()
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            answer.read()
            return answer.status, time.monotonic() - began
        except (OSError, http.client.HTTPException):
            return 0, time.monotonic() - began
        finally:
            connection.close()

    def with_key(self, kind="application/json"):
        return {"XApiKey": self.key, "Content-Type": kind}

    def open(self, text):
        connection = socket.create_connection((self.host, self.port), timeout=10)
        connection.sendall(text.encode())
        return connection


def report(name, status, seconds, is_fine):
    print(f"  {name:<58} {status:>4}  {seconds * 1000:8.0f} ms  {'ok' if is_fine else 'FAILED'}")
    if not is_fine:
        failed.append(name)


def normal(instance):
    """The median time of normal requests, and how many of them failed."""
    times, bad = [], 0
    for _ in range(NORMAL_REQUESTS):
        status, seconds = instance.ask("GET", "/api/collection-partner/cases?pageSize=10", headers=instance.with_key())
        times.append(seconds)
        bad += status not in (200, 429)
    return statistics.median(times), bad


def bodies(instance):
    print("Bodies that unfold")
    path = f"/api/collection-partner/cases/{NO_CASE}/payments"
    members = ",".join(f'"{number}":1' for number in range(40_000))
    attacks = {
        "a long name over 40,000 members": '{"' + "k" * 400_000 + '":{' + members + "}}",
        "100,000 things inside each other": '{"a":' * 100_000,
        "400,000 numbers in a list": "[" + "0," * 400_000 + "0]",
        "900,000 opening brackets": "[" * 900_000,
    }
    for name, body in attacks.items():
        for who, headers in (("with a key", instance.with_key()), ("without", {"Content-Type": "application/json"})):
            status, seconds = instance.ask("POST", path, body, headers)
            report(f"{name}, {who}", status, seconds, status in (400, 401, 404, 413) and seconds < MAX_SECONDS)


def queries(instance):
    print("Queries that cost")
    base = "/api/collection-partner/cases?"
    attacks = {
        "24 times the same sort field": "sort=" + ",".join(["Reference"] * 24),
        "300 sort fields": "sort=" + ",".join(["Reference", "DueDate", "GrossAmount"] * 100),
        "2,000 search words": "q=" + "+".join(f"w{number}" for number in range(2_000)),
        "1,500 ids": "ids=" + ",".join(f"0190f3c2-1b2c-7d3e-8f40-{number:012}" for number in range(1_500)),
        "2,000 states": "statuses=" + ",".join(["Active", "paused"] * 1_000),
    }
    for name, query in attacks.items():
        status, seconds = instance.ask("GET", base + query, headers=instance.with_key())
        report(name, status, seconds, status in (200, 400, 413, 414) and seconds < MAX_SECONDS)


def texts(instance):
    print("Unusual text and days")
    forms = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    attacks = [
        ("NUL in a sign-in", "POST", "/sign-in", "email=a%00@b.de&password=x", forms),
        ("NUL in a search", "GET", "/api/collection-partner/cases?q=a%00", None, instance.with_key()),
        ("NUL in a path", "GET", "/api/collection-partner/cases/case-reference/a%00", None, instance.with_key()),
        ("the year -5000", "GET", "/api/collection-partner/cases?createdFrom=-5000-01-01", None, instance.with_key()),
    ]
    for name, method, path, body, headers in attacks:
        status, seconds = instance.ask(method, path, body, headers)
        report(name, status, seconds, 400 <= status < 500)


def slow(instance):
    print(f"{SLOW_CONNECTIONS} slow connections of each kind")
    before, _ = normal(instance)
    host, key = instance.host, instance.key
    json_head = f"POST /api/collection-partner/cases/{NO_CASE}/notes HTTP/1.1\r\nHost: {host}\r\nXApiKey: {key}\r\n"
    kinds = {
        "heads that never end": f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: ",
        "bodies that never end": json_head + "Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
        "files that never end": f"POST /verify HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 90000\r\n\r\n--x\r\n",
        "exports that nobody reads": "GET /api/collection-partner/export/documents.zip HTTP/1.1\r\n"
        f"Host: {host}\r\nXApiKey: {key}\r\n\r\n",
    }
    for name, text in kinds.items():
        held = [instance.open(text) for _ in range(SLOW_CONNECTIONS)]
        time.sleep(0.5)
        during, bad = normal(instance)
        is_fine = bad == 0 and during - before < MAX_SLOWDOWN_SECONDS
        print(f"  {name:<58} before {before * 1000:6.1f} ms, during {during * 1000:6.1f} ms, {bad} failed  "
              f"{'ok' if is_fine else 'FAILED'}")
        if not is_fine:
            failed.append(name)
        for connection in held:
            connection.close()


def uploads(instance):
    print("One key for two uploads")
    body = (b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
            b"the same\r\n--x--\r\n")
    status, seconds = instance.ask("GET", "/api/collection-partner/cases?pageSize=2&statuses=Active",
                                   headers=instance.with_key())
    connection = http.client.HTTPConnection(instance.host, instance.port, timeout=30)
    connection.request("GET", "/api/collection-partner/cases?pageSize=2&statuses=Active", headers=instance.with_key())
    cases = [case["id"] for case in json.loads(connection.getresponse().read())["cases"]]
    headers = {"XApiKey": instance.key, "Content-Type": "multipart/form-data; boundary=x",
               "Idempotency-Key": f"attack-{time.time()}"}
    answers = [instance.ask("POST", f"/api/collection-partner/cases/{case}/files", body, headers) for case in cases]
    for place, (status, seconds) in enumerate(answers):
        is_fine = status in ((200, 201) if place == 0 else (422,))
        report(f"case {place + 1}", status, seconds, is_fine)


class Browser:
    """Somebody who signs in on the pages, without scripts."""

    def __init__(self, instance, email, password):
        self.instance, self.cookies = instance, {}
        form = urllib.parse.urlencode({"email": email, "password": password})
        self.send("POST", "/sign-in", form.encode(), "application/x-www-form-urlencoded")

    def send(self, method, path, body=None, kind=None):
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        connection = http.client.HTTPConnection(self.instance.host, self.instance.port, timeout=60)
        began = time.monotonic()
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer.status, text, time.monotonic() - began


def pictures(instance, credentials):
    print("Pictures that cost")
    partners = credentials.get("referral_partners") or credentials.get("referralPartners")
    browser = Browser(instance, partners[0]["email"], partners[0]["password"])
    _, page, _ = browser.send("GET", "/referral/settings/branding")
    token = re.search(r'name="_token" value="([^"]*)"', page).group(1)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">'
    shape = '<rect width="1000" height="1000"/>'

    def nested(element, reference):
        layers = [f'<{element} id="l0">{shape}</{element}>']
        layers += [f'<{element} id="l{n}">' + f'<g {reference}="url(#l{n - 1})">{shape}</g>' * 3 + f"</{element}>"
                   for n in range(1, 14)]
        return head + "<defs>" + "".join(layers) + f'</defs><g {reference}="url(#l13)">{shape}</g></svg>'

    rules = "".join(f".a{n} .b{n} .c{n} {{ fill: red }}" for n in range(20_000))
    attacks = {
        "masks within masks": nested("mask", "mask"),
        "clipping paths within clipping paths": nested("clipPath", "clip-path"),
        "20,000 rules of style": f"{head}<style>{rules}</style>" + '<g class="a1">' * 30 + shape + "</g>" * 30 + "</svg>",
        "dashes without end": f'{head}<path d="M0 0H1000000000" stroke="red" stroke-dasharray="0.0001"/></svg>',
    }
    for name, picture in attacks.items():
        parts = [f'--x\r\nContent-Disposition: form-data; name="_token"\r\n\r\n{token}\r\n',
                 '--x\r\nContent-Disposition: form-data; name="logo"; filename="logo.svg"\r\n'
                 f"Content-Type: image/svg+xml\r\n\r\n{picture}\r\n", "--x--\r\n"]
        status, _, seconds = browser.send("POST", "/referral/settings/branding", "".join(parts).encode(),
                                          "multipart/form-data; boundary=x")
        report(name, status, seconds, status in (303, 422) and seconds < 2 * MAX_SECONDS)


def many_at_once(instance):
    print("Eight costly requests at once, whose clients go away")
    before, _ = normal(instance)
    query = "sort=" + ",".join(["Reference", "DueDate", "GrossAmount", "Lifecycle"] * 50)
    threads = [threading.Thread(target=instance.ask, args=("GET", "/api/collection-partner/cases?" + query, None,
                                                           instance.with_key(), 0.2)) for _ in range(8)]
    for thread in threads:
        thread.start()
    during, bad = normal(instance)
    for thread in threads:
        thread.join()
    report("normal requests meanwhile", 200 if bad == 0 else 500, during, bad == 0 and during - before < MAX_SLOWDOWN_SECONDS)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    credentials = load(sys.argv[1])
    instance = Instance(credentials)
    for attack in (bodies, queries, texts, uploads, many_at_once, slow):
        attack(instance)
    pictures(instance, credentials)
    print(f"\n{len(failed)} failed" if failed else "\nEvery attack was refused, and nobody had to wait.")
    sys.exit(1 if failed else 0)


main()
