// The browser alone can ask a phone or computer for a passkey: it gets the options that the page brings, and
// the form takes what comes of it. Without script the page says so, and the password works.
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const makes = form.dataset.passkey === "create";
  const read = makes ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
  if (!window.PublicKeyCredential || !PublicKeyCredential[read]) continue;
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async event => {
    const field = form.querySelector("[data-credential]");
    if (field.value) return;
    event.preventDefault();
    try {
      const publicKey = PublicKeyCredential[read](JSON.parse(form.dataset.options));
      const credential = await (makes ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
      field.value = JSON.stringify(credential);
      form.requestSubmit();
    } catch {
      document.querySelector("[data-passkey-failed]").hidden = false;
    }
  });
}
