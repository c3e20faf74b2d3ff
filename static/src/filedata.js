// A site of files: its tables and sentences (sociale_kaart/web/filesite), each fetched once, when it is wanted.

const fetched = new Map();

export function fetchJson(address) {
  return fetchOnce(address, "json");
}

export function fetchOnce(address, kind) {
  if (!fetched.has(address)) {
    const coming = fetch(address).then((response) => {
      if (!response.ok) throw Object.assign(new Error(`${address}: ${response.status}`), { status: response.status });
      return response[kind]();
    });
    coming.catch(() => fetched.delete(address)); // asked again another time
    fetched.set(address, coming);
  }
  return fetched.get(address);
}

// What the site says and asks, in the language of the page; `at` gives the whole address of a table.
export async function readSite() {
  const address = new URL(document.documentElement.dataset.zoekwoorden, document.baseURI).href;
  const site = await fetchJson(address);
  if (site.at) return site;
  const { front } = site.addresses;
  // The addresses stand as the app has them, from its root; where that is, the address of this table tells.
  const root = address.slice(0, address.indexOf(`${front}zoek/woorden.json`, address.indexOf("//") + 2) + 1);
  site.root = root;
  site.home = root + front.slice(1);
  site.at = (name, piece = "") => root + site.addresses[name].slice(1).replace(/PIECE|NEED/, piece);
  return site;
}

// Links of the app in a part of a page, as they lead where only files are served.
export function leadToFiles(part, root) {
  for (const link of part.querySelectorAll('[href^="/"]')) {
    const [, path, rest] = /^\/([^?#]*)(.*)$/.exec(link.getAttribute("href"));
    const isPage = !/\.[a-z][a-z0-9]{0,10}$/.test(path);
    link.setAttribute("href", root + path.replace(/\/$/, "") + (isPage && path ? "/" : "") + rest);
  }
  return part;
}
