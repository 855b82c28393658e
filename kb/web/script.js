// Links that open without reloading, the way back, copy buttons, and the words "Mencari…". No network of its own, no storage.
(() => {
  "use strict";
  const root = document.documentElement;
  root.lang = "id";
  history.scrollRestoration = "manual";
  if (/[?&](alamat|tanya)=./.test(location.search)) root.classList.add("kb-dari-tautan");

  const say = (words) => {
    const live = document.getElementById("siaran");
    if (live) live.textContent = words;
  };

  // What the page shows is one query string ("?alamat=…", "?tanya=…" or "?naskah=…"), told by the server in data-ke.
  // A question is kept in the history entry but not in the address, so that it stays out of the browser's list.
  const READER = /[?&](naskah|banding)=./;
  const shelf = (to) => (READER.test(to) ? "bacaan" : "hasil");
  const shown = (id) => document.querySelector(`#${id} [data-ke]`)?.dataset.ke ?? "";
  const address = (to) => (to.startsWith("?tanya=") || !to ? location.pathname : to);
  const turn = (id) => {
    const name = id === "bacaan" ? "Naskah" : "Cari";
    [...document.querySelectorAll("#pintu [role=tab], #pintu .overflow-dropdown button")].find((tab) => tab.textContent.trim() === name)?.click();
  };

  let wanted = null;
  const go = (to) => {
    turn(shelf(to));
    wanted = to;
    follow(to);
  };
  // A tab that was never opened is not laid out yet: its door comes a few frames after it is turned to.
  const follow = (to) => {
    const door = READER.test(to) ? window.kbBaca : window.kbBuka;
    door ? door(to) : requestAnimationFrame(() => follow(to));
  };

  const opening = shelf(location.search);
  let started = false;
  let returning = false;
  window.kbSibuk = (busy, followed = false, id = "hasil") => {
    if (busy) {
      document.getElementById(id)?.classList.add("kb-sibuk");
      if (!followed) wanted = null;
      if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
      return say("Mencari…");
    }
    if (underway[id]) return; // what was asked since is on its way
    document.getElementById(id)?.classList.remove("kb-sibuk");
    root.classList.remove("kb-dari-tautan");
    requestAnimationFrame(() => settle(id));
  };

  // What an event asks of the server: one request, one answer. What was asked last is what is shown.
  const underway = {};
  window.kbMinta = async (name, filled, id) => {
    underway[id]?.abort();
    const mine = (underway[id] = new AbortController());
    const shown = await answer(name, filled, mine.signal);
    if (underway[id] !== mine) return [];
    underway[id] = null;
    return shown;
  };
  const answer = async (name, filled, signal) => {
    try {
      const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(filled), signal };
      const response = await fetch(`minta/${name}`, request);
      const said = await response.json();
      return response.ok ? said : [fault(said.error)];
    } catch {
      return [fault("Jawaban tidak sampai. Periksa sambungan ke server, lalu ulangi.")];
    }
  };
  const fault = (words) => {
    const line = Object.assign(document.createElement("p"), { className: "kb-salah", textContent: String(words) });
    line.setAttribute("role", "alert");
    return line.outerHTML;
  };

  const settle = (id) => {
    for (const group of document.querySelectorAll("fieldset.block:not([aria-label])")) {
      group.setAttribute("aria-label", group.querySelector("[data-testid=block-info]")?.textContent.trim() ?? "");
    }
    document.querySelector("#pintu .overflow-menu > button")?.setAttribute("aria-label", "Tab lainnya");
    const fault = document.querySelector(`#${id} .kb-salah`);
    const now = shown(id);
    if (wanted !== null && wanted !== now && !fault) return; // an older answer; the one asked for is on its way
    const kept = history.state?.ke;
    if (!started) {
      if (id !== opening) return; // the other tab has only been laid out
      started = true;
      turn(opening);
      const first = opening === "bacaan" ? location.search : now;
      if (kept !== undefined && kept !== first) {
        returning = true;
        return go(kept);
      }
      history.replaceState({ ke: first }, "");
    } else if (!fault && now && kept !== now) {
      history.pushState({ ke: now }, "", address(now));
    }
    wanted = null;
    lay();
    if (returning) scrollTo(0, history.state?.y ?? 0);
    returning = false;
    say(document.querySelector(`#${id} :is(.kb-keadaan, .kb-salah, h3)`)?.textContent ?? "");
  };

  addEventListener("popstate", (event) => {
    if (event.state?.ke === undefined) return;
    returning = true;
    go(event.state.ke);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="?alamat="], a[href^="?naskah="], a[href^="?banding="]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const to = link.getAttribute("href");
    history.replaceState({ ...history.state, y: scrollY }, "");
    history.pushState({ ke: to }, "", to);
    scrollTo(0, 0);
    go(to);
  });

  const write = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copy refused");
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-salin]");
    if (!button) return;
    const link = button.dataset.tautan;
    const text = button.dataset.salin + (link ? `, ${new URL(link, location.href)}` : "");
    const label = button.querySelector("span");
    const name = (button.dataset.nama ??= label.textContent);
    try {
      await write(text);
      label.textContent = "Tersalin";
      say(`Tersalin: ${text}`);
    } catch {
      label.textContent = "Gagal menyalin";
      say("Peramban menolak menyalin. Pilih teksnya lalu salin sendiri.");
    }
    setTimeout(() => { label.textContent = name; }, 1800);
  });

  // The tray: chosen clauses by address, kept until the page is closed.
  const tray = new Map();
  const lay = () => {
    for (const button of document.querySelectorAll("button[data-pilih]")) {
      const taken = tray.has(button.dataset.pilih);
      button.setAttribute("aria-pressed", String(taken));
      button.querySelector("span").textContent = taken ? "Terpilih" : "Pilih";
    }
    const bar = document.getElementById("baki");
    if (!bar) return;
    bar.hidden = tray.size === 0;
    bar.querySelector("strong").textContent = `${tray.size} klausul dipilih:`;
    bar.querySelector("span").textContent = [...tray.values()].map((chosen) => chosen.kutipan).join("; ");
    const first = [...tray.values()][0];
    for (const link of bar.querySelectorAll("a[data-bentuk]")) {
      const asked = new URLSearchParams([...tray.keys()].map((address) => ["alamat", address]));
      asked.set("bentuk", link.dataset.bentuk);
      if (first?.hari) asked.set("tanggal", first.hari);
      link.href = `memo?${asked}`;
    }
    const [one, other] = [...tray].map(([address, chosen]) => address + (chosen.hari ? `@${chosen.hari}` : ""));
    const pair = bar.querySelector("a[data-banding]");
    pair.hidden = tray.size !== 2;
    pair.setAttribute("href", `?banding=${one}&dengan=${other}`);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-pilih], #baki button");
    if (!button) return;
    const { pilih, kutipan, hari } = button.dataset;
    if (!pilih) tray.clear();
    else if (!tray.delete(pilih)) tray.set(pilih, { kutipan, hari });
    lay();
    say(pilih ? `${kutipan} ${tray.has(pilih) ? "dipilih" : "dilepas"}` : "Pilihan dikosongkan");
  });

  // A report is a file on the person's own machine; nothing is sent.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-lapor]");
    if (!button) return;
    const file = URL.createObjectURL(new Blob([button.dataset.lapor], { type: "text/plain;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: file, download: button.dataset.berkas }).click();
    setTimeout(() => URL.revokeObjectURL(file), 10_000);
    say(`Laporan disimpan: ${button.dataset.berkas}`);
  });
})();
