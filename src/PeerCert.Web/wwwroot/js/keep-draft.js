// Keeps what is typed on a page of an application, a moment after it was typed. Without script the button does it.
"use strict";
const pause = 1000, longest = 60000, patience = 3000;
for (const form of document.querySelectorAll("form[data-keep]")) {
  const seen = form.elements.Seen, said = form.querySelector("[data-kept]");
  let changed = false, leaving = false, keeping = null, timer = 0, wait = pause;

  const say = what => { if (said.textContent !== said.dataset[what]) said.textContent = said.dataset[what]; };

  const later = time => { clearTimeout(timer); timer = setTimeout(keep, time); };

  async function send(keepalive) {
    changed = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Keep-Draft": "1" }, redirect: "manual", keepalive });
      if (answer.ok) {
        seen.value = await answer.text();
        wait = pause;
        say("saved");
      } else if (answer.type === "opaqueredirect") {
        say("signedOut");
      } else if (answer.status >= 500 || answer.status === 429) {
        throw new Error();
      } else {
        say("press");
      }
    } catch {
      changed = true;
      wait = Math.min(wait * 2, longest);
      say("waiting");
    }
  }

  function keep(keepalive) {
    if (keeping || !changed || leaving) return;
    keeping = send(keepalive === true).finally(() => {
      keeping = null;
      if (changed) later(wait);
    });
  }

  form.addEventListener("input", () => { changed = true; later(pause); });
  addEventListener("online", () => keep());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(true); });
  addEventListener("pageshow", () => { leaving = false; });
  // The button waits for what is under way, or else the page would not know yet what was kept of itself.
  form.addEventListener("submit", async event => {
    leaving = true;
    clearTimeout(timer);
    if (!keeping) return;
    event.preventDefault();
    await Promise.race([keeping, new Promise(done => setTimeout(done, patience))]);
    form.submit();
  });
}
