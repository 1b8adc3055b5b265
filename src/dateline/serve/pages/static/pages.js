"use strict";
/* What every page can do with a keyboard, and the sheet that shows an incident beside a list. The
   pages work without this file; it makes them quick. */
(() => {
  const $ = (id) => document.getElementById(id);
  let opener = null; /* where the keyboard goes back to when the sheet closes */
  let prefix = false; /* whether g was pressed */

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("tr[data-row]")];

  /* ---- the sheet ---- */
  function closeSheet() {
    if (!$("sheet").childElementCount) return false;
    $("sheet").replaceChildren();
    for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    if (opener && opener.isConnected) opener.focus();
    return true;
  }
  function opened() {
    const title = $("sheet").querySelector("h1");
    if (!title) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    $("sheet").scrollTop = 0;
  }
  window.openSheet = (address, from) => {
    opener = from;
    htmx.ajax("GET", address, { target: "#sheet", select: "#incident", swap: "innerHTML" });
  };
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    if (target && target.id === "sheet") opened();
    marked();
  });

  /* ---- clicks ---- */
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest("[data-close]")) { event.preventDefault(); closeSheet(); return; }
    if (target.closest("[data-keys]")) { $("keys").showModal(); return; }
    const row = target.closest("tr[data-row]");
    if (!row) return;
    const link = row.querySelector("a[data-open]");
    if (!link) return;
    for (const other of document.querySelectorAll("tr.chosen")) other.classList.remove("chosen");
    row.classList.add("chosen");
    opener = link;
    if (!target.closest("a, button, input, label")) link.click();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
    if (event.target.matches("input[type=file][data-into]")) readFile(event.target);
  });
  /* ---- a file that becomes a job ---- */
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-sends]")) { event.preventDefault(); sendFile(event.target); }
  });
  async function sendFile(form) {
    const file = form.elements.file.files[0];
    const address = `${form.dataset.sends}?name=${encodeURIComponent(file.name)}`;
    const headers = { "Content-Type": "application/octet-stream" };
    const answer = await fetch(address, { method: "POST", headers, body: file });
    if (answer.ok) { location.assign("/jobs"); return; }
    const said = form.querySelector("[role=alert]");
    said.textContent = (await answer.json().catch(() => ({}))).error || answer.statusText;
    said.hidden = false;
  }
  async function readFile(input) {
    const file = input.files[0];
    if (file) $(input.dataset.into).value = await file.text();
  }

  /* ---- the review: one key a decision, and none while one is on its way ---- */
  let deciding = false;
  document.addEventListener("htmx:before:request", (event) => { if (event.target.id === "card") deciding = true; });
  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail?.ctx?.target?.id !== "desk" && event.target.id !== "card") return;
    deciding = false;
    document.querySelector("#desk .question")?.focus({ preventScroll: true });
  });
  function decide(event) {
    const focus = document.querySelector(`[data-focus="${CSS.escape(event.key)}"]`);
    if (focus) { event.preventDefault(); focus.focus(); return true; }
    const button = document.querySelector(`#card [data-key="${CSS.escape(event.key)}"]`);
    if (!button) return false;
    event.preventDefault();
    if (!event.repeat && !deciding) { deciding = button.formNoValidate || button.form.checkValidity(); button.click(); }
    return true;
  }

  /* ---- a report that is dragged out of its incident: its form opens, and nothing is decided ---- */
  let dragged = null;
  function dropping(event) {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone || !dragged) return null;
    event.preventDefault();
    return zone;
  }
  document.addEventListener("mousedown", (event) => {
    const row = event.target.closest("tr[data-splits]");
    if (row) row.draggable = !typing(event.target) && !event.target.closest("button, summary");
  });
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("tr[data-splits]") || null;
    if (dragged) { event.dataTransfer.effectAllowed = "move"; document.body.classList.add("dragging"); }
  });
  document.addEventListener("dragend", () => { dragged = null; document.body.classList.remove("dragging"); });
  document.addEventListener("dragover", dropping);
  document.addEventListener("drop", (event) => {
    if (!dropping(event)) return;
    const details = dragged.querySelector("details");
    details.open = true;
    (details.querySelector("input[name=by]:placeholder-shown, input[name=by][value='']") || details.querySelector("input[name=reason]")).focus();
  });

  /* ---- keys ---- */
  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("chosen"));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    next.querySelector("a[data-open]")?.focus();
  }
  const GO = { o: "/", r: "/review", c: "/contradictions", s: "/sources", a: "/accuracy" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.matches("[data-focus]")) { event.target.blur(); return; }
    if (event.key === "Escape" && !$("keys").open && closeSheet()) { event.preventDefault(); return; }
    if (typing(event.target) || $("keys").open) return;
    if (event.target.closest("summary, a, button") && (event.key === "Enter" || event.key === " ")) return;
    if (prefix) { prefix = false; if (GO[event.key]) { location.href = GO[event.key]; event.preventDefault(); } return; }
    if (!$("sheet").childElementCount && decide(event)) return;
    if (event.key === "g") { prefix = true; setTimeout(() => { prefix = false; }, 1200); return; }
    if (event.key === "/") { const box = $("q"); if (box) { event.preventDefault(); box.focus(); box.select(); } }
    else if (event.key === "?") { event.preventDefault(); $("keys").showModal(); }
    else if (event.key === "j" || event.key === "ArrowDown") { if (rows().length && (event.key === "j" || event.target.closest("tr[data-row]"))) { event.preventDefault(); step(1); } }
    else if (event.key === "k" || event.key === "ArrowUp") { if (rows().length && (event.key === "k" || event.target.closest("tr[data-row]"))) { event.preventDefault(); step(-1); } }
  });

  /* ---- a value that is followed into its report ---- */
  function marked() {
    for (const old of document.querySelectorAll("mark.now")) old.classList.remove("now");
    const name = decodeURIComponent(location.hash.slice(1));
    if (!name.startsWith("c-")) return;
    for (const mark of document.querySelectorAll("mark[data-claims]")) {
      if (mark.dataset.claims.split(" ").includes(name.slice(2))) mark.classList.add("now");
    }
    document.querySelector("mark.now")?.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", marked);
  document.addEventListener("DOMContentLoaded", marked);
})();
