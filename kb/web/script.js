// Copy buttons, the words "Mencari…", and links that open before the samples can flash. No network, no storage.
(() => {
  "use strict";
  document.documentElement.lang = "id";
  if (/[?&](alamat|tanya)=./.test(location.search)) document.documentElement.classList.add("kb-dari-tautan");

  const say = (words) => {
    const live = document.getElementById("siaran");
    if (live) live.textContent = words;
  };

  window.kbSibuk = (busy) => {
    const results = document.getElementById("hasil");
    if (results) results.classList.toggle("kb-sibuk", busy);
    if (busy) {
      if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
      return say("Mencari…");
    }
    document.documentElement.classList.remove("kb-dari-tautan");
    for (const group of document.querySelectorAll("fieldset.block:not([aria-label])")) {
      group.setAttribute("aria-label", group.querySelector("[data-testid=block-info]")?.textContent.trim() ?? "");
    }
    requestAnimationFrame(() => say(results?.querySelector(".kb-keadaan")?.textContent ?? ""));
  };

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
    const name = (button.dataset.nama ??= button.textContent);
    try {
      await write(text);
      button.textContent = "Tersalin ✓";
      say(`Tersalin: ${text}`);
    } catch {
      button.textContent = "Gagal menyalin";
      say("Peramban menolak menyalin. Pilih teksnya lalu salin sendiri.");
    }
    setTimeout(() => { button.textContent = name; }, 1800);
  });
})();
