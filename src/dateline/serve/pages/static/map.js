"use strict";
/* The map: outlines, and the incidents of the address gathered by the server for what is in view.
   Everything shown goes through textContent: no byte of a report is read as markup. */
(() => {
  const words = (text) => String(text).replaceAll("_", " ");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let outlines = null;
  let map = null;

  function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /* The outlines are made for a globe: rings jump from 180 east to 180 west, which a flat map would
     draw as stripes. Each ring is unrolled, and drawn again one turn away where it leaves the map. */
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
  async function land() {
    if (outlines) return outlines;
    const [world, countries] = await Promise.all(
      ["/built/countries-110m.json", "/built/countries.json"].map(async (path) => (await fetch(path)).json()));
    const found = topojson.feature(world, world.objects.countries);
    for (const { geometry } of found.features) {
      if (!geometry) continue;
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      geometry.type = "MultiPolygon";
      geometry.coordinates = polygons.flatMap(copies);
    }
    outlines = { found, countries, byNumber: new Map(found.features.map((f) => [f.id, f])) };
    return outlines;
  }

  function pin(point) {
    const size = Math.round(18 + Math.min(26, 7 * Math.log10(point.count + 1)));
    const mark = element("span", { class: "pin" }, point.count > 1 ? String(point.count) : "");
    mark.style.inlineSize = mark.style.blockSize = `${point.count > 1 ? size : 12}px`;
    const name = element("span", { class: "pin-name", dir: "auto" }, point.name);
    const held = element("div", {}, mark, name);
    const icon = L.divIcon({ html: held, className: "", iconSize: [point.count > 1 ? size : 12, point.count > 1 ? size : 12] });
    return L.marker([point.lat, point.lon], { icon, alt: `${point.name}: ${point.count}`, title: point.name });
  }
  function listed(point) {
    const list = element("ul", { class: "popup" });
    for (const one of point.incidents || []) {
      const link = element("a", { href: `/incidents/${one.id}` }, `${words(one.kind)} ${one.first}`);
      link.addEventListener("click", (event) => { event.preventDefault(); window.openSheet(link.getAttribute("href"), link); });
      list.append(element("li", {}, link));
    }
    if (point.count > list.children.length) list.append(element("li", {}, `+ ${point.count - list.children.length}`));
    return list;
  }
  function draw(marks, answer) {
    marks.clearLayers();
    const look = { color: colour("--accent"), weight: 1.2, fillOpacity: 0.16 };
    for (const [code, number] of Object.entries(answer.countries)) {
      const [key, name] = outlines.countries[code] || [];
      const shape = outlines.byNumber.get(key);
      if (shape) L.geoJSON(shape, { style: { ...look, weight: 1 } }).bindTooltip(element("span", {}, `${name}: ${number}`)).addTo(marks);
    }
    for (const point of answer.points) {
      if (point.radius) L.circle([point.lat, point.lon], { ...look, radius: point.radius, dashArray: point.step > 3 ? "4 4" : null, interactive: false }).addTo(marks);
      const marker = pin(point).addTo(marks);
      if (point.incidents && point.count <= point.incidents.length + 40) marker.bindPopup(listed(point));
      else marker.on("click", () => map.setView([point.lat, point.lon], Math.min(map.getZoom() + 2, 14)));
    }
  }
  async function show() {
    const place = document.getElementById("map");
    if (!place || !window.L) return;
    if (map) map.remove();
    map = L.map(place, { attributionControl: false, worldCopyJump: true, zoomSnap: 0.5, minZoom: 1, preferCanvas: true }).setView([20, 30], 2);
    const marks = L.layerGroup().addTo(map);
    const mine = map;
    const { found } = await land();
    if (map !== mine) return;
    L.geoJSON(found, { interactive: false, style: { color: colour("--strong"), weight: 0.6, fillColor: colour("--land"), fillOpacity: 1 } }).addTo(map).bringToBack();
    let first = true;
    async function refresh() {
      const box = first ? "" : `&view=${map.getBounds().toBBoxString()}`;
      const query = place.dataset.query === "?" ? "?" : `${place.dataset.query}&`;
      const answer = await (await fetch(`/map.json${query}zoom=${Math.round(first ? 4 : map.getZoom())}${box}`)).json();
      if (map !== mine) return;
      draw(marks, answer);
      if (first && answer.points.length) {
        const bounds = L.latLngBounds(answer.points.map((p) => [p.lat, p.lon]));
        first = false;
        map.fitBounds(bounds.pad(0.15), { maxZoom: 6, animate: false });
        return;
      }
      first = false;
    }
    let waiting = null;
    map.on("moveend", () => { if (first) return; clearTimeout(waiting); waiting = setTimeout(refresh, 80); });
    await refresh();
  }
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:after:swap", () => { const place = document.getElementById("map"); if (place && !place.classList.contains("leaflet-container")) show(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
})();
