// Everything here only speeds up what links and forms do without it. Nothing assigns innerHTML and
// nothing is evaluated; answers of the server are parsed under one Trusted Types policy.
const policy = window.trustedTypes?.createPolicy?.('portal', { createHTML: s => s })
const parse = text => new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html')
const $ = (sel, root = document) => root.querySelector(sel)
const $$ = (sel, root = document) => [...root.querySelectorAll(sel)]
const el = (tag, props = {}, ...kids) => {
  const e = Object.assign(document.createElement(tag), props)
  e.append(...kids)
  return e
}
const get = async (url, part, init = {}) => {
  const headers = { 'X-Partial': part, Accept: 'text/html', ...init.headers }
  const res = await fetch(url, { credentials: 'same-origin', ...init, headers })
  return { res, doc: parse(await res.text()) }
}

// One polite region for everything that changes without a page load.
const live = document.body.appendChild(el('div', { className: 'hidden', ariaLive: 'polite' }))
const say = text => { live.textContent = ''; setTimeout(() => { live.textContent = text }, 50) }

// Read from the attribute: a field named “action” would hide the property.
const target = form => new URL(form.getAttribute('action') || location.href, location.href).href

// A form's fields as a query: no files, passwords or tokens in an address, nothing empty.
const query = (form, submitter) => {
  const q = new URLSearchParams()
  for (const [k, v] of new FormData(form, submitter)) {
    if (typeof v === 'string' && v !== '' && !/csrf|token|password/i.test(k)) q.append(k, v)
  }
  return q
}

// Swaps regions for those of another page; focus and open pop-overs stay where they were.
const swap = (ids, doc) => {
  const at = document.activeElement, id = at?.id, sel = at?.selectionStart
  const label = at?.dataset?.swap ? at.getAttribute('aria-label') || at.textContent : null
  const open = $$('details[open][id]').map(d => d.id)
  for (const s of ids.split(',')) {
    const next = $(s, doc), old = $(s)
    if (!next || !old) throw new Error('nothing to swap')
    old.replaceWith(document.importNode(next, true))
  }
  for (const d of open) document.getElementById(d)?.setAttribute('open', '')
  if (id && document.activeElement !== at) {
    const now = document.getElementById(id)
    now?.focus({ preventScroll: true })
    try { if (sel != null) now.setSelectionRange(sel, sel) } catch { /* not a text field */ }
  } else if (label && !at.isConnected) {
    // A link without an id: the one that says the same, else where its answer begins.
    const links = $$(ids.split(',').map(s => `${s} a[data-swap]`).join())
    const again = links.find(a => (a.getAttribute('aria-label') || a.textContent) === label)
    const to = again || $(ids.split(',').at(-1))
    if (!again) to.tabIndex = -1
    to.focus({ preventScroll: true })
  }
  if (doc.title) document.title = doc.title
  ready()
}
// What the worker does is looked at again until it is done.
const poll = setInterval(async () => {
  const at = $('[data-poll]')
  if (!at) return clearInterval(poll)
  if (document.hidden) return
  try { swap(at.dataset.poll, (await get(location.href, 'swap')).doc) } catch { /* the next time */ }
}, 2000)
let turn = 0
const visit = async (url, ids, up) => {
  const mine = ++turn
  try {
    const { res, doc } = await get(url, 'swap')
    if (mine !== turn) return
    if (!res.ok) throw new Error(res.statusText)
    swap(ids, doc)
    if (up) $(ids).scrollIntoView()
    history.pushState({ swap: true }, '', res.url)
    const told = $('[data-result-count]')
    if (told) say(told.textContent)
  } catch { if (mine === turn) location.assign(url) }
}
addEventListener('popstate', () => location.reload())

