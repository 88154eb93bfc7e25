// A draft saves itself while one types, once it has a title; without this the buttons save it. Without a connection what
// was typed is kept on the device and offered at return. Leaving asks first only for what is not saved.
const QUIET = 2000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "seen", "then", "place_seen", "picture", "picture_kept"]);

function hexadecimal() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Fill in the fields with the pairs of name and value that were kept.
function fill(form, pairs) {
  const has = (name) => pairs.some(([other]) => other === name);
  for (let number = 2; has(`day_${number}`) && !form.elements[`day_${number}`]; number += 1) {
    const add = form.querySelector("[data-add-date]");
    if (!add) break;
    add.click();
  }
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.has(field.name) || ["submit", "button", "file", "fieldset"].includes(field.type)) continue;
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else if (values.length > 0) [field.value] = values;
  }
}

function start(box) {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  form.querySelector(":scope > .acts").before(box);
  form.removeAttribute("data-unsaved"); // it asks before leaving, even after the draft was saved
  box.hidden = false;
  const said = box.querySelector("[data-said]");
  const offer = box.querySelector("[data-kept]");
  const key = hexadecimal();
  const place = () => `typed:${window.location.pathname}`;
  let [timer, changes, saved, stopped, sending, leaving] = [0, 0, 0, false, null, false];

  const typed = () => {
    const data = new FormData(form);
    for (const name of ["picture", "picture_kept"]) data.delete(name);
    return data;
  };
  const keep = () => {
    const pairs = [...typed()].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
    sessionStorage.setItem(place(), JSON.stringify(pairs));
  };
  const forget = () => {
    sessionStorage.removeItem(place());
    offer.hidden = true;
  };
  const fail = () => {
    keep();
    said.textContent = box.dataset.failed;
  };
  const taken = (answer) => {
    form.elements.seen.value = answer.seen;
    said.textContent = answer.saved_at;
    if ("saved" in box.dataset) return;
    box.dataset.saved = "";
    box.dataset.autosave = answer.save;
    forget();
    history.replaceState(history.state, "", answer.edit);
    for (const doubles of document.querySelectorAll("[data-doubles]")) doubles.dataset.event = answer.uid;
  };
  const send = async () => {
    const upTo = changes;
    const data = typed();
    data.set("key", key);
    let answer = null;
    try {
      answer = await fetch(box.dataset.autosave, { method: "POST", body: data, credentials: "same-origin" });
    } catch {
      return fail();
    }
    if (answer.redirected || answer.status >= 500 || answer.status === 429) return fail();
    const isTold = answer.headers.get("Content-Type")?.includes("json");
    const words = isTold ? await answer.json() : null;
    if (!words) return fail();
    if (answer.ok) {
      saved = upTo;
      taken(words);
      if (saved === changes) forget();
      return undefined;
    }
    said.textContent = `${words.message} ${words.next_step}`;
    stopped = answer.status === 409 && words.code !== "event.being_saved";
    return stopped ? keep() : undefined;
  };
  const save = async () => {
    if (stopped || leaving || sending || saved === changes || !form.elements.title.value.trim()) return;
    sending = send();
    const upTo = changes;
    await sending;
    sending = null;
    if (changes !== upTo) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  };
  const changed = () => {
    changes += 1;
    if (!stopped) later();
  };
  form.addEventListener("input", changed);
  window.addEventListener("online", () => saved !== changes && later());
  // A button pressed while a draft is on its way waits for it: two sendings at once would look like two people.
  form.addEventListener(
    "submit",
    async (event) => {
      clearTimeout(timer);
      if (!sending) {
        leaving = true;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      await sending;
      leaving = true;
      form.requestSubmit(button);
    },
    true,
  );
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (saved !== changes || form.elements.picture?.files?.length > 0)) event.preventDefault();
  });
  box.querySelector("[data-take-up]").addEventListener("click", () => {
    fill(form, JSON.parse(sessionStorage.getItem(place()) ?? "[]"));
    offer.hidden = true;
    form.elements.title.focus();
    changed();
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    forget();
    form.elements.title.focus();
  });
  if (sessionStorage.getItem(place())) offer.hidden = false;
}

document.querySelectorAll("[data-autosave]").forEach(start);
