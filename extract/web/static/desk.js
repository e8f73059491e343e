// What keys and dragging add to pages that read without it.
"use strict";

for (const button of document.querySelectorAll("button.keys, [data-scripted]")) button.hidden = false;

const isTyping = (target) => target.matches?.("input:not([type=checkbox]), textarea, select");

// A source in its frame has no keys of its own: they are for the page around it.
const around = window.parent !== window ? window.parent.document : null;

document.addEventListener("keydown", (event) => {
  if (around) {
    if (event.key.length === 1 && !(event.ctrlKey || event.metaKey || event.altKey)) {
      around.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, repeat: event.repeat }));
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const wanted = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key && !each.disabled);
  if (!wanted) return;
  event.preventDefault();
  if (event.repeat) return;
  if (wanted.matches("input, select")) wanted.focus();
  else wanted.click();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

// A figure that is clicked is the one that a correction is about.
const correct = document.querySelector("details.correct");
correct?.closest("main").addEventListener("click", (event) => {
  const cell = event.target.closest?.(".facts td")?.id;
  const option = cell && [...correct.querySelectorAll("option")].find((each) => each.dataset.cell === cell);
  if (option) option.selected = true;
});

// One decision is sent once, whatever is pressed meanwhile.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.stays !== undefined) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A link that was sent lights its place in the source, too.
document.querySelector("td:target a[target=source], .card:target a[target=source]")?.click();

document.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });

// Files and folders that are dropped.
const drop = document.querySelector(".drop");
if (drop) {
  const form = drop.closest("form");
  const tell = drop.querySelector("[data-told]");
  const filesOf = async (entry) => {
    if (entry.isFile) return new Promise((done) => entry.file((file) => done([[entry.fullPath.slice(1), file]]), () => done([])));
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const entries = await new Promise((done) => reader.readEntries(done, () => done([])));
      if (!entries.length) return found;
      for (const each of entries) found.push(...(await filesOf(each)));
    }
  };
  const send = async (named) => {
    const most = 50;
    for (let at = 0; at < named.length; at += most) {
      const data = new FormData();
      data.append("token", form.elements.token.value);
      if (form.elements.place) data.append("place", form.elements.place.value);
      for (const [name, file] of named.slice(at, at + most)) {
        data.append("names", name);
        data.append("files", file, file.name);
      }
      tell.textContent = `${at} / ${named.length}`;
      const answer = await fetch(form.action, { method: "POST", body: data, redirect: "manual" });
      if (!(answer.ok || answer.type === "opaqueredirect")) {
        tell.textContent = await answer.text().then((page) => new DOMParser().parseFromString(page, "text/html").querySelector(".warn")?.textContent ?? String(answer.status));
        return;
      }
    }
    location.assign("/received");
  };
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [...event.dataTransfer.files].map((file) => [file.name, file]);
    const named = entries.length ? (await Promise.all(entries.map(filesOf))).flat() : files;
    if (named.length) await send(named);
  });
}

// A page of work that goes on is looked at again.
const waits = document.querySelector("[data-again]");
if (waits) setTimeout(() => location.reload(), Number(waits.dataset.again) * 1000);