// Links with data-dialog, and the forms inside.
let box
const show = (doc, url) => {
  const body = $('main [data-dialog-body]', doc)
  if (!body) return false
  const node = document.importNode(body, true)
  if (!box) {
    box = document.body.appendChild(el('dialog'))
    // The event comes later; by then the next form may be open.
    box.addEventListener('close', () => { if (!box.open) box.replaceChildren() })
  }
  box.dataset.url = url
  box.classList.toggle('slim', node.dataset.dialogBody === 'slim')
  const title = $('h1, h2', node), head = title?.closest('header')
  if (title) box.setAttribute('aria-label', title.textContent.trim())
  const close = { type: 'button', className: 'close', ariaLabel: 'Close', textContent: '×', onclick: () => box.close() }
  head?.append(el('button', close))
  box.replaceChildren(node)
  if (!box.open) box.showModal()
  const first = $('[aria-invalid="true"]', box) || $('[data-summary]', box) || $('[autofocus]', box) ||
    $('input:not([type=hidden]), textarea, select', box)
  first?.focus()
  return true
}
const openDialog = async url => {
  try {
    const { res, doc } = await get(url, 'dialog')
    if (!res.ok || !show(doc, res.url)) throw new Error('no dialog')
  } catch { location.assign(url) }
}
const send = async (form, submitter) => {
  const own = form.getAttribute('action') ? target(form) : box.dataset.url
  const action = submitter?.hasAttribute('formaction') ? submitter.formAction : own
  const data = new FormData(form, submitter)
  const method = (submitter?.getAttribute('formmethod') || form.getAttribute('method') || 'get').toUpperCase()
  form.setAttribute('aria-busy', 'true')
  try {
    const body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data)
    const { res, doc } = method === 'GET'
      ? await get(`${action.split('?')[0]}?${query(form, submitter)}`, 'dialog')
      : await get(action, 'dialog', { method, body })
    const to = res.headers.get('X-Location')
    if (to || (res.ok && method !== 'GET' && res.redirected)) return location.assign(to || res.url)
    if (show(doc, box.dataset.url)) return
    // An answer that is not a form (an error page): its words belong in front of the reader, and the form stays filled.
    const why = $('main', doc)?.textContent.replace(/\s+/g, ' ').trim() || `The server answered ${res.status}.`
    $('[data-summary]', form)?.remove()
    const note = el('div', { className: 'notice bad', tabIndex: -1, textContent: why.slice(0, 400) })
    note.dataset.summary = ''
    note.setAttribute('role', 'alert');
    ($('.body', form) || form).prepend(note)
    note.focus()
  } catch {
    form.dataset.native = ''
    form.requestSubmit(submitter)
  } finally { form.removeAttribute('aria-busy') }
}

// What a form would do, shown as it is typed.
const timers = new WeakMap(), asked = new WeakMap()
const preview = form => {
  clearTimeout(timers.get(form))
  timers.set(form, setTimeout(async () => {
    asked.get(form)?.abort()
    const stop = new AbortController()
    asked.set(form, stop)
    const root = form.closest('[data-dialog-body], main') || document
    try {
      const url = `${form.dataset.preview.split('?')[0]}?${query(form)}`
      const { res, doc } = await get(url, 'preview', { signal: stop.signal })
      const found = res.ok && $('[data-preview-target]', doc), old = $('[data-preview-target]', root)
      if (!found || !old) return
      const next = document.importNode(found, true), frame = $('iframe', next)
      if (!frame) return old.replaceWith(next)
      // A frame takes its time, and would load anew if it were moved: the old one stays where it is, in view, until the
      // new one is there.
      $$('.next', old).forEach(e => e.remove())
      $(':scope > :not(iframe)', old).replaceWith($(':scope > :not(iframe)', next))
      if ($('iframe', old).src === frame.src) return
      frame.classList.add('next')
      frame.addEventListener('load', () => {
        if (!frame.isConnected) return
        $$('iframe', old).forEach(e => { if (e !== frame) e.remove() })
        frame.classList.remove('next')
      })
      old.append(frame)
    } catch { /* the form itself will say what is wrong */ }
  }, 200))
}

