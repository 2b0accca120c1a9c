// What makes the pages quicker; nothing here is needed to use them.
(() => {
  "use strict";
  const find = (query, root = document) => root.querySelector(query);
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  // A letter counts as read once it is really seen: not when it was only fetched ahead.
  const reading = find("[data-opened]");
  if (reading) {
    const note = () => {
      if (document.visibilityState !== "visible" || document.prerendering) return;
      document.removeEventListener("visibilitychange", note);
      fetch(reading.dataset.opened, { method: "POST", headers: { "X-CSRF-Token": reading.dataset.csrf } });
    };
    document.addEventListener("visibilitychange", note);
    document.addEventListener("prerenderingchange", note);
    note();
  }

  // Words that are marked on a page go into the comment's form.
  const quoted = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return null;
    const text = selection.toString().replace(/\s+/g, " ").trim();
    const page = selection.anchorNode && selection.anchorNode.parentElement && selection.anchorNode.parentElement.closest("svg[data-page]");
    if (!text || !page) return null;
    const range = selection.getRangeAt(0).cloneRange();
    range.collapse(true);
    range.setStart(page, 0);
    const lines = [...page.querySelectorAll("text")];
    const first = lines.findIndex((line) => selection.getRangeAt(0).intersectsNode(line));
    const before = lines.slice(Math.max(0, first - 3), first).map((line) => line.textContent).join(" ");
    const inside = first >= 0 ? lines[first].textContent.slice(0, selection.getRangeAt(0).startOffset) : "";
    return { text, prefix: `${before} ${inside}`.replace(/\s+/g, " ").trim() };
  };
  let marked = null;
  document.addEventListener("selectionchange", () => { marked = quoted() || marked; });
  const comment = () => {
    const box = find("#commenting");
    if (!box) return;
    box.open = true;
    fill(box);
    find("textarea[name=text]", box).focus();
  };
  const fill = (box) => {
    const field = find("textarea[name=quote]", box);
    if (marked && !field.value) {
      field.value = marked.text;
      find("input[name=prefix]", box).value = marked.prefix;
    }
  };
  const commenting = find("#commenting");
  if (commenting) commenting.addEventListener("toggle", () => { if (commenting.open) fill(commenting); });

  // Keys: n and p turn to the next and the previous letter, a approves, r returns, c comments.
  const follow = (rel) => { const link = find(`a[rel=${rel}]`); if (link) link.click(); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !find(".reading")) return;
    const deeds = {
      n: () => follow("next"),
      p: () => follow("prev"),
      c: comment,
      a: () => { const button = find("button[data-key=a]"); if (button) button.focus(); },
      r: () => {
        const box = [...document.querySelectorAll(".decide details")].find((it) => find("form[action$='/return']", it));
        if (box) { box.open = true; find("textarea", box).focus(); }
      },
    };
    const deed = deeds[event.key];
    if (deed) { event.preventDefault(); deed(); }
  });

  // Progress of a long work, told by the server as it goes on.
  const job = find("[data-stream]");
  if (job && job.dataset.stream) {
    const source = new EventSource(job.dataset.stream);
    source.addEventListener("progress", (event) => {
      const told = JSON.parse(event.data);
      const bar = find("#job-bar"), text = find("#job-done");
      if (bar && told.of) { bar.max = told.of; bar.value = told.done; }
      if (text && told.of) text.textContent = `${told.done} of ${told.of} letters`;
    });
    source.addEventListener("over", () => { source.close(); location.reload(); });
  }
})();
