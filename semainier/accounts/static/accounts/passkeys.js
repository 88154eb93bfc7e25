// A passkey that was not read, or whose window was closed: the page says so beside the button.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-failed]");
  if (!place) return;
  event.preventDefault();
  place.textContent = place.dataset.passkeyFailed;
});
