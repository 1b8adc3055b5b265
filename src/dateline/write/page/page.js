"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const ledger = read("data");
  const world = read("world");
  const $ = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  const DAY = 86400000;
  const LETTERS = { A: "completely reliable", B: "usually reliable", C: "fairly reliable",
    D: "not usually reliable", E: "unreliable", F: "the outlet's reliability cannot be judged" };
  let chosen = null;

  /* Everything shown goes through textContent: no byte of a report is read as markup. */
  function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    for (const child of children) if (child !== null && child !== undefined) node.append(child);
    return node;
  }
  const words = (text) => String(text).replaceAll("_", " ");

  function figure(range) {
    if (!range) return "–";
    const { low, best, high } = range;
    const open = high === null ? `${low}+` : low === high ? `${low}` : `${low}–${high}`;
    if (best === null) return open;
    return low === high && low === best ? `${best}` : `${best} (${open})`;
  }
  function days(date) {
    if (!date || !date.start) return "unknown";
    return date.start === date.end ? date.start : `${date.start} – ${date.end}`;
  }
  function where(place) {
    if (!place) return "unknown";
    return [place.site, place.city, place.admin1 === place.city ? null : place.admin1, place.country]
      .filter(Boolean).join(", ");
  }
  const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const SHOWN_ACTORS = 2; /* in a cell of the table; the incident names all */
  function briefly(row) {
    const names = row.perpetrators.map((p) => `${p.name} (${p.stance})`);
    const more = names.length - SHOWN_ACTORS;
    return names.slice(0, SHOWN_ACTORS).join("; ") + (more > 0 ? `; ${more} more` : "");
  }
  /* A range breaks under its best figure, so that a narrow column can hold it. */
  function cell(range) {
    const [best, ...rest] = figure(range).split(" ");
    return element("td", { class: "number" }, best, rest.length ? element("small", {}, rest.join(" ")) : null);
  }
  function span(date) {
    if (!date || !date.start || date.start === date.end) return element("td", { class: "number" }, days(date));
    return element("td", { class: "number" }, date.start, element("small", {}, `– ${date.end}`));
  }
  const actors = (row) => row.perpetrators.map((p) => `${p.name} (${p.stance})`).join("; ");
  const main = (row) => row.reports.some((r) => r.role === "main");

  function passes(row) {
    if (!$("background").checked && !main(row)) return false;
    if ($("kind").value && row.kind !== $("kind").value) return false;
    if ($("grade").value && row.grade !== $("grade").value) return false;
    const wanted = $("words").value.trim().toLowerCase();
    if (!wanted) return true;
    const text = [words(row.kind), words(row.sub_kind || ""), where(row.place), actors(row),
      ...row.targets.map((t) => t.name)].join(" ").toLowerCase();
    return wanted.split(/\s+/).every((word) => text.includes(word));
  }
  const shown = () => ledger.incidents.filter(passes);

  /* ---- table ---- */
  function drawTable(rows) {
    $("rows").replaceChildren(...rows.map((row) => {
      const name = element("button", { type: "button" }, words(row.kind));
      const line = element("tr", { "data-id": row.id },
        span(row.date), element("td", {}, name), element("td", {}, where(row.place)),
        cell(row.killed), cell(row.wounded), element("td", { title: actors(row) }, briefly(row)),
        element("td", {}, element("span", { class: `grade ${row.grade}` }, row.grade)),
        element("td", { class: "number" }, String(row.sources.reports)));
      name.addEventListener("click", () => $("incident").focus({ preventScroll: true }));
      line.addEventListener("click", () => choose(row.id));
      return line;
    }));
    $("none").hidden = rows.length > 0;
    markChosen();
  }
  /* Rows are marked, not made anew, so that the keyboard stays where it is. */
  function markChosen() {
    for (const line of $("rows").children) {
      const is = line.dataset.id === chosen;
      line.classList.toggle("chosen", is);
      line.querySelector("button").setAttribute("aria-current", String(is));
    }
  }
  function buttonOf(line) { return line && line.querySelector("button"); }
  function keys(event) {
    const at = event.target.closest("#rows tr");
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const goal = event.key === "Escape" ? $("rows").querySelector("tr.chosen") : step && at && at[step];
    if (!buttonOf(goal) || event.target.closest("#map, #filters")) return;
    event.preventDefault();
    buttonOf(goal).focus();
  }

  /* ---- map ---- */
  const map = L.map("map", { zoomControl: true, attributionControl: false, worldCopyJump: true,
    preferCanvas: false }).setView([20, 30], 2);
  const land = topojson.feature(world, world.objects.countries);
  /* The outlines are made for a globe: rings jump from 180 east to 180 west, which a flat map would
     draw as stripes. Each ring is unrolled, closed below a pole it goes round, and drawn again one
     turn away where it leaves the map. */
  function unrolled(ring) {
    let turn = 0;
    const out = ring.map(([lon, lat], i) => {
      const jump = i ? lon - ring[i - 1][0] : 0;
      if (Math.abs(jump) > 180) turn -= 360 * Math.sign(jump);
      return [lon + turn, lat];
    });
    const [first, last] = [out[0], out.at(-1)];
    if (Math.abs(first[0] - last[0]) > 180) {
      const pole = Math.sign(first[1]) * 89;
      out.push([last[0], pole], [first[0], pole], first);
    }
    return out;
  }
  function copies(polygon) {
    const flat = polygon.map(unrolled);
    const reach = flat[0].map(([lon]) => lon);
    const moves = [0, Math.max(...reach) > 180 ? -360 : 0, Math.min(...reach) < -180 ? 360 : 0];
    return [...new Set(moves)].map((move) => flat.map((ring) => ring.map(([lon, lat]) => [lon + move, lat])));
  }
  for (const { geometry } of land.features) {
    if (!geometry) continue;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    geometry.type = "MultiPolygon";
    geometry.coordinates = polygons.flatMap(copies);
  }
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  L.geoJSON(land, { interactive: false,
    style: { color: colour("--line"), weight: 0.7, fillColor: colour("--land"), fillOpacity: 1 } }).addTo(map);
  const marks = L.layerGroup().addTo(map);
  const outlines = new Map(land.features.map((f) => [f.id, f]));

  function area(row) {
    const look = { color: colour("--accent"), weight: row.id === chosen ? 3 : 1.2, fillOpacity: row.id === chosen ? 0.45 : 0.22 };
    const numeric = row.country_number;
    if (row.place && row.place.precision >= 6 && numeric && outlines.has(numeric)) {
      return L.geoJSON(outlines.get(numeric), { style: look });
    }
    if (!row.place || row.place.lat === null || row.place.precision >= 6) return null;
    return L.circle([row.place.lat, row.place.lon], { ...look, radius: row.radius });
  }
  function told(row) { return `${words(row.kind)}, ${where(row.place)}, ${days(row.date)}`; }
  function drawMap(rows, fit) {
    marks.clearLayers();
    const bounds = L.latLngBounds([]);
    for (const row of rows) {
      const layer = area(row);
      if (!layer) continue;
      layer.bindTooltip(element("span", {}, told(row)));
      layer.on("click", () => point(row));
      layer.addTo(marks);
      bounds.extend(layer.getBounds());
      if (row.place.precision < 6) {
        /* A true-to-scale circle vanishes on a world map: a ring of fixed size keeps it findable. */
        const ring = L.circleMarker([row.place.lat, row.place.lon], { radius: 7, color: colour("--accent"),
          weight: row.id === chosen ? 3 : 1.2, fill: true, fillOpacity: 0.05 });
        ring.on("click", () => point(row));
        ring.addTo(marks);
      }
    }
    if (fit && bounds.isValid()) map.fitBounds(bounds.pad(0.2), { maxZoom: 9 });
  }

  /* ---- timeline: panels of activity, the gaps between them cut out ---- */
  function shape(name, attributes, text) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text) node.textContent = text;
    return node;
  }
  function panels(rows) {
    const dated = rows.filter((row) => row.date && row.date.start)
      .map((row) => ({ row, from: Date.parse(row.date.start), to: Date.parse(row.date.end) + DAY }))
      .sort((a, b) => a.from - b.from || a.to - b.to);
    const groups = [];
    for (const item of dated) {
      const group = groups.at(-1);
      if (group && item.from - group.to < 42 * DAY) {
        group.items.push(item);
        group.to = Math.max(group.to, item.to);
      } else groups.push({ items: [item], from: item.from, to: item.to });
    }
    return groups;
  }
  /* Each bar takes the first lane that is free by then: hundreds of incidents stay in sight. */
  function lanesOf(group) {
    const ends = [];
    const apart = (group.to - group.from) / 20; /* a bar is never thinner than 5 pixels */
    for (const item of group.items) {
      const free = ends.findIndex((end) => end <= item.from);
      item.lane = free < 0 ? ends.length : free;
      ends[item.lane] = Math.max(item.to, item.from + apart);
    }
    return ends.length;
  }
  function drawUndated(rows) {
    const undated = rows.filter((row) => !row.date || !row.date.start);
    $("undated").hidden = undated.length === 0;
    $("undated").querySelector("summary").textContent = `${many(undated.length, "incident")} without a known date`;
    $("undated").querySelector("ul").replaceChildren(...undated.map((row) => {
      const name = element("button", { type: "button" }, `${words(row.kind)}, ${where(row.place)}`);
      name.addEventListener("click", () => choose(row.id));
      return element("li", {}, name);
    }));
  }
  function drawTimeline(rows) {
    const groups = panels(rows);
    const top = 22, gap = 10;
    const lanes = Math.max(1, ...groups.map(lanesOf));
    const height = lanes > 12 ? 8 : 14;
    const width = Math.max($("timeline").clientWidth, groups.length * 104);
    const room = groups.map((g) => Math.sqrt((g.to - g.from) / DAY) + 2);
    const spare = width - groups.length * (gap + 80);
    const total = room.reduce((a, b) => a + b, 0) || 1;
    const drawing = shape("svg", { width, height: top + lanes * height + 22 });
    let x = 0;
    groups.forEach((group, index) => {
      const wide = 80 + (spare * room[index]) / total;
      const scale = (time) => x + 6 + ((wide - 12) * (time - group.from)) / (group.to - group.from);
      drawing.append(shape("rect", { class: "panel", x, y: top - 4, width: wide, height: lanes * height + 8 }));
      drawing.append(shape("text", { x: x + 4, y: 12 }, new Date(group.from).toISOString().slice(0, 10)));
      if (group.to - group.from > 2 * DAY) {
        drawing.append(shape("text", { x: x + wide - 4, y: top + lanes * height + 18, "text-anchor": "end" },
          new Date(group.to - DAY).toISOString().slice(0, 10)));
      }
      group.items.forEach((item) => {
        const bar = shape("rect", { class: `bar lane${item.row.id === chosen ? " chosen" : ""}`, x: scale(item.from),
          y: top + item.lane * height, width: Math.max(5, scale(item.to) - scale(item.from)), height: height - (height > 8 ? 4 : 2), rx: 2 });
        bar.append(shape("title", {}, `${days(item.row.date)}: ${words(item.row.kind)}, ${where(item.row.place)}`));
        bar.addEventListener("click", () => choose(item.row.id));
        drawing.append(bar);
      });
      x += wide + gap;
    });
    $("timeline").replaceChildren(drawing);
  }

  /* ---- one incident ---- */
  function quoted(quote) {
    const block = element("blockquote");
    let at = 0;
    for (const [start, end] of quote.marks) {
      if (start < at) continue;
      block.append(quote.text.slice(at, start), element("mark", {}, quote.text.slice(start, end)));
      at = end;
    }
    block.append(quote.text.slice(at));
    const said = quote.facts.map((f) => `${words(f.field)}: ${f.value}${f.speaker ? ` — ${f.speaker}` : ""}${f.modality === "asserted" ? "" : ` (${f.modality})`}`);
    block.append(element("footer", {}, [...new Set(said)].join(" · ")));
    return block;
  }
  function steps(course) {
    return element("ol", { class: "course" }, ...course.steps.map((s) => element("li", { class: s.step },
      `${days(s.written)}: ${figure(s)}, ${s.by.join(", ")} `, element("span", { class: "note" }, `${s.step}${s.reason ? `, ${s.reason}` : ""}`))));
  }
  function finding(term, value, field, row) {
    if (!value || value === "–") return [];
    const detail = element("dd", {}, value);
    if (row.standing[field]) {
      detail.append(" ", element("span", { class: `standing ${row.standing[field]}` }, row.standing[field]));
      const known = row.credibility[field];
      if (known) detail.append(" ", element("span", { class: "note", title: `${LETTERS[known.letter]}; ${known.reason}` }, `credibility ${known.letter}${known.digit}`));
    }
    if (row.why[field]) detail.append(element("div", { class: "note" }, row.why[field]));
    const course = (row.courses || []).find((c) => c.field === field);
    if (course && new Set(course.steps.map(figure)).size > 1) detail.append(steps(course));
    return [element("dt", {}, term), detail];
  }
  function munition(w) {
    const parts = [words(w.kind)];
    for (const name of ["fired", "intercepted", "landed", "failed"]) if (w[name]) parts.push(`${name} ${figure(w[name])}`);
    if (w.salvos) parts.push(`${w.salvos} salvos`);
    if (w.intercepted_by) parts.push(`by ${w.intercepted_by}`);
    return parts.join(", ");
  }
  function cited(statements, row) {
    return [...new Set(statements.map((id) => row.quotes[id]).filter(Boolean))].map((text) => element("blockquote", {}, text));
  }
  function contradiction(found, row) {
    const sides = found.sides.map((side) => element("div", { class: "side" }, element("strong", {}, side.value), ` ${side.by.join(", ")}`,
      ...cited(side.statements, row)));
    return element("div", { class: "contradiction" }, element("p", { class: "note" }, `${words(found.kind)}: ${found.reason}`), element("div", { class: "sides" }, ...sides));
  }
  /* Who published, with the owner where that is another, and the letter where somebody gave one. */
  function outlet(told) {
    if (!told.outlet) return "unknown outlet";
    const own = told.outlet.toLowerCase().replace(/^the /, "").replaceAll(/[^a-z0-9]+/g, "-") === told.owner;
    return told.outlet + (told.owner && !own ? ` (${words(told.owner).replaceAll("-", " ")})` : "")
      + (told.reliability === "F" ? "" : `, reliability ${told.reliability}`);
  }
  function list(items) {
    return element("ul", { class: "plain" }, ...items.map((item) => element("li", {}, item)));
  }
  function drawIncident() {
    const row = ledger.incidents.find((item) => item.id === chosen);
    if (!row) return;
    const victims = row.victims.map((v) => [v.detail ? `${words(v.group)} (${v.detail})` : words(v.group),
      v.killed ? `killed ${figure(v.killed)}` : null, v.wounded ? `wounded ${figure(v.wounded)}` : null].filter(Boolean).join(", "));
    const facts = element("dl", {},
      ...finding("More exactly", row.sub_kind ? words(row.sub_kind) : "", "sub_kind", row),
      ...finding("When", [days(row.date), row.date && row.date.time].filter(Boolean).join(", "), "when", row),
      ...finding("Where", where(row.place), "where", row),
      ...finding("Launched from", row.origin ? where(row.origin) : "", "origin", row),
      ...finding("Target", row.targets.map((t) => t.name).join("; "), "target", row),
      ...finding("By", actors(row), "actor", row),
      ...finding("With", row.weapons.map(munition).join("; "), "weapon", row),
      ...finding("Killed", figure(row.killed), "killed", row),
      ...finding("Wounded", figure(row.wounded), "wounded", row),
      ...finding("Attackers killed", figure(row.attackers_killed), "attackers_killed", row),
      ...finding("Abducted", figure(row.abducted), "abducted", row),
      ...finding("Arrested", figure(row.arrested), "arrested", row),
      ...finding("Damage", row.damage || "", "damage", row));
    const claims = row.claims.map((c) => `${c.by} ${c.stance}${c.to ? `: ${c.to}` : ""}`);
    if (row.no_claim_reported) claims.push("No claim of responsibility had been made when some reports were written.");
    const parts = [
      element("h2", {}, `${words(row.kind)}, ${where(row.place)}`),
      element("p", { class: "note" }, `${many(row.sources.reports, "report")}, ${many(row.sources.outlets, "outlet")}, ${many(row.sources.voices, "independent voice")}. `,
        element("span", { class: `grade ${row.grade}` }, row.grade), row.grading ? ` ${row.grading.reason}` : ""),
      ...cited(row.doubts.flatMap((d) => d.statements), row), facts];
    if (victims.length) parts.push(element("h3", {}, "Victims"), list(victims));
    if (claims.length) parts.push(element("h3", {}, "Who says what"), list(claims));
    if (row.contradictions.length) parts.push(element("h3", {}, "Contradictions"), ...row.contradictions.map((c) => contradiction(c, row)));
    for (const told of row.told) {
      parts.push(element("h3", {}, `${told.title || told.report} · ${outlet(told)} · ${days(told.created)} · ${told.role}`));
      parts.push(...told.quotes.map(quoted));
    }
    if (row.links.length) parts.push(element("h3", {}, "Why these reports are one incident"), list(row.links));
    parts.push(element("p", { class: "note" }, `Incident ${row.id}`));
    $("incident").replaceChildren(...parts);
    $("incident").scrollTop = 0;
  }

  function point(row) {
    choose(row.id);
    if ($("whole")) $("whole").textContent = `${told(row)} ›`;
  }
  function choose(id) {
    chosen = id;
    history.replaceState(null, "", `#${id}`);
    if ($("whole")) $("whole").href = `index.html#${id}`;  // the map alone has no other room
    markChosen();
    drawTimeline(shown());
    drawMap(shown(), false);
    drawIncident();
  }
  function draw(fit) {
    const rows = shown();
    drawTable(rows);
    drawTimeline(rows);
    drawUndated(rows);
    drawMap(rows, fit);
    const off = rows.filter((row) => !row.place).length;
    $("unplaced").textContent = off ? `${many(off, "incident")} without a known place: in the table only.` : "";
  }
  function options(id, values) {
    for (const value of [...new Set(values)].sort()) $(id).append(element("option", { value }, words(value)));
  }
  function begin() {
    options("kind", ledger.incidents.map((row) => row.kind));
    options("grade", ledger.incidents.map((row) => row.grade));
    const mains = ledger.incidents.filter(main).length;
    $("summary").textContent = `${many(ledger.reports, "report")} read, ${ledger.set_aside.length} set aside; ${many(mains, "incident")}, and ${ledger.incidents.length - mains} told only in passing.`;
    if (ledger.set_aside.length) {
      $("aside").hidden = false;
      $("aside").querySelector("summary").textContent = `${ledger.set_aside.length} set aside, with the reason`;
      $("aside").querySelector("ul").replaceChildren(...ledger.set_aside.map((s) => element("li", {}, `${s.name}: ${s.reason}`)));
    }
    $("filters").addEventListener("input", () => draw(true));
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", keys);
    window.addEventListener("resize", () => draw(false));
    draw(true);
    const wanted = location.hash.slice(1);
    const first = ledger.incidents.find((row) => row.id === wanted) || shown()[0];
    if (first) choose(first.id);
  }
  begin();
})();
