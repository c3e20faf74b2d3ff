// In a frame on somebody else's page: tells that page how high this one is, and keeps every way out a way out.

const OURS = "sociale-kaart:hoogte"; // what embedparent.js listens for
// WordPress frames what it found by oEmbed without forms, popups and an origin of its own, and gives it a word to speak
// to its page with (wp-embed.js): "height" makes the frame so high, "link" opens a page of this same site.
const secret = (location.hash.match(/[?&]secret=([a-zA-Z0-9]+)/) ?? [])[1] ?? "";
const isShutIn = self.origin === "null";

function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ type: OURS, height }, "*");
  if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
}

function leadOut(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  const staysHere = link.pathname.startsWith(inFrame) && link.origin === self.location.origin;
  if (staysHere) {
    if (secret) link.hash = `?secret=${secret}`;
    return;
  }
  link.target = "_blank";
  link.rel = "noopener";
  if (isShutIn && secret && /^https?:$/.test(link.protocol)) {
    event.preventDefault();
    parent.postMessage({ message: "link", value: link.href, secret }, "*");
  }
}

// A frame that may send no form, and hears of none being sent, may still go to another address. Enter presses the button too.
function sendByAddress(event) {
  const form = event.target.closest?.("[type=submit]")?.form;
  if (!form) return;
  event.preventDefault();
  location.assign(`${form.action}?${new URLSearchParams(new FormData(form))}${location.hash}`);
}

// No worker starts without an origin: what is drawn on the server stands in place of the map.
function drawnInstead(section) {
  const picture = new Image();
  Object.assign(picture, { className: "plaatje", alt: section.dataset.plaatjeZegt, width: 640 });
  picture.addEventListener("load", tellHeight);
  const isNarrow = matchMedia("(max-width: 30em)").matches;
  picture.src = (isNarrow && section.dataset.plaatjeSmal) || section.dataset.plaatje;
  section.replaceChildren(picture);
}

const inFrame = location.pathname.replace(/[^/]*$/, "");
document.addEventListener("click", leadOut, true);
if (isShutIn) {
  document.addEventListener("click", sendByAddress);
  for (const section of document.querySelectorAll("[data-plaatje]")) drawnInstead(section);
}
if (parent !== self) {
  tellHeight();
  if ("ResizeObserver" in window) new ResizeObserver(tellHeight).observe(document.body);
  window.addEventListener("load", tellHeight);
}