// A colour's picker shows what its field says, as far as that is a colour.
const hue = picker => {
  const text = picker && document.getElementById(picker.dataset.hue).value.trim().replace(/^#?/, '#')
  if (/^#[0-9a-f]{6}$/i.test(text)) picker.value = text.toLowerCase()
}

// Rows chosen with a checkbox.
const boxes = () => $$('tr[data-row] input[type=checkbox]')
const chosen = told => {
  const all = boxes(), n = all.filter(c => c.checked).length, one = $('[data-choose-all]')
  if (one) { one.checked = n > 0 && n === all.length; one.indeterminate = n > 0 && n < all.length }
  $$('[data-bulk-count]').forEach(e => { e.textContent = n })
  $$('[data-bulk]').forEach(e => { e.hidden = n === 0 })
  if (told) say(`${n} chosen`)
}

// Uploads: one request a file, so that one refusal does not cost the others.
const upload = (form, file, row) => new Promise(done => {
  const input = $('input[type=file]', form), data = new FormData(form), xhr = new XMLHttpRequest()
  data.delete(input.name)
  data.append(input.name, file)
  const bar = el('progress', { max: 1, value: 0, ariaLabel: file.name })
  const word = el('span', { className: 'small quiet', textContent: 'Sending' })
  row.replaceChildren(el('span', { textContent: file.name }), bar, word)
  const end = why => {
    if (!why) { bar.value = 1; word.textContent = 'Sent'; return done(true) }
    const retry = async () => { if (await upload(form, file, row)) finish(form) }
    const again = el('button', { type: 'button', className: 'btn compact', textContent: 'Retry', onclick: retry })
    word.replaceWith(again)
    row.append(el('span', { className: 'error', textContent: why }))
    say(`${file.name}: ${why}`)
    done(false)
  }
  xhr.upload.onprogress = e => { if (e.lengthComputable) bar.value = e.loaded / e.total }
  xhr.onerror = () => end('The connection broke. Nothing of this file was kept.')
  xhr.onload = () => xhr.status < 400 ? end() : end(reason(xhr))
  xhr.open('POST', target(form))
  xhr.setRequestHeader('X-Partial', 'upload')
  xhr.send(data)
})
const reason = xhr => {
  try {
    if (/json/.test(xhr.getResponseHeader('Content-Type'))) {
      const j = JSON.parse(xhr.responseText)
      return j.businessErrors?.[0]?.message || j.detail || j.message || j.title
    }
    const doc = parse(xhr.responseText), e = $('.error, [data-summary] li, [data-summary], main p', doc)
    if (e) return e.textContent.trim()
  } catch { /* fall through to the plain words */ }
  return xhr.status === 413 ? 'The file is too large.' : `The server answered ${xhr.status}.`
}
const list = form => $('.files', form) || form.appendChild(el('ul', { className: 'files' }))
const finish = form => { if (!$('.error, progress:not([value="1"])', list(form))) location.reload() }
const sendFiles = async (form, files) => {
  const rows = [...files].map(f => [f, list(form).appendChild(el('li', { textContent: f.name }))])
  let sent = 0
  for (const [f, row] of rows) sent += await upload(form, f, row)
  say(`${sent} of ${rows.length} files sent`)
  finish(form)
}
const take = (input, files) => {
  const form = input.form
  if (form?.matches('[data-upload]')) { sendFiles(form, files); input.value = '' } else {
    const names = input.closest('.drop')?.nextElementSibling
    if (names?.matches('.files')) names.replaceChildren(...[...files].map(f => el('li', { textContent: f.name })))
    if (form?.matches('[data-auto]')) { say(form.dataset.wait ?? ''); form.requestSubmit() }
  }
}
for (const kind of ['dragover', 'dragleave', 'drop']) {
  addEventListener(kind, e => {
    const zone = e.target.closest?.('.drop')
    if (!zone) return
    zone.classList.toggle('over', kind === 'dragover')
    if (kind === 'dragleave') return
    e.preventDefault()
    if (kind === 'drop' && e.dataTransfer.files.length) {
      const input = $('input[type=file]', zone)
      input.files = e.dataTransfer.files
      take(input, [...e.dataTransfer.files])
    }
  })
}

addEventListener('submit', e => {
  const form = e.target, by = e.submitter
  if (e.defaultPrevented) return
  if (form.getAttribute('aria-busy') === 'true') return e.preventDefault()
  if ('native' in form.dataset) return
  if (form.closest('dialog') === box && box) {
    if (form.method !== 'dialog') { e.preventDefault(); send(form, by) }
    return
  }
  if (form.dataset.swap) {
    e.preventDefault()
    visit(`${target(form).split('?')[0]}?${query(form, by)}`, form.dataset.swap)
  }
})
addEventListener('input', e => {
  const t = e.target, form = t.form
  // A colour is typed, or picked beside its field.
  if (t.dataset.hue) document.getElementById(t.dataset.hue).value = t.value
  else if (t.id) hue($(`[data-hue="${CSS.escape(t.id)}"]`))
  if (form?.dataset.preview) preview(form)
  const out = t.id && $(`[data-count-for="${CSS.escape(t.id)}"]`)
  if (out) out.textContent = `${t.value.length} of ${t.maxLength}`
})
addEventListener('change', e => {
  const t = e.target
  if (t.matches('[data-choose-all]')) { boxes().forEach(c => { c.checked = t.checked }); return chosen(true) }
  if (t.closest('tr[data-row]') && t.type === 'checkbox') return chosen(true)
  if (t.type === 'file' && t.files.length) return take(t, [...t.files])
  if (t.form?.matches('[data-auto]')) t.form.requestSubmit()
})
addEventListener('click', e => {
  const t = e.target
  $$('details.menu[open]').forEach(d => { if (!d.contains(t)) d.open = false })
  if (e.defaultPrevented || e.button) return
  const plain = !(e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
  const link = t.closest('a[href]')
  if (link && plain && !link.target) {
    if (link.matches('[data-dialog-close]') && link.closest('dialog')) {
      e.preventDefault()
      link.closest('dialog').close()
      return
    }
    if (link.matches('[data-dialog]')) { e.preventDefault(); openDialog(link.href); return }
    if (link.dataset.swap) { e.preventDefault(); visit(link.href, link.dataset.swap, link.closest('.pager')); return }
  }
  const button = t.closest('[data-dismiss], [data-copy], [data-open]')
  if (!button) return
  if ('dismiss' in button.dataset) button.closest('.notice')?.remove()
  if ('open' in button.dataset) {
    const d = document.getElementById(button.dataset.open)
    if (d?.showModal) { e.preventDefault(); d.showModal() }
  }
  if ('copy' in button.dataset) {
    navigator.clipboard?.writeText(button.dataset.copy).then(() => {
      const was = button.textContent
      button.textContent = 'Copied'
      say('Copied')
      setTimeout(() => { button.textContent = was }, 2000)
    }, () => say('Copying was refused by the browser'))
  }
})

// The keyboard. A letter never acts by itself: it moves, or opens the form that asks.
const typing = t => t.isContentEditable ||
  t.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])')
const row = () => $('tr[data-row][aria-current]')
const move = by => {
  const rows = $$('tr[data-row]'), now = row()
  const next = rows[now ? Math.min(rows.length - 1, Math.max(0, rows.indexOf(now) + by)) : 0]
  if (!next) return
  now?.removeAttribute('aria-current')
  next.setAttribute('aria-current', 'true')
  next.scrollIntoView({ block: 'nearest' });
  ($('.c-main a', next) || $('a', next))?.focus({ preventScroll: true })
}
const act = key => {
  const b = $$(`[data-key="${key}"]`).find(e => e.checkVisibility?.() ?? true)
  if (b) { b.click(); return true }
  const href = key === 'a' ? row()?.dataset.accept : key === 'd' ? row()?.dataset.decline : null
  if (href) { openDialog(href); return true }
}
addEventListener('keydown', e => {
  if (e.key === 'Escape') {
    const d = $$('details.menu[open]').at(-1)
    if (d) { d.open = false; $('summary', d).focus() }
    return
  }
  if (e.defaultPrevented || e.isComposing || e.metaKey || e.ctrlKey || e.altKey) return
  if (typing(e.target) || $('dialog[open]')) return
  if (e.key === 'Enter') {
    if (e.target === document.body || e.target.matches('tr')) { const a = row() && $('a', row()); if (a) a.click() }
    return
  }
  if (document.body.dataset.letterKeys === 'off') return
  const done = {
    j: () => move(1), k: () => move(-1),
    x: () => { const c = row() && $('input[type=checkbox]', row()); c?.click() },
    '/': () => {
      const s = $('input[data-search]')
      if (s) { s.focus(); s.select() } else $('a[data-search]')?.click()
    },
    '?': () => $('#keys')?.showModal()
  }[e.key]
  if (done) { e.preventDefault(); done() } else if (/^[a-z]$/.test(e.key) && act(e.key)) e.preventDefault()
})

// What pages need when they come, whole or in part.
const ready = () => {
  chosen()
  $$('[data-upload]').forEach(f => f.classList.add('live'))
  $$('[data-hue]').forEach(p => { p.hidden = false; hue(p) })
  // In a row that is pushed sideways, the open tab is in view.
  for (const a of $$('.tabs [aria-current], .sidenav [aria-current]')) {
    const row = a.parentElement, over = a.offsetLeft + a.offsetWidth - row.offsetLeft - row.clientWidth
    if (over > 0) row.scrollLeft = over + 32
  }
}
ready()
$('[aria-invalid="true"]')?.focus()

// Drawing a signature: strokes of points in units of which the field is 140 high, sent as JSON; so it looks on paper as
// it was drawn, however wide the window is. Without scripts, or without drawing, the typed name is the signature.
for (const pad of document.querySelectorAll("[data-pad]")) {
  const canvas = pad.querySelector("canvas");
  const kept = pad.parentElement.querySelector("[data-strokes]");
  let strokes = [];
  try { strokes = JSON.parse(kept.value || "[]"); } catch { strokes = []; }
  pad.hidden = false;
  const draw = () => {
    const box = canvas.getBoundingClientRect(), scale = devicePixelRatio || 1;
    canvas.width = box.width * scale; canvas.height = box.height * scale;
    const pen = canvas.getContext("2d");
    pen.scale(canvas.height / 140, canvas.height / 140);
    pen.lineWidth = 3; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of strokes) { pen.beginPath(); for (const [x, y] of stroke) pen.lineTo(x, y); pen.stroke(); }
    kept.value = strokes.some((stroke) => stroke.length > 1) ? JSON.stringify(strokes) : "";
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const round = (value) => Math.round(value * 10) / 10;
    return [event.clientX - box.left, event.clientY - box.top].map((way) => round(way * 140 / box.height));
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push([at(event)]);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) {
      strokes.at(-1)?.push(at(event));
      draw();
    }
  });
  pad.parentElement.querySelector("[data-clear]")?.addEventListener("click", () => { strokes = []; draw(); });
  addEventListener("resize", draw);
  draw();
}
